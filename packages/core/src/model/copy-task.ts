/** A copy of a task with some fields exchanged, and what follows from them kept true. */

import { isPlaceholderTask } from './placeholder.ts';
import type { Checklist, Task } from './plan.ts';

/** Plain data, whatever getters the original has. `placeholder` and `postCheckComplete` follow from the rest. */
export function copyTask(task: Task, exchanged: Partial<Omit<Task, 'placeholder' | 'postCheckComplete'>>): Task {
  const fields = {
    id: task.id,
    key: task.key,
    name: task.name,
    priority: task.priority,
    phase: task.phase,
    family: task.family,
    status: task.status,
    statusText: task.statusText,
    dependentsText: task.dependentsText,
    dependsOnText: task.dependsOnText,
    takesPriority: task.takesPriority,
    takesDependsOn: task.takesDependsOn,
    takesDependents: task.takesDependents,
    writable: task.writable,
    line: task.line,
    preCheck: task.preCheck,
    implementation: task.implementation,
    postCheck: task.postCheck,
    ...exchanged,
  };
  const postCheckComplete = exchanged.postCheck === undefined ? task.postCheckComplete : isComplete(exchanged.postCheck);
  return { ...fields, placeholder: isPlaceholderTask(fields.id, fields.name), postCheckComplete };
}

/** What `Task.postCheckComplete` says of a checklist. */
function isComplete(checklist: Checklist | null): boolean {
  if (checklist === null) return true;
  return (checklist.status === 'COMPLETED' || checklist.statusText === '') && checklist.items.every((item) => item.done);
}
