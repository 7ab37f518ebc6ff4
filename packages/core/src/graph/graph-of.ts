/**
 * Makes the graph of a plan: who waits for whom.
 *
 * Two passes over the tasks, made when the graph is first asked: one files every task under its id, one
 * reads what each names. Tasks are numbers in between; keys come back only in answers. A task that stands
 * twice under one id is one node with the declarations of both; template rows are none.
 */
import type { Plan, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { Adjacency } from './adjacency.ts';
import { adjacencyOf, hasNeighbour, neighboursOf } from './adjacency.ts';
import { cyclesOf } from './cycles.ts';
import type { Directory, Mentions } from './dependents-text.ts';
import { readMentions } from './dependents-text.ts';
import type { Graph } from './graph.ts';
import { prerequisitesOf } from './prerequisites-of.ts';
import { TaskIds } from './task-ids.ts';
import { type Names, TaskNames } from './task-names.ts';

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
  const keysOf = (nodes: readonly number[]) => nodes.map((node) => edges().nodes.keyOf(node));
  const neighbours = (lists: 'prerequisites' | 'dependents', key: TaskKey) => {
    const node = edges().nodes.byKey(key);
    return node === undefined ? [] : keysOf(neighboursOf(edges()[lists], node));
  };
  const tasksOf = (lists: 'prerequisites' | 'dependents', key: TaskKey) => {
    const { nodes } = edges();
    const node = nodes.byKey(key);
    return node === undefined ? [] : neighboursOf(edges()[lists], node).map((other) => nodes.first[other] as Task);
  };
  const words = (lists: 'components' | 'unknown', key: TaskKey) => edges()[lists].get(edges().nodes.byKey(key) ?? -1) ?? [];
  return {
    prerequisites: (key) => prerequisitesAlone(key) ?? neighbours('prerequisites', key),
    prerequisiteTasks(key) {
      const found = prerequisitesAlone(key);
      if (found !== null) return found.map((other) => plan.task(other)).filter((task) => task !== undefined);
      return tasksOf('prerequisites', key);
    },
    hasPrerequisite(key, is) {
      const found = prerequisitesAlone(key);
      if (found !== null) return found.some((other) => plan.tasksOf(other).slice(0, 1).some(is));
      const { nodes, prerequisites } = edges();
      const node = nodes.byKey(key);
      return node !== undefined && hasNeighbour(prerequisites, node, (other) => is(nodes.first[other] as Task));
    },
    dependents: (key) => neighbours('dependents', key),
    dependentTasks: (key) => tasksOf('dependents', key),
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
    prerequisites: adjacencyOf(nodes.first.length, dependents, prerequisites),
    dependents: adjacencyOf(nodes.first.length, prerequisites, dependents),
    selfish,
    components,
    unknown,
  };
}

function append(lists: Map<number, string[]>, node: number, words: readonly string[]): void {
  if (words.length > 0) lists.set(node, [...(lists.get(node) ?? []), ...words]);
}

/** The tasks that count, under their ids and names. */
class Nodes implements Directory {
  /** Every entry that is no template row. */
  readonly tasks: readonly Task[];
  /** The node of each entry. */
  readonly positions: readonly number[];
  /** The first entry of each node. */
  readonly first: readonly Task[];
  /** Keys of more than one entry, template rows included. */
  readonly repeated: ReadonlySet<TaskKey>;
  readonly #ids = new TaskIds();
  readonly #names: TaskNames;
  #types: ReadonlySet<string> | undefined;

  constructor(plan: Plan) {
    const positions: number[] = [];
    const first: Task[] = [];
    const repeated = new Set<TaskKey>();
    this.tasks = plan.tasks.filter((task) => !task.placeholder);
    for (const task of this.tasks) {
      const node = this.#ids.add(task.id, first.length);
      if (node === first.length) first.push(task);
      else repeated.add(task.key);
      positions.push(node);
    }
    for (const { placeholder, key } of plan.tasks) if (placeholder && this.byKey(key) !== undefined) repeated.add(key);
    this.repeated = repeated;
    this.positions = positions;
    this.first = first;
    this.#names = new TaskNames(plan, ({ id }) => this.byId(id));
  }

  keyOf(node: number): TaskKey {
    return (this.first[node] as Task).key;
  }

  byKey(key: TaskKey): number | undefined {
    return this.#ids.ofKey(key);
  }

  byId(id: string): number | undefined {
    return this.#ids.at(id, 0, id.length);
  }

  byIdAt(text: string, start: number, end: number): number | undefined {
    return this.#ids.at(text, start, end);
  }

  namesFrom(beginning: string): Names {
    return this.#names.from(beginning);
  }

  hasType(type: string): boolean {
    this.#types ??= new Set(['TASKS', ...this.first.map(({ key }) => key.slice(0, Math.max(0, key.indexOf('-'))))]);
    return this.#types.has(type);
  }
}
