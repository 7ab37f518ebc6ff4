/** Which end of a session log new rows go to. */
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

function isDated({ date }: Dated): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(date);
}
