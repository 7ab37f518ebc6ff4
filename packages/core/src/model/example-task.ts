/** Which entry a new task takes its shape from: the neighbour that a person would copy. */
import type { Plan, Task } from './plan.ts';
import type { TaskKey } from './task-id.ts';

/**
 * The task that a new one of `phase` (an index) is shaped after, or null where the reference shape is
 * taken: the entry it goes before; else the last of its phase; else the nearest YAML entry of the
 * document; else, in a document that keeps all its phases in tables, the nearest row, of one that tells priorities
 * where there is any: a table of changes, say, has no place for what every new task is given.
 *
 * An entry that can't be edited, and one that is a document of its own (families F and G), is no example.
 */
export function exampleTask(plan: Plan, phase: number, before: TaskKey | null): Task | null {
  const successor = before === null ? undefined : plan.task(before);
  if (successor !== undefined && isExample(successor)) return successor;
  const own = plan.phases[phase]?.tasks.findLast(isExample);
  if (own !== undefined) return own;
  const others = byDistance(plan, phase);
  const rows = others.filter((task) => !isFirstTable(plan, task));
  return others.find((task) => task.family !== 'A') ?? rows.find(({ priority }) => priority !== null) ?? rows[0] ?? null;
}

function isExample(task: Task): boolean {
  return task.writable && task.family !== 'F' && task.family !== 'G';
}

/** One example a phase, the nearest phase first; of two equally near ones the earlier. */
function byDistance(plan: Plan, phase: number): readonly Task[] {
  return plan.phases
    .map((each) => ({ distance: Math.abs(each.index - phase), example: each.tasks.findLast(isExample) }))
    .sort((a, b) => a.distance - b.distance)
    .flatMap(({ example }) => (example === undefined ? [] : [example]));
}

/** The table of the preparations stands in plans whose other phases are YAML: it says nothing about them. */
function isFirstTable(plan: Plan, task: Task): boolean {
  const first = plan.phases[0];
  return first?.index === task.phase && (first.number === '0' || first.number === null);
}
