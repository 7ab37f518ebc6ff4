/**
 * From a ledger's lines to what it says: every event is verified, then its changes set the tracked
 * state, path by path, and its operation has its side effects. Replaying never throws and never stops:
 * what does not hold together is told as a fault, and the rest still counts.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { LedgerEvent } from '../model/event.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { TrackedState, TrackedValue } from '../model/tracked-state.ts';
import type { Branches, ReplayedBranches, Sides } from './branched-replay.ts';
import { replayBranches } from './branched-replay.ts';
import type { Listener } from './branched-task.ts';
import { checkFit, replayBranchedTask } from './branched-task.ts';
import type { Chain, Link } from './chain.ts';
import { readChain } from './chain.ts';
import { isTrackedChange } from './event-shape.ts';
import type { PlanHistory, TaskHistory } from './history.ts';
import type { Held } from './merge-holdings.ts';
import type { PlanSaying } from './plan-effects.ts';
import { ancestorSayings, mergeSayings, nothingSaid, planAfter, sayingsInConflict } from './plan-effects.ts';
import type { Renaming } from './renames.ts';
import { renamingsIn } from './renames.ts';
import { holdingAfter, nothingHeld, stillHeld } from './side-effects.ts';

/** What a task's ledger says; that of a task without events is empty. */
export function replayTask(key: TaskKey, lines: ByteString, digest: Digest): TaskHistory {
  // Asked of every task of a plan, of which few have one.
  if (lines === '') return { key, events: nothing, state: null, base: null, ...nothingHeld, faults: nothing, heads: nothing };
  return taskHistory(key, readChain(key, lines, digest));
}

const nothing: readonly never[] = [];

/** What the ledger of the plan as a whole says. */
export function replayPlan(lines: ByteString, digest: Digest): PlanHistory {
  return planHistory(readChain('plan', lines, digest));
}

/** What a task's chain says. */
export function taskHistory(key: TaskKey, chain: Chain): TaskHistory {
  const { links, heads, faults } = chain;
  const told = [...faults];
  const tell = (line: number, message: string) => void told.push({ rule: 'ledger-broken', ledger: key, line, message });
  const undone = undoneEvents(links, tell);
  const { ancestry } = chain;
  const { state, holding } =
    ancestry === null
      ? replayInOrder(links, { undone, tell, isSound: () => told.length === 0 })
      : replayBranchedTask({ links, heads, ancestry }, { undone, tell }).end;
  const [first] = links;
  return {
    key,
    events: links.map(({ event }) => event),
    state: first === undefined ? null : state,
    // Asked for by audits alone.
    get base() {
      return first === undefined ? null : stateBefore(first.event);
    },
    ...holding,
    faults: told,
    heads,
  };
}

/** A ledger that never branched: each event changes what the one before it left. */
function replayInOrder(links: readonly Link[], { undone, tell, isSound }: Listener & { isSound(): boolean }): Held {
  const [first] = links;
  // The first event brings its base along.
  const state: Record<string, TrackedValue> = first === undefined ? {} : { ...stateBefore(first.event) };
  let holding = nothingHeld;
  for (const { event, line } of links) {
    const told = (message: string) => tell(line, message);
    const before = state.status;
    // After a fault it is not known what was there.
    if (event.prev.length === 1 && isSound()) checkFit(state, { event }, told);
    setValues(state, event, 'to');
    const counts = event.operation !== 'undo' && !undone.has(event.id);
    holding = counts ? holdingAfter(holding, event, { before, tell: told }) : stillHeld(holding, event);
  }
  return { state, holding };
}

/** The state that a ledger's first event started from; it lists every value. */
export function stateBefore(event: LedgerEvent): TrackedState {
  return setValues({}, event, 'from');
}

function setValues(state: Record<string, TrackedValue>, { changes }: LedgerEvent, side: 'from' | 'to'): TrackedState {
  for (const change of changes) if (isTrackedChange(change)) state[change.path] = change[side];
  return state;
}

/** What the plan's chain says. */
export function planHistory({ links, heads, ancestry, faults }: Chain): PlanHistory {
  const told = [...faults];
  const tell = (line: number, message: string) => void told.push({ rule: 'ledger-broken', ledger: 'plan', line, message });
  const said =
    ancestry === null
      ? links.reduce((before, { event, line }) => planAfter(before, event, (message) => tell(line, message)), nothingSaid)
      : replayBranchedPlan({ links, heads, ancestry }, tell).end;
  return { events: links.map(({ event }) => event), heads, faults: told, ...said };
}

/** The two ends of the plan's ledger side by side; null where it has one. */
export function planEndsOf({ links, heads, ancestry }: Chain): Sides<PlanSaying> | null {
  return ancestry === null ? null : replayBranchedPlan({ links, heads, ancestry }, nobodyListens).ends;
}

function replayBranchedPlan(branches: Branches, tell: Listener['tell']): ReplayedBranches<PlanSaying> {
  const after = (said: PlanSaying, { event, line }: Link) => planAfter(said, event, (message) => tell(line, message));
  const merged = (sides: Sides<PlanSaying>, link: Link) => {
    const invented = (renamingsIn(link.event) ?? []).some((renaming) => !isOfEither(sides, renaming));
    if (invented) tell(link.line, 'it decides between two names that the branches did not give one task');
    return after(mergeSayings(sides), link);
  };
  const replayed = { before: () => nothingSaid, after, merged, joined: mergeSayings, ancestor: ancestorSayings };
  return replayBranches(branches, replayed, nothingSaid);
}

function isOfEither(sides: Sides<PlanSaying>, { from, to }: Renaming): boolean {
  return sayingsInConflict(sides).some(({ ours, theirs }) => (from === ours && to === theirs) || (from === theirs && to === ours));
}

/** Where the faults are told elsewhere. */
const nobodyListens: Listener['tell'] = () => undefined;

/** The events whose side effects are taken back: those that an `undo` names which is not itself undone. */
export function undoneEvents(links: readonly Link[], tell: Listener['tell'] = nobodyListens): ReadonlySet<unknown> {
  const undone = new Set<unknown>();
  for (let i = links.length - 1; i >= 0; i--) {
    const event = links[i]?.event;
    if (event?.operation === 'undo' && !undone.has(event.id)) undone.add(event.input.undoes);
  }
  if (undone.size > 0) tellBaseless(links, tell);
  return undone;
}

function tellBaseless(links: readonly Link[], tell: Listener['tell']): void {
  const passed = new Set<unknown>();
  for (const { event, line } of links) {
    if (event.operation === 'undo' && !passed.has(event.input.undoes)) tell(line, 'it undoes an event that does not stand before it');
    passed.add(event.id);
  }
}
