/** The door to the stores for every surface: finds the plan that is meant and opens the store that keeps it. */
import { done, type Outcome } from '@tallyplan/core/model/problem';
import type { Profile } from '@tallyplan/core/upstream/profile';
import type { IndexOptions } from './documents/document-index.ts';
import type { IndexUse } from './documents/document-indexes.ts';
import type { CacheEntry, FileStoreOptions } from './file-store.ts';
import { locatePlan, type PlanLocation, type PlanRequest } from './locate-plan.ts';
import type { RememberedAnswers } from './remembered-answers.ts';
import { StoreOnDemand } from './store-on-demand.ts';
import { withProblems } from './store-problem.ts';

export interface OpenStore extends PlanLocation {
  readonly store: StoreOnDemand;
}

export interface StoreRequest extends PlanRequest, Omit<FileStoreOptions, 'answers' | 'blocks' | 'documentIndex'> {
  /** Where answers about a plan are kept from one process to the next; without it none is. */
  readonly answersFor?: (location: PlanLocation) => Promise<RememberedAnswers | null>;
  /** Where what was found in its YAML is kept; without it nothing is. */
  readonly blocksFor?: (location: PlanLocation) => CacheEntry | null;
  /** Where what was read of its documents is kept; without it nothing is. */
  readonly documentIndexFor?: (location: PlanLocation, profile: Profile, use: IndexUse) => IndexOptions | null;
}

export function openStore({
  wait,
  notify,
  answersFor,
  blocksFor,
  documentIndexFor,
  ...request
}: StoreRequest): Promise<Outcome<OpenStore>> {
  return withProblems(async () => {
    const location = locatePlan(request);
    return done({
      ...location,
      store: new StoreOnDemand(location, {
        wait,
        notify,
        answers: async () => (await answersFor?.(location)) ?? null,
        blocks: () => blocksFor?.(location) ?? null,
        documentIndex: (profile, use) => documentIndexFor?.(location, profile, use) ?? null,
      }),
    });
  });
}
