/**
 * The chain of tasks that decides how soon the plan can be done: by the estimated effort of the TASKS documents where
 * they have one. A task of a chain without one counts the mean of the others, which is said; where none has any, the
 * longest chain counts.
 */
import { criticalPath } from '../graph/critical-path.ts';
import type { Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { allLinks } from './prerequisites.ts';
import type { RuleWorld } from './rule-world.ts';
import { tasksDocumentsOf } from './task-documents.ts';

export interface CriticalChain {
  readonly tasks: readonly TaskKey[];
  /** Hours, or the number of tasks. */
  readonly length: number;
  /** What the length is of. */
  readonly measure: string;
}

export function criticalChain(world: RuleWorld): CriticalChain {
  const { plan } = world;
  const links = allLinks(world);
  const linked = plan.tasks.filter(({ key }) => links.prerequisites(key).length > 0 || links.dependents(key).length > 0);
  const efforts = new Map(linked.flatMap((task) => effortOf(world, task)));
  if (efforts.size === 0) return { ...criticalPath(plan, links), measure: 'longest chain, unweighted' };
  const mean = rounded([...efforts.values()].reduce((sum, hours) => sum + hours, 0) / efforts.size);
  const { tasks, length } = criticalPath(plan, links, (key) => efforts.get(key) ?? mean);
  const without = tasks.filter((key) => !efforts.has(key)).length;
  const told = without === 0 ? '' : `; ${without} without one ${without === 1 ? 'counts' : 'count'} ${mean}, the mean`;
  return { tasks, length: rounded(length), measure: `estimated effort in hours${told}` };
}

/** What the one TASKS document of a task says. */
function effortOf(world: RuleWorld, task: Task): readonly (readonly [TaskKey, number])[] {
  const [document, ...twins] = tasksDocumentsOf(world, task);
  const hours = document === undefined || twins.length > 0 ? null : (document.facts.effort?.hours ?? null);
  return hours === null ? [] : [[task.key, hours]];
}

function rounded(hours: number): number {
  return Math.round(hours * 10) / 10;
}
