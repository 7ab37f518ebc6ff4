/** What was merged as what it means, said in all three texts: in each of them, or in none, or one side would seem to have moved it back. */
import type { Change } from '../../model/change.ts';
import type { Document } from '../document.ts';
import { editDocument } from '../edit.ts';
import { applyEdits } from '../editing/edits.ts';
import type { PlanSides, Side } from './merge-plans.ts';

/** Changes that belong together, by the text that they are made in. */
export type SaidAlike = Readonly<Record<Side, readonly Change[]>>;

/** The three texts with all of the changes; those that cannot be made in one of them are left out, and its lines speak. */
export function saidAlike(sides: PlanSides, changes: readonly SaidAlike[]): PlanSides {
  const all = { base: of(changes, 'base'), ours: of(changes, 'ours'), theirs: of(changes, 'theirs') };
  const together = withChanges(sides, all);
  if (together !== null || changes.length < 2) return together ?? sides;
  return changes.reduce((said, each) => withChanges(said, each) ?? said, sides);
}

const of = (changes: readonly SaidAlike[], side: Side) => changes.flatMap((each) => each[side]);

function withChanges(sides: PlanSides, changes: SaidAlike): PlanSides | null {
  const base = sides.base === null ? null : changed(sides.base, changes.base);
  const [ours, theirs] = [changed(sides.ours, changes.ours), changed(sides.theirs, changes.theirs)];
  return ours === null || theirs === null || (base === null && sides.base !== null) ? null : { base, ours, theirs };
}

function changed(document: Document, changes: readonly Change[]): Document | null {
  const edited = changes.length === 0 ? null : editDocument(document, changes);
  if (edited === null) return document;
  return edited.ok ? document.reread(applyEdits(document.text, edited.edits)) : null;
}
