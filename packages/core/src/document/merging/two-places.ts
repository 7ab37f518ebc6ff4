/**
 * A task that each side put to a place of its own, in conflict at both: where ours has it, with nothing in theirs, and the
 * other way round. Whoever takes one side of both has it once. What it says has been merged before.
 */
import { itemAt } from '../../model/item-at.ts';
import type { TaskKey } from '../../model/task-id.ts';
import type { ConflictPiece, MergedPiece, TextPiece } from './merge-lines.ts';
import type { Unit } from './text-units.ts';
import { gapOf, spotOf } from './unit-places.ts';

/** One unit of text, or one conflict. */
type Cell = { readonly unit: Unit; readonly from: TextPiece['from'] } | ConflictPiece;

/** @param pieces have each task where ours has it. @param theirs before it was put there */
export function inTwoPlaces(pieces: readonly MergedPiece[], apart: ReadonlySet<TaskKey>, theirs: readonly Unit[]): readonly MergedPiece[] {
  if (apart.size === 0) return pieces;
  let cells: readonly Cell[] = pieces.flatMap((piece): readonly Cell[] =>
    piece.kind === 'conflict' ? [piece] : piece.units.map((unit) => ({ unit, from: piece.from })),
  );
  const others = new Map<TaskKey, readonly Unit[]>();
  for (const key of new Set(theirs.flatMap(({ entry }) => (entry !== null && apart.has(entry) ? [entry] : [])))) {
    const found = whereOursHas(cells, key);
    if (found === null) continue;
    cells = found.cells;
    others.set(key, found.theirs);
  }
  // The last one first, so that what follows a task there is there already.
  for (const [key, units] of [...others].reverse()) cells = whereTheirsHas(cells, conflict(key, { ours: [], theirs: units }), theirs);
  return cells.map((cell) => ('unit' in cell ? { kind: 'text', units: [cell.unit], from: cell.from } : cell));
}

/** null where it stands among lines of others that are in conflict: it is in conflict there. */
function whereOursHas(cells: readonly Cell[], key: TaskKey): { readonly cells: readonly Cell[]; readonly theirs: readonly Unit[] } | null {
  const isOfKey = (cell: Cell) => unitsOf(cell).some(({ entry }) => entry === key);
  const [start, end] = [cells.findIndex(isOfKey), cells.findLastIndex(isOfKey) + 1];
  const own = cells.slice(start, end);
  if (start < 0 || !own.every((cell) => unitsOf(cell).every(({ entry }) => entry === key))) return null;
  const gap = gapOf(cells.map(signOf), start, end);
  const [from, to] = [Math.min(gap.start, start), Math.max(gap.end, end)];
  const sideOf = (side: 'ours' | 'theirs', some: readonly Cell[]) => some.flatMap((cell) => ('unit' in cell ? [cell.unit] : cell[side]));
  const here = conflict(key, { ours: sideOf('ours', cells.slice(from, to)), theirs: [] });
  return { cells: [...cells.slice(0, from), here, ...cells.slice(to)], theirs: sideOf('theirs', own) };
}

function whereTheirsHas(
  cells: readonly Cell[],
  piece: ConflictPiece & { readonly apart: TaskKey },
  theirs: readonly Unit[],
): readonly Cell[] {
  const spot = spotOf(cells.map(signOf), piece.apart, theirs);
  // No neighbour of it is there any more: beside where ours has it.
  const beside = cells.findIndex((cell) => !('unit' in cell) && cell.apart === piece.apart) + 1;
  const { at, above, below } = spot ?? { at: beside, above: [], below: [] };
  const { phase } = itemAt(
    theirs,
    theirs.findIndex(({ entry }) => entry === piece.apart),
  );
  const own = piece.theirs.map((unit) => ({ ...unit, phase }));
  return [...cells.slice(0, at), { ...piece, theirs: [...above, ...own, ...below] }, ...cells.slice(at)];
}

function conflict(apart: TaskKey, sides: Pick<ConflictPiece, 'ours' | 'theirs'>): ConflictPiece & { readonly apart: TaskKey } {
  return { kind: 'conflict', base: [], apart, ...sides };
}

function unitsOf(cell: Cell): readonly Unit[] {
  return 'unit' in cell ? [cell.unit] : [...cell.ours, ...(cell.base ?? []), ...cell.theirs];
}

/** What stands for a cell when a place is looked for: where theirs has a task, and not where ours does. */
function signOf(cell: Cell): Unit {
  if ('unit' in cell) return cell.unit;
  const units = cell.apart === undefined ? unitsOf(cell) : cell.theirs;
  return units.find(({ entry }) => entry !== null) ?? { token: '\0conflict', text: '=', entry: null, phase: null };
}
