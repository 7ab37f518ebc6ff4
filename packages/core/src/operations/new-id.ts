/** Whether an id can be given to a task: well-formed, and neither in use nor used before. */
import type { Task } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import type { TaskKey } from '../model/task-id.ts';
import { isPlaceholderId, isTaskId, taskKeyOf } from '../model/task-id.ts';
import { findTask } from '../rules/find-task.ts';
import { problemOf } from '../rules/lead-on.ts';
import { step } from '../rules/next-steps.ts';
import { shut } from '../rules/shut-gate.ts';
import { completedRowIndex } from '../rules/standing.ts';
import { misused } from './misused.ts';
import type { World } from './operation.ts';

/** Why an id can't be given; null where it can. `to` is the task that is to be renamed, whose own former ids are free to it. */
export function newIdRefused(
  world: World,
  operation: string,
  { id, to }: { readonly id: string; readonly to: Task | null },
): Problem | null {
  if (!isTaskId(id)) {
    return misused(
      operation,
      `${id} is not an id: it needs a type and a suffix of letters, digits, dots and underscores, such as TASKS-07`,
      { have: [id], missing: ['TYPE-SUFFIX'] },
    );
  }
  if (isPlaceholderId(id)) {
    return misused(operation, `${id} is a template's id: a task that ends in XX, YY, ZZ, AA, NN or X.Y stands for one to be filled in`, {
      have: [id],
      missing: ['an id of its own'],
    });
  }
  const holder = findTask(world, id);
  if (holder !== undefined && holder !== to) return problemOf(world, inUse(holder, id), holder);
  return holder === undefined && completedRowIndex(world.plan).has(taskKeyOf(id)) ? loggedBefore(world, operation, id) : null;
}

function inUse(holder: Task, id: string) {
  const key: TaskKey = taskKeyOf(id);
  const told =
    holder.key === key
      ? `has that id${holder.id === id ? '' : ` already: ${id} differs in case or width alone`}`
      : `had the id ${id} before it was renamed; rows of the log lead from that id to it`;
  return shut('duplicate-id', told, {
    about: [id],
    have: [`${holder.id}: ${holder.name}`],
    missing: ['an id that was never used'],
    next: [step(`show ${holder.id}`)],
  });
}

/** A COMPLETED row of that id would at once be the new task's. */
function loggedBefore(world: World, operation: string, id: string): Problem {
  return {
    rule: 'duplicate-id',
    message: `${operation}: the session log says that ${id} was completed; a new task of that id would take over the row`,
    task: id,
    file: world.file,
    have: [`a COMPLETED row of ${id}`],
    missing: ['an id that was never used'],
    next: [step('show')],
    waivable: false,
  };
}
