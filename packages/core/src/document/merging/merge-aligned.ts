/**
 * Lines of one task that both sides changed, where each side has as many of them as the base: merged line by line,
 * and a row of a table cell by cell. One side gave the task another id, the other rewrote whom it names: both stand
 * in one line, and contradict each other in nothing.
 */
import { itemAt } from '../../model/item-at.ts';
import type { Unit } from './text-units.ts';

interface Three {
  readonly ours: readonly Unit[];
  readonly base: readonly Unit[];
  readonly theirs: readonly Unit[];
}

/** null where anything is left that both sides changed. */
export function mergeAligned({ ours, base, theirs }: Three): readonly Unit[] | null {
  if (ours.length !== base.length || theirs.length !== base.length) return null;
  const merged: Unit[] = [];
  for (const [at, was] of base.entries()) {
    const unit = mergeUnit(itemAt(ours, at), was, itemAt(theirs, at));
    if (unit === null) return null;
    merged.push(unit);
  }
  return merged;
}

function mergeUnit(ours: Unit, base: Unit, theirs: Unit): Unit | null {
  const { entry } = base;
  if (entry === null || ours.entry !== entry || theirs.entry !== entry) return null;
  if (ours.token === base.token) return theirs;
  if (theirs.token === base.token || ours.token === theirs.token) return ours;
  // Of values in conflict the decision is one, and not the line's.
  if (![ours, base, theirs].every(({ token }) => token.startsWith(`${entry}\0`))) return null;
  const text = mergeParts(ours.text, base.text, theirs.text);
  return text === null ? null : { ...ours, text, token: `${entry}\0${text}` };
}

function mergeParts(...texts: readonly [ours: string, base: string, theirs: string]): string | null {
  const [, base] = texts;
  if (base.trimStart().startsWith('|')) return mergePieces(texts, { parting: cellMark, settle: mergeIds });
  return listLine.test(base) ? mergeIds(...texts) : null;
}

/** Parts a row into cells. One that is escaped parts nothing. */
const cellMark = /((?<!\\)\|)/;
const listLine = /^\s*(?:- )?(?:dependents|depends_on)\s*:/;

/** Ids among words: each is settled by itself, as long as nothing but ids differs. */
function mergeIds(...texts: readonly [ours: string, base: string, theirs: string]): string | null {
  return mergePieces(texts, { parting: /([\s,;:"'[\]|]+)/, settle: () => null, may: (piece) => id.test(piece) });
}

const id = /^[\p{L}]+-[\p{L}\p{N}.]+$/u;

interface Pieces {
  /** Holds a group, so that what parts the pieces is kept. */
  readonly parting: RegExp;
  /** Of a piece that both sides changed. */
  settle(ours: string, base: string, theirs: string): string | null;
  /** Which pieces may differ; all where it is left out. */
  may?(piece: string): boolean;
}

function mergePieces(texts: readonly [string, string, string], { parting, settle, may = () => true }: Pieces): string | null {
  const [ours = [], base = [], theirs = []] = texts.map((text) => text.split(parting));
  if (ours.length !== base.length || theirs.length !== base.length) return null;
  const pieces = base.map((was, at) => {
    const [mine, others] = [itemAt(ours, at), itemAt(theirs, at)];
    if (mine === was && others === was) return was;
    if (![mine, was, others].every(may)) return null;
    if (mine === was || others === was || mine === others) return mine === was ? others : mine;
    return settle(mine, was, others);
  });
  return pieces.every((piece) => piece !== null) ? pieces.join('') : null;
}
