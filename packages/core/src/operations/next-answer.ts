/** What `next` answers: the task to work on now, why it is that one, the calls that lead on, and who comes after. */
import type { Assignment } from '../ledger/history.ts';
import type { Task } from '../model/plan.ts';
import type { NextStep } from '../model/problem.ts';
import type { StatusCounts } from '../model/status.ts';
import { tellMoment } from '../model/tell-moment.ts';
import { verifierOf } from '../rules/checklist-items.ts';
import { sequenceGates, startGates } from '../rules/gates.ts';
import { endOfLease, isHeldByActor, isLeased } from '../rules/holder.ts';
import { leadOn, onward } from '../rules/lead-on.ts';
import { openPreCheckItems, step } from '../rules/next-steps.ts';
import { prerequisiteTasksOf } from '../rules/prerequisites.ts';
import type { Waiting } from '../rules/sequence.ts';
import { waitingFor } from '../rules/sequence.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { shutGates } from '../rules/shut-gate.ts';
import { someOf } from '../rules/sighting.ts';
import { standingOf } from '../rules/standing.ts';
import { countStatuses } from './count-statuses.ts';
import { ahead, isAbandoned, most, offered } from './offer.ts';
import type { World } from './operation.ts';
import type { TaskJson } from './task-json.ts';
import { taskJson } from './task-json.ts';

export interface NextResult {
  readonly task: TaskJson | null;
  readonly why: string;
  readonly next: readonly NextStep[];
  /** The first ready tasks, in the order that they come. */
  readonly queue: readonly string[];
  /** The first NOT_STARTED tasks that are not ready. */
  readonly waiting: readonly { readonly id: string; readonly waitingFor: readonly Waiting[] }[];
  readonly counts: StatusCounts;
  /** With `--claim`: since when the task is the caller's, and when that ends by itself (null: it does not). */
  readonly claim?: { readonly since: string; readonly until: string | null };
}

export function answerFor(world: World): NextResult {
  const { queue, waiting } = ahead(world);
  const counts = countStatuses(world.plan.tasks);
  const lists = {
    queue: queue.map(({ id }) => id),
    waiting: waiting.map((task) => ({ id: task.id, waitingFor: waitingFor(world, task) })),
    counts,
  };
  const offer = offered(world, queue);
  if (offer === null) return { task: null, why: whyNothing(world, counts, waiting.length), next: stepsWithoutTask(world), ...lists };
  const hindrance = hindranceOf(world, offer);
  return { task: taskJson(world, offer), why: whyThis(world, offer, hindrance), next: stepsFor(world, offer, hindrance), ...lists };
}

/** What shuts the task out although it is ready: asked only when the next call would be `start`, since it may need the whole session log. */
function hindranceOf(world: World, task: Task): ShutGate | null {
  if (!world.ledgers.adopted || task.status !== 'NOT_STARTED') return null;
  const standing = standingOf(world, task);
  const verified = openPreCheckItems(standing).every((item) => verifierOf(item) === 'by the tool');
  return standing.differences.length === 0 && verified ? (shutGates([...startGates, ...sequenceGates], world, standing)[0] ?? null) : null;
}

function whyThis(world: World, task: Task, hindrance: ShutGate | null): string {
  const { assignee } = world.ledgers.task(task.key);
  if (assignee !== null && isHeldByActor(world, world.ledgers.task(task.key))) return whyMine(task, assignee);
  if (task.status === 'IN_PROGRESS') {
    return assignee === null || !isLeased(assignee)
      ? `no task is ready; ${task.id} was under way when the plan was adopted, and nobody has it`
      : `${task.id} is under way and nobody's: ${assignee.actor.name} had it, and the lease ended on ${tellMoment(endOfLease(assignee))}`;
  }
  const prerequisites = prerequisiteTasksOf(world, task).map(({ id }) => id);
  const needs =
    prerequisites.length === 0
      ? 'it needs no other task'
      : `${someOf(prerequisites)} ${prerequisites.length === 1 ? 'is' : 'are'} COMPLETED`;
  const first = `${task.id} is the first task that is ready: ${needs}`;
  return hindrance === null ? first : `${first}; what keeps it back: ${hindrance.message}`;
}

function whyMine({ id, status }: Task, assignee: Assignment): string {
  const end = endOfLease(assignee);
  const until = end === null ? '' : ` until ${tellMoment(end)}, unless renewed`;
  return status === 'IN_PROGRESS'
    ? `${id} is yours since ${tellMoment(assignee.since)}${until}; your own open task comes first`
    : `${id} is claimed by you since ${tellMoment(assignee.since)}${until}`;
}

/** A document of strangers that is kept in a way of its own: it has no task and no phase, or tracks what has no ids. */
function isForeign({ plan, ledgers }: World): boolean {
  return !ledgers.adopted && plan.tasks.length === 0 && (plan.phases.length === 0 || plan.flaws.some(({ rule }) => rule === 'unmapped'));
}

function whyNothing(world: World, counts: StatusCounts, waiting: number): string {
  if (isForeign(world))
    return `nothing in ${world.file} is read as a task: a task has an id, in a table, an entry or YAML (tallyplan explain unmapped)`;
  if (counts.total === 0) return 'the plan holds no task yet';
  if (counts.COMPLETED + counts.DEFERRED === counts.total) return 'every task is COMPLETED or DEFERRED';
  const others = [
    `${counts.IN_PROGRESS} in progress`,
    `${counts.BLOCKED} blocked`,
    `${waiting === most ? `${most} or more` : waiting} waiting`,
  ];
  return `no task is ready: ${others.join(', ')}`;
}

function stepsWithoutTask(world: World): readonly NextStep[] {
  // `check` shows what looks like tracking; of a document without any it has nothing to say.
  if (isForeign(world)) return [step(world.plan.flaws.some(({ rule }) => rule === 'unmapped') ? 'check' : 'explain unmapped')];
  if (!world.ledgers.adopted) return [step('init --yes')];
  return [step(world.plan.tasks.every(({ placeholder }) => placeholder) ? 'add task --help' : 'status')];
}

/** What leads on from the task that is offered: each permitted now, to this actor. */
function stepsFor(world: World, task: Task, hindrance: ShutGate | null): readonly NextStep[] {
  if (!world.ledgers.adopted) return [step('init --yes')];
  if (hindrance !== null) return leadOn(world, hindrance, task);
  const takeOver = task.status === 'IN_PROGRESS' && isAbandoned(world, task) ? [step('next --claim')] : [];
  return [...takeOver, ...onward(world, standingOf(world, task))];
}
