/** What must stand in a plan: where it does not, the plan contradicts itself, which no person can mend. */
import type { Phase, Plan, Task } from './plan.ts';
import type { TaskKey } from './task-id.ts';

/** The task of a key that was taken from this plan. */
export function taskIn(plan: Pick<Plan, 'task'>, key: TaskKey): Task {
  const task = plan.task(key);
  if (task === undefined) throw new Error(`The plan has no task ${key}, and says that it has.`);
  return task;
}

/** The phase that a task of this plan stands in. */
export function phaseOf({ phases }: Pick<Plan, 'phases'>, { id, phase }: Pick<Task, 'id' | 'phase'>): Phase {
  const home = phases[phase];
  if (home === undefined) throw new Error(`The plan has no phase at ${phase}, where ${id} stands.`);
  return home;
}
