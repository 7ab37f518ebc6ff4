/**
 * Phases that one side added, or put into another order, put there in all three texts: then what the other side did below
 * them is merged where it stands now, and two phases that both sides added at one place are both there.
 *
 * A phase is moved without the blank lines and rules around it. Those stand between two phases, whichever two they are.
 */
import { itemAt } from '../../model/item-at.ts';
import { valueIn } from '../../model/value-in.ts';
import type { PhaseKey } from './common-phases.ts';
import { mergedOrder } from './merged-order.ts';
import { blocksOf, isBlank, isRule, partedOff, type Three } from './phase-blocks.ts';
import { samePartings } from './same-partings.ts';
import type { Unit, UnitSides } from './text-units.ts';

export function samePhases({ base, ours, theirs }: UnitSides): UnitSides {
  if (base === null) return { base, ours, theirs };
  return samePartings(sameOrder(withAdded(withCommon({ base: partedOff(base), ours: partedOff(ours), theirs: partedOff(theirs) }))));
}

/** Phases that one side added at one place, with what parts each from what stands above it. */
interface Chain {
  readonly keys: readonly PhaseKey[];
  readonly units: readonly Unit[];
}

type ByAnchor = ReadonlyMap<PhaseKey, Chain>;

/** Phases that stand in both behind the same one, as where a merge is asked for again: the base has them, too, but for their tasks. */
function withCommon({ base, ours, theirs }: Three): Three {
  const before = new Set(base.map(({ phase }) => phase));
  const others = blocksOf(theirs).map(({ key }) => key);
  let known = base;
  for (const [at, block] of blocksOf(ours).entries()) {
    const anchor = blocksOf(ours)[at - 1];
    const place = others.indexOf(block.key);
    if (before.has(block.key) || anchor === undefined || place < 1 || others[place - 1] !== anchor.key) continue;
    const units = ours.slice(anchor.end, block.end).filter(({ entry }) => entry === null);
    known = behind(known, anchor.key, { keys: [block.key], units });
  }
  return { base: known, ours, theirs };
}

function withAdded(sides: Three): Three {
  const anchors = commonKeys(sides);
  const added = { ours: chainsOf('ours', sides, anchors), theirs: chainsOf('theirs', sides, anchors) };
  let { base, ours, theirs } = sides;
  for (const anchor of anchors) {
    const [mine, others] = [added.ours.get(anchor), added.theirs.get(anchor)];
    const [first, second] = isInOrder(mine, others) ? [mine, others] : [others, mine];
    base = behind(behind(base, anchor, second), anchor, first);
    ours = behind(ours, others === second ? lastOf(first, anchor) : anchor, others);
    theirs = behind(theirs, mine === second ? lastOf(first, anchor) : anchor, mine);
  }
  return { base, ours, theirs };
}

/** Phases that stand in one piece in all three texts, in the order of the base. */
function commonKeys({ base, ours, theirs }: Three): readonly PhaseKey[] {
  const keysOf = (units: readonly Unit[]) => blocksOf(units).map(({ key }) => key);
  const [mine, others] = [new Set(keysOf(ours)), new Set(keysOf(theirs))];
  return keysOf(base).filter((key) => mine.has(key) && others.has(key));
}

/** What a side added, by the phase of all three that it stands behind. Tasks that were there before stay out of it. */
function chainsOf(side: 'ours' | 'theirs', sides: Three, anchors: readonly PhaseKey[]): ByAnchor {
  const units = sides[side];
  const others = [sides.base, side === 'ours' ? sides.theirs : sides.ours].flat();
  const phases = new Set(others.map(({ phase }) => phase));
  const entries = new Set(others.map(({ entry }) => entry));
  const lines = new Set(others.map(({ token }) => token));
  const isFresh = ({ entry }: Unit) => entry === null || !entries.has(entry);
  const known = new Set(anchors);
  const chains = new Map<PhaseKey, Chain>();
  let anchor: PhaseKey | null = null;
  let end = 0;
  for (const block of blocksOf(units)) {
    const parting = units.slice(end, block.start);
    const isNew = !phases.has(block.key) && !lines.has(itemAt(units, block.start).token);
    if (known.has(block.key)) anchor = block.key;
    else if (!isNew || !parting.every((unit) => isBlank(unit) || isRule(unit))) anchor = null;
    else if (anchor !== null) {
      const before = chains.get(anchor) ?? { keys: [], units: [] };
      const own = [...parting, ...units.slice(block.start, block.end).filter(isFresh)];
      chains.set(anchor, { keys: [...before.keys, block.key], units: [...before.units, ...own] });
    }
    end = block.end;
  }
  return chains;
}

/** So that whoever merges the other way round gets the same: by their headings, numbers by value. */
function isInOrder(one: Chain | undefined, other: Chain | undefined): boolean {
  const heading = ({ keys, units }: Chain) =>
    itemAt(
      units,
      units.findIndex((unit) => unit.phase === keys[0] && !isBlank(unit) && !isRule(unit)),
    ).text;
  const sortable = (chain: Chain) => heading(chain).replace(/\d+/g, (digits) => digits.padStart(12, '0'));
  return one === undefined || other === undefined || sortable(one) <= sortable(other);
}

function lastOf(chain: Chain | undefined, anchor: PhaseKey): PhaseKey {
  return chain?.keys.at(-1) ?? anchor;
}

function behind(units: readonly Unit[], anchor: PhaseKey, chain: Chain | undefined): readonly Unit[] {
  const block = chain === undefined ? undefined : blocksOf(units).find(({ key }) => key === anchor);
  return chain === undefined || block === undefined ? units : [...units.slice(0, block.end), ...chain.units, ...units.slice(block.end)];
}

/** Phases in the order that one side gave them, or in both orders as one, everywhere. Where these contradict each other the lines speak. */
function sameOrder(sides: Three): Three {
  const keys = commonKeys(sides);
  const common = new Set(keys);
  const orderIn = (units: readonly Unit[]) => blocksOf(units).flatMap(({ key }) => (common.has(key) ? [key] : []));
  const [was, mine, others] = [keys, orderIn(sides.ours), orderIn(sides.theirs)];
  const isSame = (one: readonly PhaseKey[], other: readonly PhaseKey[]) => one.every((key, at) => key === other[at]);
  const oneSided = isSame(mine, was) ? others : isSame(others, was) || isSame(others, mine) ? mine : null;
  const order = oneSided ?? mergedOrder({ ours: mine, base: was, theirs: others });
  if (order === null || (isSame(mine, was) && isSame(others, was))) return sides;
  return { base: inOrder(sides.base, order), ours: inOrder(sides.ours, order), theirs: inOrder(sides.theirs, order) };
}

/** The phases in that order; what stands between two of them stays where it is. */
function inOrder(units: readonly Unit[], order: readonly PhaseKey[]): readonly Unit[] {
  const keys = new Set(order);
  const places = blocksOf(units).filter(({ key }) => keys.has(key));
  const byKey = new Map(places.map((block) => [block.key, block]));
  let end = 0;
  const parts = places.map(({ start, end: next }, at) => {
    const between = units.slice(end, start);
    const block = valueIn(byKey, itemAt(order, at));
    end = next;
    return [...between, ...units.slice(block.start, block.end)];
  });
  return [...parts.flat(), ...units.slice(end)];
}
