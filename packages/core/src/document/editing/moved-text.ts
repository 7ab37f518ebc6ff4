/** The text of a task in the place that it moves to. */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { Task } from '../../model/plan.ts';
import { isPlaceholderId, isTaskId } from '../../model/task-id.ts';
import type { Document, RowTaskSource, TableSource, TaskColumns, YamlTaskSource } from '../document.ts';
import { taskColumns } from '../plan/columns.ts';
import { cellsOf } from '../scan/table-cells.ts';
import { coreEnd } from './list-gap.ts';
import { rowSpan } from './row-cell.ts';
import { rowLike } from './table-row.ts';

/** The whole lines of an entry, its dash in that column; the last line has an ending. */
export function movedEntry(document: Document, source: YamlTaskSource, indent: number): string {
  const { text, sources } = document;
  const lines = withEnding(text.slice(source.entry.start, coreEnd(text, source)), sources.lineEnding);
  return indented(lines, indent - source.indent);
}

/** Text whose lines that say something stand further in, or out. */
export function indented(lines: string, by: number): string {
  if (by === 0) return lines;
  return by > 0 ? lines.replace(/^(?=[^\r\n])/gm, ' '.repeat(by)) : lines.replace(new RegExp(`^ {1,${-by}}`, 'gm'), '');
}

/** Text that ends with a line ending. */
export function withEnding(lines: string, ending: string): string {
  return lines.endsWith('\n') ? lines : lines + ending;
}

/**
 * The whole lines of a row in another table: as they are, where that has the same columns; else cell by cell,
 * told by what the columns hold, or by their names. Where something would be lost, the answer is the name of
 * the column that is missing.
 */
export function movedRow(
  document: Document,
  source: RowTaskSource,
  table: TableSource,
): { readonly lines: string } | { readonly missing: string } {
  const { text, sources } = document;
  const whole = withEnding(text.slice(source.entry.start, source.entry.end), sources.lineEnding);
  if (source.table.columns.join('\n') === table.columns.join('\n')) return { lines: whole };
  const row = rowSpan(text, source);
  const cells = table.columns.map(() => '');
  for (const [column, cell] of cellTexts(text, row).entries()) {
    const target = columnLike(source, table, column);
    if (target >= 0) cells[target] = cell;
    else if (cell !== '') return { missing: source.table.columns[column] ?? '' };
  }
  const line = rowLike(document, { table, model: table.rows.at(-1) ?? null }, cells);
  return { lines: text.slice(source.entry.start, row.start) + line + sources.lineEnding };
}

/** The column of another table that holds what a column of this one does; -1 where it has none. */
function columnLike({ table: own, columns }: RowTaskSource, other: TableSource, column: number): number {
  const roles = Object.keys(columns) as (keyof TaskColumns)[];
  const role = roles.find((each) => columns[each] === column);
  const named = other.columns.indexOf(own.columns[column] ?? '');
  return role === undefined ? named : (taskColumns(other.columns)?.[role] ?? named);
}

function cellTexts(text: ByteString, { start, end }: Span): readonly string[] {
  const cells = cellsOf(text, start, end);
  return Array.from({ length: cells.length / 2 }, (_, i) => decodeUtf8(text.slice(cells[2 * i], cells[2 * i + 1]) as ByteString));
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
