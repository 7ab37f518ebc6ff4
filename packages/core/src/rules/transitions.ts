/** Which operations there are on a task, from which statuses they start, and who may do them. */
import type { Status } from '../model/status.ts';

export interface Transition {
  readonly from: readonly Status[];
  /** Where the task goes; null where the status stays, 'back' where it depends on what was before. */
  readonly to: Status | null | 'back';
  /** Agents are refused on every surface. */
  readonly person?: true;
}

const anyStatus: readonly Status[] = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'COMPLETED', 'DEFERRED'];
const open: readonly Status[] = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED'];

const transitions = {
  verify: { from: ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'COMPLETED'], to: null },
  start: { from: ['NOT_STARTED'], to: 'IN_PROGRESS' },
  complete: { from: ['IN_PROGRESS'], to: 'COMPLETED' },
  block: { from: open, to: 'BLOCKED' },
  unblock: { from: ['BLOCKED'], to: 'back' },
  defer: { from: open, to: 'DEFERRED' },
  resume: { from: ['DEFERRED'], to: 'NOT_STARTED' },
  release: { from: ['NOT_STARTED', 'IN_PROGRESS'], to: 'NOT_STARTED' },
  reopen: { from: ['COMPLETED'], to: 'IN_PROGRESS', person: true },
  stop: { from: open, to: 'BLOCKED' },
  instruct: { from: anyStatus, to: 'back', person: true },
  waive: { from: anyStatus, to: null, person: true },
  undo: { from: anyStatus, to: null },
  log: { from: anyStatus, to: null },
  evidence: { from: anyStatus, to: null },
  review: { from: anyStatus, to: null },
  'iplan tick': { from: ['IN_PROGRESS', 'BLOCKED'], to: null },
  set: { from: anyStatus, to: null },
  move: { from: anyStatus, to: null },
  rename: { from: anyStatus, to: null },
  remove: { from: ['NOT_STARTED'], to: null },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof transitions;

/** The transition of that name, seen without its literal type. */
export function transitionOf(name: TransitionName): Transition {
  return transitions[name];
}

/** The operations that start from a status. */
export function leadingFrom(status: Status): readonly TransitionName[] {
  return (Object.keys(transitions) as TransitionName[]).filter(
    (name) => transitionOf(name).from.includes(status) && transitionOf(name).to !== null,
  );
}
