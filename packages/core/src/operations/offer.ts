/**
 * Which task is offered to whom, and which come after it.
 *
 * Asked often and of plans of any size, so it looks at tasks only until it has what is shown: the first ten
 * that are ready and the first ten that wait.
 */
import type { Task } from '../model/plan.ts';
import { holderOf, isHeldByActor, isHeldElsewhere } from '../rules/holder.ts';
import { isInQueue, isReady, mayWait, waitingFor } from '../rules/sequence.ts';
import type { World } from './operation.ts';

/** How many tasks the lists show. */
export const most = 10;

interface Ahead {
  readonly queue: readonly Task[];
  readonly waiting: readonly Task[];
}

export function ahead(world: World): Ahead {
  const queue: Task[] = [];
  const waiting: Task[] = [];
  // Asked first: so the graph is made of all tasks at once, and no prerequisites are looked for one task at a time.
  const { repeated } = world.graph;
  for (const task of world.plan.tasks) {
    if (queue.length === most && waiting.length === most) break;
    if (task.status !== 'NOT_STARTED' || task.placeholder) continue;
    if (queue.length < most) {
      if (repeated.has(task.key) || !isReady(world, task)) waiting.push(task);
      else if (isInQueue(world, task)) queue.push(task);
    } else if (mayWait(world, task) && waitingFor(world, task).length > 0) waiting.push(task);
  }
  return { queue, waiting: waiting.slice(0, most) };
}

/**
 * The caller's own task comes first: one that is under way, then one that is claimed. Then work that an agent
 * has left lying, since others wait for it; then new work; and work that was adopted as under way (nobody has
 * it) before nothing at all. One that is BLOCKED can't be worked on.
 *
 * @param isTakeable what must hold of a task that is nobody's; it is asked only of those that come up.
 */
export function offered(world: World, queue: readonly Task[], isTakeable: (task: Task) => boolean = () => true): Task | null {
  if (!world.ledgers.adopted) return queue[0] ?? null;
  // One without a ledger is nobody's, and there is no need to look for its file.
  const recorded = new Set(world.ledgers.keys());
  const open = world.plan.tasks.filter(({ key, status }) => status === 'IN_PROGRESS' || (status === 'NOT_STARTED' && recorded.has(key)));
  const underway = open.filter(({ status, placeholder }) => status === 'IN_PROGRESS' && !placeholder);
  const held = open.filter(({ key, placeholder }) => !placeholder && recorded.has(key) && world.ledgers.task(key).assignee !== null);
  const own = held.filter((task) => isOwn(world, task));
  return (
    own.find(({ status }) => status === 'IN_PROGRESS') ??
    own[0] ??
    held.find((task) => task.status === 'IN_PROGRESS' && isAbandoned(world, task) && isTakeable(task)) ??
    queue.find(isTakeable) ??
    underway.find((task) => isTakeable(task) && (!recorded.has(task.key) || world.ledgers.task(task.key).assignee === null)) ??
    null
  );
}

/** Held by who asks, and not by another sitting of the same name. */
function isOwn(world: World, task: Task): boolean {
  const { assignee } = world.ledgers.task(task.key);
  return assignee !== null && isHeldByActor(world, world.ledgers.task(task.key)) && !isHeldElsewhere(world, assignee);
}

/** Its lease has run out. */
export function isAbandoned(world: World, { key, writable }: Task): boolean {
  const history = world.ledgers.task(key);
  return writable && history.faults.length === 0 && history.assignee !== null && holderOf(world, history) === null;
}
