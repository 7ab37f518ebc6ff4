/**
 * Hand edits that move what no operation moves by itself: the sum of a checklist without its items, the status of an
 * IPLAN without its task's, what is said of a completion without the work. They are refused. Where the hand moved
 * what such a value follows, the value goes along, as it does with the operations.
 */
import type { TrackedState, ValueChange } from '../model/tracked-state.ts';
import { rowsBeyond, rowsIn } from '../model/tracked-state.ts';
import { isToCome } from '../rules/calendar-day.ts';
import { isBookkeeping } from '../rules/checklist-items.ts';
import type { Moment } from '../rules/rule-world.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { shut } from '../rules/shut-gate.ts';
import { type Standing, statusBefore } from '../rules/standing.ts';
import { stateFlaws } from '../rules/state-flaws.ts';
import type { World } from './operation.ts';
import type { Recording } from './recorded.ts';
import type { StandIn } from './stand-in.ts';

/** Why no operation does what the hand did beside the move of the status; null where one does. */
export function besideTheWay({ now }: Pick<World, 'now'>, standing: Standing, as: StandIn): ShutGate | null {
  const { vouched, file } = standing;
  const completes = as === 'complete' || as === 'start and complete';
  if (!completes && file.status !== 'COMPLETED' && rowsIn(file.log).length > rowsIn(vouched.log).length)
    return wrong('a COMPLETED row needs a COMPLETED task', standing, 'status COMPLETED');
  const dated = datedToCome(standing, now) ?? datedAlone(standing, as);
  if (dated !== null) return dated;
  const early = hasBegun(standing) ? [] : vouchedForByHand(standing);
  if (early.length > 0) return wrong(`${early.join(', ')}: nobody can vouch for work that has not begun`, standing, 'work that has begun');
  const written = file.status === 'COMPLETED' ? [] : tickedByHand(standing).filter(isBookkeeping);
  if (written.length > 0)
    return wrong(`${written.join(', ')}: complete writes that, once it has done what it says`, standing, 'status COMPLETED');
  const [alone] = movedAlone(standing).filter((path) => !writtenBy(path, standing, as));
  if (alone === undefined) return null;
  const [rule, followed] = alone === iplanStatus ? ['an IPLAN has the status of its task', 'task'] : ['it sums up its checklist', 'items'];
  return wrong(`${alone} ${String(file[alone])} does not go with the ${followed}: ${rule}`, standing, `${alone} ${String(vouched[alone])}`);
}

/** Nothing was begun or done on a day that is still to come. */
export function datedToCome(standing: Pick<Standing, 'vouched' | 'differences'>, now: Moment): ShutGate | null {
  const [first] = standing.differences.flatMap((difference) => datesToCome(difference, now).map((date) => [difference.path, date]));
  if (first === undefined) return null;
  const [path, date] = first;
  const what = path === 'log' ? 'the COMPLETED row' : path;
  return wrong(`${what} ${date} is still to come, and today is ${now.date}`, standing, 'a day up to today');
}

/** The dates that a hand wrote, of work that it says was done, and that are still to come. */
export function datesToCome({ path, from, to }: ValueChange, now: Moment): readonly string[] {
  const rows = path === 'log' ? rowsBeyond(rowsIn(to), rowsIn(from)).map(({ date }) => date) : [];
  const dates = (path === completedOn || path === startedOn) && typeof to === 'string' ? [to] : rows;
  return dates.filter((date) => isToCome(date, now));
}

/** The day on which work began goes with work that has begun, that of its completion with COMPLETED: neither comes or goes alone. */
function datedAlone(standing: Standing, as: StandIn): ShutGate | null {
  const { file, vouched } = standing;
  const expected: Readonly<Record<string, boolean>> = { [startedOn]: hasBegun(standing), [completedOn]: file.status === 'COMPLETED' };
  const moved = standing.differences.find(
    ({ path, to }) => path in expected && (to !== null) !== expected[path] && !setAnyway(path, as, file),
  );
  if (moved === undefined) return null;
  const { path } = moved;
  const what =
    path === completedOn ? 'a COMPLETED task has the day of its completion' : 'work has the day on which it began once it has begun';
  return wrong(`${path} ${String(file[path] ?? 'none')}: ${what}`, standing, `${path} ${String(vouched[path] ?? 'none')}`);
}

