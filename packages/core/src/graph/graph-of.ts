/**
 * Makes the graph of a plan: who waits for whom.
 *
 * Two passes over the tasks, made when the graph is first asked: one files every task under its id, one
 * reads what each names. Tasks are numbers in between; ids come back only in answers. A task that stands
 * twice under one id is one node with the declarations of both; template rows are none.
 */
import type { Plan, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { cyclesOf } from './cycles.ts';
import type { Directory } from './dependents-text.ts';
import { foldName, readMentions } from './dependents-text.ts';
import type { Graph } from './graph.ts';

export function graphOf(plan: Plan): Graph {
  let made: Edges | undefined;
  const edges = () => {
    made ??= edgesOf(plan);
    return made;
  };
  let cycles: readonly (readonly TaskKey[])[] | undefined;
  const keysOf = (tasks: readonly number[]) => tasks.map((task) => edges().nodes.keys[task] as TaskKey);
  const at = (key: TaskKey) => edges().nodes.byKey(key);
  return {
    prerequisites: (key) => keysOf(sortedSet(edges().prerequisites, at(key))),
    dependents: (key) => keysOf(sortedSet(edges().dependents, at(key))),
    components: (key) => edges().components.get(at(key) ?? -1) ?? [],
    unknown: (key) => edges().unknown.get(at(key) ?? -1) ?? [],
    get cycles() {
      cycles ??= cyclesOf(edges().dependents, edges().selfish).map(keysOf);
      return cycles;
    },
  };
}

/** Lists of neighbours by node, in the order found, with repetitions; absent where there are none. */
type Adjacency = (number[] | undefined)[];

interface Edges {
  readonly nodes: Nodes;
  readonly prerequisites: Adjacency;
  readonly dependents: Adjacency;
  /** Nodes that name themselves. */
  readonly selfish: ReadonlySet<number>;
  readonly components: ReadonlyMap<number, readonly string[]>;
  readonly unknown: ReadonlyMap<number, readonly string[]>;
}

function edgesOf(plan: Plan): Edges {
  const nodes = new Nodes(plan);
  const prerequisites: Adjacency = new Array(nodes.keys.length);
  const dependents: Adjacency = new Array(nodes.keys.length);
  const selfish = new Set<number>();
  const components = new Map<number, string[]>();
  const unknown = new Map<number, string[]>();
  const connect = (prerequisite: number, dependent: number) => {
    if (prerequisite === dependent) selfish.add(dependent);
    else {
      add(prerequisites, dependent, prerequisite);
      add(dependents, prerequisite, dependent);
    }
  };
  for (const [i, task] of nodes.tasks.entries()) {
    const node = nodes.positions[i] as number;
    const { dependentsText, dependsOnText } = task;
    if (dependentsText !== '') {
      const needed = readMentions(dependentsText, nodes, { of: node, onlyTasks: false });
      for (const other of needed.tasks) connect(node, other);
      append(components, node, needed.components);
      append(unknown, node, needed.unknown);
    }
    if (dependsOnText !== '') {
      const needs = readMentions(dependsOnText, nodes, { of: node, onlyTasks: true });
      for (const other of needs.tasks) connect(other, node);
      append(unknown, node, needs.unknown);
    }
  }
  return { nodes, prerequisites, dependents, selfish, components, unknown };
}

/** The tasks that count, under their ids and names. Names are filed only when one is looked for. */
class Nodes implements Directory {
  /** Every entry that is no template row. */
  readonly tasks: readonly Task[];
  /** The node of each entry, and the key of each node. */
  readonly positions: readonly number[];
  readonly keys: readonly TaskKey[];
  readonly #byKey = new Map<string, number>();
  readonly #byWrittenId = new Map<string, number>();
  #names: ReadonlyMap<string, readonly number[]> | undefined;
  #types: ReadonlySet<string> | undefined;
  #longestName = 1;

  constructor(plan: Plan) {
    const tasks: Task[] = [];
    const positions: number[] = [];
    const keys: TaskKey[] = [];
    for (const task of plan.tasks) {
      if (task.placeholder) continue;
      const { id, key } = task;
      let node = this.#byKey.get(key);
      if (node === undefined) {
        node = keys.push(key) - 1;
        this.#byKey.set(key, node);
      }
      if (id !== key) this.#byWrittenId.set(id, node);
      tasks.push(task);
      positions.push(node);
    }
    this.tasks = tasks;
    this.positions = positions;
    this.keys = keys;
  }

  byKey(key: TaskKey): number | undefined {
    return this.#byKey.get(key);
  }

  byWrittenId(id: string): number | undefined {
    return this.#byKey.get(id) ?? this.#byWrittenId.get(id);
  }

  byName(name: string): readonly number[] {
    this.#names ??= this.#fileNames();
    const sharing = this.#names.get(name) ?? [];
    return sharing.length > mostSharing ? [] : sharing;
  }

  get longestName(): number {
    this.#names ??= this.#fileNames();
    return this.#longestName;
  }

  hasType(type: string): boolean {
    this.#types ??= new Set(['TASKS', ...this.keys.map((key) => key.slice(0, Math.max(0, key.indexOf('-'))))]);
    return this.#types.has(type);
  }

  #fileNames(): ReadonlyMap<string, readonly number[]> {
    const names = new Map<string, number[]>();
    for (const [i, task] of this.tasks.entries()) {
      const name = foldName(task.name);
      if (name === '') continue;
      if (name.includes(',')) this.#longestName = Math.max(this.#longestName, name.split(',').length);
      const sharing = names.get(name);
      if (sharing === undefined) names.set(name, [this.positions[i] as number]);
      else sharing.push(this.positions[i] as number);
    }
    return names;
  }
}

/** A name that more tasks share than this tells none of them from the others. */
const mostSharing = 100;

function add(lists: Adjacency, node: number, neighbour: number): void {
  const list = lists[node];
  if (list === undefined) lists[node] = [neighbour];
  else list.push(neighbour);
}

function append(lists: Map<number, string[]>, node: number, words: readonly string[]): void {
  if (words.length > 0) lists.set(node, [...(lists.get(node) ?? []), ...words]);
}

/** Neighbours in document order, each once. */
function sortedSet(lists: Adjacency, node: number | undefined): readonly number[] {
  const list = node === undefined ? undefined : lists[node];
  if (list === undefined) return [];
  return list.length === 1 ? list : [...new Set(list)].sort((a, b) => a - b);
}
