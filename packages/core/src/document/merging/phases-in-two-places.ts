/**
 * A phase that each side put to a place of its own, in conflict at both, so that whoever takes one side has it once. A
 * merge of lines takes no notice of it where the phase has no task: both took it from where it was, and each added it
 * somewhere else.
 */
import { itemAt } from '../../model/item-at.ts';
import { grouped } from '../../model/look-ups.ts';
import type { PhaseKey } from './common-phases.ts';
import type { MergedPiece } from './merge-lines.ts';
import { blocksOf } from './phase-blocks.ts';
import type { Unit, UnitSides } from './text-units.ts';

export function phasesInTwoPlaces(pieces: readonly MergedPiece[], { ours, theirs }: UnitSides): readonly MergedPiece[] {
  // A line that another phase begins with, too, tells neither of them.
  const several = new Set([ours, theirs].flatMap((units) => [...repeated(units, ({ token }) => token)]));
  const heads = new Set([...headsOf(ours), ...headsOf(theirs)].filter(({ token }) => !several.has(token)).map(signOf));
  const isHead = (unit: Unit) => heads.has(signOf(unit));
  const taking = (side: 'ours' | 'theirs') => pieces.flatMap((piece) => (piece.kind === 'text' ? piece.units : piece[side]));
  const twiceTaking = (side: 'ours' | 'theirs') => repeated(taking(side).filter(isHead), ({ phase }) => phase);
  const doubled = new Set([...twiceTaking('ours'), ...twiceTaking('theirs')]);
  if (doubled.size === 0) return pieces;
  return pieces.map((piece): MergedPiece => {
    if (piece.kind === 'conflict' || piece.from === 'base') return piece;
    const isDoubled = piece.units.some((unit) => doubled.has(unit.phase) && isHead(unit));
    return isDoubled ? { kind: 'conflict', ours: [], base: [], theirs: [], [piece.from]: piece.units } : piece;
  });
}

/** The first line of each phase that stands in one piece. A task that was put there alone is no such line. */
function headsOf(units: readonly Unit[]): readonly Unit[] {
  return blocksOf(units)
    .map(({ start }) => itemAt(units, start))
    .filter(({ entry }) => entry === null);
}

function repeated<Key extends PhaseKey | null>(units: readonly Unit[], keyOf: (unit: Unit) => Key): ReadonlySet<Key> {
  return new Set([...grouped(units, keyOf)].flatMap(([key, some]) => (some.length > 1 ? [key] : [])));
}

const signOf = ({ phase, token }: Unit) => `${phase}\0${token}`;