/** What a recording as this operation writes or clears whatever the hand did. */
function setAnyway(path: string, as: StandIn, { status }: TrackedState): boolean {
  if (path === completedOn) return as === 'reopen' || as === 'complete' || as === 'start and complete';
  return as === 'start' || as === 'start and complete' || (as !== 'edit' && (status === 'NOT_STARTED' || status === 'DEFERRED'));
}

/** Values that follow from those that the hand, and then the operation, set. Where they disagreed before, they stay as they are. */
export function goesAlong(standing: Standing, sets: Recording['sets']): Recording['sets'] {
  const after: TrackedState = { ...standing.file, ...sets };
  const follows = (path: string) => (path === iplanStatus ? String(after.status) : sumOf(after, path));
  return Object.fromEntries(disagreeing(standing, after).map((path) => [path, follows(path)]));
}

/** Whether work on the task has begun, and is not given back or put off. */
export function hasBegun(standing: Standing): boolean {
  const { file, vouched } = standing;
  const before = vouched.status === 'BLOCKED' ? statusBefore(standing) : vouched.status;
  const status = file.status === 'BLOCKED' ? before : file.status;
  return status === 'IN_PROGRESS' || status === 'COMPLETED';
}

/** Post-check items ticked by hand that only somebody can vouch for. */
export function vouchedForByHand(standing: Standing): readonly string[] {
  return tickedByHand(standing).filter((item) => !isBookkeeping(item));
}

/** Items of the post-check. */
function tickedByHand({ differences }: Standing): readonly string[] {
  return differences
    .filter(({ path, to }) => path.startsWith('postCheck.items.') && to === true)
    .map(({ path }) => path.slice('postCheck.items.'.length));
}

const iplanStatus = 'implementation.iplanStatus';
const startedOn = 'implementation.started';
const completedOn = 'implementation.completed';

/** What the hand moved by itself, away from what it follows. */
function movedAlone(standing: Standing): readonly string[] {
  const moved = standing.differences.map(({ path }) => path);
  return disagreeing(standing, standing.file).filter(
    (path) => moved.includes(path) && !moved.some((other) => other.startsWith(path === iplanStatus ? 'status' : itemsOf(path))),
  );
}

/** What a recording as this operation writes anyway, or a gate of its own tells of. */
function writtenBy(path: string, { file }: Standing, as: StandIn): boolean {
  if (path === 'preCheck.status') return as === 'start' || as === 'start and complete';
  return path === 'postCheck.status' && (file.status === 'COMPLETED' || as === 'reopen');
}

/** The sums and the IPLAN's status that disagree, and did not before. */
function disagreeing({ vouched }: Standing, state: TrackedState): readonly string[] {
  const lists = stateFlaws['checklist-status-mismatch'];
  const iplan = stateFlaws['iplan-status-mismatch'];
  const before = lists(vouched) ?? [];
  const sums = (lists(state) ?? []).filter((path) => !before.includes(path));
  return iplan(state) === null || iplan(vouched) !== null ? sums : [...sums, iplanStatus];
}

function sumOf(state: TrackedState, path: string): string {
  const ticks = Object.keys(state).filter((item) => item.startsWith(itemsOf(path)));
  const ticked = ticks.filter((item) => state[item] === true);
  if (ticked.length === 0) return 'NOT_STARTED';
  return ticked.length === ticks.length ? 'COMPLETED' : 'IN_PROGRESS';
}

/** Where the items stand that the status of a checklist sums up. */
const itemsOf = (path: string) => path.replace('.status', '.items.');

function wrong(message: string, { vouched }: Pick<Standing, 'vouched'>, missing: string): ShutGate {
  return shut('wrong-status', message, { have: [`status ${String(vouched.status)} in the ledger`], missing: [missing] });
}
