/**
 * The edges of a plan's graph, and what its tasks name that is none of them.
 *
 * Two passes over the tasks: one files every task under its id, one reads what each names. Tasks are numbers
 * in between. A task that stands twice under one id is one node with the declarations of both; template rows are none.
 */
import type { Plan, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { type Adjacency, adjacencyOf } from './adjacency.ts';
import { type Directory, readMentions } from './dependents-text.ts';
import { TaskIds } from './task-ids.ts';
import { type Names, TaskNames } from './task-names.ts';

/** It holds no task, and so is true of every plan with the same ids, names and dependencies in the same order. */
export interface Edges {
  /** From a key to its node. */
  readonly ids: TaskIds;
  /** Where the first entry of each node stands among the tasks of the plan. */
  readonly places: readonly number[];
  /** Keys of more than one entry, template rows included. */
  readonly repeated: ReadonlySet<TaskKey>;
  readonly prerequisites: Adjacency;
  readonly dependents: Adjacency;
  /** Nodes that name themselves. */
  readonly selfish: ReadonlySet<number>;
  readonly components: Words;
  readonly unknownDependents: Words;
  readonly unknownPrerequisites: Words;
}
export type Words = ReadonlyMap<number, readonly string[]>;

export function edgesOf(plan: Plan): Edges {
  const nodes = new Nodes(plan);
  const prerequisites: number[] = [];
  const dependents: number[] = [];
  const selfish = new Set<number>();
  const components = new Map<number, string[]>();
  const unknownDependents = new Map<number, string[]>();
  const unknownPrerequisites = new Map<number, string[]>();
  const connect = (prerequisite: number, dependent: number) => {
    if (prerequisite === dependent) selfish.add(dependent);
    else {
      prerequisites.push(prerequisite);
      dependents.push(dependent);
    }
  };
  nodes.each((task, node) => {
    const { dependentsText, dependsOnText } = task;
    if (dependentsText !== '') {
      const needed = readMentions(dependentsText, nodes, { of: node, onlyTasks: false });
      for (const other of needed.tasks) connect(node, other);
      append(components, node, needed.components);
      append(unknownDependents, node, needed.unknown);
    }
    if (dependsOnText !== '') {
      const needs = readMentions(dependsOnText, nodes, { of: node, onlyTasks: true });
      for (const other of needs.tasks) connect(other, node);
      append(components, node, needs.components);
      append(unknownPrerequisites, node, needs.unknown);
    }
  });
  return {
    ids: nodes.ids,
    places: nodes.places,
    repeated: nodes.repeated,
    prerequisites: adjacencyOf(nodes.first.length, dependents, prerequisites),
    dependents: adjacencyOf(nodes.first.length, prerequisites, dependents),
    selfish,
    components,
    unknownDependents,
    unknownPrerequisites,
  };
}

function append(lists: Map<number, string[]>, node: number, words: readonly string[]): void {
  if (words.length > 0) lists.set(node, [...(lists.get(node) ?? []), ...words]);
}

/** The tasks that count, under their ids and names. */
class Nodes implements Directory {
  /** The first entry of each node, and its place in the plan. */
  readonly first: readonly Task[];
  readonly places: readonly number[];
  readonly repeated: ReadonlySet<TaskKey>;
  readonly ids = new TaskIds();
  readonly #names: TaskNames;
  /** Every entry that is no template row, and its node. */
  readonly #entries: readonly Task[];
  readonly #nodes: readonly number[];
  #types: ReadonlySet<string> | undefined;

  constructor(plan: Plan) {
    const entries: Task[] = [];
    const nodes: number[] = [];
    const first: Task[] = [];
    const places: number[] = [];
    const repeated = new Set<TaskKey>();
    plan.tasks.forEach((task, place) => {
      if (task.placeholder) return;
      const node = this.ids.add(task.id, first.length);
      if (node === first.length) {
        first.push(task);
        places.push(place);
      } else repeated.add(task.key);
      entries.push(task);
      nodes.push(node);
    });
    for (const { placeholder, key } of plan.tasks) if (placeholder && this.byKey(key) !== undefined) repeated.add(key);
    this.first = first;
    this.places = places;
    this.repeated = repeated;
    this.#entries = entries;
    this.#nodes = nodes;
    this.#names = new TaskNames(plan, ({ id }) => this.byId(id));
  }

  each(take: (task: Task, node: number) => void): void {
    this.#entries.forEach((task, position) => {
      take(task, this.#nodes[position] as number);
    });
  }

  byKey(key: TaskKey): number | undefined {
    return this.ids.ofKey(key);
  }

  byId(id: string): number | undefined {
    return this.ids.at(id, 0, id.length);
  }

  byIdAt(text: string, start: number, end: number): number | undefined {
    return this.ids.at(text, start, end);
  }

  namesFrom(beginning: string): Names {
    return this.#names.from(beginning);
  }

  hasType(type: string): boolean {
    this.#types ??= new Set(['TASKS', ...this.first.map(({ key }) => key.slice(0, Math.max(0, key.indexOf('-'))))]);
    return this.#types.has(type);
  }
}
