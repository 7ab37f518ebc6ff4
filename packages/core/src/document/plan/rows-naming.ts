/** The rows of a log that name an id: found by the digits of the id, so that only the lines that hold them are read. */
import type { ByteString } from '../../model/byte-string.ts';
import { type TaskKey, taskKeyOf } from '../../model/task-id.ts';
import type { LogTable } from './containers.ts';
import type { LogRows, PlacedRow } from './session-log.ts';
import type { PlanTable } from './table.ts';

export interface LoggedRows {
  readonly text: ByteString;
  readonly rows: LogRows;
  /** The tables that have the first of the rows, in their order; others stand in lists. */
  readonly tables: readonly LogTable[];
}

export function rowsNaming(key: TaskKey, { text, rows, tables }: LoggedRows): readonly PlacedRow[] {
  const names = (row: PlacedRow | undefined): row is PlacedRow => row !== undefined && taskKeyOf(row.task) === key;
  // A number is the same whatever its width, and nobody writes a digit in another way than as itself, but for entities.
  const digits = lastNumber(key);
  if (digits === '') return rows.all.filter(names);
  const found: PlacedRow[] = [];
  let first = 0;
  for (const { table } of tables) {
    const near = rowsWith(digits, text, table) ?? Array.from({ length: table.rowCount }, (_, position) => position);
    for (const position of near) {
      const row = rows.at(first + position);
      if (names(row)) found.push(row);
    }
    first += table.rowCount;
  }
  return [...found, ...rows.from(rows.tabled).filter(names)];
}

/** The digits that an id ends with, without zeros before them; '' where it does not end in one. */
export function lastNumber(key: TaskKey): string {
  let start = key.length;
  while (isDigit(key.charCodeAt(start - 1))) start--;
  while (start < key.length - 1 && key.charCodeAt(start) === zero) start++;
  return key.slice(start);
}

/** Positions of rows that hold a number; null where an entity may stand for a digit. */
function rowsWith(digits: string, text: ByteString, table: PlanTable): readonly number[] | null {
  if (table.rowCount === 0) return [];
  const { start } = table.row(0);
  const part = text.slice(start, table.end);
  if (part.includes('&#')) return null;
  const found: number[] = [];
  let next = 0;
  for (let at = part.indexOf(digits); at >= 0; at = part.indexOf(digits, next)) {
    next = at + 1;
    if (!isNumber(part, at, digits.length)) continue;
    const row = table.rowAt(start + at);
    // A comment between rows may hold it, too: the row before that is found once.
    if (found.at(-1) !== row) found.push(row);
    next = Math.max(next, table.row(row).end - start);
  }
  return found;
}

/** Whether it is no part of a longer number; zeros before it make no difference. */
function isNumber(text: string, at: number, length: number): boolean {
  const before = text.charCodeAt(at - 1);
  return !isDigit(text.charCodeAt(at + length)) && (before === zero || !isDigit(before));
}

const zero = 0x30;

function isDigit(code: number): boolean {
  return code >= zero && code <= 0x39;
}
