/** Where a row of the session log goes: behind a row that stands there, or before it. */
import type { AddLogRow } from '../../model/change.ts';
import { placeByDate } from '../../model/log-direction.ts';
import type { LogRow } from '../../model/plan.ts';
import type { Document, LogSource } from '../document.ts';

export interface PlaceOfRow {
  /** None in a log without rows. Looked for when it is asked for: to know it, rows of a long log may have to be made. */
  readonly neighbour: LogRow | undefined;
  readonly behind: boolean;
}

/** A new row goes to the end that the log grows at, one that is put back to its date. */
export function placeOfRow({ plan }: Document, { direction, last }: LogSource, { date, back }: AddLogRow): PlaceOfRow {
  if (back !== true) {
    const behind = direction === 'down';
    return {
      behind,
      get neighbour() {
        return behind ? (last ?? undefined) : plan.sessionLog[0];
      },
    };
  }
  const { sessionLog } = plan;
  const next = sessionLog[placeByDate(sessionLog, date)];
  return next === undefined ? { neighbour: sessionLog.at(-1), behind: true } : { neighbour: next, behind: false };
}
