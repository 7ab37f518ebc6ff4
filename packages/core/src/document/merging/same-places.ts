/**
 * Entries that one side moved to another place, or into another order, put there in all three texts: then what the other side
 * changed in them is merged where they stand now, and not taken for a change of what was taken out.
 */
import { grouped } from '../../model/look-ups.ts';
import type { TaskKey } from '../../model/task-id.ts';
import type { Unit, UnitSides } from './text-units.ts';

/** The texts, and the tasks that both sides put somewhere else, each to a place of its own: they stand where ours has them. */
interface Placed {
  readonly sides: UnitSides;
  readonly apart: ReadonlySet<TaskKey>;
}

export function samePlaces(given: UnitSides, take: Take): Placed {
  const before = homes(given.base ?? []);
  const [mine, others] = [homes(given.ours), homes(given.theirs)];
  const lines = linesOf(given);
  const apart = new Set<TaskKey>();
  let sides = given;
  for (const key of new Set([...before.keys(), ...mine.keys()])) {
    const [home, one, other] = [before.get(key), mine.get(key), others.get(key)];
    if (one === undefined || other === undefined) {
      if (home !== undefined) sides = withoutOne(sides, { key, home, one, other });
    } else if (one === other) {
      if (home !== undefined && home !== one && sides.base !== null && lines.before.has(one))
        sides = { ...sides, base: moved(sides.base, [key], sides.ours) };
    } else {
      const by = moverOf({ home, one, other }, lines);
      sides = by === 'both' ? asTaken(sides, { key, take, apart }) : likeSide(sides, [key], by);
    }
  }
  const ordered = sameOrder(sides);
  return { sides: oneOrder(ordered, take, apart), apart };
}

/** Which side somebody decided for, of a task that both put somewhere else. */
export type Take = (task: TaskKey) => 'ours' | 'theirs' | null;

interface Lines {
  /** Lines of no entry, as they stood before; where nobody knows, as the other side has them. */
  readonly before: ReadonlySet<string>;
  readonly beforeOther: ReadonlySet<string>;
}

function linesOf({ base, ours, theirs }: UnitSides): Lines {
  const of = (units: readonly Unit[]) => new Set(units.filter(({ entry }) => entry === null).map(lineOf));
  return { before: of(base ?? theirs), beforeOther: of(base ?? ours) };
}

/** A task that stands under a line that was not there before stays where it is: the line was changed, or added above it. */
function moverOf(
  { home, one, other }: { readonly home: string | undefined; readonly one: string; readonly other: string },
  { before, beforeOther }: Lines,
): 'ours' | 'theirs' | 'both' {
  if (other === home) return 'ours';
  if (one === home) return 'theirs';
  if (!beforeOther.has(other)) return 'ours';
  return before.has(one) ? 'both' : 'theirs';
}

/**
 * Entries put in all three texts where one side has them. Like the text as it is by now, so that two that came to one
 * place stand there in one order.
 */
function likeSide(sides: UnitSides, keys: readonly TaskKey[], side: 'ours' | 'theirs'): UnitSides {
  const like = sides[side];
  const base = sides.base === null ? null : moved(sides.base, keys, like);
  return side === 'ours'
    ? { base, ours: like, theirs: moved(sides.theirs, keys, like) }
    : { base, ours: moved(sides.ours, keys, like), theirs: like };
}

function inOrderOf(order: readonly TaskKey[], keys: readonly TaskKey[]): readonly TaskKey[] {
  const wanted = new Set(keys);
  return order.filter((key) => wanted.has(key));
}

interface Deciding {
  readonly key: TaskKey;
  readonly take: Take;
  /** To which the task is added where nobody decided. */
  readonly apart: Set<TaskKey>;
}

function asTaken(sides: UnitSides, { key, take, apart }: Deciding): UnitSides {
  const side = take(key);
  const placed = likeSide(sides, [key], side ?? 'ours');
  if (side === null && placed.theirs !== sides.theirs) apart.add(key);
  return placed;
}

interface Homes {
  readonly key: TaskKey;
  readonly home: string;
  readonly one: string | undefined;
  readonly other: string | undefined;
}

/** An entry that one side put elsewhere and the other took out has been changed there: it neither goes nor comes back unasked. */
function withoutOne(sides: UnitSides, { key, home, one, other }: Homes): UnitSides {
  const side = one === undefined ? 'theirs' : 'ours';
  const now = one ?? other;
  const isThere = sides[side === 'ours' ? 'theirs' : 'ours'].some(({ entry }) => entry === key);
  if (now === undefined || now === home || isThere) return sides;
  const changed = sides[side].map((unit) => (unit.entry === key ? { ...unit, token: `${unit.token}\0elsewhere` } : unit));
  return { ...sides, base: moved(sides.base ?? [], [key], sides[side]), [side]: changed };
}

/** Each is put elsewhere by itself, so of a long list that somebody sorted the lines speak. */
const mostMoved = 100;

/** Entries that one side alone put in another order, below the text that they stand under in both, put so everywhere. */
function sameOrder(sides: UnitSides): UnitSides {
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
function oneOrder(sides: UnitSides, take: Take, apart: Set<TaskKey>): UnitSides {
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
      (key) => mine.get(key) ?? '',
    );
  return [orderIn(mine), orderIn(others)];
}

