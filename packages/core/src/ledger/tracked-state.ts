/**
 * The tracked state of a task as its entry has it, its digest, and the difference between two states.
 *
 * A path whose value is null says that the entry can hold such a value and holds none; for digests and
 * differences it is as good as absent. The order of prerequisites and of log rows is planning: it tells
 * nothing apart.
 */
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { CompletedRow, TrackedState, TrackedValue, ValueChange } from '../model/tracked-state.ts';
import { trackedValuesOf } from '../model/tracked-values.ts';

/** What belongs to a task's state and stands elsewhere in the plan. */
export interface StateContext {
  readonly prerequisites: readonly TaskKey[];
  /** The COMPLETED rows of the session log that belong to the task. */
  readonly completedRows: readonly CompletedRow[];
}

/** The tracked state of a task as the file has it. A status is the canonical word, or the raw text where it can't be mapped. */
export function trackedStateOf(task: Task, context: StateContext): TrackedState {
  const state = trackedValuesOf(task);
  state.prerequisites = sorted(context.prerequisites);
  state.log = sorted(context.completedRows);
  return state;
}

/**
 * SHA-256 (hex) of the canonical JSON of a state, without its nulls, prerequisites and log rows sorted.
 * Written out here and not by `canonicalJson`: `check` asks for one of each task of a plan, and a state
 * read from a hostile file may hold what canonical JSON refuses.
 */
export function digestOfState(state: TrackedState, digest: Digest): string {
  const told: string[] = [];
  for (const path of Object.keys(state).sort()) {
    const value = state[path];
    if (value !== null && value !== undefined) told.push(`${JSON.stringify(path)}:${textOf(value)}`);
  }
  return digest(encodeUtf8(`{${told.join(',')}}`));
}

/**
 * What the file has otherwise than the ledger, as changes from the ledger's values to the file's.
 * What people may plan freely is no difference: a prerequisite more, an item or a checklist more that is not ticked.
 */
export function differences(ledger: TrackedState, file: TrackedState): readonly ValueChange[] {
  const found: ValueChange[] = [];
  const compare = (path: string) => {
    const [from, to] = [ledger[path] ?? null, file[path] ?? null];
    if (from !== to && differ(path, from, to)) found.push({ path, from, to });
  };
  for (const path in ledger) compare(path);
  for (const path in file) if (!(path in ledger)) compare(path);
  return found;
}

function differ(path: string, from: TrackedValue, to: TrackedValue): boolean {
  if (isList(from) && isList(to)) {
    if (from.length === to.length && from.every((item, i) => sameItem(item, to[i]))) return false;
    if (path === 'prerequisites') return !from.every((key) => to.some((other) => other === key));
  }
  if (from === null && isFreshChecklist(path, to)) return false;
  return textOf(from) !== textOf(to);
}

function sameItem(a: string | CompletedRow, b: string | CompletedRow | undefined): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && a.date === b.date && a.notes === b.notes);
}

/** An item, or a whole checklist, that was added and says nothing yet. */
function isFreshChecklist(path: string, value: TrackedValue): boolean {
  return value === false || (value === 'NOT_STARTED' && /^(?:pre|post)Check\.status$/.test(path));
}

/**
 * The same task as if nobody had begun it: NOT_STARTED, nothing ticked, no dates, no COMPLETED rows.
 * What is no progress (the IPLAN's id, the prerequisites) stays.
 */
export function neverStarted(state: TrackedState): TrackedState {
  return Object.fromEntries(Object.entries(state).map(([path, value]) => [path, atFirst(path, value)]));
}

function atFirst(path: string, value: TrackedValue): TrackedValue {
  if (value === null) return null;
  if (/(?:^|\.)(?:status|iplanStatus)$/.test(path)) return 'NOT_STARTED';
  if (path.includes('.items.')) return false;
  if (path === 'log') return [];
  return path === 'implementation.started' || path === 'implementation.completed' ? null : value;
}

/** Canonical JSON of a value; that of a list without its order. */
function textOf(value: TrackedValue): string {
  return isList(value) ? `[${value.map(itemText).sort().join(',')}]` : JSON.stringify(value);
}

function sorted<Item extends string | CompletedRow>(list: readonly Item[]): readonly Item[] {
  return list.length < 2 ? list : [...list].sort((a, b) => (itemText(a) < itemText(b) ? -1 : 1));
}

function itemText(item: string | CompletedRow): string {
  return JSON.stringify(typeof item === 'string' ? item : { date: item.date, notes: item.notes });
}

function isList(value: TrackedValue): value is readonly string[] | readonly CompletedRow[] {
  return Array.isArray(value);
}
