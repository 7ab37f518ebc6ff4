/**
 * Entries that one side moved to another place, or into another order, put there in all three texts: then what the other side
 * changed in them is merged where they stand now, and not taken for a change of what was taken out.
 */
import { grouped } from '../../model/look-ups.ts';
import type { TaskKey } from '../../model/task-id.ts';
import type { Unit, UnitSides } from './text-units.ts';

export function samePlaces({ base, ours, theirs }: UnitSides, take: Take): UnitSides {
  if (base === null) return { base, ours, theirs };
  const before = homes(base);
  const [mine, others] = [homes(ours), homes(theirs)];
  let sides: WithBase = { base, ours, theirs };
  for (const [key, home] of before) {
    const [one, other] = [mine.get(key), others.get(key)];
    if (one === undefined || other === undefined) sides = withoutOne(sides, { key, home, one, other });
    else if (one !== other) {
      // Like the text as it is by now, so that two that came to one place stand there in one order.
      const by = other === home ? 'ours' : one === home ? 'theirs' : take(key);
      if (by === 'ours') sides = { ...sides, base: moved(sides.base, key, sides.ours), theirs: moved(sides.theirs, key, sides.ours) };
      if (by === 'theirs') sides = { ...sides, base: moved(sides.base, key, sides.theirs), ours: moved(sides.ours, key, sides.theirs) };
    }
  }
  return sameOrder(sides);
}

/** Which side somebody decided for, of a task that both put somewhere else. */
export type Take = (task: TaskKey) => 'ours' | 'theirs' | null;

interface Homes {
  readonly key: TaskKey;
  readonly home: string;
  readonly one: string | undefined;
  readonly other: string | undefined;
}

/** An entry that one side put elsewhere and the other took out has been changed there: it neither goes nor comes back unasked. */
function withoutOne(sides: WithBase, { key, home, one, other }: Homes): WithBase {
  const side = one === undefined ? 'theirs' : 'ours';
  const now = one ?? other;
  const isThere = sides[side === 'ours' ? 'theirs' : 'ours'].some(({ entry }) => entry === key);
  if (now === undefined || now === home || isThere) return sides;
  const changed = sides[side].map((unit) => (unit.entry === key ? { ...unit, token: `${unit.token}\0elsewhere` } : unit));
  return { ...sides, base: moved(sides.base, key, sides[side]), [side]: changed };
}

interface WithBase extends UnitSides {
  readonly base: readonly Unit[];
}

/** Each is put elsewhere by itself, so of a long list that somebody sorted the lines speak. */
const mostMoved = 100;

/** Entries that one side alone put in another order, below the text that they stand under in both, put so everywhere. */
function sameOrder(sides: WithBase): WithBase {
  const before = homes(sides.base);
  const [byUs, byThem] = [outOfOrderIn(before, homes(sides.ours)), outOfOrderIn(before, homes(sides.theirs))];
  let same = sides;
  for (const home of new Set([...byUs.keys(), ...byThem.keys()])) {
    const [mine, others] = [byUs.get(home) ?? [], byThem.get(home) ?? []];
    if (mine.length + others.length > mostMoved) continue;
    if (others.length === 0)
      for (const key of mine) same = { ...same, base: moved(same.base, key, same.ours), theirs: moved(same.theirs, key, same.ours) };
    if (mine.length === 0)
      for (const key of others) same = { ...same, base: moved(same.base, key, same.theirs), ours: moved(same.ours, key, same.theirs) };
  }
  return same;
}

/** By the text that they stand under: entries that a side put in another order, whatever became of them on the other side. */
function outOfOrderIn(before: ReadonlyMap<TaskKey, string>, now: ReadonlyMap<TaskKey, string>): ReadonlyMap<string, readonly TaskKey[]> {
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
  const lineOf = ({ phase, token }: Unit) => `${phase}\0${token}`;
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

/**
 * The units with an entry where another text has it: before the entry that it precedes there, else behind what it
 * follows. The blank lines that keep it apart from its neighbour go with it. As they are, where no neighbour is theirs.
 */
function moved(units: readonly Unit[], key: TaskKey, like: readonly Unit[]): readonly Unit[] {
  const isOfKey = (unit: Unit) => unit.entry === key;
  if (!units.some(isOfKey)) return units;
  const gap = gapOf(units, units.findIndex(isOfKey), units.findLastIndex(isOfKey) + 1);
  const rest = units.filter((unit, index) => !isOfKey(unit) && !(index >= gap.start && index < gap.end));
  // It may stand beside what the same side added; that has a neighbour in its turn.
  const there = new Map(rest.map((unit) => [unit.entry, unit.phase]));
  // A neighbour that has gone to another phase tells nothing.
  const isKnown = ({ entry, phase }: Unit) => entry === null || there.get(entry) === phase;
  const [start, end] = [like.findIndex(isOfKey), like.findLastIndex(isOfKey) + 1];
  const entry = units.filter(isOfKey).map((unit) => ({ ...unit, phase: like[start]?.phase ?? null }));
  const next = like.slice(end).find((unit) => !isBlank(unit) && isKnown(unit))?.entry ?? null;
  if (next !== null) {
    const at = rest.findIndex((unit) => unit.entry === next);
    return [...rest.slice(0, at), ...entry, ...like.slice(end, end + blanksFrom(like, end)), ...rest.slice(at)];
  }
  const before = like.slice(0, start).filter(isKnown);
  const last = before.findLastIndex((unit) => !isBlank(unit));
  const anchor = before[last];
  if (anchor === undefined) return units;
  const found = anchor.entry === null ? onlyOne(rest, anchor) : rest.findLastIndex((unit) => unit.entry === anchor.entry);
  if (found < 0) return units;
  const blanks = before.length - last - 1;
  if (anchor.entry !== null) return [...rest.slice(0, found + 1), ...before.slice(last + 1), ...entry, ...rest.slice(found + 1)];
  const at = found + 1 + Math.min(blanks, blanksFrom(rest, found + 1));
  return [...rest.slice(0, at), ...entry, ...rest.slice(at)];
}

/** The blank lines between an entry and the next one; of the last of several, those between it and the one before. */
function gapOf(units: readonly Unit[], start: number, end: number): { readonly start: number; readonly end: number } {
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
