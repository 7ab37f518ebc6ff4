/**
 * Two branches' ledgers as one: the ancestor's lines, ours, theirs, then one `merge` event whose `prev`
 * names both ends. No line is lost or stands twice, whatever the two sides have in common.
 *
 * What the merge event claims: its actor joined the two ends at that time, and took the values that its
 * changes bring to the first of them. Its `plan` tells what the two ends had left, the first as `before` and
 * the second as `after`: git merges file by file, so nobody knows the merged plan yet.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Actor, DraftEvent, LedgerEvent } from '../model/event.ts';
import { itemAt } from '../model/item-at.ts';
import type { TrackedState, TrackedValue, ValueChange } from '../model/tracked-state.ts';
import { sameValue, valueAt } from '../model/tracked-state.ts';
import type { Sides } from './branched-replay.ts';
import { mergedStates, replayBranchedTask } from './branched-task.ts';
import type { Chain } from './chain.ts';
import { readChain } from './chain.ts';
import { eventLine } from './event-line.ts';
import type { LedgerName } from './ledger-file.ts';
import type { Held } from './merge-holdings.ts';
import { type PlanSaying, sayingsInConflict } from './plan-effects.ts';
import type { NameConflict } from './renames.ts';
import { planEndsOf, undoneEvents } from './replay.ts';
import { sealEvent } from './seal-event.ts';

/** A value that two branches moved differently. */
export interface ValueConflict {
  readonly path: string;
  readonly ours: TrackedValue;
  readonly theirs: TrackedValue;
}

export interface MergeContext {
  readonly actor: Actor;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly digest: Digest;
  /** Which side counts for a value in conflict; null while nobody has decided. Both sides' states stand beside it. */
  decide(conflict: ValueConflict, ends: { readonly ours: TrackedState; readonly theirs: TrackedState }): 'ours' | 'theirs' | null;
  /** The same for two names of one task. */
  decideName(conflict: NameConflict): 'ours' | 'theirs' | null;
}

export interface MergedLedger {
  readonly text: ByteString;
  /** What nobody has decided: while there is any, the ledger has two ends. */
  readonly conflicts: readonly ValueConflict[];
  /** The same of names, in the plan's own ledger. */
  readonly names: readonly NameConflict[];
  /** The merge events that were added. */
  readonly merges: readonly LedgerEvent[];
  /** Why no merge event could be added, as a clause; null as a rule. */
  readonly broken: string | null;
}

/** Lines of the first text, and after them what only the others have, each in its order. */
export function unitedLines(...texts: readonly ByteString[]): ByteString {
  const lines = new Set(texts.flatMap((text) => text.split('\n')));
  lines.delete('');
  return [...lines].map((line) => `${line}\n`).join('') as ByteString;
}

/** Joins the ends of a ledger, two by two, until there is one. */
export function mergeLedger(ledger: LedgerName, united: ByteString, context: MergeContext): MergedLedger {
  const merges: LedgerEvent[] = [];
  for (let text = united; ; ) {
    const chain = readChain(ledger, text, context.digest);
    const broken = chain.faults.find(({ rule }) => rule === 'ledger-broken');
    const told = broken === undefined ? null : `line ${broken.line}: ${broken.message}`;
    const joined = told === null ? joinEnds(chain, context) : null;
    if (joined === null) return { text, ...nothingOpen, merges, broken: told };
    if (!('event' in joined)) return { text, ...nothingOpen, ...joined, merges, broken: null };
    merges.push(joined.event);
    text = `${text}${eventLine(joined.event)}` as ByteString;
  }
}

const nothingOpen = { conflicts: [], names: [] };

type Open = Partial<Pick<MergedLedger, 'conflicts' | 'names'>>;
type Joined = { readonly event: LedgerEvent } | Open;

