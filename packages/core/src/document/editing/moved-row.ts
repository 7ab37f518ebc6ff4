/** The text of a row in the table that it moves to. */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { Task } from '../../model/plan.ts';
import { isPlaceholderId, isTaskId } from '../../model/task-id.ts';
import { cellsOf } from '../../text/table-cells.ts';
import { completionIn, withCompletion } from '../completion-note.ts';
import type { Document, RowTaskSource, TaskColumns } from '../document.ts';
import { withEnding } from './moved-entry.ts';
import { rowSpan } from './row-cell.ts';
import { lastRow, rowLike } from './table-row.ts';

/** A table of tasks, and what its columns hold. */
export type RowTable = Pick<RowTaskSource, 'table' | 'columns'>;

/**
 * The whole lines of a row in another table, with the comments above it: as they are, where that has the same
 * columns; else cell by cell, told by what the columns hold, or by their names. Where something would be lost,
 * the answer is the name of the column that is missing.
 */
export function movedRow(
  document: Document,
  source: RowTaskSource,
  target: RowTable,
): { readonly lines: string } | { readonly missing: string } {
  const { text, sources } = document;
  const whole = text.slice(source.entry.start, source.entry.end);
  if (source.table.columns.join('\n') === target.table.columns.join('\n')) return { lines: withEnding(whole, sources.lineEnding) };
  const row = rowSpan(text, source);
  const placed = placedCells(source, target, cellTexts(text, row));
  if (typeof placed === 'string') return { missing: placed };
  const line = rowLike(document, { table: target.table, model: lastRow(target.table) }, placed);
  return { lines: text.slice(source.entry.start, row.start) + line + sources.lineEnding };
}

function cellTexts(text: ByteString, { start, end }: Span): readonly string[] {
  const cells = cellsOf(text, start, end);
  return Array.from({ length: cells.length / 2 }, (_, i) => decodeUtf8(text.slice(cells[2 * i], cells[2 * i + 1]) as ByteString));
}

/** The cells in the columns of the other table, or the name of one that it lacks. */
function placedCells({ table: own, columns }: RowTaskSource, other: RowTable, cells: readonly string[]): readonly string[] | string {
  // What stands beyond the head of a table is in no column.
  const nameOf = (column: number) => own.columns[column] || `number ${column + 1}`;
  // A note of a completion that does not count here would count there.
  if (columns.completed >= 0 && other.columns.completed < 0 && completionIn(cells[columns.notes] ?? '') !== null) {
    return nameOf(columns.completed);
  }
  const placed = other.table.columns.map(() => '');
  for (const [column, cell] of cells.entries()) {
    const role = roles.find((each) => columns[each] === column);
    const place = role === undefined ? positionOf(own.columns[column], other) : other.columns[role];
    if (place >= 0) placed[place] = cell;
    else if (!isToldElsewhere({ role, cell }, other.columns)) return nameOf(column);
  }
  const completion = completionOf(cells, columns);
  return completion === null ? placed : withCompleted(placed, other.columns, completion);
}

function positionOf(name: string | undefined, { table }: RowTable): number {
  return name === undefined ? -1 : table.columns.indexOf(name);
}

/** Whether nothing is lost without the cell: it is empty, or says a completion for which the other table has another column. */
function isToldElsewhere({ role, cell }: { role: keyof TaskColumns | undefined; cell: string }, target: TaskColumns): boolean {
  if (cell === '') return true;
  if (role === 'completed') return target.notes >= 0;
  return role === 'notes' && target.completed >= 0 && withCompletion(cell, null) === '';
}

const roles: readonly (keyof TaskColumns)[] = [
  'id',
  'name',
  'status',
  'priority',
  'dependents',
  'dependsOn',
  'started',
  'completed',
  'notes',
];

function completionOf(cells: readonly string[], { completed, notes }: TaskColumns): string | null {
  return completed >= 0 ? cells[completed] || null : completionIn(cells[notes] ?? '');
}

/** Tells the completion where the other table does: in its own column, else in the notes. */
function withCompleted(placed: readonly string[], { completed, notes }: TaskColumns, date: string): readonly string[] {
  return placed.map((cell, column) => {
    if (column === completed) return date;
    return column === notes ? withCompletion(cell, completed >= 0 ? null : date) : cell;
  });
}

/** Whether two ids can stand in one table: rows without ids of the form TYPE-SUFFIX are tasks only where no row has one. */
export function areAlike(id: string, other: string): boolean {
  return isUsual(id) === isUsual(other);
}

function isUsual(id: string): boolean {
  return isTaskId(id) || isPlaceholderId(id);
}

/** Why an id of the usual form cannot go among others. */
export function foreignIds(task: Pick<Task, 'id'>): string {
  return `The table of ${task.id} has ids of its own kind: beside one of the form TYPE-01 they would no longer be read as tasks. Change all of its ids first.`;
}
