/**
 * How a task stands: what the file says of it, what the ledger vouches for, and where the two differ.
 * Gates read the vouched state, never a bare tick in the file.
 */

import { adoptedDigestOf, adoptedPrerequisitesOf } from '../ledger/baseline-text.ts';
import type { TaskHistory } from '../ledger/history.ts';
import { withLostItems } from '../ledger/lost-items.ts';
import { differences, digestOfState, neverStarted, trackedStateOf } from '../ledger/tracked-state.ts';
import { isCompletedRow } from '../model/completed-row.ts';
import { onceFor } from '../model/once-for.ts';
import type { LogRow, Plan, Task } from '../model/plan.ts';
import type { Status } from '../model/status.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { CompletedRow, TrackedState, TrackedValue, ValueChange } from '../model/tracked-state.ts';
import { keysIn, sameValue } from '../model/tracked-state.ts';
import { exampleChecklists } from './example-checklists.ts';
import type { RuleWorld } from './rule-world.ts';

export interface Standing {
  readonly task: Task;
  readonly history: TaskHistory;
  readonly file: TrackedState;
  /** What the ledger vouches for; the file's state itself before adoption. */
  readonly vouched: TrackedState;
  /** From the vouched state to the file's; empty where they agree. */
  readonly differences: readonly ValueChange[];
}

/** The standing of a task. Costs a full parse of its entry and its own ledger. */
export function standingOf(world: RuleWorld, task: Task): Standing {
  const history = world.ledgers.task(task.key);
  const file = fileStateOf(world, task);
  const vouched = vouchedStateOf(world, { task, history, file });
  return { task, history, file, vouched, differences: vouched === file ? [] : underIdsOfNow(world, differences(vouched, file)) };
}

/** The differences that are left where former ids mean the tasks of now. */
function underIdsOfNow(world: RuleWorld, found: readonly ValueChange[]): readonly ValueChange[] {
  return found.filter(({ path, from, to }) => path !== 'prerequisites' || !sameValue(idsOfNow(world, from), idsOfNow(world, to)));
}

/**
 * Prerequisites by the ids that tasks have now. Of two branches that gave a task two names, what waits for it has both in its
 * ledger: which one was decided for, the ledger of the plan says.
 */
export function idsOfNow({ ledgers }: Pick<RuleWorld, 'ledgers'>, prerequisites: unknown): readonly TaskKey[] {
  const { aliases } = ledgers.plan;
  return [...new Set(keysIn(prerequisites).map((key) => aliases.get(key) ?? key))].sort();
}

/** Where a blocked task goes back to; one that was adopted as BLOCKED has not started. */
export function statusBefore({ history }: Standing): Status {
  return history.statusBeforeBlock ?? 'NOT_STARTED';
}

/** The tracked state of a task as the file has it. */
export function fileStateOf(world: RuleWorld, task: Task): TrackedState {
  const rows = completedRowsOf(world, task);
  return trackedStateOf(task, {
    prerequisites: world.graph.prerequisites(task.key),
    completedRows: rows.length === 0 ? none : rows.map(({ date, notes }): CompletedRow => ({ date: calendarDate(date), notes })),
  });
}

/** The date of a cell that may hold a time as well: plans of family D write `2026-11-22T14:30:00`. */
function calendarDate(text: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:]+$/.test(text) ? text.slice(0, 10) : text;
}

function vouchedStateOf(world: RuleWorld, { task, history, file }: Pick<Standing, 'task' | 'history' | 'file'>): TrackedState {
  if (!world.ledgers.adopted) return file;
  if (history.state !== null) return history.state;
  const { baseline } = world.ledgers;
  if (baseline === null) return neverStarted(file);
  const adopted = adoptedDigestOf(baseline, history.key);
  if (adopted === undefined) return neverStarted(file);
  const prerequisites = adoptedPrerequisitesOf(baseline, history.key);
  const isAdopted = (state: TrackedState) => digestOfState(state, world.digest) === adopted;
  if (isAdopted({ ...file, prerequisites })) return { ...file, prerequisites };
  const begun = world.ledgers.adoptedState(history.key);
  if (begun !== null) return begun;
  const fresh = { ...neverStarted(file), prerequisites };
  if (task.family === 'A' || isAdopted(fresh)) return fresh;
  return withLostItems(fresh, exampleChecklists(world, task, fresh), isAdopted) ?? fresh;
}

/**
 * The status that the ledger vouches for, of a task that is NOT_STARTED in the file: that of `standingOf(…).vouched`,
 * without its cost. What was never begun when the plan was adopted has no adopted state.
 */
export function vouchedStatusOf(world: RuleWorld, { key }: Task): TrackedValue | undefined {
  const { ledgers } = world;
  const { state } = ledgers.task(key);
  if (!ledgers.adopted) return 'NOT_STARTED';
  const vouched = state ?? ledgers.adoptedState(key);
  return vouched === null ? 'NOT_STARTED' : vouched.status;
}

/**
 * Rows of the session log that say that this task was completed: by its id, a former id, or its IPLAN's.
 * The entry is read in full for the id of its IPLAN.
 */
export function completedRowsOf(world: RuleWorld, task: Task): readonly LogRow[] {
  const own = completedRowsNaming(world.plan, task.key);
  const others = otherRowsOf(world, task);
  return others.length === 0 ? own : [...new Set([...own, ...others])].sort((a, b) => a.line - b.line);
}

/** COMPLETED rows that name an id. Template rows are none. */
export function completedRowsNaming(plan: Plan, key: TaskKey): readonly LogRow[] {
  const rows = plan.rowsOf(key);
  return rows.length === 0 ? none : rows.filter(isCompletedRow);
}

/** Rows that call the task otherwise than by its id: by a former one, or its IPLAN's; the only task of a plan needs no name. */
function otherRowsOf({ plan, ledgers }: RuleWorld, task: Task): readonly LogRow[] {
  const { aliases } = ledgers.plan;
  const former = aliases.size === 0 ? none : [...aliases].filter(([, now]) => now === task.key).map(([old]) => old);
  const { iplanId } = task.implementation;
  const viaIplan = iplanId === null ? none : completedRowsOfOthers(plan, taskKeyOf(iplanId));
  if (former.length === 0 && plan.tasks.length !== 1) return viaIplan;
  const unnamed = plan.tasks.length === 1 ? completedRowsNaming(plan, '' as TaskKey) : none;
  return [...former.flatMap((key) => completedRowsNaming(plan, key)), ...viaIplan, ...unnamed];
}

const none: readonly never[] = [];

/** The same for what is no task: a row that names a task is that task's alone. */
function completedRowsOfOthers(plan: Plan, key: TaskKey): readonly LogRow[] {
  const rows = completedRowsNaming(plan, key);
  return rows.length === 0 || plan.task(key) !== undefined ? [] : rows;
}

/** Whether a COMPLETED row names what is no task. Only then can one tell of a task by another name than its own. */
export const logNamesOthers = onceFor((plan: Plan) => [...plan.completedKeys()].some((key) => plan.task(key) === undefined));
