/** What of a ledger is left for a person to decide, told. */
import { adoptionPath, type ValueConflict } from '@tallyplan/core/ledger/merge-ledgers';
import type { NameConflict } from '@tallyplan/core/ledger/renames';

export function tellNames({ task, ours, theirs }: NameConflict): string {
  return `both sides renamed ${task}: ${ours} here, ${theirs} there`;
}

/** Values, or the adoption itself: two states that the plan was adopted in are nothing to merge. */
export function tellValues(conflicts: readonly ValueConflict[]): string {
  const isAdoption = conflicts.some(({ path }) => path === adoptionPath);
  return isAdoption ? twoAdoptions : `both sides moved ${conflicts.map(tellValue).join(', ')}`;
}

function tellValue({ path, ours, theirs }: ValueConflict): string {
  return `\`${path}\` (${String(ours)} here, ${String(theirs)} there)`;
}

const twoAdoptions =
  'both sides adopted the plan, in two states of it. Keep one adoption with its ledgers: ' +
  '`git rm -rqf .tallyplan`, then `git checkout HEAD -- .tallyplan` (ours) or `git checkout MERGE_HEAD -- .tallyplan` (theirs); ' +
  'then `tallyplan resolve`, and `tallyplan record` for what the plan says beyond it';
