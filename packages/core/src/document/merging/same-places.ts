/**
 * Entries that one side moved to another place, or into another order, put there in all three texts: then what the other side
 * changed in them is merged where they stand now, and not taken for a change of what was taken out.
 */
import type { TaskKey } from '../../model/task-id.ts';
import type { Three } from './phase-blocks.ts';
import { oneOrder, sameOrder, type Take } from './same-order.ts';
import type { Unit, UnitSides } from './text-units.ts';
import { homes, likeSide, lineOf, moved } from './unit-places.ts';

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
      if (home !== undefined && sides.base !== null) sides = withoutOne({ ...sides, base: sides.base }, { key, home, one, other });
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
function withoutOne(sides: Three, { key, home, one, other }: Homes): UnitSides {
  const side = one === undefined ? 'theirs' : 'ours';
  const now = one ?? other;
  const isThere = sides[side === 'ours' ? 'theirs' : 'ours'].some(({ entry }) => entry === key);
  if (now === undefined || now === home || isThere) return sides;
  const changed = sides[side].map((unit) => (unit.entry === key ? { ...unit, token: `${unit.token}\0elsewhere` } : unit));
  return { ...sides, base: moved(sides.base, [key], sides[side]), [side]: changed };
}
