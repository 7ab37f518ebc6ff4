/** Where entries stand among the units of a text, and how one is put where another text has it, with the blank lines that keep it apart. */
import { itemAt } from '../../model/item-at.ts';
import type { TaskKey } from '../../model/task-id.ts';
import { valueIn } from '../../model/value-in.ts';
import type { Unit, UnitSides } from './text-units.ts';

/**
 * Entries put in all three texts where one side has them. Like the text as it is by now, so that two that came to one
 * place stand there in one order.
 */
export function likeSide(sides: UnitSides, keys: readonly TaskKey[], side: 'ours' | 'theirs'): UnitSides {
  const like = sides[side];
  const base = sides.base === null ? null : moved(sides.base, keys, like);
  return side === 'ours'
    ? { base, ours: like, theirs: moved(sides.theirs, keys, like) }
    : { base, ours: moved(sides.ours, keys, like), theirs: like };
}

/**
 * The text that each entry stands under: the last line of no entry above it that says something, and stands nowhere
 * else in its phase. Of an entry that comes twice nothing is told.
 */
export function homes(units: readonly Unit[]): ReadonlyMap<TaskKey, string> {
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

export const lineOf = ({ phase, token }: Unit) => `${phase}\0${token}`;

/** The units with entries where another text has them, by their order there. As they are, where no neighbour of one is theirs. */
export function moved(units: readonly Unit[], keys: readonly TaskKey[], like: readonly Unit[]): readonly Unit[] {
  const own = new Map(keys.map((key) => [key, units.filter(({ entry }) => entry === key)]));
  const there = keys.filter((key) => valueIn(own, key).length !== 0);
  let placed = there.reduce(without, units);
  // The last one first, so that what follows an entry is in its place already.
  for (const key of there.reverse()) {
    const spot = spotOf(placed, key, like);
    if (spot === null) return units;
    const { phase } = itemAt(
      like,
      like.findIndex(({ entry }) => entry === key),
    );
    const entry = valueIn(own, key).map((unit) => ({ ...unit, phase }));
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
