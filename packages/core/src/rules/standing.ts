/**
 * How a task stands: what the file says of it, what the ledger vouches for, and where the two differ.
 * Gates read the vouched state, never a bare tick in the file.
 */

import type { TaskHistory } from '../ledger/history.ts';
import { differences, digestOfState, neverStarted, trackedStateOf } from '../ledger/tracked-state.ts';
import type { LogRow, Plan, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { CompletedRow, TrackedState, ValueChange } from '../model/tracked-state.ts';
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
  const vouched = vouchedStateOf(world, history, file);
  return { task, history, file, vouched, differences: vouched === file ? [] : differences(vouched, file) };
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

function vouchedStateOf(world: RuleWorld, history: TaskHistory, file: TrackedState): TrackedState {
  if (!world.ledgers.adopted) return file;
  if (history.state !== null) return history.state;
  const adopted = world.ledgers.baseline?.tasks[history.key];
  if (adopted === undefined) return neverStarted(file);
  const prerequisites = world.ledgers.baseline?.prerequisites[history.key] ?? [];
  if (digestOfState({ ...file, prerequisites }, world.digest) === adopted) return { ...file, prerequisites };
  return world.ledgers.adoptedState(history.key) ?? { ...neverStarted(file), prerequisites };
}

/** Rows of the session log that say that this task was completed: by its id, a former id, or its IPLAN's. */
export function completedRowsOf(world: RuleWorld, task: Task): readonly LogRow[] {
  const index = completedRowIndex(world.plan);
  const names = otherNamesOf(world, task);
  const own = index.get(task.key) ?? none;
  if (names.length === 0) return own;
  const all = new Set([...own, ...names.flatMap((name) => index.get(name) ?? none)]);
  return [...all].sort((a, b) => a.line - b.line);
}

/** What a row may call the task beside its id: a former id, its IPLAN's; the only task of a plan needs no name. */
function otherNamesOf(world: RuleWorld, task: Task): readonly TaskKey[] {
  const { aliases } = world.ledgers.plan;
  const former = aliases.size === 0 ? none : [...aliases].filter(([, now]) => now === task.key).map(([old]) => old);
  const iplan = namesOthers(world.plan) ? task.implementation.iplanId : null;
  const isOnly = world.plan.tasks.length === 1;
  if (iplan === null && !isOnly) return former;
  return [...former, ...(iplan === null ? none : [taskKeyOf(iplan)]), ...(isOnly ? ['' as TaskKey] : none)];
}

const none: readonly never[] = [];

const indexes = new WeakMap<Plan, ReadonlyMap<TaskKey, readonly LogRow[]>>();

/** COMPLETED rows by the id that they name; made once for each plan. Template rows are none. */
export function completedRowIndex(plan: Plan): ReadonlyMap<TaskKey, readonly LogRow[]> {
  const made = indexes.get(plan);
  if (made !== undefined) return made;
  const index = new Map<TaskKey, LogRow[]>();
  for (const row of plan.sessionLog) {
    if (row.status !== 'COMPLETED' || row.placeholder) continue;
    const key = taskKeyOf(row.task);
    const rows = index.get(key);
    if (rows === undefined) index.set(key, [row]);
    else rows.push(row);
  }
  indexes.set(plan, index);
  return index;
}

const naming = new WeakMap<Plan, boolean>();

/** Whether a COMPLETED row names what is no task. Only then can it be an IPLAN, and only then is it worth reading every entry for its own. */
function namesOthers(plan: Plan): boolean {
  const known = naming.get(plan) ?? [...completedRowIndex(plan).keys()].some((key) => plan.task(key) === undefined);
  naming.set(plan, known);
  return known;
}
