/** Which operation a hand edit stands in for: the move of the status tells it. */
import { isStatus } from '../model/status.ts';
import { type Standing, statusBefore } from '../rules/standing.ts';
import { transitionOf } from '../rules/transitions.ts';

/** The operation that a move of the status stands in for; null where none leads there. */
export function standsInFor(standing: Standing): StandIn | null {
  // A word that was no status said nothing of what was done: whatever is written in its place begins there.
  const from = isStatus(standing.vouched.status) ? standing.vouched.status : 'NOT_STARTED';
  const { status: to } = standing.file;
  if (from === to) return 'edit';
  // Where a block is lifted, the task goes back to where it was: one that had not started is started.
  if (from === 'BLOCKED' && to === 'IN_PROGRESS' && statusBefore(standing) !== to) return 'start';
  const known = standIns[`${String(from)}→${String(to)}`];
  const other = to === 'BLOCKED' ? 'block' : to === 'DEFERRED' ? 'defer' : null;
  return known ?? (other !== null && transitionOf(other).from.includes(from) ? other : null);
}

export type StandIn =
  | 'edit'
  | 'start'
  | 'complete'
  | 'start and complete'
  | 'release'
  | 'unblock'
  | 'resume'
  | 'reopen'
  | 'block'
  | 'defer';

const standIns: Readonly<Record<string, StandIn>> = {
  'NOT_STARTED→IN_PROGRESS': 'start',
  'NOT_STARTED→COMPLETED': 'start and complete',
  'IN_PROGRESS→COMPLETED': 'complete',
  'IN_PROGRESS→NOT_STARTED': 'release',
  'BLOCKED→NOT_STARTED': 'unblock',
  'BLOCKED→IN_PROGRESS': 'unblock',
  'DEFERRED→NOT_STARTED': 'resume',
  'COMPLETED→IN_PROGRESS': 'reopen',
  'COMPLETED→BLOCKED': 'reopen',
  'COMPLETED→DEFERRED': 'reopen',
};
