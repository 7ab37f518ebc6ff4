/**
 * Which phases of the three texts are one and the same. A phase is found again by its heading, by its name where it was
 * given another number, or by its number (in family E its id) where it was given another name.
 */
import type { Phase } from '../../model/plan.ts';
import type { PlanSides, Side } from './merge-plans.ts';

/** Stands for one phase in all three texts. */
export type PhaseKey = string;

/** The key of each phase of a text, by its position there. */
export type CommonPhases = Readonly<Record<Side, readonly PhaseKey[]>>;

export function commonPhases({ base, ours, theirs }: PlanSides): CommonPhases {
  const before = (base?.plan.phases ?? []).map((phase) => ({ phase, key: `base ${phase.index}` }));
  const mine = named(ours.plan.phases, before, 'ours');
  const others = named(theirs.plan.phases, before, 'theirs');
  // What both sides added is one phase where both call it the same.
  const added = sameOf(
    others.filter(({ key }) => key.startsWith('theirs ')).map(({ phase }) => phase),
    mine.filter(({ key }) => key.startsWith('ours ')),
    [wholeHeading],
  );
  const keysOf = (known: readonly Known[]) => known.map(({ key }) => key);
  return { base: keysOf(before), ours: keysOf(mine), theirs: others.map(({ phase, key }) => added.get(phase) ?? key) };
}

interface Known {
  readonly phase: Phase;
  readonly key: PhaseKey;
}

type Feature = (phase: Phase) => string;

const wholeHeading: Feature = ({ id, number, name }) => [id ?? '', number ?? '', name].join('\0').replace(/^\0+$/, '');
const nameAlone: Feature = ({ name }) => name;
const numberAlone: Feature = ({ id, number }) => id ?? number ?? '';

function named(phases: readonly Phase[], known: readonly Known[], side: Side): readonly Known[] {
  const found = sameOf(phases, known, [wholeHeading, nameAlone, numberAlone]);
  return phases.map((phase) => ({ phase, key: found.get(phase) ?? `${side} ${phase.index}` }));
}

/** By one feature after another: those that just one phase has, here and there, of the ones that are left. */
function sameOf(phases: readonly Phase[], known: readonly Known[], features: readonly Feature[]): ReadonlyMap<Phase, PhaseKey> {
  const found = new Map<Phase, PhaseKey>();
  const taken = new Set<PhaseKey>();
  for (const feature of features) {
    const here = onlyOnes(
      phases.filter((phase) => !found.has(phase)),
      feature,
    );
    const there = onlyOnes(
      known.filter(({ key }) => !taken.has(key)),
      ({ phase }) => feature(phase),
    );
    for (const [value, phase] of here) {
      const same = there.get(value);
      if (same === undefined) continue;
      found.set(phase, same.key);
      taken.add(same.key);
    }
  }
  return found;
}

function onlyOnes<Item>(items: readonly Item[], feature: (item: Item) => string): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>();
  const twice = new Set<string>(['']);
  for (const item of items) {
    const value = feature(item);
    if (found.has(value)) twice.add(value);
    found.set(value, item);
  }
  for (const value of twice) found.delete(value);
  return found;
}
