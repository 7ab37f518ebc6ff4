/**
 * Entries that one side moved to another place, put there in all three texts: then what the other side
 * changed in them is merged where they stand now, and not taken for a change of what was taken out.
 */
import type { TaskKey } from '../../model/task-id.ts';
import type { Unit, UnitSides } from './text-units.ts';

export function samePlaces({ base, ours, theirs }: UnitSides): UnitSides {
  if (base === null) return { base, ours, theirs };
  const before = homes(base);
  const [mine, others] = [homes(ours), homes(theirs)];
  let sides = { base, ours, theirs };
  for (const [key, home] of before) {
    const [one, other] = [mine.get(key), others.get(key)];
    if (one === undefined || other === undefined || (one === home) === (other === home)) continue;
    // Like the text as it is by now, so that two that came to one place stand there in one order.
    if (one !== home) sides = { ...sides, base: moved(sides.base, key, sides.ours), theirs: moved(sides.theirs, key, sides.ours) };
    else sides = { ...sides, base: moved(sides.base, key, sides.theirs), ours: moved(sides.ours, key, sides.theirs) };
  }
  return sides;
}

/**
 * The text that each entry stands under: the last line of no entry above it that says something, and stands nowhere
 * else (`tasks:` stands in every phase). Of an entry that comes twice nothing is told.
 */
function homes(units: readonly Unit[]): ReadonlyMap<TaskKey, string> {
  const times = new Map<string, number>();
  for (const { token } of units) times.set(token, (times.get(token) ?? 0) + 1);
  const found = new Map<TaskKey, string>();
  const twice = new Set<TaskKey>();
  let home = '';
  let inside: TaskKey | null = null;
  for (const { entry, token, text } of units) {
    if (entry === null && /\w/.test(text) && times.get(token) === 1) home = token;
    if (entry !== null && entry !== inside) {
      if (found.has(entry)) twice.add(entry);
      found.set(entry, home);
    }
    inside = entry;
  }
  for (const key of twice) found.delete(key);
  return found;
}

/** The units with an entry where another text has it: behind what it follows there, but for blank lines. As they are, where they have none such. */
function moved(units: readonly Unit[], key: TaskKey, like: readonly Unit[]): readonly Unit[] {
  const before = like.slice(
    0,
    like.findIndex(({ entry }) => entry === key),
  );
  const anchor = before.findLast((unit) => !isBlank(unit));
  const entry = units.filter((unit) => unit.entry === key);
  const rest = units.filter((unit) => unit.entry !== key);
  if (anchor === undefined) return units;
  let at = anchor.entry === null ? onlyOne(rest, anchor.token) : rest.findLastIndex((unit) => unit.entry === anchor.entry);
  if (at < 0) return units;
  for (let blank = before.length - before.lastIndexOf(anchor) - 1; blank > 0 && isBlank(rest[at + 1]); blank--) at++;
  return [...rest.slice(0, at + 1), ...entry, ...rest.slice(at + 1)];
}

/** A line that says nothing, between entries or within the text around them. */
function isBlank(unit: Unit | undefined): boolean {
  return unit !== undefined && unit.entry === null && unit.text.trim() === '';
}

function onlyOne(units: readonly Unit[], token: string): number {
  const first = units.findIndex((unit) => unit.token === token);
  return units.findIndex((unit, index) => index > first && unit.token === token) < 0 ? first : -1;
}
