/** A call of a session is a sign of life: it renews the leases of what the session has, where half of one is gone. */
import { done } from '@tallyplan/core/model/problem';
import { answered, type Performance, perform } from '@tallyplan/core/operations/perform';
import { isRenewalDue, renew } from '@tallyplan/core/operations/renew';
import type { Store } from '@tallyplan/core/operations/store';

export interface LeaseKeeper {
  /** What the call is performed with. */
  readonly performance: Performance;
  /**
   * To be called when the call is done. What the call itself was answered from, or decided on, nearly always tells that
   * nothing is due. A renewal that fails (somebody else is writing) fails nothing: the call is done, half of the lease
   * is left, and the next call tries again.
   */
  keep(): Promise<void>;
}

export function leaseKeeper(store: Store, performance: Performance): LeaseKeeper {
  let isDue: boolean | null = null;
  return {
    performance: {
      ...performance,
      seen: (world) => {
        isDue = isRenewalDue(world);
      },
    },
    async keep() {
      isDue ??= await looksDue(store, performance);
      if (isDue) await perform(store, { operation: renew, input: {} }, performance);
    },
  };
}

/** Asked with every call that an answer from memory is given to, so it is remembered, too. */
export async function looksDue(store: Store, { seen: _, ...performance }: Performance): Promise<boolean> {
  const question = { operation: 'renewal due', input: {} };
  const due = await answered(store, question, { answer: (world) => done(isRenewalDue(world)), performance });
  return due.ok && due.value;
}