/** The event that joins the first two ends; null where there is one. */
function joinEnds(chain: Chain, context: MergeContext): Joined | null {
  if (chain.ledger === 'plan') {
    const ends = planEndsOf(chain);
    const named = ends && decidedPlan(ends, context);
    if (named === null || !('input' in named)) return named;
    return { event: mergeEvent(chain, { operation: 'merge', input: named.input, changes: [] }, context) };
  }
  const ends = endsOf(chain);
  const decided = ends && decidedStates(ends, context);
  if (decided === null || 'conflicts' in decided) return decided;
  return { event: mergeEvent(chain, { operation: 'merge', ...decided }, context) };
}

function mergeEvent(
  chain: Chain,
  draft: Pick<DraftEvent, 'operation' | 'input' | 'changes'>,
  { actor, at, digest }: MergeContext,
): LedgerEvent {
  const ends = chain.links.filter(({ event }) => chain.heads.includes(event.id));
  const [{ event: ours }, { event: theirs }] = [itemAt(ends, 0), itemAt(ends, 1)];
  const link = { prev: [ours.id, theirs.id], at, actor, before: ours.plan.after, after: theirs.plan.after };
  const of = ours.task === undefined ? {} : { task: ours.task };
  return sealEvent({ ledger: chain.ledger, ...draft, ...of }, link, digest);
}

/** Under this path stands, in the plan's own ledger, that both branches adopted the plan in states of their own. */
export const adoptionPath = 'adoption';

/** Two branches gave one task two names: it has one of them, and the other leads to it. Two baselines are nothing to merge. */
function decidedPlan(ends: Sides<PlanSaying>, context: MergeContext): { readonly input: Decided['input'] } | Open {
  const [mine, others] = [ends.ours.baselineDigest, ends.theirs.baselineDigest];
  if (mine !== null && others !== null && mine !== others) return { conflicts: [{ path: adoptionPath, ours: mine, theirs: others }] };
  const decisions = sayingsInConflict(ends).map((conflict) => ({ conflict, side: context.decideName(conflict) }));
  const open = decisions.filter(({ side }) => side === null).map(({ conflict }) => conflict);
  if (open.length > 0) return { names: open };
  if (decisions.length === 0) return { input: {} };
  const decided = Object.fromEntries(decisions.map(({ conflict, side }) => [`id of ${conflict.task}`, side]));
  const renamed = decisions.map(({ conflict: { ours, theirs }, side }) =>
    side === 'ours' ? { from: theirs, to: ours } : { from: ours, to: theirs },
  );
  return { input: { decided, renamed } };
}

type Decided = { readonly input: Readonly<Record<string, unknown>>; readonly changes: readonly ValueChange[] };

function decidedStates(ends: Sides<Held>, context: MergeContext): Decided | { readonly conflicts: readonly ValueConflict[] } {
  const { state, conflicts } = mergedStates(ends);
  const [ours, theirs] = [ends.ours.state, ends.theirs.state];
  const decisions = conflicts.map((path) => {
    const conflict = { path, ours: valueAt(ours, path), theirs: valueAt(theirs, path) };
    return { conflict, side: context.decide(conflict, { ours, theirs }) };
  });
  const open = decisions.filter(({ side }) => side === null).map(({ conflict }) => conflict);
  if (open.length > 0) return { conflicts: open };
  const taken: Record<string, TrackedValue> = { ...state };
  for (const { conflict, side } of decisions) taken[conflict.path] = side === 'theirs' ? conflict.theirs : conflict.ours;
  const input = decisions.length === 0 ? {} : { decided: Object.fromEntries(decisions.map(({ conflict, side }) => [conflict.path, side])) };
  return { input, changes: changesBetween(ours, taken) };
}

/** The two ends of a task's ledger side by side; null where it has one. */
export function endsOf(chain: Chain): Sides<Held> | null {
  const { links, heads, ancestry } = chain;
  if (ancestry === null) return null;
  return replayBranchedTask({ links, heads, ancestry }, { undone: undoneEvents(links), tell: () => undefined }).ends;
}

function changesBetween(before: TrackedState, after: TrackedState): readonly ValueChange[] {
  return Object.entries(after).flatMap(([path, to]) => {
    const from = valueAt(before, path);
    return sameValue(from, to) ? [] : [{ path, from, to }];
  });
}
