/**
 * A task's ledger that branches, replayed. The state after a merge is that of the first of the two events
 * that it joins, with the changes of the merge; ends that nothing joins yet count as merged, with ours
 * where they are in conflict.
 */
import { mergeTracked, withUnknown } from '../model/merge-tracked.ts';
import type { TrackedState, TrackedValue } from '../model/tracked-state.ts';
import { sameValue, valueAt } from '../model/tracked-state.ts';
import type { Branches, ReplayedBranches, Sides } from './branched-replay.ts';
import { replayBranches } from './branched-replay.ts';
import type { Link } from './chain.ts';
import { isTrackedChange } from './event-shape.ts';
import type { Held } from './merge-holdings.ts';
import { mergeHoldings } from './merge-holdings.ts';
import { holdingAfter, nothingHeld, stillHeld } from './side-effects.ts';

/** What a replay has to know of the whole ledger, and whom it tells of faults. */
export interface Listener {
  /** Events that an `undo` took back. */
  readonly undone: ReadonlySet<unknown>;
  tell(line: number, fault: string): void;
}

export function replayBranchedTask(branches: Branches, listener: Listener): ReplayedBranches<Held> {
  const replayed = {
    before: (first: Link) => ({ state: withValues({}, first, 'from'), holding: nothingHeld }),
    after: (held: Held, link: Link) => after(held, link, listener),
    merged: (sides: Sides<Held>, link: Link) => merged(sides, link, listener),
    joined: joinedHeld,
    ancestor: ancestorHeld,
  };
  return replayBranches(branches, replayed, { state: {}, holding: nothingHeld });
}

function after({ state: before, holding }: Held, link: Link, { undone, tell }: Listener): Held {
  const { event, line } = link;
  const told = (fault: string) => tell(line, fault);
  checkFit(before, link, told);
  const state = withValues(before, link, 'to');
  if (event.operation === 'undo' || undone.has(event.id)) return { state, holding: stillHeld(holding, event) };
  return { state, holding: holdingAfter(holding, event, { before: before.status, tell: told }) };
}

/** A merge tells what it brought to the first of the two, and has no value that neither had. */
function merged(sides: Sides<Held>, link: Link, { tell }: Listener): Held {
  const told = (fault: string) => tell(link.line, fault);
  checkFit(sides.ours.state, link, told);
  const state = withValues(sides.ours.state, link, 'to');
  const invented = Object.keys(state).find((path) => !isOfEither(sides, path, valueAt(state, path)));
  if (invented !== undefined) told(`it merges to a value of \`${invented}\` that neither branch had`);
  return { state, holding: mergeHoldings(sides, state) };
}

/** Lists are unions, and a checklist may have been finished by both together. */
function isOfEither(sides: Sides<Held>, path: string, value: TrackedValue): boolean {
  const { ours, theirs } = sides;
  if (Array.isArray(value) || [ours, theirs].some(({ state }) => sameValue(valueAt(state, path), value))) return true;
  return sameValue(valueAt(mergedStates(sides).state, path), value);
}

/** What two ends come to together, and where they are in conflict. */
export function mergedStates({ base, ours, theirs }: Sides<Held>) {
  return mergeTracked({ base: base.state, ours: ours.state, theirs: theirs.state });
}

function joinedHeld(sides: Sides<Held>): Held {
  const { state } = mergedStates(sides);
  return { state, holding: mergeHoldings(sides, state) };
}

function ancestorHeld(sides: Sides<Held>): Held {
  const { state, conflicts } = mergedStates(sides);
  return { state: withUnknown(state, conflicts), holding: mergeHoldings(sides, state) };
}

/** An event changes its values from what the events before it left. */
export function checkFit(state: TrackedState, { event }: Pick<Link, 'event'>, tell: (fault: string) => void): void {
  const misfit = event.changes.find((change) => isTrackedChange(change) && !sameValue(change.from, state[change.path] ?? null));
  if (misfit !== undefined) tell(`it changes \`${misfit.path}\` from a value that the events before it do not leave`);
}

function withValues(before: TrackedState, { event }: Link, side: 'from' | 'to'): TrackedState {
  const state: Record<string, TrackedValue> = { ...before };
  for (const change of event.changes) if (isTrackedChange(change)) state[change.path] = change[side];
  return state;
}
