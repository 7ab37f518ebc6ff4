/** Which end of a session log new rows go to, and where one that stood there goes back to. */
import type { LogRow } from './plan.ts';

/** Rows in order, as an array has them; looked at from both ends. */
interface Rows {
  find(is: (row: Dated) => boolean): Dated | undefined;
  findLast(is: (row: Dated) => boolean): Dated | undefined;
}
type Dated = Pick<LogRow, 'date'>;

/** `up`: the newest row stands first. Told by the first and the last row that bear a date; `down` where they do not tell. */
export function directionOfLog(rows: Rows): 'down' | 'up' {
  const first = rows.find(isDated);
  const last = rows.findLast(isDated);
  return first !== undefined && last !== undefined && first.date > last.date ? 'up' : 'down';
}

/** The position that a row of that date goes back to: behind those of its day, or before them where the newest stands first. */
export function placeByDate(rows: readonly Dated[], date: string): number {
  const isAtMost = (row: Dated) => isDated(row) && row.date.slice(0, 10) <= date;
  const first = rows.findIndex(isDated);
  if (directionOfLog(rows) === 'down') return Math.max(rows.findLastIndex(isAtMost) + 1, first < 0 ? rows.length : first);
  const older = rows.findIndex(isAtMost);
  return older < 0 ? rows.findLastIndex(isDated) + 1 : older;
}

function isDated({ date }: Dated): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(date);
}
