/**
 * From a planning decision to a commit. Planning is free, but what waits for what is tracked: when an
 * edit takes a prerequisite away from any task, a person must say why, and that task's ledger is told.
 *
 * What an edit does to the graph is not worked out case by case: the changes are applied to the plan as
 * data, and the two graphs are compared.
 */
import { graphOf } from '../graph/graph-of.ts';
import { applyChanges } from '../model/apply.ts';
import type { Change } from '../model/change.ts';
import type { DraftEvent } from '../model/event.ts';
import { taskIn } from '../model/in-plan.ts';
import type { Task } from '../model/plan.ts';
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { ValueChange } from '../model/tracked-state.ts';
import { isTrackedPath, keysIn, sameValue } from '../model/tracked-state.ts';
import { admitEdited, forbidden } from '../rules/alone-gates.ts';
import { problemOf } from '../rules/lead-on.ts';
import { otherWork, personStep } from '../rules/next-steps.ts';
import { actsAsPerson } from '../rules/permission.ts';
import type { RuleWorld } from '../rules/rule-world.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { fileStateOf, idsOfNow } from '../rules/standing.ts';
import { circleClosed } from './closed-circle.ts';
import type { World } from './operation.ts';
import { stateChanges } from './recorded.ts';
import { reasonGate } from './said.ts';
import type { Commit, Decision } from './store.ts';

export interface Planning {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What shall be done to the document; Last Updated is seen to here. */
  readonly changes: readonly Change[];
  /** Planning values that move (`name`, `phase`, …), for the event to tell. */
  readonly told: readonly ValueChange[];
  /** The task that the edit is about; its ledger holds the event. Else it goes to the plan's. */
  readonly about: Standing | null;
  /** For events of the plan: the id that it is about. */
  readonly task?: string;
  /** The id that a task gets, by its key of before. */
  readonly renamed?: ReadonlyMap<TaskKey, TaskKey>;
  /** Why, where a task is to wait for less than before, and the call that says so. */
  readonly reason: string | undefined;
  readonly again: string;
}

/** The commit, or why it may not be: someone would wait for less without a person's reason, or a text can't be edited. */
export function planned(world: World, planning: Planning): Outcome<Commit> {
  const after = worldAfter(world, planning.changes);
  const locked = readOnlyAmong(world, planning.changes);
  if (locked !== undefined)
    return refused(problemOf(world, shut('read-only-block', 'names it, and stands in a block that cannot be edited safely'), locked));
  const circle = circleClosed(world, after, planning);
  if (circle !== null) return refused(circle);
  const losses = lossesOf(world, after, planning);
  const refusal = looseningRefused(world, losses, planning);
  if (refusal !== null) return refusal;
  const bystanders = bystanderEvents(world, losses, planning);
  if (!bystanders.ok) return bystanders;
  const events = [ownEvent(after, planning), ...bystanders.value];
  const dated: readonly Change[] = movesTrackedState(world, after, events) ? [{ kind: 'set-last-updated', at: world.now.local }] : [];
  return done({ changes: planning.changes.length === 0 ? [] : [...planning.changes, ...dated], events });
}

/** The decision of an operation that plans: its commit with what it answers, or why it may not be. */
export function decided<Result>(commit: Outcome<Commit>, result: Result): Outcome<Decision<Result>> {
  return commit.ok ? done({ result, commit: commit.value }) : commit;
}

/** By an event, or because some task waits for others than before: one that waits for more is told of it with its next change. */
function movesTrackedState(world: World, after: RuleWorld, events: readonly DraftEvent[]): boolean {
  if (events.some(({ changes }) => changes.some(({ path, from, to }) => isTrackedPath(path) && !sameValue(from, to)))) return true;
  return world.plan.tasks.some(({ key }) => !sameValue(world.graph.prerequisites(key), after.graph.prerequisites(key)));
}

/** What rules would look at once the changes are made. */
export function worldAfter(world: RuleWorld, changes: readonly Change[]): RuleWorld {
  const { places, ledgers, upstream, policy, configuration, actor, now, file, digest, tree, mayRun } = world;
  const plan = applyChanges(world.plan, changes);
  return { plan, graph: graphOf(plan), places, ledgers, upstream, policy, configuration, actor, now, file, digest, tree, mayRun };
}

