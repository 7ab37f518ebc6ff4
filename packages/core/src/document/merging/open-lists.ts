/**
 * A list of tasks that is empty in one text, and in another is not: `tasks: []` and `tasks:` are one line of its phase,
 * so that two sides that each put their first task there, or their last one away, have both done so.
 */
import { valueIn } from '../../model/value-in.ts';
import type { MergedPiece } from './merge-lines.ts';
import type { Unit, UnitSides } from './text-units.ts';

interface OpenLists {
  readonly sides: UnitSides;
  /** By the line above a list: the line that stands there when the list is empty. */
  readonly closed: ReadonlyMap<string, string>;
}

export function openLists({ base, ours, theirs }: UnitSides): OpenLists {
  const filled = new Map([base ?? [], ours, theirs].flatMap(filledIn));
  // Whoever left a list without a task and without brackets wants it so.
  const bare = new Set([ours, theirs].flatMap(bareIn));
  const emptied = [...filled.values()].filter((unit) => !bare.has(lineOf(unit)));
  const closed = new Map(emptied.map((unit) => [lineOf(unit), unit.text.replace(':', ': []')]));
  const opened = (units: readonly Unit[]) =>
    units.map((unit) => {
      const line = filled.get(keyOf(unit, emptyList) ?? '');
      if (line === undefined) return unit;
      closed.set(lineOf(line), unit.text);
      return line;
    });
  return { sides: { base: base === null ? null : opened(base), ours: opened(ours), theirs: opened(theirs) }, closed };
}

/** The merged text with each list that nothing stands in as an empty one. */
export function closeLists(pieces: readonly MergedPiece[], closed: OpenLists['closed']): readonly MergedPiece[] {
  const units = pieces.flatMap((piece): readonly (Unit | null)[] => (piece.kind === 'text' ? piece.units : [null]));
  const empty = new Set(
    units.filter((unit, index) => {
      if (unit === null || !closed.has(lineOf(unit))) return false;
      const next = units.slice(index + 1).find((each) => each === null || each.text.trim() !== '');
      return next === undefined || (next !== null && next.entry === null);
    }),
  );
  const close = (unit: Unit) => (empty.has(unit) ? { ...unit, text: valueIn(closed, lineOf(unit)) } : unit);
  return pieces.map((piece) => (piece.kind === 'text' ? { ...piece, units: piece.units.map(close) } : piece));
}

const emptyList = /^([ \t]*[\w-]+:)[ \t]*\[[ \t]*\][ \t]*\r?\n?$/;
const openList = /^([ \t]*[\w-]+:)[ \t]*\r?\n?$/;

function keyOf({ phase, entry, text }: Unit, form: RegExp): string | null {
  const key = phase === null || entry !== null ? null : form.exec(text)?.[1];
  return key == null ? null : `${phase}\0${key}`;
}

/** The lines that a listed task follows. */
function filledIn(units: readonly Unit[]): readonly (readonly [string, Unit])[] {
  return units.flatMap((unit, index): readonly (readonly [string, Unit])[] => {
    const key = keyOf(unit, openList);
    return key === null || !isListed(units[index + 1]) ? [] : [[key, unit]];
  });
}

function bareIn(units: readonly Unit[]): readonly string[] {
  return units.flatMap((unit, index) => (keyOf(unit, openList) === null || isListed(units[index + 1]) ? [] : [lineOf(unit)]));
}

function isListed(unit: Unit | undefined): boolean {
  return unit !== undefined && unit.entry !== null && /^\s*[-#]/.test(unit.text);
}

const lineOf = ({ phase, token }: Unit) => `${phase}\0${token}`;
