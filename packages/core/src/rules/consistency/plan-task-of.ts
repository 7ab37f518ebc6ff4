/** From an upstream document to the task of the plan that it belongs to. */
import { onceFor } from '../../model/once-for.ts';
import type { Plan, Task } from '../../model/plan.ts';
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
      const naming = iplansOf(world.plan).get(document.key);
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

/** The task that names an IPLAN as its own. Costs a full parse of every entry, once for each plan. */
export function taskOfIplan({ plan }: RuleWorld, key: DocumentKey | TaskKey): Task | undefined {
  return iplansOf(plan).get(key);
}

const iplansOf = onceFor(indexIplans);

function indexIplans(plan: Plan): ReadonlyMap<string, Task> {
  const index = new Map<string, Task>();
  for (const task of plan.tasks) {
    const { iplanId } = task.implementation;
    if (task.placeholder || iplanId === null || isPlaceholderId(iplanId)) continue;
    const key = taskKeyOf(iplanId);
    if (!index.has(key)) index.set(key, task);
  }
  return index;
}
