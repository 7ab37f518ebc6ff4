/** Where the command line keeps its last answers about a plan, one for each operation. */
import type { Environment } from '../actor.ts';
import type { PlanLocation } from '../stores/locate-plan.ts';
import { RememberedAnswers } from '../stores/remembered-answers.ts';
import { cacheEntry } from './cache-file.ts';

/**
 * null where there shall be none, or there is no place for it.
 *
 * @param kind of those about what git has staged a file of its own, so that neither takes the place of the other
 */
export function answersAbout(
  location: PlanLocation,
  environment: Environment,
  kind: 'answer' | 'staged-answer' = 'answer',
): RememberedAnswers | null {
  const entry = cacheEntry(kind, location, environment);
  return entry === null ? null : new RememberedAnswers(entry);
}
