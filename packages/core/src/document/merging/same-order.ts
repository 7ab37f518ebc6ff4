/**
 * Entries that stand below one text on both sides, put in one order in all three texts: that of the side which changed it,
 * or both orders as one. Where they contradict each other somebody has to decide.
 */

import { itemAt } from '../../model/item-at.ts';
import { grouped } from '../../model/look-ups.ts';
import type { TaskKey } from '../../model/task-id.ts';
import { valueIn } from '../../model/value-in.ts';
import { mergedOrder, mostMoved, type Orders, outOfOrder } from './merged-order.ts';
import type { Unit, UnitSides } from './text-units.ts';
import { homes, likeSide, moved } from './unit-places.ts';

/** Which side somebody decided for, of a task that both put somewhere else. */
export type Take = (task: TaskKey) => 'ours' | 'theirs' | null;

/** Entries that one side alone put in another order, below the text that they stand under in both, put so everywhere. */
export function sameOrder(sides: UnitSides): UnitSides {
  if (sides.base === null) return sides;
  const before = homes(sides.base);
  const [byUs, byThem] = [outOfOrderIn(before, homes(sides.ours)), outOfOrderIn(before, homes(sides.theirs))];
  let same = sides;
  for (const home of new Set([...byUs.keys(), ...byThem.keys()])) {
    const [mine, others] = [byUs.get(home) ?? [], byThem.get(home) ?? []];
    if (mine.length + others.length > mostMoved) continue;
    if (others.length === 0) same = likeSide(same, mine, 'ours');
    if (mine.length === 0) same = likeSide(same, others, 'theirs');
  }
  return same;
}

/**
 * Entries that both sides put in an order of their own, below one text: both orders as one. Where they contradict each
 * other, an order is one decision: whoever decides it for one of the entries has decided it for those beside it.
 */
export function oneOrder(sides: UnitSides, take: Take, apart: Set<TaskKey>): UnitSides {
  let same = sides;
  for (const [home, wrong] of contradictions(same)) {
    const orders = ordersIn(same, home);
    const both = bothOrders(same, home, orders);
    const decided = [...wrong, ...outOfOrder(orders.base, orders.ours), ...outOfOrder(orders.base, orders.theirs)].map(take);
    const side = decided.find((each) => each !== null) ?? null;
    if (both === null && side === null) for (const key of wrong) apart.add(key);
    same = both ?? likeSide(same, inOrderOf(orders[side ?? 'ours'], wrong), side ?? 'ours');
  }
  return baseInOrder(same);
}

/** By the text that they stand under on both sides: the fewest tasks that keep the two orders from being one. */
function contradictions(sides: UnitSides): ByHome {
  const [mine, others] = commonOrders(sides);
  const found = [...mine].map(([home, keys]) => [home, outOfOrder(keys, others.get(home))] as const);
  return new Map(found.filter(([, keys]) => keys.length > 0 && keys.length <= mostMoved));
}

/** By the text that they stand under on both sides: tasks of both, as each has them. */
function commonOrders({ ours, theirs }: UnitSides): readonly [ByHome, ByHome] {
  const [mine, others] = [homes(ours), homes(theirs)];
  const orderIn = (places: ReadonlyMap<TaskKey, string>) =>
    grouped(
      [...places.keys()].filter((key) => mine.get(key) === others.get(key)),
      (key) => valueIn(mine, key),
    );
  return [orderIn(mine), orderIn(others)];
}

type ByHome = ReadonlyMap<string, readonly TaskKey[]>;

/** Tasks that stand below that text on both sides, in each order. */
function ordersIn(sides: UnitSides, home: string): Orders<TaskKey> {
  const [mine, others] = commonOrders(sides);
  const [ours, theirs] = [valueIn(mine, home), valueIn(others, home)];
  const common = new Set(ours);
  const before = sides.base === null ? [] : [...homes(sides.base)];
  const base = before.flatMap(([key, place]) => (place === home && common.has(key) ? [key] : []));
  return { ours, base, theirs };
}

/** What each side put elsewhere below one text, in one order in all three; null where that makes none. */
function bothOrders(sides: UnitSides, home: string, orders: Orders<TaskKey>): UnitSides | null {
  const merged = mergedOrder(orders);
  if (merged === null || sides.base === null) return null;
  const like = inSlots(sides.ours, merged);
  const both = {
    base: moved(sides.base, outOfOrder(orders.base, merged), like),
    ours: moved(sides.ours, outOfOrder(orders.ours, merged), like),
    theirs: moved(sides.theirs, outOfOrder(orders.theirs, merged), like),
  };
  return contradictions(both).has(home) ? null : both;
}

/** The text with those entries in that order, each in the place of another, and without other entries. */
function inSlots(units: readonly Unit[], order: readonly TaskKey[]): readonly Unit[] {
  const wanted = new Set<TaskKey | null>(order);
  const own = grouped(units, ({ entry }) => entry);
  const left = units.filter(({ entry }) => entry === null || wanted.has(entry));
  let next = 0;
  return left.flatMap((unit, index) => {
    if (unit.entry === null) return [unit];
    return left[index - 1]?.entry === unit.entry ? [] : valueIn(own, itemAt(order, next++));
  });
}

/** The base in the order that both sides have by now, each task that one of them took out as the other has it. */
function baseInOrder({ base, ours, theirs }: UnitSides): UnitSides {
  if (base === null) return { base, ours, theirs };
  const mine = homes(ours);
  let ordered = base;
  const putLike = (side: readonly Unit[], isIts: (key: TaskKey) => boolean) => {
    for (const keys of outOfOrderIn(homes(ordered), homes(side)).values())
      if (keys.length <= mostMoved) ordered = moved(ordered, keys.filter(isIts), side);
  };
  putLike(ours, () => true);
  putLike(theirs, (key) => !mine.has(key));
  return { base: ordered, ours, theirs };
}

/** By the text that they stand under: entries that a side put in another order, whatever became of them on the other side. */
function outOfOrderIn(before: ReadonlyMap<TaskKey, string>, now: ReadonlyMap<TaskKey, string>): ByHome {
  const stays = (key: TaskKey) => now.get(key) === before.get(key);
  const orderIn = (places: ReadonlyMap<TaskKey, string>) => grouped([...places.keys()].filter(stays), (key) => valueIn(places, key));
  const order = orderIn(now);
  const found = [...orderIn(before)].map(([home, keys]) => [home, outOfOrder(keys, order.get(home))] as const);
  return new Map(found.filter(([, keys]) => keys.length > 0));
}

function inOrderOf(order: readonly TaskKey[], keys: readonly TaskKey[]): readonly TaskKey[] {
  const wanted = new Set(keys);
  return order.filter((key) => wanted.has(key));
}
