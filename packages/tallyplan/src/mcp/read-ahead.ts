/**
 * After a change the plan is another one. It is read again when the client has its answer: a client thinks before it
 * calls again, and then finds the plan read.
 */
import { done } from '@tallyplan/core/model/problem';
import type { Store } from '@tallyplan/core/operations/store';

export function readAhead(store: Store): void {
  setImmediate(() => {
    // Whatever stands in the way, the next call meets it and tells it.
    store.read(({ plan }) => done(plan.tasks.length)).catch(() => undefined);
  });
}
