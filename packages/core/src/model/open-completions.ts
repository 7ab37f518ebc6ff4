/**
 * Completions that a plan itself does not record in full: a task is COMPLETED, and its post-check is not, or no
 * COMPLETED row of the session log has its id. Whether that holds other tasks up is for the rules to say.
 *
 * To find them, the status of every task and every row of the log is looked at. So what one process found is handed
 * to the next, with what its own change can have made of it.
 */
import type { Change } from './change.ts';
import { isCompletedRow } from './completed-row.ts';
import type { Plan, Task } from './plan.ts';
import type { TaskKey } from './task-id.ts';

/** More candidates than these are looked for among all. */
const mostLookedUp = 20;

/**
 * In document order.
 *
 * @param among keys of tasks, all that may be such completions being among them; null where nothing is known
 */
export function openCompletionsOf(
  plan: Pick<Plan, 'tasks' | 'tasksOf' | 'rowsOf' | 'completedKeys'>,
  among: readonly TaskKey[] | null = null,
): readonly Task[] {
  if (among === null || among.length > mostLookedUp)
    return plan.tasks.filter((task) => isOpen(task, () => plan.completedKeys().has(task.key)));
  return among
    .flatMap((key) => plan.tasksOf(key))
    .filter((task) => isOpen(task, () => plan.rowsOf(task.key).some(isCompletedRow)))
    .sort((a, b) => a.line - b.line);
}

function isOpen(task: Task, isLogged: () => boolean): boolean {
  return task.status === 'COMPLETED' && !task.placeholder && !(task.postCheckComplete && isLogged());
}

/**
 * Keys among which all such completions are once changes are made; null where the changes are of a kind that is about more
 * than the tasks that it names. A row that is added to the log can only close one.
 *
 * @param open keys among which all were before
 */
export function openAfter(open: readonly TaskKey[], changes: readonly Change[]): readonly TaskKey[] | null {
  const keys = new Set(open);
  for (const change of changes) {
    if (change.kind === 'set-tracked') keys.add(change.task);
    else if (change.kind !== 'add-log-row' && change.kind !== 'set-last-updated') return null;
  }
  return [...keys];
}
