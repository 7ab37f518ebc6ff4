/**
 * Makes the graph of a plan: who waits for whom. Its edges (`edges.ts`) are made when they are first asked
 * for; whoever asks about one or two tasks is answered without them (`prerequisites-of.ts`).
 *
 * What is found out is kept as numbers and keys, and told of the tasks of the plan at hand: so another reading
 * of the plan, with other statuses, takes it over.
 */
import type { Plan, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { hasNeighbour, neighboursOf } from './adjacency.ts';
import { cyclesOf } from './cycles.ts';
import { type Edges, edgesOf } from './edges.ts';
import type { Graph } from './graph.ts';
import { prerequisitesOf } from './prerequisites-of.ts';

export function graphOf(plan: Plan): Graph {
  return graphOver(plan, { edges: undefined, cycles: undefined, alone: new Map() });
}

/** Tasks whose prerequisites are looked for one by one; each costs a fourth of the graph. */
const fewKeys = 2;

/** What was found out so far, and is true of every plan that links alike. */
interface Known {
  edges: Edges | undefined;
  cycles: readonly (readonly TaskKey[])[] | undefined;
  /** Prerequisites of tasks that were asked for before there were edges; null where only these can tell. */
  readonly alone: Map<TaskKey, readonly TaskKey[] | null>;
}

function graphOver(plan: Plan, found: Known): Graph {
  const edges = () => {
    found.edges ??= edgesOf(plan);
    return found.edges;
  };
  const prerequisitesAlone = (key: TaskKey) => {
    const { alone } = found;
    if (found.edges === undefined && !alone.has(key) && alone.size < fewKeys) alone.set(key, prerequisitesOf(plan, key));
    return alone.get(key) ?? null;
  };
  /** The first entry of a node. */
  const taskOf = (node: number) => plan.tasks[edges().places[node] as number] as Task;
  const tasksOf = (lists: 'prerequisites' | 'dependents', key: TaskKey) => {
    const node = edges().ids.ofKey(key);
    return node === undefined ? [] : neighboursOf(edges()[lists], node).map(taskOf);
  };
  const keysOf = (tasks: readonly Task[]) => tasks.map(({ key }) => key);
  const words = (lists: 'components' | 'unknownDependents' | 'unknownPrerequisites', key: TaskKey) =>
    edges()[lists].get(edges().ids.ofKey(key) ?? -1) ?? [];
  return {
    of: (other) => graphOver(other, found),
    prerequisites: (key) => prerequisitesAlone(key) ?? keysOf(tasksOf('prerequisites', key)),
    prerequisiteTasks(key) {
      const keys = prerequisitesAlone(key);
      return keys === null ? tasksOf('prerequisites', key) : keys.map((other) => plan.task(other)).filter((task) => task !== undefined);
    },
    hasPrerequisite(key, is) {
      const keys = prerequisitesAlone(key);
      if (keys !== null) return keys.some((other) => plan.tasksOf(other).slice(0, 1).some(is));
      const { ids, prerequisites } = edges();
      const node = ids.ofKey(key);
      return node !== undefined && hasNeighbour(prerequisites, node, (other) => is(taskOf(other)));
    },
    dependents: (key) => keysOf(tasksOf('dependents', key)),
    dependentTasks: (key) => tasksOf('dependents', key),
    components: (key) => words('components', key),
    unknown: (key) => ({ dependents: words('unknownDependents', key), prerequisites: words('unknownPrerequisites', key) }),
    get repeated() {
      return edges().repeated;
    },
    isRepeated: (key) => (found.edges === undefined ? plan.tasksOf(key).length > 1 : found.edges.repeated.has(key)),
    get cycles() {
      found.cycles ??= cyclesOf(edges().dependents, edges().selfish).map((nodes) => keysOf(nodes.map(taskOf)));
      return found.cycles;
    },
  };
}
