/** Where the command line keeps its last answer about a plan. */
import type { Environment } from '../actor.ts';
import type { PlanLocation } from '../stores/locate-plan.ts';
import { RememberedAnswers } from '../stores/remembered-answers.ts';
import { cacheFile, thisBuild } from './cache-file.ts';

/** null where there shall be none, or there is no place for it. */
export function answersAbout({ root, plan }: PlanLocation, environment: Environment): RememberedAnswers | null {
  const file = cacheFile('answer', { root, plan }, environment);
  return file === null ? null : new RememberedAnswers(file, thisBuild());
}
