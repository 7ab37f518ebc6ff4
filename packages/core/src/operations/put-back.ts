/**
 * Entries that a hand took out, put back as far as the ledger knows them: the id and the tracked state, and what
 * Tallyplan itself was told of name and priority. The rest (prose, comments, a place of its own) version control has.
 */

import { adoptedDigestOf } from '../ledger/baseline-text.ts';
import { differences } from '../ledger/tracked-state.ts';
import { shapeOf } from '../model/apply.ts';
import { canHold } from '../model/apply-tracked.ts';
import type { AddTask, Change, NewTask } from '../model/change.ts';
import type { LedgerEvent } from '../model/event.ts';
import { taskIn } from '../model/in-plan.ts';
import type { Plan, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { isTaskId, taskKeyOf } from '../model/task-id.ts';
import type { TrackedState } from '../model/tracked-state.ts';
import { sameValue } from '../model/tracked-state.ts';
import { fileStateOf } from '../rules/standing.ts';
import type { Vanished } from '../rules/vanished.ts';
import { allVanishedWork, vanished } from '../rules/vanished.ts';
import type { World } from './operation.ts';
import { otherWorld } from './other-world.ts';
import { worldAfter } from './planning.ts';
import { renamingChanges } from './rename.ts';

/** What is gone of these tasks and of all that they wait for; what others wait for comes first. */
export function goneAmong(world: World, keys: readonly TaskKey[]): readonly Vanished[] {
  const found = new Map<TaskKey, Vanished>();
  const seen = new Set<TaskKey>();
  const visit = (key: TaskKey) => {
    if (seen.has(key)) return;
    seen.add(key);
    const gone = vanished(world, key);
    if (gone === null) return;
    gone.prerequisites.forEach(visit);
    found.set(key, gone);
  };
  keys.forEach(visit);
  return [...found.values()];
}

/** An entry for it, before the task that waits for it, or beside others that look like it; null where nothing is left that it could look like. */
export function entryOf(world: World, gone: Vanished, waiting: Task | null): AddTask | null {
  const place = placeOf(world, gone, waiting);
  if (place === null) return null;
  const { phase, before } = place;
  return { kind: 'add-task', ...place, task: newTaskOf(world, gone, shapeOf(world.plan, phase, before)) };
}

function placeOf({ plan }: World, gone: Vanished, waiting: Task | null): Pick<AddTask, 'phase' | 'before'> | null {
  const isLike = (task: Task) => fits(task, gone, waiting);
  const isOfItsKind = (task: Task) => typeOf(task.key) === typeOf(gone.key) && isLike(task);
  const before = waiting !== null && isLike(waiting) ? waiting : (plan.tasks.find(isOfItsKind) ?? plan.tasks.find(isLike));
  if (before !== undefined) return { phase: before.phase, before: before.key };
  const empty = plan.phases.findLast(({ index, tasks }) => tasks.length === 0 && isLike(shapeOf(plan, index, null)));
  return empty === undefined ? null : { phase: empty.index, before: null };
}

/** The entry of what is gone, under the id that a hand gave it. */
export interface Renamed {
  readonly task: Task;
  /** Its own id back, there and in the entries and rows that name it. */
  readonly changes: readonly Change[];
}

/**
 * Which entry that is, is sure of the document of one task, and where one entry alone that the ledger does not know says
 * all that it has of the task, and of no other that is gone; null otherwise.
 *
 * @param found the world before anything was put back: what has an entry again may have been the one that this is of
 */
export function renamedByHand(world: World, gone: Vanished, found: World): Renamed | null {
  const { plan, ledgers } = world;
  const strangers = plan.tasks.filter((task) => isStranger(world, task));
  const isAlone = plan.tasks.length === 1 && plan.tasks.some(({ family }) => family === 'F' || family === 'G');
  const [task, ...others] = isAlone ? strangers : strangers.filter((each) => isLedgersEntry(world, each, gone));
  if (task === undefined || others.length > 0) return null;
  const isAnothers = allVanishedWork(found).some((other) => other.key !== gone.key && isLedgersEntry(world, task, other));
  if (isAnothers && !isAlone) return null;
  const to = idOf(ledgers, gone.key);
  return { task, changes: [...rowsUnder(plan, task, to), ...renamingChanges(plan, task, to)] };
}

/** Rows of the log that name a task, where they stand by their date, under another id. */
function rowsUnder(plan: Plan, { key }: Task, id: string): readonly Change[] {
  return plan.rowsOf(key).flatMap(({ date, task, status, notes, placeholder }): readonly Change[] => {
    if (status === null || placeholder) return [];
    return [
      { kind: 'remove-log-row', date, task, status, notes },
      { kind: 'add-log-row', date, task: id, status, notes, back: true },
    ];
  });
}

/** What is gone, of which this is the entry. */
export function goneAs(world: World, task: Task, found: World): Vanished | null {
  if (task.status === 'NOT_STARTED' || !isStranger(world, task)) return null;
  return allVanishedWork(world).find((gone) => renamedByHand(world, gone, found)?.task.key === task.key) ?? null;
}

/** Whether the ledger knows nothing of a task, by this or a former id. */
function isStranger({ plan, ledgers }: World, { key, writable }: Task): boolean {
  if (!writable || plan.tasksOf(key).length > 1) return false;
  const isAdopted = ledgers.baseline !== null && adoptedDigestOf(ledgers.baseline, key) !== undefined;
  return !isAdopted && ledgers.task(key).events.length === 0;
}

/** By all that stands in the entry itself: who waits for whom, and the rows of the log, name it by its id. */
function isLedgersEntry(world: World, task: Task, { state }: Vanished): boolean {
  if (state === null || state.status === 'NOT_STARTED') return false;
  return differences(state, fileStateOf(world, task)).every(({ path }) => path === 'prerequisites' || path === 'log');
}

const typeOf = (key: TaskKey) => key.slice(0, key.lastIndexOf('-') + 1);

/** Whether an entry like its own can hold all that the ledger has of the task. */
function fits(task: Task, { key, state }: Vanished, waiting: Task | null): boolean {
  if (!task.writable || task.family === 'F' || task.family === 'G') return false;
  if (task.family === 'A' && task.id !== '' && isTaskId(key) !== isTaskId(task.id)) return false;
  if (waiting !== null && !waiting.takesDependsOn && !task.takesDependents) return false;
  if (state === null) return true;
  const has = (part: string) => Object.keys(state).some((path) => path.startsWith(part));
  if (has('preCheck.') !== (task.preCheck !== null) || has('postCheck.') !== (task.postCheck !== null)) return false;
  return toSet(state).every(([path]) => canHold(task, path));
}

function newTaskOf({ ledgers }: World, { key, state }: Vanished, shape: Task): NewTask {
  const { events } = ledgers.task(key);
  const id = idOf(ledgers, key);
  const iplan = state?.['implementation.iplanId'];
  return {
    id,
    name: lastTold(events, 'name') ?? (shape.id !== '' && shape.name === '' ? '' : id),
    priority: lastTold(events, 'priority') ?? shape.priority ?? '',
    dependents: '',
    dependsOn: '',
    iplanId: typeof iplan === 'string' && shape.family !== 'A' ? iplan : null,
  };
}

/** The id as the ledger has it last. */
function idOf(ledgers: World['ledgers'], key: TaskKey): string {
  return ledgers.task(key).events.findLast(({ task }) => task !== undefined && taskKeyOf(task) === key)?.task ?? key;
}

/** What Tallyplan itself was told last, by `set` or when the task was added. */
function lastTold(events: readonly LedgerEvent[], field: 'name' | 'priority'): string | null {
  const told = events.flatMap(({ operation, input, changes }) => [
    ...(operation === 'add task' ? [input[field]] : []),
    ...changes.filter(({ path }) => path === field).map(({ to }) => to),
  ]);
  return told.findLast((value) => typeof value === 'string') ?? null;
}

/** What makes the tracked values of a new entry those of the ledger; its log rows and prerequisites are seen to elsewhere. */
export function valuesOf(world: World, { key, state }: Vanished): readonly Change[] {
  if (state === null) return [];
  const file = fileStateOf(world, taskIn(world.plan, key));
  const surplus = Object.keys(file).filter((path) => path.includes('.items.') && !(path in state));
  return [...toSet(state).filter(([path, to]) => !sameValue(file[path] ?? null, to)), ...surplus.map((path) => [path, null] as const)].map(
    ([path, to]) => ({ kind: 'set-tracked', task: key, path, to }),
  );
}

/** The values of a state that stand in the entry itself. */
function toSet(state: TrackedState): readonly (readonly [string, string | boolean])[] {
  return Object.entries(state).flatMap(([path, value]) =>
    typeof value === 'string' || typeof value === 'boolean' ? [[path, value] as const] : [],
  );
}

/** The world once the changes are made. */
export function afterwards(world: World, changes: readonly Change[]): World {
  if (changes.length === 0) return world;
  const { plan, graph } = worldAfter(world, changes);
  return otherWorld(world, { plan, graph });
}
