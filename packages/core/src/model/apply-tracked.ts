/** What `set-tracked` means for a task: one value of its tracked state, by path. */
import type { SetTracked } from './change.ts';
import { copyTask } from './copy-task.ts';
import type { Checklist, Implementation, ImplementationField, Task } from './plan.ts';
import { standardItems } from './standard-items.ts';
import { isStatus, type Status } from './status.ts';

/** The task with that value. A value that its entry cannot hold (`canHold`) is not set. */
export function applyTracked(task: Task, { path, to }: Pick<SetTracked, 'path' | 'to'>): Task {
  if (!canHold(task, path) || trackedValue(task, path) === to) return task;
  const [part = '', field = '', ...rest] = path.split('.');
  if (part === 'status') return copyTask(task, withStatus(to));
  if (part === 'implementation')
    return copyTask(task, { implementation: withField(task.implementation, field as ImplementationField, to) });
  const checklist = task[part as ChecklistPart] ?? { status: null, statusText: '', items: [] };
  const changed = field === 'status' ? { ...copyChecklist(checklist), ...withStatus(to) } : withItem(checklist, rest.join('.'), to);
  const isGone = task.family === 'E' && changed.items.length === 0;
  return withFamily(copyTask(task, { [part as ChecklistPart]: isGone ? null : changed }));
}

/** C and D are told apart by the items of the post-check alone. */
function withFamily(task: Task): Task {
  if (task.family !== 'C' && task.family !== 'D') return task;
  const isShort = task.postCheck?.items.some(({ key }) => shortItems.has(key)) === true;
  return copyTask(task, { family: isShort ? 'D' : 'C' });
}

const shortItems: ReadonlySet<string> = new Set(standardItems.D.postCheck);

type ChecklistPart = 'preCheck' | 'postCheck';

/** The value at a path as the plan says it; null where there is none, or none that can be told. */
export function trackedValue(task: Task, path: string): string | boolean | null {
  const [part = '', field = '', ...rest] = path.split('.');
  if (part === 'status') return task.status;
  if (part === 'implementation') return task.implementation[field as ImplementationField] ?? null;
  const checklist = part === 'preCheck' || part === 'postCheck' ? task[part] : null;
  if (field === 'status') return checklist?.status ?? null;
  return checklist?.items.find((item) => item.key === rest.join('.'))?.done ?? null;
}

/**
 * Whether an entry has, or can be given, the value at a path. YAML entries can be given all that their
 * family knows; a row holds what its table has columns for; E is given no checklists but its one item, in the entry itself.
 */
export function canHold(task: Task, path: string): boolean {
  const [part = '', field = ''] = path.split('.');
  if (part === 'status') return true;
  if (part === 'implementation') return canHoldField(task, field as ImplementationField);
  if (part !== 'preCheck' && part !== 'postCheck') return false;
  if (task.family === 'A') return false;
  const checklist = task[part];
  if (task.family !== 'E' || (checklist === null && path === loggedInEntry)) return true;
  return checklist?.items.some((item) => path === `${part}.items.${item.key}`) === true;
}

/** What says in an entry of family E that its completion was recorded. */
export const loggedInEntry = 'postCheck.items.session_logged';

function canHoldField(task: Task, field: ImplementationField): boolean {
  if (task.implementation.holds.includes(field)) return true;
  if (task.family === 'A' || task.family === 'E') return false;
  return field === 'iplanId' || field === 'iplanStatus' || task.family !== 'B';
}

/** A word that is no status is put back as it was: nobody knows what it meant. */
function withStatus(to: SetTracked['to']): { readonly status: Status | null; readonly statusText: string } {
  if (typeof to !== 'string') throw new RangeError(`A status is set to ${JSON.stringify(to)}, which is none.`);
  return { status: isStatus(to) ? to : null, statusText: to };
}

/** The implementation with one of its fields, which it then holds. */
export function withField(implementation: Implementation, field: ImplementationField, to: SetTracked['to']): Implementation {
  const { iplanId, iplanStatus, iplanStatusText, started, completed, holds } = implementation;
  const before = { iplanId, iplanStatus, iplanStatusText, started, completed };
  const text = typeof to === 'string' ? to : null;
  const after = field === 'iplanStatus' ? { iplanStatus: isStatus(text) ? text : null, iplanStatusText: text } : { [field]: text };
  return { ...before, ...after, holds: holds.includes(field) || text === null ? holds : [...holds, field] };
}

function copyChecklist({ status, statusText, items }: Checklist): Checklist {
  return { status, statusText, items };
}

/** `null` takes the item away, a key that is not there is added at the end. */
function withItem(checklist: Checklist, key: string, to: SetTracked['to']): Checklist {
  const { status, statusText, items } = checklist;
  if (to === null) return { status, statusText, items: items.filter((item) => item.key !== key) };
  const item = { key, done: to === true };
  const known = items.some((each) => each.key === key);
  return { status, statusText, items: known ? items.map((each) => (each.key === key ? item : each)) : [...items, item] };
}
