/** Where the command line keeps its last answers about a plan, one for each operation. */
import type { Environment } from '../actor.ts';
import type { PlanLocation } from '../stores/locate-plan.ts';
import { RememberedAnswers } from '../stores/remembered-answers.ts';
import { cacheEntry } from './cache-file.ts';

/** null where there shall be none, or there is no place for it. */
export function answersAbout(location: PlanLocation, environment: Environment): RememberedAnswers | null {
  const entry = cacheEntry('answer', location, environment);
  return entry === null ? null : new RememberedAnswers(entry);
}
