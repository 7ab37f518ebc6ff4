/**
 * What must be COMPLETED before a task starts: what the plan says, and what the TASKS documents say, in six places
 * and from both sides. The plan's own are tracked state; those of documents hold as long as they stand there.
 */

import type { Links } from '../graph/graph.ts';
import { onceFor } from '../model/once-for.ts';
import type { Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { Upstream, UpstreamDocument } from '../upstream/upstream.ts';
import type { RuleWorld } from './rule-world.ts';
import { tasksDocumentsOf } from './task-documents.ts';

/** Tasks of the plan, in its order, without repetition, without the task itself. */
function prerequisitesOf(world: RuleWorld, task: Task): readonly TaskKey[] {
  const planned = world.graph.prerequisites(task.key);
  const told = documentPrerequisites(world, task).filter((key) => key !== task.key && !planned.includes(key));
  if (told.length === 0) return planned;
  const named = new Set([...planned, ...told]);
  return world.plan.tasks.map(({ key }) => key).filter((key) => named.delete(key));
}

/** The same as tasks, without looking each up where the plan alone names them. */
export function prerequisiteTasksOf(world: RuleWorld, task: Task): readonly Task[] {
  if (documentPrerequisites(world, task).length === 0) return world.graph.prerequisiteTasks(task.key);
  return prerequisitesOf(world, task)
    .map((key) => world.plan.task(key))
    .filter((found) => found !== undefined);
}

/** Whether it waits for one that is so, by the file and the documents alone. */
export function hasPrerequisite(world: RuleWorld, task: Task, is: (prerequisite: Task) => boolean): boolean {
  if (world.graph.hasPrerequisite(task.key, is)) return true;
  return documentPrerequisites(world, task).some((key) => key !== task.key && world.plan.tasksOf(key).slice(0, 1).some(is));
}

/** Who waits for whom, by the plan and by documents together. */
export function allLinks(world: RuleWorld): Links {
  const { plan, graph, upstream } = world;
  if (!upstream.holds('TASKS')) return graph;
  const before = new Map(plan.tasks.filter(({ placeholder }) => !placeholder).map((task) => [task.key, prerequisitesOf(world, task)]));
  const after = new Map<TaskKey, TaskKey[]>();
  for (const [key, keys] of before) {
    for (const prerequisite of keys) {
      const waiting = after.get(prerequisite);
      if (waiting === undefined) after.set(prerequisite, [key]);
      else waiting.push(key);
    }
  }
  return { prerequisites: (key) => before.get(key) ?? [], dependents: (key) => after.get(key) ?? [] };
}

/** Those that documents alone name. A document that names what is no task of the plan is told of by `dangling-reference`. */
function documentPrerequisites(world: RuleWorld, task: Task): readonly TaskKey[] {
  const own = tasksDocumentsOf(world, task)
    .flatMap((document) => world.upstream.filesOf(document))
    .flatMap(({ facts }) => facts.prerequisites.filter(({ order }) => order === 'before'))
    .map(({ target }) => taskKeyOf(target.document));
  const named = [...own, ...(waitersOf(world.upstream).get(task.key) ?? [])];
  return named.filter((key) => world.plan.task(key)?.placeholder === false);
}

/** From a task to those whose documents say that it waits for them. */
const waitersOf = onceFor((upstream: Upstream) => indexWaiters(upstream.ofType('TASKS'), upstream));

function indexWaiters(documents: readonly UpstreamDocument[], upstream: Upstream): ReadonlyMap<TaskKey, readonly TaskKey[]> {
  const index = new Map<TaskKey, TaskKey[]>();
  for (const document of documents) {
    for (const { waiting } of upstream.filesOf(document)) {
      for (const { target } of waiting) {
        const key = taskKeyOf(target.document);
        index.set(key, [...(index.get(key) ?? []), taskKeyOf(document.key)]);
      }
    }
  }
  return index;
}
