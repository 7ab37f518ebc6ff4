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
export const stateFlawNames = Object.keys(stateFlaws) as readonly StateFlaw[];

export function isStateFlaw(rule: RuleName): rule is StateFlaw {
  return rule in stateFlaws;
}

type ChecklistName = 'preCheck' | 'postCheck';

/** A blocked task may never have been started, so only work that surely began counts. */
function startedWithoutPreCheck(state: TrackedState): readonly string[] | null {
  if (state.status !== 'IN_PROGRESS' && state.status !== 'COMPLETED') return null;
  const open = openItems(state, 'preCheck');
  const empty = items(state, 'preCheck').length === 0;
  const unfinished = empty && 'preCheck.status' in state && state['preCheck.status'] !== 'COMPLETED';
  return aboutSome(unfinished ? ['preCheck.status'] : open);
}

function completedWithoutPostCheck(state: TrackedState): readonly string[] | null {
  if (state.status !== 'COMPLETED') return null;
  const unfinished = 'postCheck.status' in state && state['postCheck.status'] !== 'COMPLETED';
  return aboutSome([...(unfinished ? ['postCheck.status'] : []), ...openItems(state, 'postCheck')]);
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
  const all = items(state, name).length;
  const open = openItems(state, name).length;
  if (all === 0) return false;
  switch (state[`${name}.status`]) {
    case 'COMPLETED':
      return open > 0;
    case 'NOT_STARTED':
      return open < all;
    case 'IN_PROGRESS':
      return open === 0;
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

function items(state: TrackedState, name: ChecklistName): readonly string[] {
  const prefix = `${name}.items.`;
  return Object.keys(state)
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length));
}

function openItems(state: TrackedState, name: ChecklistName): readonly string[] {
  return items(state, name).filter((item) => state[`${name}.items.${item}`] !== true);
}

function aboutSome(about: readonly string[]): readonly string[] | null {
  return about.length === 0 ? null : about;
}

const isEmpty = (value: unknown) => !Array.isArray(value) || value.length === 0;
