/**
 * The units of three texts merged, by the diff3 algorithm (Khanna, Kunal and Pierce, "A Formal
 * Investigation of Diff3", 2007) as the library `node-diff3` has it. Without a base every place where the
 * two texts differ is a conflict.
 *
 * Beyond the algorithm: two sides that added different tasks at one place have added both, in the order of their ids,
 * so that whoever merges the other way round gets the same; and a task that both sides put somewhere else, each to
 * another place, is in conflict and not there twice.
 */
import { diff3MergeRegions, diffIndices } from 'node-diff3';
import type { TaskKey } from '../../model/task-id.ts';
import { mergeAligned } from './merge-aligned.ts';
import { closeLists, openLists } from './open-lists.ts';
import { phasesInTwoPlaces } from './phases-in-two-places.ts';
import type { Take } from './same-order.ts';
import { samePhases } from './same-phases.ts';
import { samePlaces } from './same-places.ts';
import type { Unit, UnitSides } from './text-units.ts';
import { inTwoPlaces } from './two-places.ts';

export type MergedPiece = TextPiece | ConflictPiece;

export interface TextPiece {
  readonly kind: 'text';
  readonly units: readonly Unit[];
  readonly from: 'ours' | 'theirs' | 'base';
}

export interface ConflictPiece {
  readonly kind: 'conflict';
  readonly ours: readonly Unit[];
  /** null where it is not known. */
  readonly base: readonly Unit[] | null;
  readonly theirs: readonly Unit[];
  /** The task that it is about, where both sides put it somewhere else. */
  readonly apart?: TaskKey;
}

/** @param take which side somebody decided for, of a task that both put somewhere else */
export function mergeLines(given: UnitSides, take: Take): readonly MergedPiece[] {
  const { sides: open, closed } = openLists(samePhases(given));
  const { sides, apart } = samePlaces(open, take);
  const regions = sides.base === null ? differences(sides) : regionsOf({ ...sides, base: sides.base });
  const once = phasesInTwoPlaces(onePlaceEach(withDecided(regions.flatMap(settle), take), sides), sides);
  return closeLists(inTwoPlaces(once, apart, open.theirs), closed);
}

function regionsOf({ base, ours, theirs }: UnitSides & { readonly base: readonly Unit[] }): readonly MergedPiece[] {
  const numbers = new Map<string, number>();
  const numbersOf = (units: readonly Unit[]) => units.map(({ token }) => numberOf(numbers, token));
  return diff3MergeRegions(numbersOf(ours), numbersOf(base), numbersOf(theirs)).map((region): MergedPiece => {
    if (region.stable) {
      const from = ({ a: 'ours', o: 'base', b: 'theirs' } as const)[region.buffer];
      const units = { ours, base, theirs }[from].slice(region.bufferStart, region.bufferStart + region.bufferLength);
      return { kind: 'text', units, from };
    }
    return {
      kind: 'conflict',
      ours: ours.slice(region.aStart, region.aStart + region.aLength),
      base: base.slice(region.oStart, region.oStart + region.oLength),
      theirs: theirs.slice(region.bStart, region.bStart + region.bLength),
    };
  });
}

function differences({ ours, theirs }: UnitSides): readonly MergedPiece[] {
  const numbers = new Map<string, number>();
  const numbersOf = (units: readonly Unit[]) => units.map(({ token }) => numberOf(numbers, token));
  const pieces: MergedPiece[] = [];
  let at = 0;
  for (const { buffer1, buffer2 } of diffIndices(numbersOf(ours), numbersOf(theirs))) {
    pieces.push({ kind: 'text', units: ours.slice(at, buffer1[0]), from: 'ours' });
    at = buffer1[0] + buffer1[1];
    pieces.push({
      kind: 'conflict',
      ours: ours.slice(buffer1[0], at),
      base: null,
      theirs: theirs.slice(buffer2[0], buffer2[0] + buffer2[1]),
    });
  }
  return [...pieces, { kind: 'text', units: ours.slice(at), from: 'ours' }];
}

function numberOf(numbers: Map<string, number>, token: string): number {
  const known = numbers.get(token) ?? numbers.size;
  numbers.set(token, known);
  return known;
}

