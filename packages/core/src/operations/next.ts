/**
 * `next`: the task to work on now, why it is that one, and the calls that lead on.
 *
 * It is asked often and of plans of any size, so it looks at tasks only until it has what it shows: the
 * first ten that are ready and the first ten that wait.
 */
import * as v from 'valibot';
import type { Task } from '../model/plan.ts';
import type { NextStep } from '../model/problem.ts';
import { done } from '../model/problem.ts';
import type { StatusCounts } from '../model/status.ts';
import { verifierOf } from '../rules/checklist-items.ts';
import { sequenceGates, startGates } from '../rules/gates.ts';
import { leadOn, onward } from '../rules/lead-on.ts';
import { openPreCheckItems, step } from '../rules/next-steps.ts';
import { prerequisitesOf } from '../rules/prerequisites.ts';
import type { Waiting } from '../rules/sequence.ts';
import { isReady, mayWait, waitingFor } from '../rules/sequence.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { shutGates } from '../rules/shut-gate.ts';
import { someOf } from '../rules/sighting.ts';
import { standingOf } from '../rules/standing.ts';
import { countStatuses } from './count-statuses.ts';
import { isMine } from './is-mine.ts';
import type { ReadOperation, World } from './operation.ts';
import type { TaskJson } from './task-json.ts';
import { taskJson } from './task-json.ts';

const input = v.object({});

export interface NextResult {
  readonly task: TaskJson | null;
  readonly why: string;
  readonly next: readonly NextStep[];
  /** The first ready tasks, in the order that they come. */
  readonly queue: readonly string[];
  /** The first NOT_STARTED tasks that are not ready. */
  readonly waiting: readonly { readonly id: string; readonly waitingFor: readonly Waiting[] }[];
  readonly counts: StatusCounts;
}

export const next: ReadOperation<typeof input, NextResult> = {
  kind: 'read',
  name: 'next',
  summary: 'Show the task to work on now, and the calls that lead on.',
  group: 'read',
  input,
  examples: [{ command: 'next', does: 'your own open task, else the first that is ready' }],
  answer(_input, world) {
    const { queue, waiting } = ahead(world);
    const counts = countStatuses(world.plan.tasks);
    const lists = {
      queue: queue.map(({ id }) => id),
      waiting: waiting.map((task) => ({ id: task.id, waitingFor: waitingFor(world, task) })),
      counts,
    };
    const offer = offered(world, queue);
    if (offer === null) return done({ task: null, why: whyNothing(counts, waiting.length), next: stepsWithoutTask(world), ...lists });
    const hindrance = hindranceOf(world, offer);
    return done({ task: taskJson(world, offer), why: whyThis(world, offer, hindrance), next: stepsFor(world, offer, hindrance), ...lists });
  },
};

/** How many tasks the lists show. */
const most = 10;

interface Ahead {
  readonly queue: readonly Task[];
  readonly waiting: readonly Task[];
}

function ahead(world: World): Ahead {
  const queue: Task[] = [];
  const waiting: Task[] = [];
  for (const task of world.plan.tasks) {
    if (queue.length === most && waiting.length === most) break;
    if (task.status !== 'NOT_STARTED' || task.placeholder) continue;
    if (queue.length < most) (isReady(world, task) ? queue : waiting).push(task);
    else if (mayWait(world, task) && waitingFor(world, task).length > 0) waiting.push(task);
  }
  return { queue, waiting: waiting.slice(0, most) };
}

/**
 * The caller's own task comes before new work, and work that was adopted as under way (nobody has it)
 * before nothing at all. One that is BLOCKED can't be worked on.
 */
function offered(world: World, [first]: readonly Task[]): Task | null {
  if (!world.ledgers.adopted) return first ?? null;
  const underway = world.plan.tasks.filter((task) => task.status === 'IN_PROGRESS' && !task.placeholder);
  // One without a ledger is nobody's, and there is no need to look for its file.
  const recorded = new Set(underway.length === 0 ? [] : world.ledgers.keys());
  const own = underway.find((task) => recorded.has(task.key) && isMine(world, task));
  return own ?? first ?? underway.find((task) => !recorded.has(task.key) || world.ledgers.task(task.key).assignee === null) ?? null;
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
  if (task.status === 'IN_PROGRESS') {
    return assignee === null
      ? `no task is ready; ${task.id} was under way when the plan was adopted, and nobody has it`
      : `${task.id} is yours since ${assignee.since}; your own open task comes first`;
  }
  const prerequisites = prerequisitesOf(world, task).map((key) => world.plan.task(key)?.id ?? key);
  const needs =
    prerequisites.length === 0
      ? 'it needs no other task'
      : `${someOf(prerequisites)} ${prerequisites.length === 1 ? 'is' : 'are'} COMPLETED`;
  const first = `${task.id} is the first task that is ready: ${needs}`;
  return hindrance === null ? first : `${first}; what keeps it back: ${hindrance.message}`;
}

function whyNothing(counts: StatusCounts, waiting: number): string {
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
  return world.ledgers.adopted ? [step('status')] : [step('init --yes')];
}

/** What leads on from the task that is offered: each permitted now, to this actor. */
function stepsFor(world: World, task: Task, hindrance: ShutGate | null): readonly NextStep[] {
  if (!world.ledgers.adopted) return [step('init --yes')];
  return hindrance === null ? onward(world, standingOf(world, task)) : leadOn(world, hindrance, task);
}
