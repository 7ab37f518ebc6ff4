/** Whether the tasks of two readings have the same ids, names and dependencies, in the same order: all that their graph is made of. */
import { itemAt } from '../../model/item-at.ts';
import type { PlanTask } from './tasks.ts';
import { YamlTask } from './yaml-task.ts';

export function sameLinks(before: readonly PlanTask[], after: readonly PlanTask[]): boolean {
  return before.length === after.length && after.every((task, i) => isLinkedLike(task, itemAt(before, i)));
}

function isLinkedLike(task: PlanTask, before: PlanTask): boolean {
  if (task instanceof YamlTask && before instanceof YamlTask && task.isSameEntry(before)) return true;
  return (
    task.id === before.id &&
    task.name === before.name &&
    task.dependentsText === before.dependentsText &&
    task.dependsOnText === before.dependsOnText
  );
}
