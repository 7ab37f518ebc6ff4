/**
 * Makes the graph of a plan: who waits for whom.
 *
 * Two passes over the tasks, made when the graph is first asked: one files every task under its id, one
 * reads what each names. Tasks are numbers in between; ids come back only in answers. A task that stands
 * twice under one id is one node with the declarations of both; template rows are none.
 */
import type { Plan, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { Adjacency } from './adjacency.ts';
import { adjacencyOf, neighboursOf } from './adjacency.ts';
import { cyclesOf } from './cycles.ts';
import type { Directory, Mentions } from './dependents-text.ts';
import { foldName, readMentions } from './dependents-text.ts';
import type { Graph } from './graph.ts';
import { prerequisitesOf } from './prerequisites-of.ts';

export function graphOf(plan: Plan): Graph {
  let made: Edges | undefined;
  const edges = () => {
    made ??= edgesOf(plan);
    return made;
  };
  const alone = new Map<TaskKey, readonly TaskKey[] | null>();
  const prerequisitesAlone = (key: TaskKey) => {
    if (made === undefined && !alone.has(key) && alone.size < fewKeys) alone.set(key, prerequisitesOf(plan, key));
    return alone.get(key) ?? null;
  };
  let cycles: readonly (readonly TaskKey[])[] | undefined;
  const keysOf = (nodes: readonly number[]) => nodes.map((node) => edges().nodes.keys[node] as TaskKey);
  const neighbours = (lists: 'prerequisites' | 'dependents', key: TaskKey) => {
    const node = edges().nodes.byKey(key);
    return node === undefined ? [] : keysOf(neighboursOf(edges()[lists], node));
  };
  const words = (lists: 'components' | 'unknown', key: TaskKey) => edges()[lists].get(edges().nodes.byKey(key) ?? -1) ?? [];
  return {
    prerequisites: (key) => prerequisitesAlone(key) ?? neighbours('prerequisites', key),
    prerequisiteTasks(key) {
      const found = prerequisitesAlone(key);
      if (found !== null) return found.map((other) => plan.task(other)).filter((task) => task !== undefined);
      const { nodes, prerequisites } = edges();
      const node = nodes.byKey(key);
      return node === undefined ? [] : neighboursOf(prerequisites, node).map((other) => nodes.first[other] as Task);
    },
    dependents: (key) => neighbours('dependents', key),
    components: (key) => words('components', key),
    unknown: (key) => words('unknown', key),
    get repeated() {
      return edges().nodes.repeated;
    },
    isRepeated: (key) => (made === undefined ? plan.tasksOf(key).length > 1 : made.nodes.repeated.has(key)),
    get cycles() {
      cycles ??= cyclesOf(edges().dependents, edges().selfish).map(keysOf);
      return cycles;
    },
  };
}

/** Tasks whose prerequisites are looked for one by one; each costs a fourth of the graph. */
const fewKeys = 2;

interface Edges {
  readonly nodes: Nodes;
  readonly prerequisites: Adjacency;
  readonly dependents: Adjacency;
  /** Nodes that name themselves. */
  readonly selfish: ReadonlySet<number>;
  readonly components: Words;
  readonly unknown: Words;
}
type Words = ReadonlyMap<number, readonly string[]>;

function edgesOf(plan: Plan): Edges {
  const nodes = new Nodes(plan);
  const prerequisites: number[] = [];
  const dependents: number[] = [];
  const selfish = new Set<number>();
  const components = new Map<number, string[]>();
  const unknown = new Map<number, string[]>();
  const connect = (prerequisite: number, dependent: number) => {
    if (prerequisite === dependent) selfish.add(dependent);
    else {
      prerequisites.push(prerequisite);
      dependents.push(dependent);
    }
  };
  const keep = (node: number, mentions: Mentions) => {
    append(components, node, mentions.components);
    append(unknown, node, mentions.unknown);
  };
  nodes.tasks.forEach((task, i) => {
    const node = nodes.positions[i] as number;
    const { dependentsText, dependsOnText } = task;
    if (dependentsText !== '') {
      const needed = readMentions(dependentsText, nodes, { of: node, onlyTasks: false });
      for (const other of needed.tasks) connect(node, other);
      keep(node, needed);
    }
    if (dependsOnText !== '') {
      const needs = readMentions(dependsOnText, nodes, { of: node, onlyTasks: true });
      for (const other of needs.tasks) connect(other, node);
      keep(node, needs);
    }
  });
  return {
    nodes,
    prerequisites: adjacencyOf(nodes.keys.length, dependents, prerequisites),
    dependents: adjacencyOf(nodes.keys.length, prerequisites, dependents),
    selfish,
    components,
    unknown,
  };
}

function append(lists: Map<number, string[]>, node: number, words: readonly string[]): void {
  if (words.length > 0) lists.set(node, [...(lists.get(node) ?? []), ...words]);
}

/** The tasks that count, under their ids and names. Names are filed only when one is looked for. */
class Nodes implements Directory {
  /** Every entry that is no template row. */
  readonly tasks: readonly Task[];
  /** The node of each entry, and the key of each node. */
  readonly positions: readonly number[];
  readonly keys: readonly TaskKey[];
  /** The first entry of each node. */
  readonly first: readonly Task[];
  /** Keys of more than one entry, template rows included. */
  readonly repeated: ReadonlySet<TaskKey>;
  /** By key, and by id as written where that is another: a key is its own key, so the two never collide. */
  readonly #byId = new Map<string, number>();
  #names: ReadonlyMap<string, readonly number[]> | undefined;
  #types: ReadonlySet<string> | undefined;
  #longestName = 1;

  constructor(plan: Plan) {
    const positions: number[] = [];
    const keys: TaskKey[] = [];
    const first: Task[] = [];
    const repeated = new Set<TaskKey>();
    this.tasks = plan.tasks.filter((task) => !task.placeholder);
    for (const task of this.tasks) {
      const { id, key } = task;
      let node = this.#byId.get(key);
      if (node === undefined) {
        node = keys.push(key) - 1;
        first.push(task);
        this.#byId.set(key, node);
      } else repeated.add(key);
      if (id !== key) this.#byId.set(id, node);
      positions.push(node);
    }
    for (const { placeholder, key } of plan.tasks) if (placeholder && this.#byId.has(key)) repeated.add(key);
    this.repeated = repeated;
    this.positions = positions;
    this.keys = keys;
    this.first = first;
  }

  byKey(key: TaskKey): number | undefined {
    return this.#byId.get(key);
  }

  byWrittenId(id: string): number | undefined {
    return this.#byId.get(id);
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
    this.tasks.forEach((task, i) => {
      const node = this.positions[i] as number;
      const name = foldName(task.name);
      if (name === '') return;
      if (name.includes(',')) this.#longestName = Math.max(this.#longestName, name.split(',').length);
      const sharing = names.get(name);
      if (sharing === undefined) names.set(name, [node]);
      else sharing.push(node);
    });
    return names;
  }
}

/** A name that more tasks share than this tells none of them from the others. */
const mostSharing = 100;
