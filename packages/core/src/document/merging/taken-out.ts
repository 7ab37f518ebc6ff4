/** A conflict about one entry that a side took out and the other changed: it is of a task, and not just of some lines. */
import type { TaskKey } from '../../model/task-id.ts';
import type { ConflictPiece, MergedPiece } from './merge-lines.ts';
import type { Unit } from './text-units.ts';

export interface TakenOut {
  readonly task: TaskKey;
  /** The side that has it no more. */
  readonly by: 'ours' | 'theirs';
}

/** null for a conflict about anything else. */
export function takenOut(piece: MergedPiece): TakenOut | null {
  if (piece.kind === 'text') return null;
  const { base, ours, theirs } = piece;
  const left = [...ours, ...theirs].filter((unit) => !isBlank(unit));
  const task = left[0]?.entry ?? null;
  if (task === null || !isOf(task, [...left, ...(base ?? [])]) || !base?.some(({ entry }) => entry === task)) return null;
  if (ours.every(isBlank)) return { task, by: 'ours' };
  return theirs.every(isBlank) ? { task, by: 'theirs' } : null;
}

/** The pieces with those that somebody decided for as that side has them. */
export function decided(pieces: readonly MergedPiece[], take: (task: TaskKey) => 'ours' | 'theirs' | null): readonly MergedPiece[] {
  return pieces.map((piece) => {
    const found = takenOut(piece);
    const from = found === null ? null : take(found.task);
    return from === null ? piece : { kind: 'text', units: (piece as ConflictPiece)[from], from };
  });
}

const isOf = (task: TaskKey, units: readonly Unit[]) => units.every((unit) => unit.entry === task || isBlank(unit));

const isBlank = ({ text }: Unit) => text.trim() === '';
