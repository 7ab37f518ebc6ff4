/** What two branches hold of one task (receipts, STOPs, who has it), as one: the three-way merge beside that of its values. */
import type { TrackedState } from '../model/tracked-state.ts';
import type { Sides } from './branched-replay.ts';
import type { HeldReceipt } from './history.ts';
import type { Holding } from './side-effects.ts';

/** A task at one event of a ledger that branches. */
export interface Held {
  readonly state: TrackedState;
  readonly holding: Holding;
}

/**
 * @param state what the values of the task were merged to. Who has the task, since when it is done and
 * what blocks it go with its status: they come from the side that it came from. A STOP of either side
 * stays open until it is answered.
 */
export function mergeHoldings({ base, ours, theirs }: Sides<Held>, state: TrackedState): Holding {
  const [before, mine, others] = [base.holding, ours.holding, theirs.holding];
  const side = sideOfStatus({ base, ours, theirs }, state);
  const moved = <Value>(of: (holding: Holding) => Value, settle: (mine: Value, others: Value) => Value): Value => {
    if (side !== 'both') return of(side === 'ours' ? mine : others);
    return pick({ base: of(before), ours: of(mine), theirs: of(others) }, settle);
  };
  const union = <Item extends { readonly event: string }>(of: (holding: Holding) => readonly Item[]) =>
    unionByEvent(of(before), of(mine), of(others));
  return {
    // Two that started one task on two branches: it is whose it was first.
    assignee: moved(
      ({ assignee }) => assignee,
      ofBoth((one, other) => (other.since < one.since ? other : one)),
    ),
    completion: moved(
      ({ completion }) => completion,
      ofBoth((one, other) => (other.at < one.at ? other : one)),
    ),
    statusBeforeBlock: moved(
      ({ statusBeforeBlock }) => statusBeforeBlock,
      (one, other) => (other === 'IN_PROGRESS' ? other : one),
    ),
    blocks: side === 'both' ? union(({ blocks }) => blocks) : (side === 'ours' ? mine : others).blocks,
    stops: union(({ stops }) => stops),
    waivers: union(({ waivers }) => waivers),
    evidence: union(({ evidence }) => evidence),
    receipts: mergeReceipts(before.receipts, mine.receipts, others.receipts).filter(
      ({ item }) => state[`preCheck.items.${item}`] !== false,
    ),
  };
}

function sideOfStatus({ ours, theirs }: Sides<Held>, { status }: TrackedState): 'ours' | 'theirs' | 'both' {
  if (ours.state.status === theirs.state.status) return 'both';
  return status === ours.state.status ? 'ours' : 'theirs';
}

function pick<Value>(
  { base, ours, theirs }: Record<'base' | 'ours' | 'theirs', Value>,
  settle: (ours: Value, theirs: Value) => Value,
): Value {
  const [before, mine, others] = [base, ours, theirs].map((value) => JSON.stringify(value));
  if (mine === others || others === before) return ours;
  return mine === before ? theirs : settle(ours, theirs);
}

/** What both sides have is settled between them; what only one of them has is that. */
function ofBoth<Value>(settle: (one: Value, other: Value) => Value) {
  return (one: Value | null, other: Value | null): Value | null => (one === null || other === null ? (one ?? other) : settle(one, other));
}

/** What either side has, less what one of them took away. */
function unionByEvent<Item extends { readonly event: string }>(
  base: readonly Item[],
  ours: readonly Item[],
  theirs: readonly Item[],
): readonly Item[] {
  const [before, mine, others] = [base, ours, theirs].map((items) => new Set(items.map(({ event }) => event)));
  const stays = ({ event }: Item) => !before?.has(event) || (mine?.has(event) && others?.has(event));
  return [...ours, ...theirs.filter(({ event }) => !mine?.has(event))].filter(stays);
}

type Receipts = Holding['receipts'];

/** The receipt of each item from the side that gave or lost one; the later where both gave one. */
function mergeReceipts(base: Receipts, ours: Receipts, theirs: Receipts): Receipts {
  const of = (receipts: Receipts, item: string) => receipts.find((receipt) => receipt.item === item) ?? null;
  const items = new Set([...ours, ...theirs].map(({ item }) => item));
  return [...items].flatMap((item) => {
    const sides = { base: of(base, item), ours: of(ours, item), theirs: of(theirs, item) };
    const later = ofBoth<HeldReceipt>((one, other) => (other.at > one.at ? other : one));
    return pick(sides, later) ?? [];
  });
}
