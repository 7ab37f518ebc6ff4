/** The values of a task's tracked state that stand in its own entry, by their paths. */
import type { Checklist, Task } from './plan.ts';
import type { TrackedValue } from './tracked-state.ts';

/** A status is the canonical word, or the raw text where it can't be mapped. Prerequisites and log rows stand elsewhere in the plan. */
export function trackedValuesOf(task: Task): Record<string, TrackedValue> {
  const { implementation } = task;
  const values: Record<string, TrackedValue> = { status: task.status ?? task.statusText };
  addChecklist(values, 'preCheck', task.preCheck);
  for (const field of implementation.holds) {
    const raw = field === 'iplanStatus' ? implementation.iplanStatusText : null;
    values[`implementation.${field}`] = implementation[field] ?? raw;
  }
  addChecklist(values, 'postCheck', task.postCheck);
  return values;
}

function addChecklist(values: Record<string, TrackedValue>, name: 'preCheck' | 'postCheck', checklist: Checklist | null): void {
  if (checklist === null) return;
  if (checklist.status !== null || checklist.statusText !== '') values[`${name}.status`] = checklist.status ?? checklist.statusText;
  const paths = itemPaths[name];
  for (const { key, done } of checklist.items) values[paths.get(key) ?? itemPath(name, key)] = done;
}

/** The same few items stand in every task. */
const itemPaths = { preCheck: new Map<string, string>(), postCheck: new Map<string, string>() };

function itemPath(name: 'preCheck' | 'postCheck', key: string): string {
  const path = `${name}.items.${key}`;
  if (itemPaths[name].size < 1_000) itemPaths[name].set(key, path);
  return path;
}
