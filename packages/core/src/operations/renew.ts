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
import { endOfLease, isHeldByActor, isLeaseDue, isLeased, type Leased } from '../rules/holder.ts';
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
    const due = leased.filter(({ hold }) => isLeaseDue(hold, world));
    const tasks = leased.map((each) => {
      const hold = due.includes(each) ? { ...each.hold, renewed: world.now.utc } : each.hold;
      return { task: each.task.id, until: endOfLease(hold) };
    });
    const renewed = due.map(({ task }) => task.id);
    const message =
      tasks.length === 0
        ? 'you have nothing that a lease is on'
        : tasks.map(({ task, until }) => `${task} is yours until ${until}`).join('; ');
    const events = due.map(({ task }) => noted(standingOf(world, task), { operation: 'renew', input: {} }));
    return done({ result: { tasks, renewed, message }, commit: events.length === 0 ? null : together(events) });
  },
};

/** Whether `renew` would write something now. */
export function isRenewalDue(world: World): boolean {
  return world.ledgers.adopted && leasedTasks(world).some(({ hold }) => isLeaseDue(hold, world));
}

interface LeasedTask {
  readonly task: Task;
  readonly hold: Leased;
}

/** In the order of the plan. */
function leasedTasks(world: World): readonly LeasedTask[] {
  const leased = recordedTasks(world).flatMap((task) => {
    if (task.status === 'COMPLETED' || task.status === 'DEFERRED') return [];
    const history = world.ledgers.task(task.key);
    const { assignee, faults } = history;
    return faults.length === 0 && assignee !== null && isLeased(assignee) && isHeldByActor(world, history)
      ? [{ task, hold: assignee }]
      : [];
  });
  return leased.sort((a, b) => a.task.line - b.task.line);
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
