/** Where a row of the session log goes: behind a row that stands there, or before it. */
import type { AddLogRow } from '../../model/change.ts';
import { placeByDate } from '../../model/log-direction.ts';
import type { LogRow } from '../../model/plan.ts';
import type { Document, LogSource } from '../document.ts';

export interface PlaceOfRow {
  /** None in a log without rows. */
  readonly neighbour: LogRow | undefined;
  readonly behind: boolean;
}

/** A new row goes to the end that the log grows at, one that is put back to its date. */
export function placeOfRow({ plan: { sessionLog } }: Document, log: LogSource, { date, back }: AddLogRow): PlaceOfRow {
  const down = log.direction === 'down';
  if (back !== true) return { neighbour: down ? sessionLog.at(-1) : sessionLog[0], behind: down };
  const next = sessionLog[placeByDate(sessionLog, date)];
  return next === undefined ? { neighbour: sessionLog.at(-1), behind: true } : { neighbour: next, behind: false };
}
