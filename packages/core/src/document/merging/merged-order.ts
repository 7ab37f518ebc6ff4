/** Two orders of one list, of tasks or of phases, as one. */
import { itemAt } from '../../model/item-at.ts';
import { valueIn } from '../../model/value-in.ts';

/** Each is put elsewhere by itself, so of a long list that somebody sorted the lines speak. */
export const mostMoved = 100;

export type Orders<Key> = Record<'ours' | 'base' | 'theirs', readonly Key[]>;

/**
 * The order in which any two stand as the side has them that turned them round; null where that goes round in a circle,
 * or nobody knows how they stood.
 */
export function mergedOrder<Key>({ ours, base, theirs }: Orders<Key>): readonly Key[] | null {
  const placesOf = (keys: readonly Key[]): Places<Key> => new Map(keys.map((key, place) => [key, place]));
  const [mine, was, others] = [placesOf(ours), placesOf(base), placesOf(theirs)];
  const isBefore = (places: Places<Key>, one: Key, other: Key) => valueIn(places, one) < valueIn(places, other);
  const comesFirst = (one: Key, other: Key): boolean | null => {
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

type Places<Key> = ReadonlyMap<Key, number>;

/** The fewest of them that, taken out, leave the others as they were before. By their new order. */
export function outOfOrder<Key>(before: readonly Key[], now: readonly Key[] = []): readonly Key[] {
  if (now.every((key, index) => key === before[index])) return [];
  const place = new Map(before.map((key, index) => [key, index]));
  // What was not there before stands where it stood in no order.
  const known = now.filter((key) => place.has(key));
  const rise = longestRise(known.map((key) => valueIn(place, key)));
  const kept = new Set(known.filter((_, index) => rise.has(index)));
  return now.filter((key) => !kept.has(key));
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
      if (itemAt(numbers, itemAt(ends, middle)) < number) from = middle + 1;
      else to = middle;
    }
    previous.push(from === 0 ? undefined : ends[from - 1]);
    ends[from] = index;
  }
  const rise = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) rise.add(at);
  return rise;
}
