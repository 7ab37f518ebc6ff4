/**
 * The order that the tasks of a phase should have: the most urgent first, and among equally urgent ones
 * each after those of them that it waits for. Stable: what the order leaves open stays as it was written.
 */
import type { Graph } from '../graph/graph.ts';
import type { Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { rankOf } from './document-findings.ts';

/** The same tasks, in order. Tasks that wait for each other keep the order that they have. */
export function implementationOrder(tasks: readonly Task[], graph: Pick<Graph, 'prerequisites'>): readonly Task[] {
  const groups = new Map<number, Task[]>();
  let rank = 0;
  for (const task of tasks) {
    // A template row stays with the task that it follows; a task without a priority is the least urgent.
    if (!task.placeholder) rank = rankOf(task) ?? Number.POSITIVE_INFINITY;
    const group = groups.get(rank);
    if (group === undefined) groups.set(rank, [task]);
    else group.push(task);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => prerequisitesFirst(group, graph));
}

/** Depth first over what each waits for, without recursion: a chain may be as long as the phase. */
function prerequisitesFirst(group: readonly Task[], graph: Pick<Graph, 'prerequisites'>): readonly Task[] {
  const members = new Map<TaskKey, Task>(group.map((task) => [task.key, task]));
  const seen = new Set<Task>();
  const ordered: Task[] = [];
  for (const root of group) {
    const path = [visit(root)].filter((step) => step !== null);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const next = step.waiting.pop();
      if (next === undefined) {
        ordered.push(step.task);
        path.pop();
        continue;
      }
      const deeper = visit(next);
      if (deeper !== null) path.push(deeper);
    }
  }
  return ordered;

  /** The task with its own prerequisites of the group, the first of them last; null where it was seen. */
  function visit(task: Task): { readonly task: Task; readonly waiting: Task[] } | null {
    if (seen.has(task)) return null;
    seen.add(task);
    const waiting = graph.prerequisites(task.key).flatMap((key) => members.get(key) ?? []);
    return { task, waiting: waiting.reverse() };
  }
}
