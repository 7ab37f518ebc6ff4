/** Where tasks end up after some moves. */
import type { MoveTask } from '../../model/change.ts';
import type { Phase, Plan, Task } from '../../model/plan.ts';
import { unwritable } from './planned.ts';

export interface Arrangement {
  /** The phases, each with its tasks in their new order. */
  readonly phases: readonly PhaseOrder[];
  /** Those whose text must move; the others stay where they stand. */
  readonly moved: ReadonlySet<Task>;
}

export interface PhaseOrder {
  readonly phase: Phase;
  readonly order: readonly Task[];
}

/** The arrangement, or what is wrong with a move. */
export function arrange(plan: Plan, moves: readonly MoveTask[]): Arrangement | string {
  const phases = plan.phases.map((phase) => ({ phase, order: [...phase.tasks] }));
  const homes = new Map(phases.flatMap(({ order }) => order.map((task) => [task, order])));
  const moved = new Set<Task>();
  for (const { task: key, phase, before } of moves) {
    const task = plan.task(key);
    const next = before === null ? undefined : plan.task(before);
    const target = phases[phase]?.order;
    if (task === undefined) return `The plan has no task ${key}.`;
    if (!task.writable) return unwritable(task);
    if (target === undefined) return `The plan has no phase at position ${phase}.`;
    if (before !== null && (next === undefined || homes.get(next) !== target)) return `${before} does not stand in that phase.`;
    if (next === task) continue;
    const home = homes.get(task);
    home?.splice(home.indexOf(task), 1);
    target.splice(next === undefined ? target.length : target.indexOf(next), 0, task);
    homes.set(task, target);
    moved.add(task);
  }
  for (const { phase, order } of phases) letStay(order, phase.tasks, moved);
  return { phases, moved };
}

/** Nobody moves where the order is what it was; and of a phase whose tasks all move about, one can stay for the others to go around. */
function letStay(tasks: readonly Task[], before: readonly Task[], moved: Set<Task>): void {
  if (tasks.length === before.length && tasks.every((task, position) => task === before[position])) {
    for (const task of tasks) moved.delete(task);
  }
  const own = tasks.find((task) => before.includes(task));
  if (own !== undefined && tasks.every((task) => moved.has(task))) moved.delete(own);
}
