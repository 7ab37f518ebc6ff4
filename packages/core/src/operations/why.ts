/** `why ID`: the chain of reasons from a task down to who or what must move. */
import * as v from 'valibot';
import type { Task } from '../model/plan.ts';
import type { NextStep } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import type { RuleName } from '../model/rule-names.ts';
import type { Status } from '../model/status.ts';
import type { TaskKey } from '../model/task-id.ts';
import { unknownTask } from '../rules/alone-gates.ts';
import { findTask } from '../rules/find-task.ts';
import { onward } from '../rules/lead-on.ts';
import type { Reason } from '../rules/reasons.ts';
import { reasonsFor } from '../rules/reasons.ts';
import { isReady, tellPrerequisite, tellUnread } from '../rules/sequence.ts';
import { standingOf } from '../rules/standing.ts';
import { taskId } from './input.ts';
import type { ReadOperation, World } from './operation.ts';

const input = v.object({ id: taskId() });

export interface WhyResult {
  readonly task: string;
  readonly name: string;
  readonly status: Status | null;
  readonly ready: boolean;
  /** One sentence. */
  readonly message: string;
  /** Each reason with the reasons below it, down to what can be done now. */
  readonly because: readonly ReasonJson[];
  /** What can be done now: the ends of the chains, the first of them. */
  readonly move: readonly Move[];
}

export interface ReasonJson {
  readonly rule: RuleName;
  readonly message: string;
  /** The task that must move first. */
  readonly task?: string;
  readonly because: readonly ReasonJson[];
  /** Calls that settle it. Empty where the reasons below must be settled first. */
  readonly next: readonly NextStep[];
}

export interface Move {
  readonly task: string;
  readonly message: string;
  readonly next: readonly NextStep[];
}

export const why: ReadOperation<typeof input, WhyResult> = {
  kind: 'read',
  name: 'why',
  summary: 'Tell why a task stands where it stands, down to who or what must move.',
  group: 'read',
  input,
  examples: [{ command: 'why TASKS-07', does: 'the chain of reasons' }],
  answer({ id }, world) {
    const task = findTask(world, id);
    if (task === undefined) return refused(unknownTask(world, id));
    const { because, move } = chainsFrom(world, task);
    return done({
      task: task.id,
      name: task.name,
      status: task.status,
      ready: isReady(world, task),
      message: sentence(world, task, because),
      because,
      move: move.slice(0, mostMoves),
    });
  },
};

/** Chains deeper than this are told by their ends alone; more than this many ends, by the first of them. */
const deepest = 30;
const mostMoves = 20;

/** A reason whose list of reasons is still being filled. */
interface OpenReason extends ReasonJson {
  readonly because: OpenReason[];
}

/**
 * Follows the reasons breadth first, each task once: where it comes up again, or where tasks wait for
 * each other, the chain ends with its name. A list instead of recursion: a chain may be thousands long.
 */
function chainsFrom(world: World, root: Task): { readonly because: readonly ReasonJson[]; readonly move: readonly Move[] } {
  const because: OpenReason[] = [];
  const move: Move[] = [];
  const followed = new Set<TaskKey>([root.key]);
  const open: { readonly task: Task; readonly into: OpenReason[]; readonly depth: number }[] = [{ task: root, into: because, depth: 0 }];
  for (const { task, into, depth } of open) {
    const reasons = reasonsFor(world, task, task === root);
    if (reasons.length === 0 && task.status !== 'COMPLETED') move.push(freeMove(world, task));
    for (const reason of reasons) {
      const node = reasonJson(reason);
      if (depth < deepest) into.push(node);
      if (reason.next.length > 0) move.push({ task: task.id, message: reason.message, next: reason.next });
      for (const other of reason.on) {
        const below = reason.on.length === 1 ? node : oneOf(world, reason, other);
        if (below !== node) node.because.push(below);
        if (followed.has(other.key)) continue;
        followed.add(other.key);
        open.push({ task: other, into: below.because, depth: depth + (below === node ? 1 : 2) });
      }
    }
  }
  return { because, move };
}

function reasonJson({ rule, message, on, next }: Reason): OpenReason {
  const [other] = on;
  return { rule, message, ...(other === undefined ? {} : { task: other.id }), because: [], next };
}

/** Where several tasks must move, each is told, so that what is below can be read as its own. */
function oneOf(world: World, { rule }: Reason, task: Task): OpenReason {
  const free = task.status !== 'COMPLETED' && reasonsFor(world, task, false).length === 0;
  return { rule, message: `${tellPrerequisite(task)}${free ? ', and nothing keeps it back' : ''}`, task: task.id, because: [], next: [] };
}

/** A task that nothing keeps back, not even that the plan is still to be adopted: its own next call. */
function freeMove(world: World, task: Task): Move {
  return { task: task.id, message: `${task.id} can be moved now`, next: onward(world, standingOf(world, task)) };
}

function sentence(world: World, { id, status, statusText }: Task, because: readonly ReasonJson[]): string {
  const count = because.length === 1 ? 'one reason' : `${because.length} reasons`;
  if (status === 'COMPLETED') return `${id} is COMPLETED; nothing is waited for`;
  const stands = status ?? tellUnread(statusText);
  if (because.length === 0) return `${id} is ${stands}, and nothing keeps it back`;
  return status === 'NOT_STARTED' && world.ledgers.adopted
    ? `${id} can't be started yet, for ${count}`
    : `${id} is ${stands}, for ${count}`;
}
