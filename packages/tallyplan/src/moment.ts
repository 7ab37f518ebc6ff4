/** One moment in the two clocks that matter: UTC for ledgers, the actor's calendar for plans. */
import type { Moment } from '@tallyplan/core/rules/rule-world';

/**
 * The calendar is that of the process's time zone (`TZ`).
 *
 * @param date a calendar date (YYYY-MM-DD) to write into the plan instead of today's.
 */
export function momentOf(now: Date, date?: string): Moment {
  const today = `${digits(now.getFullYear(), 4)}-${digits(now.getMonth() + 1)}-${digits(now.getDate())}`;
  const time = `${digits(now.getHours())}:${digits(now.getMinutes())}:${digits(now.getSeconds())}`;
  return { utc: now.toISOString(), date: date ?? today, local: `${date ?? today}T${time}` };
}

function digits(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
