/**
 * The row of the session log that a recorded hand edit leaves, as the operation that it stands in for does; none where
 * the hand wrote one along with the edit.
 */
import type { LogRow } from '../model/plan.ts';
import type { Status } from '../model/status.ts';
import { isStatus } from '../model/status.ts';
import { sameValue } from '../model/tracked-state.ts';
import type { Standing } from '../rules/standing.ts';
import type { World } from './operation.ts';
import type { RecordInput } from './record.ts';
import type { Recording } from './recorded.ts';
import type { StandIn } from './stand-in.ts';

export function rowOf(
  world: World,
  standing: Standing,
  { as, given }: { readonly as: StandIn; readonly given: RecordInput },
): Pick<Recording, 'row'> {
  const { status } = standing.file;
  const notes = notesOf(as, given.reason?.trim());
  if (notes === null || !isStatus(status) || wroteRow(world, standing, status)) return {};
  return { row: { status, notes } };
}

/** What the operation itself writes; null where it writes no row. */
function notesOf(as: StandIn, reason = ''): string | null {
  const told = reason === '' ? '' : `: ${reason}`;
  switch (as) {
    case 'block':
    case 'defer':
      return reason;
    case 'reopen':
      return `Reopened${told}`;
    case 'unblock':
      return `Unblocked${told}`;
    case 'resume':
      return `Resumed${told}`;
    case 'edit':
    case 'start':
    case 'release':
    case 'complete':
    case 'start and complete':
      return null;
  }
}

/** A row of that status since the task's last event, or of today, which no operation wrote. */
function wroteRow({ plan, now }: World, { task, history: { events } }: Standing, status: Status): boolean {
  const since = events.at(-1)?.at.slice(0, 10) ?? now.date;
  const rows = [...plan.rowsOf(task.key), ...(plan.tasks.length === 1 ? unnamed(plan.sessionLog) : [])];
  const written = events.flatMap(({ changes }) => changes.filter(({ path }) => path === 'sessionLog').map(({ to }) => to));
  // In the order of canonical JSON, as the ledger has it.
  const isOwn = ({ date, notes }: LogRow) =>
    written.some((row) => sameValue(row, { date: date.slice(0, 10), notes, status, task: task.id }));
  return rows.some((row) => row.status === status && row.date.slice(0, 10) >= since && !isOwn(row));
}

/** The only task of a plan needs no name. */
const unnamed = (rows: readonly LogRow[]) => rows.filter(({ task }) => task === '');