/** A task that is to wait for less than before, under its key of before. */
export interface Loss {
  readonly task: Task;
  readonly lost: readonly TaskKey[];
  /** All that it waits for afterwards. */
  readonly remaining: readonly TaskKey[];
}

function lossesOf(world: World, after: RuleWorld, { about, renamed = new Map() }: Planning): readonly Loss[] {
  const nowOf = (key: TaskKey) => renamed.get(key) ?? key;
  return world.plan.tasks.flatMap((task) => {
    const before = task === about?.task ? waitedFor(world, about) : world.graph.prerequisites(task.key);
    if (before.length === 0 || after.plan.task(nowOf(task.key)) === undefined) return [];
    const remaining = after.graph.prerequisites(nowOf(task.key));
    const lost = before.filter((key) => !remaining.includes(nowOf(key)));
    return lost.length === 0 && !before.some((key) => renamed.has(key)) ? [] : [{ task, lost, remaining }];
  });
}

/** By file or ledger: a prerequisite that a hand edit took away is still lost by the operation that takes that edit up. */
function waitedFor(world: World, { task, vouched }: Standing): readonly TaskKey[] {
  return [...new Set([...idsOfNow(world, vouched.prerequisites), ...world.graph.prerequisites(task.key)])];
}

/** Loosening is a person's, with a reason. */
function looseningRefused(world: World, losses: readonly Loss[], { reason, again, about }: Planning): Outcome<never> | null {
  const loosened = losses.filter(({ lost }) => lost.length > 0);
  const [first] = loosened;
  if (first === undefined) return null;
  const told = loosened.map(({ task, lost }) => `${task.id} would no longer wait for ${lost.join(', ')}`);
  const task = about?.task ?? first.task;
  if (!actsAsPerson(world.actor, world.policy)) {
    const message = `${told.join('; ')}: to take a prerequisite away is a person's to do, and ${world.actor.name} acts as ${world.actor.kind}`;
    return refused(
      forbidden(world, message, { task: task.id, have: told, missing: ['a person'], next: [personStep(world, again), otherWork] }),
    );
  }
  const missing = reasonGate(world, reason, personStep(world, again));
  if (missing === null) return null;
  return refused(
    problemOf(world, { ...missing, message: `${missing.message}, because ${told.join('; ')}`, have: [...told, ...missing.have] }, task),
  );
}

/** Every other task that waits for less, or for one of another id, is told so in its own ledger. */
function bystanderEvents(world: World, losses: readonly Loss[], planning: Planning): Outcome<readonly DraftEvent[]> {
  const events: DraftEvent[] = [];
  for (const loss of losses) {
    if (loss.task === planning.about?.task) continue;
    // Their own hand edits are not taken up: the event moves their prerequisites alone.
    const admitted = admitEdited(world, 'set', { id: loss.task.id, absorbs: () => true });
    if (!admitted.ok) return admitted;
    events.push(bystanderEvent(admitted.value, loss, planning));
  }
  return done(events);
}

function bystanderEvent(
  standing: Standing,
  { lost, remaining }: Loss,
  { operation, input, about, task, renamed = new Map() }: Planning,
): DraftEvent {
  const kept = keysIn(standing.vouched.prerequisites).filter((key) => !lost.includes(key));
  const prerequisites = [...new Set([...kept.map((key) => renamed.get(key) ?? key), ...remaining])].sort();
  return {
    ledger: standing.task.key,
    operation,
    task: standing.task.id,
    input: { ...input, of: about?.task.id ?? task },
    changes: stateChanges(standing, { ...standing.vouched, prerequisites }),
  };
}

function ownEvent(after: RuleWorld, { operation, input, told, about, task }: Planning): DraftEvent {
  const of = task === undefined ? {} : { task };
  if (about === null) return { ledger: 'plan', operation, ...of, input, changes: told };
  const state = fileStateOf(after, taskIn(after.plan, about.task.key));
  return { ledger: about.task.key, operation, task: about.task.id, input, changes: [...stateChanges(about, state), ...told] };
}

/** The first task whose text would be edited and can't be. */
function readOnlyAmong(world: World, changes: readonly Change[]): Task | undefined {
  return changes
    .flatMap((change) => (change.kind === 'set-field' ? [world.plan.task(change.task)] : []))
    .find((task) => task !== undefined && !task.writable);
}
