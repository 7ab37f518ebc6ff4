/** Where tasks end up after some moves. */
import type { MoveTask } from '../../model/change.ts';
import type { Plan, Task } from '../../model/plan.ts';
import { unwritable } from './planned.ts';

export interface Arrangement {
  /** The tasks of each phase in their new order. */
  readonly order: readonly (readonly Task[])[];
  /** Those whose text must move; the others stay where they stand. */
  readonly moved: ReadonlySet<Task>;
}

/** The arrangement, or what is wrong with a move. */
export function arrange(plan: Plan, moves: readonly MoveTask[]): Arrangement | string {
  const order = plan.phases.map(({ tasks }) => [...tasks]);
  const places = new Map(plan.tasks.map((task) => [task, task.phase]));
  const moved = new Set<Task>();
  for (const { task: key, phase, before } of moves) {
    const task = plan.task(key);
    const next = before === null ? undefined : plan.task(before);
    const target = order[phase];
    if (task === undefined) return `The plan has no task ${key}.`;
    if (!task.writable) return unwritable(task);
    if (target === undefined) return `The plan has no phase at position ${phase}.`;
    if (before !== null && (next === undefined || places.get(next) !== phase)) return `${before} does not stand in that phase.`;
    if (next === task) continue;
    const source = order[places.get(task) ?? -1];
    source?.splice(source.indexOf(task), 1);
    target.splice(next === undefined ? target.length : target.indexOf(next), 0, task);
    places.set(task, phase);
    moved.add(task);
  }
  for (const [index, tasks] of order.entries()) letStay(tasks, plan.phases[index]?.tasks ?? [], moved);
  return { order, moved };
}

/** Nobody moves where the order is what it was; and of a phase whose tasks all move about, one can stay for the others to go around. */
function letStay(tasks: readonly Task[], before: readonly Task[], moved: Set<Task>): void {
  if (tasks.length === before.length && tasks.every((task, position) => task === before[position])) {
    for (const task of tasks) moved.delete(task);
  }
  const own = tasks.find((task) => before.includes(task));
  if (own !== undefined && tasks.every((task) => moved.has(task))) moved.delete(own);
}
