/** A call of a session is a sign of life: it renews the leases of what the session has, where half of one is gone. */
import { done } from '@tallyplan/core/model/problem';
import { type Performance, perform, worldOf } from '@tallyplan/core/operations/perform';
import { isRenewalDue, renew } from '@tallyplan/core/operations/renew';
import type { Store } from '@tallyplan/core/operations/store';

/**
 * Nearly always a look without a lock. A renewal that fails (somebody else is writing) fails nothing: the call
 * is done, half of the lease is left, and the next call tries again.
 */
export async function keepLease(store: Store, performance: Performance): Promise<void> {
  const due = await store.read((snapshot) =>
    done(isRenewalDue(worldOf(snapshot, { actor: performance.actor, digest: performance.digest }, performance.now()))),
  );
  if (due.ok && due.value) await perform(store, { operation: renew, input: {} }, performance);
}
