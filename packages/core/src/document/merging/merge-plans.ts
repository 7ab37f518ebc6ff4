/**
 * Two texts of a plan that both come from a third, as one: merged by meaning.
 *
 * What the plan's reader understands is merged as what it means, and then said alike in all three texts:
 *
 *     merged-values.ts        tracked values of each task: the side that moved
 *     merged-dependencies.ts  whom a task names as its dependents and prerequisites: what either side added or took out
 *     merged-log.ts           rows of the session log: all of them, in the log's own direction
 *     last-updated.ts         the later of the two
 *
 * What is left to tell the three apart is text (prose, names, order, new tasks and phases), and is merged
 * line by line (`merge-lines.ts`); lines of an entry only ever match lines of the same task. A value that
 * both sides moved differently is left as each has it, so that it comes out there as a conflict.
 */
import type { ByteString } from '../../model/byte-string.ts';
import type { TaskKey } from '../../model/task-id.ts';
import type { TrackedValue } from '../../model/tracked-state.ts';
import type { Document } from '../document.ts';
import { Names, type Renamed, type TaskNames } from './common-names.ts';
import { sameLastUpdated } from './last-updated.ts';
import { mergeLines } from './merge-lines.ts';
import { mergedDependencies } from './merged-dependencies.ts';
import { mergedLog } from './merged-log.ts';
import { mergedValues, type TaskConflict } from './merged-values.ts';
import { saidAlike } from './said-alike.ts';
import { decided, type TakenOut, takenOut } from './taken-out.ts';
import { unitsOf } from './text-units.ts';
import { type MarkerStyle, textWithMarkers } from './text-with-markers.ts';

/** The three texts; no base where it is not known, or where both sides began the file. */
export interface PlanSides {
  readonly base: Document | null;
  /** The other side of a base that is in conflict itself, after crosswise merges. */
  readonly otherBase?: Document;
  readonly ours: Document;
  readonly theirs: Document;
}

export type Side = 'base' | 'ours' | 'theirs';

export interface PlanMergeOptions {
  readonly markers: MarkerStyle;
  /** What somebody else knows about a value in conflict, such as the ledger: one of the two; undefined where nobody does. */
  readonly settle?: (
    task: TaskNames,
    conflict: { readonly path: string; readonly ours: TrackedValue; readonly theirs: TrackedValue },
  ) => TrackedValue | undefined;
  /** What tasks were renamed to, by the keys that they had before, as far as somebody else knows it. */
  readonly renamed?: Renamed;
  /** The side that somebody decided for, of a task that one of them took out, or that both put somewhere else. */
  readonly take?: (task: TaskKey) => 'ours' | 'theirs' | null;
}

export interface MergedPlan {
  /** With conflict markers where there are conflicts. */
  readonly text: ByteString;
  /** How many places are in conflict, and what of each task is. */
  readonly conflicts: number;
  readonly tasks: readonly TaskConflict[];
  /** Tasks that one side took out and the other changed. */
  readonly takenOut: readonly TakenOut[];
  /** Tasks that both sides put somewhere else, each to a place of its own. */
  readonly apart: readonly TaskKey[];
}

export function mergePlans(sides: PlanSides, { markers, settle, renamed, take = nobody }: PlanMergeOptions): MergedPlan {
  const names = new Names(sides, renamed);
  const { changes, conflicts } = mergedValues(sides, names, settle);
  const valued = saidAlike(sides, changes);
  const alike = sameLastUpdated(saidAlike(valued, mergedDependencies(valued, names)));
  const log = mergedLog(alike);
  const units = unitsOf(alike, { names, log, conflicts });
  const pieces = decided(mergeLines(units, take), take);
  const tasks = withNames(conflicts, names);
  const inPlaces = pieces.flatMap((piece) => (piece.kind === 'conflict' ? (piece.apart ?? []) : []));
  const apart = [...new Set(inPlaces)];
  const { lineEnding } = sides.ours.sources;
  const { text, conflicts: places } = textWithMarkers(pieces, { markers, lineEnding, endsOpen: endsOpen(sides) });
  return {
    text,
    conflicts: places - inPlaces.length + apart.length,
    tasks,
    takenOut: pieces.flatMap((piece) => takenOut(piece) ?? []),
    apart,
  };
}

const nobody = () => null;

/** Whether the merged text has no final line ending: lines are compared without theirs, so the side that changed it is asked here. */
function endsOpen({ base, ours, theirs }: PlanSides): boolean {
  const [mine, others] = [ours, theirs].map(isOpen) as [boolean, boolean];
  const before = base === null ? mine || others : isOpen(base);
  return mine === before ? others : mine;
}

const isOpen = ({ text }: Document) => !text.endsWith('\n');

/** Beside values in conflict, ids that are: the line that has it is in conflict as text. */
function withNames(conflicts: readonly TaskConflict[], { inConflict }: Names): readonly TaskConflict[] {
  const renamed = new Set(inConflict.map(({ task }) => task));
  const also = conflicts.map(({ task, paths }) => ({ task, paths: renamed.delete(task) ? ['id', ...paths] : paths }));
  return [...[...renamed].map((task) => ({ task, paths: ['id'] })), ...also];
}
