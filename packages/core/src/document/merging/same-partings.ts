/**
 * The blank lines and rules that part two phases, merged by themselves and then alike in all three texts. Somebody who
 * puts a phase elsewhere takes along the rule below it, as often as not: that is in conflict with nothing that the other
 * side added to the phase that stands above it now.
 */
import { blocksOf, isBlank, isRule, type Three } from './phase-blocks.ts';
import type { Unit } from './text-units.ts';

export function samePartings({ base, ours, theirs }: Three): Three {
  const [before, mine, others] = [base, ours, theirs].map(partingsIn) as [Partings, Partings, Partings];
  const merged = new Map<string, readonly Unit[]>();
  for (const [place, { units: was }] of before) {
    const [one, other] = [mine.get(place)?.units, others.get(place)?.units];
    const both = one === undefined || other === undefined ? null : mergeParting(one, was, other);
    if (both !== null) merged.set(place, both);
  }
  return { base: withPartings(base, before, merged), ours: withPartings(ours, mine, merged), theirs: withPartings(theirs, others, merged) };
}

interface Parting {
  readonly start: number;
  readonly units: readonly Unit[];
}

/** By the phase above and what stands below. */
type Partings = ReadonlyMap<string, Parting>;

function partingsIn(units: readonly Unit[]): Partings {
  return new Map(
    blocksOf(units).map(({ key, end: start }) => {
      let end = start;
      for (let unit = units[end]; unit !== undefined && (isBlank(unit) || isRule(unit)); unit = units[end]) end++;
      const below = units[end];
      return [`${key}\0${below?.phase ?? below?.token}`, { start, units: units.slice(start, end) }] as const;
    }),
  );
}

/** null where both sides changed it, and not to the same. */
function mergeParting(ours: readonly Unit[], base: readonly Unit[], theirs: readonly Unit[]): readonly Unit[] | null {
  const [mine, was, others] = [ours, base, theirs].map((units) => units.map(({ token }) => token).join('\n'));
  if (mine === was) return theirs;
  return others === was || others === mine ? ours : null;
}

function withPartings(units: readonly Unit[], partings: Partings, merged: ReadonlyMap<string, readonly Unit[]>): readonly Unit[] {
  let end = 0;
  const parts = [...partings].flatMap(([place, { start, units: own }]) => {
    const above = units.slice(end, start);
    end = start + own.length;
    return [...above, ...(merged.get(place) ?? own)];
  });
  return [...parts, ...units.slice(end)];
}
