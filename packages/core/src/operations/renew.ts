/**
 * `renew`: a sign of life for what somebody has claimed or started, where no change gives one.
 *
 * It is written only when half of a lease is gone. So whoever calls at every step writes twice in a lease at
 * most, and however long the steps take, a lease ends no sooner than half of it after the last of them.
 */
import * as v from 'valibot';
import type { Task } from '../model/plan.ts';
import { done, refused } from '../model/problem.ts';
import { claimRefused, notAdopted } from '../rules/alone-gates.ts';
import { endOfLease, isHeldByActor, isLeaseDue } from '../rules/holder.ts';
import { standingOf } from '../rules/standing.ts';
import type { ChangeOperation, World } from './operation.ts';
import { noted, together } from './recorded.ts';

const input = v.object({});

export interface RenewResult {
  /** Tasks of the caller that a lease is on, and when it ends. */
  readonly tasks: readonly { readonly task: string; readonly until: string }[];
  /** Those of them whose lease was renewed now. */
  readonly renewed: readonly string[];
  readonly message: string;
}

export const renew: ChangeOperation<typeof input, RenewResult> = {
  kind: 'change',
  name: 'renew',
  summary: 'Renew the leases of what you have, where half of the time is gone.',
  group: 'agents',
  input,
  examples: [{ command: 'renew', does: 'says that you are still at work; every change of your task says so too' }],
  decide(_input, world) {
    const early = notAdopted(world) ?? claimRefused(world, 'renew');
    if (early !== null) return refused(early);
    const leased = leasedTasks(world);
    const due = leased.filter((task) => isDue(world, task));
    const dueIds = new Set(due.map(({ id }) => id));
    const tasks = leased.map((task) => ({ task: task.id, until: endAfter(world, task, dueIds.has(task.id)) }));
    const renewed = due.map(({ id }) => id);
    const message =
      tasks.length === 0
        ? 'you have nothing that a lease is on'
        : tasks.map(({ task, until }) => `${task} is yours until ${until}`).join('; ');
    const events = due.map((task) => noted(standingOf(world, task), { operation: 'renew', input: {} }));
    return done({ result: { tasks, renewed, message }, commit: events.length === 0 ? null : together(events) });
  },
};

/** Whether `renew` would write something now. */
export function isRenewalDue(world: World): boolean {
  return world.ledgers.adopted && leasedTasks(world).some((task) => isDue(world, task));
}

/** In the order of the plan. */
function leasedTasks(world: World): readonly Task[] {
  const { ledgers } = world;
  const leased = recordedTasks(world).filter(({ key, status }) => {
    if (status === 'COMPLETED' || status === 'DEFERRED') return false;
    const history = ledgers.task(key);
    return history.faults.length === 0 && isHeldByActor(world, history) && history.assignee?.lease !== null;
  });
  return leased.sort((a, b) => a.line - b.line);
}

/** How many tasks are looked up one by one; of more, all tasks of the plan are looked through. */
const lookups = 24;

/** The tasks that have a ledger. */
function recordedTasks({ ledgers, plan }: World): readonly Task[] {
  const keys = ledgers.keys();
  if (keys.length <= lookups) return keys.flatMap((key) => plan.tasksOf(key));
  const recorded = new Set(keys);
  return plan.tasks.filter(({ key }) => recorded.has(key));
}

function isDue(world: World, { key }: Task): boolean {
  const { assignee } = world.ledgers.task(key);
  return assignee !== null && isLeaseDue(assignee, world);
}

function endAfter(world: World, { key }: Task, isRenewed: boolean): string {
  const { assignee } = world.ledgers.task(key);
  if (assignee === null) throw new Error(`nobody has ${key}`);
  return endOfLease(isRenewed ? { ...assignee, renewed: world.now.utc } : assignee) ?? '';
}
