/**
 * From an id to its tasks and to its rows of the log. Most processes ask for a few ids and end: those are
 * searched for in the text; whoever goes on asking is answered from an index of all.
 */

import { foldName } from '../../model/fold-name.ts';
import { itemAt } from '../../model/item-at.ts';
import { grouped } from '../../model/look-ups.ts';
import { otherNumbers } from '../../model/other-numbers.ts';
import { type TaskKey, taskKeyOf } from '../../model/task-id.ts';
import { numberOf } from './iplan-line.ts';
import { anyEnding, keyEnding } from './key-ending.ts';
import { type LoggedRows, lastNumber, rowsNaming } from './rows-naming.ts';
import type { PlacedRow } from './session-log.ts';
import type { PlanTask } from './tasks.ts';

/** How many ids are searched for one by one: few more are as much work as an index. Where endings tell tasks apart, and numbers rows, a search is next to none. */
const searches = { tasks: 4, tasksByEnding: 50, rows: 24 };
/** Once such a part of the rows had to be looked at, the numbers tell too little: those of the first tasks stand in every date. */
const looksToIndex = 1 / 8;

interface Ways<Found> {
  /** How often to search before all are filed. */
  readonly searches: number;
  search(key: TaskKey): readonly Found[];
  indexAll(): ReadonlyMap<TaskKey, readonly Found[]>;
}

/** Answers of one kind. */
export class LookUp<Found> {
  private readonly answers = new Map<TaskKey, readonly Found[]>();
  private index: ReadonlyMap<TaskKey, readonly Found[]> | undefined;
  private readonly ways: Ways<Found>;

  constructor(ways: Ways<Found>) {
    this.ways = ways;
  }

  of(key: TaskKey): readonly Found[] {
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    if (this.answers.size >= this.ways.searches) this.index ??= this.ways.indexAll();
    if (this.index !== undefined) return this.index.get(key) ?? [];
    const found = this.ways.search(key);
    this.answers.set(key, found);
    return found;
  }
}

export function tasksByKey(tasks: readonly PlanTask[]): LookUp<PlanTask> {
  let endings: Endings | undefined;
  return new LookUp({
    get searches() {
      return endings?.tell === true ? searches.tasksByEnding : searches.tasks;
    },
    search(key) {
      const ending = keyEnding(key);
      if (ending === null) return tasks.filter((task) => task.key === key);
      endings ??= new Endings(tasks);
      return endings.positions(ending).flatMap((position) => {
        const task = tasks[position];
        return task?.key === key ? [task] : [];
      });
    },
    indexAll: () => grouped(tasks, (task) => task.key),
  });
}

/** By the IPLAN that they name: entries that surely name another are not read in full. */
export function tasksByIplan(tasks: readonly PlanTask[]): LookUp<PlanTask> {
  const keyOf = ({ implementation: { iplanId } }: PlanTask) => (iplanId === null ? null : taskKeyOf(iplanId));
  return new LookUp({
    searches: searches.tasks,
    search(key) {
      const digits = lastNumber(key);
      const number = numberOf(digits);
      return tasks.filter((task) => (digits === '' || task.mayNameIplan(number)) && keyOf(task) === key);
    },
    indexAll: () =>
      grouped(
        tasks.filter((task) => keyOf(task) !== null),
        (task) => keyOf(task) ?? task.key,
      ),
  });
}

/** What the ids of tasks end with, a byte each, so that to look through them is left to the engine. */
class Endings {
  readonly #bytes: Uint8Array;
  readonly #untold: readonly number[];

  constructor(tasks: readonly PlanTask[]) {
    this.#bytes = new Uint8Array(tasks.length);
    for (let at = 0; at < tasks.length; at++) this.#bytes[at] = itemAt(tasks, at).keyEnding;
    this.#untold = this.#all(anyEnding);
  }

  /** Whether they tell most tasks apart. */
  get tell(): boolean {
    return this.#untold.length * 10 < this.#bytes.length;
  }

  /** Of the tasks that may have an id with that ending, in order. */
  positions(ending: number): readonly number[] {
    const found = this.#all(ending);
    return this.#untold.length === 0 ? found : [...found, ...this.#untold].sort((a, b) => a - b);
  }

  #all(ending: number): readonly number[] {
    const found: number[] = [];
    for (let at = this.#bytes.indexOf(ending); at >= 0; at = this.#bytes.indexOf(ending, at + 1)) found.push(at);
    return found;
  }
}

/** @param beginning of a name, folded */
export function tasksNamed(tasks: readonly PlanTask[], beginning: string): readonly PlanTask[] {
  const first = beginning.charCodeAt(0);
  return tasks.filter((task) => task.mayBeNamed(first) && foldName(task.name).startsWith(beginning));
}

/** @param digits that the id of their dependent ends with */
export function tasksBefore(tasks: readonly PlanTask[], digits: string): readonly PlanTask[] {
  const list = otherNumbers(digits);
  return tasks.filter((task) => !task.dependentsAre(list));
}

export function rowsByTask(logged: LoggedRows): LookUp<PlacedRow> {
  const { rows } = logged;
  return new LookUp({
    get searches() {
      return rows.made > rows.count * looksToIndex ? 0 : searches.rows;
    },
    search: (key) => rowsNaming(key, logged),
    indexAll: () => grouped(rows.all, (row) => taskKeyOf(row.task)),
  });
}
