/** The common ancestor of a plan, which may be in conflict itself: after crosswise merges git makes one of several. */
import type { Document } from '@tallyplan/core/document/document';
import type { PlanSides } from '@tallyplan/core/document/merging/merge-plans';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { conflictSides } from '@tallyplan/core/model/conflict-sides';

/** @param base null or '' where there is none. */
export function basesOf(base: ByteString | null, read: (text: ByteString) => Document): Pick<PlanSides, 'base' | 'otherBase'> {
  if (base === null || base === '') return { base: null };
  const sides = conflictSides(base);
  return sides === null ? { base: read(base) } : { base: read(sides.ours), otherBase: read(sides.theirs) };
}
