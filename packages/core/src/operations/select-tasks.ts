/** The tasks that `show` and `check` are asked about: by id, phase, status, or as the caller's own. */

import * as v from 'valibot';
import type { Task } from '../model/plan.ts';
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import { statuses } from '../model/status.ts';
import { unknownTask } from '../rules/alone-gates.ts';
import { findTask } from '../rules/find-task.ts';
import { anyTaskIds, choice, count, flag, optionalText } from './input.ts';
import { isMine } from './is-mine.ts';
import type { World } from './operation.ts';
import { findPhases, unknownPhase } from './place-in-plan.ts';

/** The fields that select; `limit` counts whatever the operation lists. */
export const selectionFields = {
  ids: anyTaskIds('Only these tasks.'),
  phase: optionalText('Only tasks of this phase, by its number or name.', { placeholder: 'N', completes: 'phase' }),
  status: v.optional(choice(statuses, 'Only tasks of this status.', { completes: 'status' })),
  mine: flag('Only tasks that you have started.'),
  limit: count('At most so many.'),
};

export interface Selection {
  readonly ids: readonly string[];
  readonly phase?: string | undefined;
  readonly status?: Status | undefined;
  readonly mine: boolean;
}

export interface Selected {
  /** True where nothing narrows the selection: the whole plan. */
  readonly everything: boolean;
  /** In document order. */
  readonly tasks: readonly Task[];
}

/** The tasks that fit every part of the selection. Refuses ids and phases that the plan does not hold. */
export function selectTasks(world: World, operation: string, { ids, phase, status, mine }: Selection): Outcome<Selected> {
  const named = new Set<Task>();
  for (const id of ids) {
    const task = findTask(world, id);
    if (task === undefined) return refused(unknownTask(world, id));
    named.add(task);
  }
  const within = phase === undefined ? null : new Set(findPhases(world, phase).map(({ index }) => index));
  if (phase !== undefined && within?.size === 0) return refused(unknownPhase(world, operation, phase));
  const fits = (task: Task) =>
    (ids.length === 0 || named.has(task)) &&
    (within === null || within.has(task.phase)) &&
    (status === undefined || task.status === status) &&
    (!mine || isMine(world, task));
  const everything = ids.length === 0 && within === null && status === undefined && !mine;
  return done({ everything, tasks: everything ? world.plan.tasks : world.plan.tasks.filter(fits) });
}
