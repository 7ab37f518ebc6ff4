/** A day on which nothing can have been done yet is not written: `usage`. */
import type { Problem } from '../model/problem.ts';
import { isToCome } from '../rules/calendar-day.ts';
import type { Moment } from '../rules/rule-world.ts';
import { misused } from './misused.ts';

/** Why a date that a call asks for can't be written; null where it can. */
export function dateToCome(operation: string, date: string, now: Moment): Problem | null {
  if (!isToCome(date, now)) return null;
  return misused(operation, `${date} is still to come: what is done bears the date of a day up to today`, {
    have: [date],
    missing: ['a day up to today'],
  });
}