type ByHome = ReadonlyMap<string, readonly TaskKey[]>;

type Orders = Record<'ours' | 'base' | 'theirs', readonly TaskKey[]>;

/** Tasks that stand below that text on both sides, in each order. */
function ordersIn(sides: UnitSides, home: string): Orders {
  const [mine, others] = commonOrders(sides);
  const [ours, theirs] = [mine.get(home) ?? [], others.get(home) ?? []];
  const common = new Set(ours);
  const base = [...homes(sides.base ?? [])].flatMap(([key, place]) => (place === home && common.has(key) ? [key] : []));
  return { ours, base, theirs };
}

/** What each side put elsewhere below one text, in one order in all three; null where that makes none. */
function bothOrders(sides: UnitSides, home: string, orders: Orders): UnitSides | null {
  const merged = mergedOrder(orders);
  if (merged === null) return null;
  const like = inSlots(sides.ours, merged);
  const both = {
    base: sides.base === null ? null : moved(sides.base, outOfOrder(orders.base, merged), like),
    ours: moved(sides.ours, outOfOrder(orders.ours, merged), like),
    theirs: moved(sides.theirs, outOfOrder(orders.theirs, merged), like),
  };
  return contradictions(both).has(home) ? null : both;
}

/**
 * The order in which any two stand as the side has them that turned them round; null where that goes round in a circle,
 * or nobody knows how they stood.
 */
function mergedOrder({ ours, base, theirs }: Orders): readonly TaskKey[] | null {
  const placesOf = (keys: readonly TaskKey[]): Places => new Map(keys.map((key, place) => [key, place]));
  const [mine, was, others] = [placesOf(ours), placesOf(base), placesOf(theirs)];
  const isBefore = (places: Places, one: TaskKey, other: TaskKey) => (places.get(one) ?? 0) < (places.get(other) ?? 0);
  const comesFirst = (one: TaskKey, other: TaskKey): boolean | null => {
    const [here, there] = [isBefore(mine, one, other), isBefore(others, one, other)];
    if (here === there) return here;
    return was.has(one) && was.has(other) ? !isBefore(was, one, other) : null;
  };
  const turned = new Set([...outOfOrder(base, ours), ...outOfOrder(base, theirs), ...ours.filter((key) => !was.has(key))]);
  if (turned.size > 2 * mostMoved) return null;
  const merged = base.filter((key) => !turned.has(key));
  for (const key of turned) {
    const firsts = merged.map((other) => comesFirst(other, key));
    const place = firsts.filter((isFirst) => isFirst === true).length;
    if (firsts.some((isFirst, at) => isFirst !== at < place)) return null;
    merged.splice(place, 0, key);
  }
  return merged;
}

type Places = ReadonlyMap<TaskKey, number>;

