/** The tracked values of every task, merged; told as the changes that make each of the three texts say so. */
import { trackedValue } from '../../model/apply-tracked.ts';
import type { SetTracked } from '../../model/change.ts';
import { mergeTracked, withUnknown } from '../../model/merge-tracked.ts';
import type { Task } from '../../model/plan.ts';
import { isStatus } from '../../model/status.ts';
import type { TaskKey } from '../../model/task-id.ts';
import type { TrackedState, TrackedValue } from '../../model/tracked-state.ts';
import { sameValue } from '../../model/tracked-state.ts';
import { trackedValuesOf } from '../../model/tracked-values.ts';
import type { Names, TaskNames } from './common-names.ts';
import type { PlanMergeOptions, PlanSides, Side } from './merge-plans.ts';
import type { SaidAlike } from './said-alike.ts';

export interface TaskConflict {
  readonly task: TaskKey;
  /** Values that both sides moved differently; `id` where both renamed it. */
  readonly paths: readonly string[];
}

export interface MergedValues {
  /** Of one task each. */
  readonly changes: readonly SaidAlike[];
  readonly conflicts: readonly TaskConflict[];
}

export function mergedValues({ base, otherBase, ours, theirs }: PlanSides, names: Names, settle: PlanMergeOptions['settle']): MergedValues {
  const changes: SaidAlike[] = [];
  const conflicts: TaskConflict[] = [];
  for (const mine of ours.plan.tasks) {
    const key = names.commonOf('ours', mine);
    const tasks = { base: base?.plan.task(key), ours: mine, theirs: names.taskIn('theirs', theirs, key) };
    // What only one side has is that side's, whole; of an entry that stands twice nobody knows which is meant.
    if (tasks.theirs === undefined || names.taskIn('ours', ours, key) !== mine) continue;
    const values = { ours: trackedValuesOf(mine), theirs: trackedValuesOf(tasks.theirs) };
    const merged = mergeTracked({
      base: tasks.base === undefined ? unknown(values) : baseValues(tasks.base, otherBase?.plan.task(key)),
      ...values,
    });
    const settled = settledBy(settle, { task: key, ours: mine.key, theirs: tasks.theirs.key }, { conflicts: merged.conflicts, ...values });
    const open = merged.conflicts.filter((path) => !settled.has(path));
    if (open.length > 0) conflicts.push({ task: key, paths: open });
    const said: Record<Side, SetTracked[]> = { base: [], ours: [], theirs: [] };
    // What is settled takes the place of what the merge has for it, which is ours.
    for (const [path, value] of new Map([...Object.entries(merged.state), ...settled])) {
      if (open.includes(path)) continue;
      for (const side of ['base', 'ours', 'theirs'] as const) {
        const task = tasks[side];
        if (task !== undefined && mustBeSet(task, path, value)) said[side].push({ kind: 'set-tracked', task: task.key, path, to: value });
      }
    }
    changes.push(said);
  }
  return { changes, conflicts };
}

interface Values {
  readonly ours: TrackedState;
  readonly theirs: TrackedState;
}

/** Without a base every value that differs is in conflict: as if both had moved it. */
function unknown({ ours, theirs }: Values): TrackedState {
  return withUnknown({}, [...Object.keys(ours), ...Object.keys(theirs)]);
}

/** What an ancestor says that was in conflict itself, as far as both of its sides say it. */
function baseValues(base: Task, other: Task | undefined): TrackedState {
  const values = trackedValuesOf(base);
  if (other === undefined) return values;
  const others = trackedValuesOf(other);
  return withUnknown(
    values,
    Object.keys({ ...values, ...others }).filter((path) => !sameValue(saidIn(values, path), saidIn(others, path))),
  );
}

const saidIn = (state: TrackedState, path: string): TrackedValue => state[path] ?? null;

/** All of a task's conflicts, or none: half of an answer is none. */
function settledBy(
  settle: PlanMergeOptions['settle'],
  task: TaskNames,
  { conflicts, ours, theirs }: Values & { readonly conflicts: readonly string[] },
): ReadonlyMap<string, TrackedValue> {
  const settled = new Map<string, TrackedValue>();
  for (const path of conflicts) {
    const [mine, others] = [saidIn(ours, path), saidIn(theirs, path)];
    const value = settle?.(task, { path, ours: mine, theirs: others });
    if (value === undefined || !(sameValue(value, mine) || sameValue(value, others))) return new Map();
    settled.set(path, value);
  }
  return settled;
}

/** Items and fields that come and go are text; a status that is no status can only be taken over as text. */
function mustBeSet(task: Task, path: string, value: TrackedValue): value is SetTracked['to'] {
  if (!task.writable || Array.isArray(value) || sameValue(trackedValue(task, path), value)) return false;
  if (path.startsWith('implementation.') && !path.endsWith('iplanStatus')) return true;
  if (value === null || !(path in trackedValuesOf(task))) return false;
  return typeof value === 'boolean' || isStatus(value);
}
