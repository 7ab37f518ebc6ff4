/** Whether an id can be given to a task: well-formed, and neither in use nor used before. */
import type { Task } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import type { TaskKey } from '../model/task-id.ts';
import { isPlaceholderId, isTaskId, taskKeyOf } from '../model/task-id.ts';
import { findTask } from '../rules/find-task.ts';
import { problemOf } from '../rules/lead-on.ts';
import { step } from '../rules/next-steps.ts';
import { shut } from '../rules/shut-gate.ts';
import { completedRowsNaming } from '../rules/standing.ts';
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
  const key = taskKeyOf(id);
  const holder = findTask(world, id);
  if (holder !== undefined && holder !== to) return problemOf(world, inUse(holder, id), holder);
  if (holder !== undefined) return null;
  if (hasStory(world, key, to)) return usedBefore(world, operation, { id, story: 'the ledger has the story of another task under it' });
  if (completedRowsNaming(world.plan, key).length === 0) return null;
  return usedBefore(world, operation, { id, story: 'the session log says that it was completed, and a new task would take over the row' });
}

/** A former id leads to the task that had it, for ever. One of a task that was taken out may come back as a new task, but not as another's name. */
function hasStory({ ledgers }: World, key: TaskKey, to: Task | null): boolean {
  if (ledgers.plan.aliases.has(key)) return true;
  return to !== null && (ledgers.plan.removed.has(key) || ledgers.baseline?.tasks[key] !== undefined || ledgers.keys().includes(key));
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

function usedBefore(world: World, operation: string, { id, story }: { readonly id: string; readonly story: string }): Problem {
  return {
    rule: 'duplicate-id',
    message: `${operation}: ${id} was used before: ${story}`,
    task: id,
    file: world.file,
    have: [id],
    missing: ['an id that was never used'],
    next: [step('show')],
    waivable: false,
  };
}
