/**
 * Tracked state: what the ledger vouches for. Everything else in a plan is planning, which people edit freely.
 *
 * It is one flat record from path to value. The paths are those of `show --json` (and stand in every
 * ledger, so they are a format): `status`, `preCheck.status`, `preCheck.items.<key>`,
 * `implementation.iplanId`, `implementation.iplanStatus`, `implementation.started`,
 * `implementation.completed`, `postCheck.status`, `postCheck.items.<key>`, `prerequisites`, `log`.
 */
import type { TaskKey } from './task-id.ts';

export type TrackedValue = string | boolean | null | readonly string[] | readonly CompletedRow[];
export type TrackedState = Readonly<Record<string, TrackedValue>>;

/** A COMPLETED row of the session log, as the state of the task that it belongs to. */
export interface CompletedRow {
  readonly date: string;
  readonly notes: string;
}

/** One value that moved. `from` is null where there was none. */
export interface ValueChange {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

const trackedPath =
  /^(?:status|prerequisites|log|(?:pre|post)Check\.(?:status|items\..+)|implementation\.(?:iplanId|iplanStatus|started|completed))$/;

/** True for the paths above; an event may also hold planning paths (`name`, `phase`, …), which replay sets aside. */
export function isTrackedPath(path: string): boolean {
  return trackedPath.test(path);
}

/** Equality of two tracked values, by content. */
export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The value at a path; null where there is none. */
export function valueAt(state: TrackedState, path: string): TrackedValue {
  return state[path] ?? null;
}

/** The rows of the value that stands under `log`; none of any other. */
export function rowsIn(log: unknown): readonly CompletedRow[] {
  // Lists under `log` hold nothing but rows, in plans and, as far as they were read without a fault, in ledgers.
  return Array.isArray(log) ? (log as readonly CompletedRow[]) : [];
}

/** The keys of the value that stands under `prerequisites`; none of any other. */
export function keysIn(prerequisites: unknown): readonly TaskKey[] {
  // Nothing but keys of tasks is written there.
  return Array.isArray(prerequisites) ? (prerequisites as readonly TaskKey[]) : [];
}

/** The rows that `others` lacks, each as often as it lacks them: who completes twice on a day may say the same twice. */
export function rowsBeyond(rows: readonly CompletedRow[], others: readonly CompletedRow[]): readonly CompletedRow[] {
  const left = [...others];
  return rows.filter(({ date, notes }) => {
    const known = left.findIndex((other) => other.date === date && other.notes === notes);
    if (known >= 0) left.splice(known, 1);
    return known < 0;
  });
}
