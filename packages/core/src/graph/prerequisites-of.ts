/**
 * The prerequisites of one task, for whoever needs no more of the graph.
 *
 * Most dependents are plain lists of ids. Those that do not hold the number of the task, and the others that
 * do not hold the beginning of its name, can't mean it: they need not be taken apart, and the ids of all
 * tasks need not be filed. Wherever more than that would have to be known, the graph is asked.
 */
import { foldName } from '../model/fold-name.ts';
import type { Plan, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';

/** In document order, without repetition, without the task itself; null where only the whole graph can tell. */
export function prerequisitesOf(plan: Plan, key: TaskKey): readonly TaskKey[] | null {
  const entries = realTasks(plan, key);
  const wanted = wantedOf(key, entries);
  if (wanted === null) return null;
  const found: Task[] = [];
  for (const task of plan.mayPrecede(wanted.digits)) {
    const means = whetherMeant(plan, task.dependentsText, wanted);
    if (means === null) return null;
    if (means && !task.placeholder) found.push(task);
  }
  for (const { dependsOnText } of entries) {
    const named = dependsOnText === '' ? [] : namedBy(plan, dependsOnText);
    if (named === null) return null;
    found.push(...named);
  }
  return inDocumentOrder(plan, found, key);
}

/** How the task that is asked for can be told in a text. */
interface Wanted {
  readonly key: TaskKey;
  /** The last number of its id without zeros before it: it stands in every form of the id. */
  readonly digits: string;
  /** What its names begin with, folded. */
  readonly beginnings: readonly string[];
}

function wantedOf(key: TaskKey, entries: readonly Task[]): Wanted | null {
  const digits = /(?:^|\D)0*(\d+)$/.exec(key.slice(-20))?.[1];
  const beginnings = entries.map(({ name }) => foldName(name)).flatMap((name) => (name === '' ? [] : [name.split(/[\s,;]/)[0] ?? '']));
  // A name that looks like an id, or has letters whose case folds in ways of their own, is for the graph.
  const isTellable = beginnings.every((beginning) => /^[!-~]+$/.test(beginning) && !usualIds.test(beginning.toUpperCase()));
  return digits === undefined || !isTellable ? null : { key, digits, beginnings };
}

/** Ids of the usual form with commas between: what nearly all texts are. */
const usualIds = /^[A-Z]+-\d+(?:, [A-Z]+-\d+)*$/;

/** Whether a text of dependents means the task; null where that can't be told so simply. */
function whetherMeant(plan: Plan, text: string, { key, digits, beginnings }: Wanted): boolean | null {
  if (text === '') return false;
  if (usualIds.test(text)) {
    if (!text.includes(digits)) return false;
    const ids = text.split(', ');
    const at = ids.findIndex((id) => taskKeyOf(id) === key);
    if (at === -1) return false;
    // An id that is none before it could be the beginning of a name with commas that goes on over it.
    return ids.slice(0, at + 1).every((id) => isWrittenSo(plan, id)) ? true : null;
  }
  if (text.includes(digits) || text.includes('..') || text.includes('…')) return null;
  const folded = text.toLowerCase();
  return beginnings.some((beginning) => folded.includes(beginning)) ? null : false;
}

/** The tasks that a list of ids names; null where it is another text, or one of them is not written as its task writes it. */
function namedBy(plan: Plan, text: string): readonly Task[] | null {
  if (!usualIds.test(text)) return null;
  const named: Task[] = [];
  for (const id of text.split(', ')) {
    const [first] = realTasks(plan, taskKeyOf(id));
    if (first === undefined || !isWrittenSo(plan, id)) return null;
    named.push(first);
  }
  return named;
}

/** Whether an id is a task's, in the form that the task itself or its key has: then it means that task before anything else. */
function isWrittenSo(plan: Plan, id: string): boolean {
  return realTasks(plan, taskKeyOf(id)).some((task) => task.id === id || task.key === id);
}

function inDocumentOrder(plan: Plan, tasks: readonly Task[], key: TaskKey): readonly TaskKey[] | null {
  const others = tasks.filter((task) => task.key !== key);
  // One that stands twice counts where it stands first.
  if (others.some((task) => realTasks(plan, task.key).length > 1)) return null;
  const positions = others.map((task) => ({ key: task.key, position: plan.tasks.indexOf(task) }));
  return [...new Set(positions.sort((a, b) => a.position - b.position).map((each) => each.key))];
}

/** Template rows are none. */
function realTasks(plan: Plan, key: TaskKey): readonly Task[] {
  return plan.tasksOf(key).filter((task) => !task.placeholder);
}
