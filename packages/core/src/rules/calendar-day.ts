/**
 * Days of the calendar as plans write them, held against the clock. It is not the same day everywhere on earth, and
 * clocks differ: what is judged here allows a day for that. What is no date as plans write them is not judged.
 */
import { hasPassed, type Moment } from './rule-world.ts';

const aDay = 24 * 60 * 60 * 1000;

/** Whether a day is still to come, wherever one is: nothing was done on it. */
export function isToCome(date: string, { utc }: Moment): boolean {
  return /^\d{4}-\d\d-\d\d/.test(date) && date.slice(0, 10) > new Date(Date.parse(utc) + aDay).toISOString().slice(0, 10);
}

/** Whether a day is over, wherever one is and whatever date a call asks to write. */
export function isOver(date: string, now: Moment): boolean {
  const noon = Date.parse(`${date}T12:00:00.000Z`);
  return !Number.isNaN(noon) && hasPassed(now, new Date(noon + aDay).toISOString());
}
