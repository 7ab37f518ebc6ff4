/** Which end of a session log new rows go to. */
import type { LogRow } from './plan.ts';

/** `up`: the newest row stands first. Told by the first and the last date; `down` where they do not tell. */
export function directionOfLog(rows: readonly Pick<LogRow, 'date' | 'placeholder'>[]): 'down' | 'up' {
  const dates = rows.filter((row) => !row.placeholder).map((row) => row.date);
  const first = dates[0];
  const last = dates.at(-1);
  return first !== undefined && last !== undefined && first > last ? 'up' : 'down';
}
