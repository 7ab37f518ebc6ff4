/** From an upstream document to the task of the plan that it belongs to. */
import type { Task } from '../../model/plan.ts';
import type { TaskKey } from '../../model/task-id.ts';
import { isPlaceholderId, taskKeyOf } from '../../model/task-id.ts';
import type { DocumentKey } from '../../upstream/document-id.ts';
import type { UpstreamDocument } from '../../upstream/upstream.ts';
import type { RuleWorld } from '../rule-world.ts';
import { citedOf } from './citations.ts';

/** A TASKS document's task has its id; an IPLAN's is the one that names it, or else that of its TASKS. */
export function planTaskOf(world: RuleWorld, document: UpstreamDocument): Task | undefined {
  switch (document.type) {
    case 'TASKS':
      return taskOfKey(world, document.key);
    case 'IPLAN': {
      const naming = taskOfIplan(world, document.key);
      if (naming !== undefined) return naming;
      const [parent] = citedOf(world.upstream, document, 'TASKS').keys();
      return parent === undefined ? undefined : taskOfKey(world, parent);
    }
    default:
      return undefined;
  }
}

/** A document's key is that of the task with the same id. */
export function taskOfKey({ plan }: RuleWorld, key: DocumentKey): Task | undefined {
  const task = plan.task(taskKeyOf(key));
  return task?.placeholder === true ? undefined : task;
}

/** The task that names an IPLAN as its own. */
export function taskOfIplan({ plan }: RuleWorld, key: DocumentKey | TaskKey): Task | undefined {
  return isPlaceholderId(key) ? undefined : plan.tasksOfIplan(taskKeyOf(key)).find(({ placeholder }) => !placeholder);
}
