/** When the client is gone, its session is over: what it still has can be gone on with at once. */
import { perform } from '@tallyplan/core/operations/perform';
import { sessionEnd } from '@tallyplan/core/operations/session-end';
import type { Client, OpenSitting } from './open-sitting.ts';

/** That it is over stands in the ledger only where the session still has something. */
export async function endSitting(sitting: OpenSitting, client: Client | undefined, report: (error: Error) => void): Promise<void> {
  const ended = await perform(sitting.store, { operation: sessionEnd, input: {} }, sitting.performance(client));
  // Before adoption there is nothing to end.
  const problem = ended.ok ? undefined : ended.problems.find(({ rule }) => rule !== 'not-adopted');
  if (problem !== undefined) report(new Error(problem.message));
}
