/**
 * From an id to its tasks and to its rows of the log. Most processes ask for a few ids and end: those are
 * searched for in the text; whoever goes on asking is answered from an index of all.
 */
import { foldName } from '../../model/fold-name.ts';
import { grouped } from '../../model/look-ups.ts';
import { type TaskKey, taskKeyOf } from '../../model/task-id.ts';
import { keyEnding } from './key-ending.ts';
import { type LoggedRows, rowsNaming } from './rows-naming.ts';
import type { PlacedRow } from './session-log.ts';
import type { PlanTask } from './tasks.ts';

/** How many ids are searched for one by one: few more are as much work as an index. */
const searches = { tasks: 4, rows: 3 };

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
    if (this.answers.size === this.ways.searches) this.index ??= this.ways.indexAll();
    if (this.index !== undefined) return this.index.get(key) ?? [];
    const found = this.ways.search(key);
    this.answers.set(key, found);
    return found;
  }
}

export function tasksByKey(tasks: readonly PlanTask[]): LookUp<PlanTask> {
  return new LookUp({
    searches: searches.tasks,
    search(key) {
      const ending = keyEnding(key);
      return tasks.filter((task) => (ending === null || task.mayHave(ending)) && task.key === key);
    },
    indexAll: () => grouped(tasks, (task) => task.key),
  });
}

/** @param beginning of a name, folded */
export function tasksNamed(tasks: readonly PlanTask[], beginning: string): readonly PlanTask[] {
  const first = beginning.charCodeAt(0);
  return tasks.filter((task) => task.mayBeNamed(first) && foldName(task.name).startsWith(beginning));
}

export function rowsByTask(logged: LoggedRows): LookUp<PlacedRow> {
  return new LookUp({
    searches: searches.rows,
    search: (key) => rowsNaming(key, logged),
    indexAll: () => grouped(logged.rows, (row) => taskKeyOf(row.task)),
  });
}
