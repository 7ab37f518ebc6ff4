/**
 * Which tasks have a name. Most texts name tasks by their ids, and only here and there stands a word that could be a
 * name: the tasks that begin so are searched for. Where names are asked for again and again, all are filed.
 */
import { foldName } from '../model/fold-name.ts';
import type { Plan, Task } from '../model/plan.ts';

/** Tasks by their names, folded. */
export interface Names {
  /** Tasks are numbers; several may share a name. */
  readonly nodes: ReadonlyMap<string, readonly number[]>;
  /** Over how many parts between commas the longest of them is spread. */
  readonly longest: number;
}

/** How many beginnings are searched for one by one; each costs a fifth of filing all names. */
const fewBeginnings = 4;

export class TaskNames {
  readonly #plan: Plan;
  readonly #nodeOf: (task: Task) => number | undefined;
  readonly #searched = new Map<string, Names>();
  #all: Names | undefined;

  /** @param nodeOf of a task that is no template row */
  constructor(plan: Plan, nodeOf: (task: Task) => number | undefined) {
    this.#plan = plan;
    this.#nodeOf = nodeOf;
  }

  /** All names that begin with that text, folded, and perhaps others. */
  from(beginning: string): Names {
    const known = this.#all ?? this.#searched.get(beginning);
    if (known !== undefined) return known;
    if (this.#searched.size === fewBeginnings) {
      this.#all = this.#filed(this.#plan.tasks);
      return this.#all;
    }
    const found = this.#filed(this.#plan.tasksNamed(beginning));
    this.#searched.set(beginning, found);
    return found;
  }

  #filed(tasks: readonly Task[]): Names {
    const nodes = new Map<string, number[]>();
    let longest = 1;
    for (const task of tasks) {
      const name = foldName(task.name);
      const node = name === '' || task.placeholder ? undefined : this.#nodeOf(task);
      if (node === undefined) continue;
      if (name.includes(',')) longest = Math.max(longest, name.split(',').length);
      const sharing = nodes.get(name);
      if (sharing === undefined) nodes.set(name, [node]);
      else sharing.push(node);
    }
    return { nodes, longest };
  }
}
