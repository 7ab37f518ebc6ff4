/** The text of a row in the table that it moves to. */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { Task } from '../../model/plan.ts';
import { isPlaceholderId, isTaskId } from '../../model/task-id.ts';
import { cellsOf } from '../../text/table-cells.ts';
import { completionIn, withCompletion } from '../completion-note.ts';
import type { Document, RowTaskSource, TableSource, TaskColumns } from '../document.ts';
import { taskColumns } from '../plan/columns.ts';
import { withEnding } from './moved-entry.ts';
import { rowSpan } from './row-cell.ts';
import { lastRow, rowLike } from './table-row.ts';

/**
 * The whole lines of a row in another table, with the comments above it: as they are, where that has the same
 * columns; else cell by cell, told by what the columns hold, or by their names. Where something would be lost,
 * the answer is the name of the column that is missing.
 */
export function movedRow(
  document: Document,
  source: RowTaskSource,
  table: TableSource,
): { readonly lines: string } | { readonly missing: string } {
  const { text, sources } = document;
  const whole = text.slice(source.entry.start, source.entry.end);
  if (source.table.columns.join('\n') === table.columns.join('\n')) return { lines: withEnding(whole, sources.lineEnding) };
  const row = rowSpan(text, source);
  const placed = placedCells(source, table, cellTexts(text, row));
  if (typeof placed === 'string') return { missing: placed };
  const line = rowLike(document, { table, model: lastRow(table) }, placed);
  return { lines: text.slice(source.entry.start, row.start) + line + sources.lineEnding };
}

function cellTexts(text: ByteString, { start, end }: Span): readonly string[] {
  const cells = cellsOf(text, start, end);
  return Array.from({ length: cells.length / 2 }, (_, i) => decodeUtf8(text.slice(cells[2 * i], cells[2 * i + 1]) as ByteString));
}

/** The cells in the columns of the other table, or the name of one that it lacks. */
function placedCells({ table: own, columns }: RowTaskSource, other: TableSource, cells: readonly string[]): readonly string[] | string {
  const target = taskColumns(other.columns);
  const completion = completionOf(cells, columns);
  // A note of a completion that does not count here would count there.
  if (columns.completed >= 0 && target !== null && target.completed < 0 && completionIn(cells[columns.notes] ?? '') !== null) {
    return own.columns[columns.completed] ?? '';
  }
  const placed = other.columns.map(() => '');
  for (const [column, cell] of cells.entries()) {
    const role = roles.find((each) => columns[each] === column);
    const place = role === undefined || target === null ? other.columns.indexOf(own.columns[column] ?? '') : target[role];
    if (place >= 0) placed[place] = cell;
    else if (!isToldElsewhere({ role, cell }, target)) return own.columns[column] ?? '';
  }
  if (target !== null && completion !== null) tellCompletion(placed, target, completion);
  return placed;
}

/** Whether nothing is lost without the cell: it is empty, or says a completion for which the other table has another column. */
function isToldElsewhere({ role, cell }: { role: keyof TaskColumns | undefined; cell: string }, target: TaskColumns | null): boolean {
  if (cell === '') return true;
  if (role === 'completed') return target !== null && target.notes >= 0;
  return role === 'notes' && target !== null && target.completed >= 0 && withCompletion(cell, null) === '';
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
function tellCompletion(placed: string[], { completed, notes }: TaskColumns, date: string): void {
  if (notes >= 0) placed[notes] = withCompletion(placed[notes] ?? '', completed >= 0 ? null : date);
  if (completed >= 0) placed[completed] = date;
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
