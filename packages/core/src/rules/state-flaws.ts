/**
 * What can be wrong with one task's tracked state by itself, whether the state is the file's or the
 * ledger's. Each rule answers what it is about (the open items, the values that disagree), or null where
 * the state keeps it. Messages and places are told elsewhere.
 */
import type { RuleName } from '../model/rule-names.ts';
import { isPlaceholderId } from '../model/task-id.ts';
import type { TrackedState } from '../model/tracked-state.ts';

type StateRule = (state: TrackedState) => readonly string[] | null;

export const stateFlaws = {
  'started-without-pre-check': startedWithoutPreCheck,
  'completed-without-post-check': completedWithoutPostCheck,
  'unrecorded-completion': unrecordedCompletion,
  'session-log-missing': sessionLogMissing,
  'checklist-status-mismatch': checklistStatusMismatch,
  'iplan-status-mismatch': iplanStatusMismatch,
} as const satisfies Partial<Record<RuleName, StateRule>>;

export type StateFlaw = keyof typeof stateFlaws;

export function isStateFlaw(rule: RuleName): rule is StateFlaw {
  return rule in stateFlaws;
}

type ChecklistName = 'preCheck' | 'postCheck';

/** A blocked task may never have been started, so only work that surely began counts. */
function startedWithoutPreCheck(state: TrackedState): readonly string[] | null {
  if (state.status !== 'IN_PROGRESS' && state.status !== 'COMPLETED') return null;
  const { all, open } = itemsOf(state).preCheck;
  const unfinished = all === 0 && 'preCheck.status' in state && state['preCheck.status'] !== 'COMPLETED';
  return aboutSome(unfinished ? ['preCheck.status'] : open);
}

function completedWithoutPostCheck(state: TrackedState): readonly string[] | null {
  if (state.status !== 'COMPLETED') return null;
  const unfinished = 'postCheck.status' in state && state['postCheck.status'] !== 'COMPLETED';
  return aboutSome([...(unfinished ? ['postCheck.status'] : []), ...itemsOf(state).postCheck.open]);
}

function sessionLogMissing(state: TrackedState): readonly string[] | null {
  return state.status === 'COMPLETED' && isEmpty(state.log) ? ['log'] : null;
}

/** What the enforcement rule of the plan asks of every completion before another task may start. */
function unrecordedCompletion(state: TrackedState): readonly string[] | null {
  return aboutSome([...(completedWithoutPostCheck(state) ?? []), ...(sessionLogMissing(state) ?? [])]);
}

function checklistStatusMismatch(state: TrackedState): readonly string[] | null {
  return aboutSome((['preCheck', 'postCheck'] as const).filter((name) => disagrees(state, name)).map((name) => `${name}.status`));
}

/** COMPLETED means all items, NOT_STARTED none, and a list whose items are all ticked is COMPLETED. Other statuses say nothing about ticks. */
function disagrees(state: TrackedState, name: ChecklistName): boolean {
  const { all, open } = itemsOf(state)[name];
  if (all === 0) return false;
  switch (state[`${name}.status`]) {
    case 'COMPLETED':
      return open.length > 0;
    case 'NOT_STARTED':
      return open.length < all;
    case 'IN_PROGRESS':
      return open.length === 0;
    default:
      return false;
  }
}

/** Every change of status sets the IPLAN's along, where the task has an IPLAN. */
function iplanStatusMismatch(state: TrackedState): readonly string[] | null {
  const { 'implementation.iplanId': iplan, 'implementation.iplanStatus': status } = state;
  if (typeof iplan !== 'string' || isPlaceholderId(iplan) || typeof status !== 'string' || status === state.status) return null;
  return [`IPLAN ${status}`, `task ${String(state.status)}`];
}

/** The items of one checklist: how many, and which of them are open. */
interface Items {
  all: number;
  readonly open: string[];
}

const taken = new WeakMap<TrackedState, Readonly<Record<ChecklistName, Readonly<Items>>>>();

/** Both checklists of a state, taken apart once for all the rules that look at them. */
function itemsOf(state: TrackedState): Readonly<Record<ChecklistName, Readonly<Items>>> {
  const known = taken.get(state);
  if (known !== undefined) return known;
  const items = { preCheck: { all: 0, open: [] as string[] }, postCheck: { all: 0, open: [] as string[] } };
  for (const path in state) {
    const list = listOf(path);
    if (list === null) continue;
    items[list].all++;
    if (state[path] !== true) items[list].open.push(path.slice(path.indexOf('.items.') + '.items.'.length));
  }
  taken.set(state, items);
  return items;
}

/** Which checklist has the item at a path; asked of every path of every task, and there are few. */
function listOf(path: string): ChecklistName | null {
  let list = lists.get(path);
  if (list === undefined) {
    list = path.startsWith('preCheck.items.') ? 'preCheck' : path.startsWith('postCheck.items.') ? 'postCheck' : null;
    if (lists.size < 1_000) lists.set(path, list);
  }
  return list;
}

const lists = new Map<string, ChecklistName | null>();

function aboutSome(about: readonly string[]): readonly string[] | null {
  return about.length === 0 ? null : about;
}

const isEmpty = (value: unknown) => !Array.isArray(value) || value.length === 0;