/** What of a conflict is none: two additions of tasks, changes of tasks that stand side by side, what both have alike around it. */
function settle(piece: MergedPiece): readonly MergedPiece[] {
  if (piece.kind === 'text') return [piece];
  const { ours, base, theirs } = piece;
  if (areSame(ours, theirs)) return [text(ours, 'ours')];
  const aligned = base === null ? null : mergeAligned({ ours, base, theirs });
  if (aligned !== null) return [text(aligned, 'ours')];
  return (base === null ? null : mergeEntries({ ours, base, theirs })) ?? trimmed(piece);
}

function areSame(one: readonly Unit[], other: readonly Unit[]): boolean {
  return one.length === other.length && one.every(({ token }, index) => token === other[index]?.token);
}

/** The conflict without the lines that both sides have alike at its beginning and its end. Tasks that both added there are none. */
function trimmed({ ours, base, theirs }: ConflictPiece): readonly MergedPiece[] {
  let start = 0;
  while (start < ours.length && ours[start]?.token === theirs[start]?.token) start++;
  let end = 0;
  while (end < Math.min(ours.length, theirs.length) - start && ours.at(-1 - end)?.token === theirs.at(-1 - end)?.token) end++;
  const [head, tail] = [ours.slice(0, start), ours.slice(ours.length - end)];
  const inner = (units: readonly Unit[]) => units.slice(start, units.length - end);
  const [mine, others] = [inner(ours), inner(theirs)];
  if (base?.length === 0 && areOtherTasks(mine, others)) {
    // What parts an addition from what stands above it parts the second from the first, too.
    const between = head.every(isBlank) ? head : [];
    const [first, second] = inOrderOfIds([text(mine, 'ours')], [text(others, 'theirs')]);
    return [text(head, 'ours'), ...first, text(between, 'ours'), ...second, text(tail, 'ours')];
  }
  return [text(head, 'ours'), { kind: 'conflict', ours: mine, base, theirs: others }, text(tail, 'ours')];
}

const isBlank = ({ text: line }: Unit) => line.trim() === '';

/** What each side added: first that whose first id comes first. */
function inOrderOfIds<Added extends readonly TextPiece[]>(one: Added, other: Added): readonly [Added, Added] {
  const firstOf = (pieces: Added) => pieces.flatMap(({ units }) => units).find(({ entry }) => entry !== null)?.entry ?? '';
  return firstOf(one) <= firstOf(other) ? [one, other] : [other, one];
}

type Three = Record<'ours' | 'base' | 'theirs', readonly Unit[]>;

/**
 * Entries side by side, of which each side changed, added or took out some: merged one by one. null where a
 * side put them into another order, took out what the other changed, or other text stands between.
 */
function mergeEntries({ ours, base, theirs }: Three): readonly MergedPiece[] | null {
  const [mine, before, others] = [ours, base, theirs].map(byEntry);
  if (mine == null || before == null || others == null) return null;
  if (!keepsOrder(mine, before) || !keepsOrder(others, before)) return null;
  if ([...mine.keys()].some((key) => !before.has(key) && others.has(key))) return null;
  const added = { ours: additions(mine, before), theirs: additions(others, before) };
  const addedAfter = (key: TaskKey | null) => {
    const of = (side: 'ours' | 'theirs') => (added[side].get(key) ?? []).map((units) => text(units, side));
    return inOrderOfIds(of('ours'), of('theirs')).flat();
  };
  const pieces: MergedPiece[] = addedAfter(null);
  for (const [key, was] of before) {
    const [one, other] = [mine.get(key), others.get(key)];
    if (one !== undefined && other !== undefined) pieces.push(...mergeOne({ ours: one, base: was, theirs: other }));
    else if (!areSame(one ?? was, was) || !areSame(other ?? was, was)) return null;
    pieces.push(...addedAfter(key));
  }
  return pieces;
}

/** Whether the entries that are left of the base stand as they stood there. */
function keepsOrder(side: Entries, base: Entries): boolean {
  const left = [...side.keys()].filter((key) => base.has(key));
  return left.join('\0') === [...base.keys()].filter((key) => side.has(key)).join('\0');
}

/** What a side added, by the entry of the base that it stands behind. */
function additions(side: Entries, base: Entries): ReadonlyMap<TaskKey | null, readonly (readonly Unit[])[]> {
  const added = new Map<TaskKey | null, (readonly Unit[])[]>();
  let last: TaskKey | null = null;
  for (const [key, units] of side) {
    if (base.has(key)) last = key;
    else added.set(last, [...(added.get(last) ?? []), units]);
  }
  return added;
}

