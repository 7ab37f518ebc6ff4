/**
 * Two states of one task that both come from a third, as one: the three-way merge that plan and ledger
 * share, so that both come to the same.
 *
 * A value that one side moved is taken from that side; moved by both to the same, it is that. Lists are
 * unions: what one side added is there, what one side took out is not. What both moved differently is a
 * conflict, and stays as ours until somebody decides.
 *
 * How far a task has come is told by several values at once (`progress` below). Where its status is in
 * conflict, all of them are: a task BLOCKED on one side and COMPLETED on the other is one of the two, and
 * not blocked with a date of completion.
 */
import type { CompletedRow, TrackedState, TrackedValue } from './tracked-state.ts';
import { sameValue } from './tracked-state.ts';

export interface MergedTracked {
  readonly state: TrackedState;
  /** Paths that both sides moved differently, `status` first. */
  readonly conflicts: readonly string[];
}

export interface TrackedSides {
  readonly base: TrackedState;
  readonly ours: TrackedState;
  readonly theirs: TrackedState;
}

export function mergeTracked(sides: TrackedSides): MergedTracked {
  const { base, ours, theirs } = sides;
  const state: Record<string, TrackedValue> = {};
  const conflicts: string[] = [];
  for (const path of pathsOf(sides)) {
    const values = { base: base[path] ?? null, ours: ours[path] ?? null, theirs: theirs[path] ?? null };
    const merged = mergeValue(path, values);
    state[path] = merged === undefined ? values.ours : merged;
    if (merged === undefined) conflicts.push(path);
  }
  if (conflicts.includes('status')) return { state, conflicts: withProgress(sides, conflicts) };
  finishChecklists(state, sides);
  return { state, conflicts };
}

interface Values {
  readonly base: TrackedValue;
  readonly ours: TrackedValue;
  readonly theirs: TrackedValue;
}

/** undefined: a conflict. */
function mergeValue(path: string, { base, ours, theirs }: Values): TrackedValue | undefined {
  if (sameValue(ours, theirs)) return ours;
  if (path === 'prerequisites' || path === 'log') return mergeLists(path, { base, ours, theirs });
  if (sameValue(ours, base)) return theirs;
  if (sameValue(theirs, base)) return ours;
  // Both began it, or both finished it: it happened on the first of the two days.
  return isDatePath(path) && isDate(ours) && isDate(theirs) ? (ours < theirs ? ours : theirs) : undefined;
}

/** Lists in which the order says nothing. Each kind of item stands as often as its most frequent side has it, or as the changes of both come to. */
function mergeLists(path: string, { base, ours, theirs }: Values): TrackedValue {
  const [before, mine, others] = [base, ours, theirs].map((list) => (Array.isArray(list) ? list.map((item) => JSON.stringify(item)) : []));
  const merged = mergeBags(before ?? [], mine ?? [], others ?? []).map((item) => JSON.parse(item));
  return path === 'log' ? (merged as readonly CompletedRow[]) : (merged as readonly string[]);
}

/** Items of ours in their order, less what theirs took out, then what only theirs has. */
export function mergeBags(base: readonly string[], ours: readonly string[], theirs: readonly string[]): readonly string[] {
  const [before, mine, others] = [base, ours, theirs].map(countsOf) as [Counts, Counts, Counts];
  const left = new Map<string, number>();
  for (const item of new Set([...ours, ...theirs])) {
    left.set(item, mergedCount(before.get(item) ?? 0, mine.get(item) ?? 0, others.get(item) ?? 0));
  }
  return [...ours, ...theirs].filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count > 0;
  });
}

type Counts = ReadonlyMap<string, number>;

function countsOf(items: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** What both sides did alike was done once. */
function mergedCount(base: number, ours: number, theirs: number): number {
  const [mine, others] = [ours - base, theirs - base];
  if (mine > 0 && others > 0) return base + Math.max(mine, others);
  if (mine < 0 && others < 0) return base + Math.min(mine, others);
  return Math.max(0, base + mine + others);
}

function isDatePath(path: string): boolean {
  return path === 'implementation.started' || path === 'implementation.completed';
}

function isDate(value: TrackedValue): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);
}

/** The values that tell together how far a task has come. */
const progress = /^(?:status|implementation\.(?:iplanStatus|started|completed)|postCheck\..+)$/s;

/** Whether a value is one of those that tell together how far a task has come. */
export function isProgress(path: string): boolean {
  return progress.test(path);
}

function withProgress(sides: TrackedSides, conflicts: readonly string[]): readonly string[] {
  const { ours, theirs } = sides;
  const differing = pathsOf(sides).filter((path) => progress.test(path) && !sameValue(ours[path] ?? null, theirs[path] ?? null));
  return [...new Set(['status', ...differing, ...conflicts])];
}

/** Two sides that each ticked the items that the other lacked have finished a checklist together. */
function finishChecklists(state: Record<string, TrackedValue>, { ours, theirs }: TrackedSides): void {
  for (const checklist of ['preCheck', 'postCheck']) {
    const status = `${checklist}.status`;
    const items = Object.keys(state).filter((path) => path.startsWith(`${checklist}.items.`));
    const isFinished = (side: TrackedState) => items.every((item) => side[item] === true);
    if (items.length > 0 && state[status] === 'IN_PROGRESS' && isFinished(state) && !isFinished(ours) && !isFinished(theirs)) {
      state[status] = 'COMPLETED';
    }
  }
}

/**
 * A state of which some values are not known, as a base: whatever either side has there, it has moved. That is
 * so where the ancestor of crosswise merges was in conflict itself, and each side decided for itself.
 */
export function withUnknown(state: TrackedState, paths: Iterable<string>): TrackedState {
  const unknown: Record<string, TrackedValue> = { ...state };
  // No value of a plan or a ledger holds a NUL.
  for (const path of paths) unknown[path] = '\0';
  return unknown;
}

function pathsOf({ base, ours, theirs }: TrackedSides): readonly string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs), ...Object.keys(base)])];
}
