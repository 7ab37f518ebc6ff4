/** What a plan of plain data answers about an id: found among its tasks and rows when first asked. */
import { isCompletedRow } from './completed-row.ts';
import { foldName } from './fold-name.ts';
import { openCompletionsOf } from './open-completions.ts';
import { isAllOther, otherNumbers } from './other-numbers.ts';
import type { LogRow, Plan, Task } from './plan.ts';
import { type TaskKey, taskKeyOf } from './task-id.ts';

export function lookUps({
  tasks,
  sessionLog,
}: Pick<Plan, 'tasks' | 'sessionLog'>): Pick<
  Plan,
  'task' | 'tasksOf' | 'tasksOfIplan' | 'tasksNamed' | 'mayPrecede' | 'rowsOf' | 'completedKeys' | 'openCompletions'
> {
  let byKey: ReadonlyMap<TaskKey, readonly Task[]> | undefined;
  let byTask: ReadonlyMap<TaskKey, readonly LogRow[]> | undefined;
  const tasksOf = (key: TaskKey): readonly Task[] => {
    byKey ??= grouped(tasks, (task) => task.key);
    return byKey.get(key) ?? [];
  };
  const rowsOf = (key: TaskKey): readonly LogRow[] => {
    byTask ??= grouped(sessionLog, (row) => taskKeyOf(row.task));
    return byTask.get(key) ?? [];
  };
  const completedKeys = () => new Set(sessionLog.filter(isCompletedRow).map((row) => taskKeyOf(row.task)));
  return {
    tasksOf,
    task: (key) => tasksOf(key)[0],
    tasksOfIplan: (key) => tasks.filter(({ implementation: { iplanId } }) => iplanId !== null && taskKeyOf(iplanId) === key),
    tasksNamed: (beginning) => tasks.filter(({ name }) => foldName(name).startsWith(beginning)),
    mayPrecede(digits) {
      const list = otherNumbers(digits);
      return tasks.filter(({ dependentsText: text }) => !isAllOther(list, text, { start: 0, end: text.length }));
    },
    rowsOf,
    completedKeys,
    openCompletions: () => openCompletionsOf({ tasks, tasksOf, rowsOf, completedKeys }),
  };
}

/** In the order given, under what each is known by. */
export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
