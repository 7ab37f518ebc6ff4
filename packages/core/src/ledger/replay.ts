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
import { sameValue } from '../model/tracked-state.ts';
import type { Chain, Link } from './chain.ts';
import { readChain } from './chain.ts';
import { isTrackedChange } from './event-shape.ts';
import type { PlanHistory, TaskHistory } from './history.ts';
import { nothingSaid, planAfter } from './plan-effects.ts';
import { holdingAfter, nothingHeld } from './side-effects.ts';

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
export function taskHistory(key: TaskKey, { links, heads, faults }: Chain): TaskHistory {
  const told = [...faults];
  const undone = undoneEvents(links);
  const passed = new Set<unknown>();
  const state: Record<string, TrackedValue> = {};
  let held = nothingHeld;
  for (const link of links) {
    const { event, line } = link;
    const tell = (message: string) => void told.push({ rule: 'ledger-broken', ledger: key, line, message });
    const before = state.status;
    // On the branches of a fork the order of lines says nothing of what was there before; the first event brings its base along.
    if (link.onTrunk && event.prev.length === 1 && told.length === 0) checkFit(state, event, tell);
    setValues(state, event, 'to');
    if (event.operation === 'undo' && !passed.has(event.input.undoes)) tell('it undoes an event that does not stand before it');
    if (event.operation !== 'undo' && !undone.has(event.id)) held = holdingAfter(held, event, { before, tell });
    passed.add(event.id);
  }
  const [first] = links;
  return {
    key,
    events: links.map(({ event }) => event),
    state: first === undefined ? null : state,
    // Asked for by audits alone.
    get base() {
      return first === undefined ? null : setValues({}, first.event, 'from');
    },
    ...held,
    faults: told,
    heads,
  };
}

/** An event changes its values from what the events before it left. */
function checkFit(state: TrackedState, event: LedgerEvent, tell: (fault: string) => void): void {
  const misfit = event.changes.find((change) => isTrackedChange(change) && !sameValue(change.from, state[change.path] ?? null));
  if (misfit !== undefined) tell(`it changes \`${misfit.path}\` from a value that the events before it do not leave`);
}

function setValues(state: Record<string, TrackedValue>, { changes }: LedgerEvent, side: 'from' | 'to'): TrackedState {
  for (const change of changes) if (isTrackedChange(change)) state[change.path] = change[side];
  return state;
}

/** What the plan's chain says. */
export function planHistory({ links, heads, faults }: Chain): PlanHistory {
  const told = [...faults];
  let said = nothingSaid;
  for (const { event, line } of links) {
    said = planAfter(said, event, (message) => told.push({ rule: 'ledger-broken', ledger: 'plan', line, message }));
  }
  return { events: links.map(({ event }) => event), heads, faults: told, ...said };
}

/** The events whose side effects are taken back: those that an `undo` names which is not itself undone. */
function undoneEvents(links: readonly Link[]): ReadonlySet<unknown> {
  const undone = new Set<unknown>();
  for (let i = links.length - 1; i >= 0; i--) {
    const event = links[i]?.event;
    if (event?.operation === 'undo' && !undone.has(event.id)) undone.add(event.input.undoes);
  }
  return undone;
}
