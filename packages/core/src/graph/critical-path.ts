/**
 * The longest chain of tasks that must follow one another: what decides how soon the plan can be done.
 *
 * Tasks are settled in topological order (Kahn, "Topological sorting of large networks", 1962), each
 * with the longest chain that ends in it: linear. Tasks on a cycle, and those behind one, are on no chain.
 */
import type { Plan } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { Links } from './graph.ts';

export interface CriticalPath {
  /** From the first task to the last; empty where no task needs another. Among equals, what stands first in the document. */
  readonly tasks: readonly TaskKey[];
  /** The sum of the weights; without weights the number of tasks. */
  readonly length: number;
}

/** The longest chain of a plan. `weigh` gives the effort of a task in any unit; without it every task counts 1. */
export function criticalPath(plan: Plan, graph: Links, weigh: (key: TaskKey) => number = () => 1): CriticalPath {
  const keys = new Set(plan.tasks.filter((task) => !task.placeholder).map((task) => task.key));
  const chains = chainsOf(keys, graph, weigh);
  const settled = [...keys].filter((key) => chains.has(key));
  const tasks = chainTo(longest(settled, chains), chains);
  return tasks.length < 2 ? { tasks: [], length: 0 } : { tasks, length: chains.get(tasks.at(-1) as TaskKey)?.length ?? 0 };
}

/** The longest chain that ends in a task, by its last link. */
interface Chain {
  readonly length: number;
  readonly before: TaskKey | null;
}
type Chains = ReadonlyMap<TaskKey, Chain>;

function chainsOf(keys: ReadonlySet<TaskKey>, graph: Links, weigh: (key: TaskKey) => number): Chains {
  const chains = new Map<TaskKey, Chain>();
  const missing = new Map([...keys].map((key) => [key, graph.prerequisites(key).length]));
  const ready = [...keys].filter((key) => missing.get(key) === 0);
  for (const key of ready) {
    const before = longest(graph.prerequisites(key), chains);
    chains.set(key, { before, length: weigh(key) + (before === null ? 0 : (chains.get(before)?.length ?? 0)) });
    for (const dependent of graph.dependents(key)) {
      const left = (missing.get(dependent) ?? 0) - 1;
      missing.set(dependent, left);
      if (left === 0) ready.push(dependent);
    }
  }
  return chains;
}

/** The task with the longest chain; the first of equals. */
function longest(keys: readonly TaskKey[], chains: Chains): TaskKey | null {
  let best: TaskKey | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const key of keys) {
    const { length } = chains.get(key) ?? { length: Number.NEGATIVE_INFINITY };
    if (length > most) [best, most] = [key, length];
  }
  return best;
}

function chainTo(last: TaskKey | null, chains: Chains): readonly TaskKey[] {
  const tasks: TaskKey[] = [];
  for (let key = last; key !== null; key = chains.get(key)?.before ?? null) tasks.push(key);
  return tasks.reverse();
}
