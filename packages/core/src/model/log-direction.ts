/** Which end of a session log new rows go to. */
import type { LogRow } from './plan.ts';

/** `up`: the newest row stands first. Told by the first and the last row that bear a date; `down` where they do not tell. */
export function directionOfLog(rows: readonly Pick<LogRow, 'date'>[]): 'down' | 'up' {
  const first = rows.find(isDated);
  const last = rows.findLast(isDated);
  return first !== undefined && last !== undefined && first.date > last.date ? 'up' : 'down';
}

function isDated({ date }: Pick<LogRow, 'date'>): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(date);
}
