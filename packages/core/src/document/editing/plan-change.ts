/** Which file makes which change. */
import type { Change, MoveTask } from '../../model/change.ts';
import type { Task } from '../../model/plan.ts';
import type { TaskKey } from '../../model/task-id.ts';
import type { Document } from '../document.ts';
import { addPhase } from './add-phase.ts';
import { addTask } from './add-task.ts';
import { setLastUpdated } from './last-updated.ts';
import { addLogRow, removeLogRow } from './log-row.ts';
import { removeTask } from './move-task.ts';
import { impossible, type Planned, unwritable } from './planned.ts';
import { renameTask, setField } from './set-field.ts';
import { setTracked } from './set-tracked.ts';

/** What a change comes to; moves have a plan of their own, several at once. */
export function planChange(document: Document, change: Exclude<Change, MoveTask>): Planned {
  switch (change.kind) {
    case 'set-tracked':
      return forTask(document, change.task, (task) => setTracked(document, task, change));
    case 'set-field':
      return forTask(document, change.task, (task) => setField(document, task, change));
    case 'rename-task':
      return forTask(document, change.task, (task) => renameTask(document, task, change));
    case 'remove-task':
      return forTask(document, change.task, (task) => removeTask(document, task));
    case 'add-task':
      return addTask(document, change);
    case 'add-phase':
      return addPhase(document, change);
    case 'add-log-row':
      return addLogRow(document, change);
    case 'remove-log-row':
      return removeLogRow(document, change);
    case 'set-last-updated':
      return setLastUpdated(document, change);
  }
}

function forTask({ plan }: Document, key: TaskKey, planFor: (task: Task) => Planned): Planned {
  const task = plan.task(key);
  if (task === undefined) return impossible(`The plan has no task ${key}.`);
  return task.writable ? planFor(task) : impossible(unwritable(task));
}