function mergeOne({ ours, base, theirs }: Three): readonly MergedPiece[] {
  if (areSame(ours, base)) return [text(theirs, 'theirs')];
  if (areSame(theirs, base) || areSame(ours, theirs)) return [text(ours, 'ours')];
  const aligned = mergeAligned({ ours, base, theirs });
  if (aligned !== null) return [text(aligned, 'ours')];
  return trimmed({ kind: 'conflict', ours, base, theirs });
}

type Entries = ReadonlyMap<TaskKey, readonly Unit[]>;

/** Units by the entry that they stand in; null where some stand in none, or an entry comes twice. */
function byEntry(units: readonly Unit[]): Entries | null {
  const entries = new Map<TaskKey, Unit[]>();
  let inside: TaskKey | null = null;
  for (const unit of units) {
    const { entry } = unit;
    if (entry === null || (entry !== inside && entries.has(entry))) return null;
    inside = entry;
    const known = entries.get(entry) ?? [];
    known.push(unit);
    entries.set(entry, known);
  }
  return entries;
}

function text(units: readonly Unit[], from: 'ours' | 'theirs'): TextPiece {
  return { kind: 'text', units, from };
}

function areOtherTasks(ours: readonly Unit[], theirs: readonly Unit[]): boolean {
  const keys = new Set(ours.map(({ entry }) => entry));
  const isOfTask = (unit: Unit) => unit.entry !== null || isBlank(unit);
  return [...ours, ...theirs].every(isOfTask) && theirs.every(({ entry }) => entry === null || !keys.has(entry));
}

/** An entry that came to stand in two places, and stood in one on either side, is in conflict where theirs has it. */
function onePlaceEach(pieces: readonly MergedPiece[], { ours, theirs }: UnitSides): readonly MergedPiece[] {
  const units = pieces.flatMap((piece) => (piece.kind === 'text' ? piece.units : [...piece.ours, ...piece.theirs]));
  const before = new Set([...enteredTwice(ours), ...enteredTwice(theirs)]);
  const doubled = new Set(enteredTwice(units).filter((key) => !before.has(key)));
  if (doubled.size === 0) return pieces;
  return pieces.flatMap((piece): readonly MergedPiece[] => {
    if (piece.kind === 'conflict' || piece.from !== 'theirs') return [piece];
    const apart = piece.units.find(({ entry }) => entry !== null && doubled.has(entry))?.entry ?? null;
    return apart === null ? [piece] : [{ kind: 'conflict', ours: [], base: [], theirs: piece.units, apart }];
  });
}

/** Of an entry that stands where ours has it and where theirs does, the place of the side that somebody decided for. */
function withDecided(pieces: readonly MergedPiece[], take: Take): readonly MergedPiece[] {
  const texts = pieces.filter((piece) => piece.kind === 'text');
  const entriesOf = (isTheirs: boolean) =>
    new Set(texts.filter(({ from }) => (from === 'theirs') === isTheirs).flatMap(({ units }) => units.flatMap(({ entry }) => entry ?? [])));
  const [mine, others] = [entriesOf(false), entriesOf(true)];
  const times = timesEntered(texts.flatMap(({ units }) => units));
  const isGivenUp = (entry: TaskKey | null, from: 'ours' | 'theirs') => {
    const isTwice = entry !== null && times.get(entry) === 2 && mine.has(entry) && others.has(entry);
    return isTwice && (take(entry) ?? from) !== from;
  };
  return pieces.map((piece) =>
    piece.kind === 'text'
      ? { ...piece, units: piece.units.filter(({ entry }) => !isGivenUp(entry, piece.from === 'theirs' ? 'theirs' : 'ours')) }
      : piece,
  );
}

/** Entries that make more than one run of lines. */
function enteredTwice(units: readonly Unit[]): readonly TaskKey[] {
  return [...timesEntered(units)].filter(([, times]) => times > 1).map(([key]) => key);
}

/** How many runs of lines each entry makes. */
function timesEntered(units: readonly Unit[]): ReadonlyMap<TaskKey, number> {
  const times = new Map<TaskKey, number>();
  let inside: TaskKey | null = null;
  for (const { entry } of units) {
    if (entry !== null && entry !== inside) times.set(entry, (times.get(entry) ?? 0) + 1);
    inside = entry;
  }
  return times;
}