/** The text with those entries in that order, each in the place of another, and without other entries. */
function inSlots(units: readonly Unit[], order: readonly TaskKey[]): readonly Unit[] {
  const wanted = new Set<TaskKey | null>(order);
  const own = grouped(units, ({ entry }) => entry);
  const left = units.filter(({ entry }) => entry === null || wanted.has(entry));
  let next = 0;
  return left.flatMap((unit, index) => {
    if (unit.entry === null) return [unit];
    return left[index - 1]?.entry === unit.entry ? [] : (own.get(order[next++] ?? null) ?? []);
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
  const orderIn = (places: ReadonlyMap<TaskKey, string>) => grouped([...places.keys()].filter(stays), (key) => places.get(key) ?? '');
  const order = orderIn(now);
  const found = [...orderIn(before)].map(([home, keys]) => [home, outOfOrder(keys, order.get(home))] as const);
  return new Map(found.filter(([, keys]) => keys.length > 0));
}

/** The fewest of them that, taken out, leave the others as they were before. By their new order. */
function outOfOrder(before: readonly TaskKey[], now: readonly TaskKey[] = []): readonly TaskKey[] {
  if (now.every((key, index) => key === before[index])) return [];
  const place = new Map(before.map((key, index) => [key, index]));
  const kept = longestRise(now.map((key) => place.get(key) ?? -1));
  return now.filter((_, index) => !kept.has(index));
}

/** Indices of a longest part of a list that rises all the way (patience sorting; Fredman, 1975). */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  /** By length: the index at which a rise of that length ends lowest. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, number] of numbers.entries()) {
    let [from, to] = [0, ends.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) from = middle + 1;
      else to = middle;
    }
    previous.push(from === 0 ? undefined : ends[from - 1]);
    ends[from] = index;
  }
  const rise = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) rise.add(at);
  return rise;
}

/**
 * The text that each entry stands under: the last line of no entry above it that says something, and stands nowhere
 * else in its phase. Of an entry that comes twice nothing is told.
 */
function homes(units: readonly Unit[]): ReadonlyMap<TaskKey, string> {
  const times = new Map<string, number>();
  for (const unit of units) times.set(lineOf(unit), (times.get(lineOf(unit)) ?? 0) + 1);
  const found = new Map<TaskKey, string>();
  const twice = new Set<TaskKey>();
  let home = '';
  let inside: TaskKey | null = null;
  for (const unit of units) {
    const { entry, text } = unit;
    if (entry === null && /\w/.test(text) && times.get(lineOf(unit)) === 1) home = lineOf(unit);
    if (entry !== null && entry !== inside) {
      if (found.has(entry)) twice.add(entry);
      found.set(entry, home);
    }
    inside = entry;
  }
  for (const key of twice) found.delete(key);
  return found;
}

const lineOf = ({ phase, token }: Unit) => `${phase}\0${token}`;

/** The units with entries where another text has them, by their order there. As they are, where no neighbour of one is theirs. */
function moved(units: readonly Unit[], keys: readonly TaskKey[], like: readonly Unit[]): readonly Unit[] {
  const own = new Map(keys.map((key) => [key, units.filter(({ entry }) => entry === key)]));
  const there = keys.filter((key) => own.get(key)?.length !== 0);
  let placed = there.reduce(without, units);
  // The last one first, so that what follows an entry is in its place already.
  for (const key of there.reverse()) {
    const spot = spotOf(placed, key, like);
    if (spot === null) return units;
    const phase = like.find(({ entry }) => entry === key)?.phase ?? null;
    const entry = own.get(key)?.map((unit) => ({ ...unit, phase })) ?? [];
    placed = [...placed.slice(0, spot.at), ...spot.above, ...entry, ...spot.below, ...placed.slice(spot.at)];
  }
  return placed;
}

function without(units: readonly Unit[], key: TaskKey): readonly Unit[] {
  const isOfKey = (unit: Unit) => unit.entry === key;
  const gap = gapOf(units, units.findIndex(isOfKey), units.findLastIndex(isOfKey) + 1);
  return units.filter((unit, index) => !isOfKey(unit) && !(index >= gap.start && index < gap.end));
}

interface Spot {
  readonly at: number;
  /** Blank lines that keep the entry apart from its neighbour. */
  readonly above: readonly Unit[];
  readonly below: readonly Unit[];
}

/**
 * Where an entry comes to stand among units that are without it: before the entry that it precedes in another text, else
 * behind what it follows there. The blank lines that keep it apart from its neighbour go with it. null where no neighbour is theirs.
 */
export function spotOf(rest: readonly Unit[], key: TaskKey, like: readonly Unit[]): Spot | null {
  const isOfKey = (unit: Unit) => unit.entry === key;
  // It may stand beside what the same side added; that has a neighbour in its turn.
  const there = new Map(rest.map((unit) => [unit.entry, unit.phase]));
  // A neighbour that has gone to another phase tells nothing.
  const isKnown = ({ entry, phase }: Unit) => entry === null || there.get(entry) === phase;
  const [start, end] = [like.findIndex(isOfKey), like.findLastIndex(isOfKey) + 1];
  const next = like.slice(end).find((unit) => !isBlank(unit) && isKnown(unit))?.entry ?? null;
  if (next !== null) {
    const at = rest.findIndex((unit) => unit.entry === next);
    return { at, above: [], below: like.slice(end, end + blanksFrom(like, end)) };
  }
  const before = like.slice(0, start).filter(isKnown);
  const last = before.findLastIndex((unit) => !isBlank(unit));
  const anchor = before[last];
  if (anchor === undefined) return null;
  const found = anchor.entry === null ? onlyOne(rest, anchor) : rest.findLastIndex((unit) => unit.entry === anchor.entry);
  if (found < 0) return null;
  if (anchor.entry !== null) return { at: found + 1, above: before.slice(last + 1), below: [] };
  const blanks = before.length - last - 1;
  return { at: found + 1 + Math.min(blanks, blanksFrom(rest, found + 1)), above: [], below: [] };
}

/** The blank lines between an entry and the next one; of the last of several, those between it and the one before. */
export function gapOf(units: readonly Unit[], start: number, end: number): { readonly start: number; readonly end: number } {
  const next = end + blanksFrom(units, end);
  if (isEntry(units[next])) return { start: end, end: next };
  const before = units.slice(0, start).findLastIndex((unit) => !isBlank(unit));
  return isEntry(units[before]) ? { start: before + 1, end: start } : { start, end: start };
}

function isEntry(unit: Unit | undefined): boolean {
  return unit !== undefined && unit.entry !== null;
}

function blanksFrom(units: readonly Unit[], start: number): number {
  let at = start;
  while (isBlank(units[at])) at++;
  return at - start;
}

/** A line that says nothing, between entries or within the text around them. */
function isBlank(unit: Unit | undefined): boolean {
  return unit !== undefined && unit.entry === null && unit.text.trim() === '';
}

/** The line in its phase, or where that has none such, in all of the text. */
function onlyOne(units: readonly Unit[], { token, phase }: Unit): number {
  const indices = units.flatMap((unit, index) => (unit.token === token ? [index] : []));
  const within = indices.filter((index) => units[index]?.phase === phase);
  const [first = -1, ...others] = within.length === 0 ? indices : within;
  return others.length === 0 ? first : -1;
}
