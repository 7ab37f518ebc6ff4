/** A change is somebody's: one that nobody is said to make is refused as `usage`. */
import type { Actor } from '../model/event.ts';
import type { Problem } from '../model/problem.ts';

/** The refusal where nobody acts; null where somebody does. */
export function nobodyActs({ name }: Pick<Actor, 'name'>): Problem | null {
  if (name !== '') return null;
  return {
    rule: 'usage',
    message: 'nobody is said to act, and the ledger records who does',
    have: [],
    missing: ['--as NAME, or TALLYPLAN_ACTOR, or git config user.name'],
    next: [],
    waivable: false,
  };
}
