/** Which end of a session log new rows go to, and where one that stood there goes back to. */
import type { LogRow } from './plan.ts';

/** Rows in order, as an array has them; looked at from both ends. */
interface Rows {
  find(is: (row: Dated) => boolean): Dated | undefined;
  findLast(is: (row: Dated) => boolean): Dated | undefined;
}
type Dated = Pick<LogRow, 'date'>;

/** Enough that a few rows out of their order do not tell, and few enough to be read for each change. */
const enough = 20;

/**
 * `up`: the newest row stands first. Told by most of the first rows that bear a date: one of long ago that stands where
 * new ones go turns no log. Where as many go up as down, the first and the last tell; `down` where those do not.
 */
export function directionOfLog(rows: Rows): 'down' | 'up' {
  const dates = firstDates(rows);
  const [first] = dates;
  if (first === undefined) return 'down';
  const steps = dates.map((date, at) => stepFrom(dates[at - 1] ?? date, date)).reduce((sum, step) => sum + step, 0);
  return (steps || stepFrom(first, rows.findLast(isDated)?.date ?? first)) < 0 ? 'up' : 'down';
}

/** 1 to a later date, -1 to an earlier one. */
function stepFrom(date: string, next: string): number {
  return Number(next > date) - Number(next < date);
}

function firstDates(rows: Rows): readonly string[] {
  const dates: string[] = [];
  rows.find((row) => {
    if (isDated(row)) dates.push(row.date);
    return dates.length === enough;
  });
  return dates;
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
