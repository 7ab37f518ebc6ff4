/**
 * After a change the plan is another one. It is read again, and what the client most likely asks next is found out,
 * when the client has its answer: a client thinks before it calls again, and then finds all that ready.
 */
import { next } from '@tallyplan/core/operations/next';
import { type Performance, perform } from '@tallyplan/core/operations/perform';
import type { Store } from '@tallyplan/core/operations/store';
import { looksDue } from '../keep-lease.ts';

export function readAhead(store: Store, performance: Performance): void {
  setImmediate(() => {
    // Whatever stands in the way, the next call meets it and tells it.
    perform(store, { operation: next, input: {} }, performance)
      .then(() => looksDue(store, performance))
      .catch(() => undefined);
  });
}
