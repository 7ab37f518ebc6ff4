/** The door to the stores for every surface: finds the plan that is meant and opens the store that keeps it. */
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { FileStore, type FileStoreOptions } from './file-store.ts';
import { locatePlan, type PlanLocation, type PlanRequest } from './locate-plan.ts';
import { withProblems } from './store-problem.ts';

export interface OpenStore extends PlanLocation {
  readonly store: FileStore;
}

export function openStore({ wait, notify, ...request }: PlanRequest & FileStoreOptions): Promise<Outcome<OpenStore>> {
  return withProblems(async () => {
    const location = locatePlan(request);
    return done({ ...location, store: new FileStore(location, { wait, notify }) });
  });
}
