/** `check`: looks whether the clone has the merge driver, and reads the ledgers of an older revision that it compares with. */
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { mergeDriverState } from '../../git/merge-driver.ts';
import { performIn } from '../perform-request.ts';
import type { OperationRequest, Performed } from '../run.ts';
import { openSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';

export async function performCheck(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const opened = await openSession(request.common, terminal);
  if (!opened.ok) return opened;
  const { root, actor } = opened.value;
  const { since } = request.input;
  const older = typeof since === 'string' ? (await import('../../ledgers-in-git.ts')).ledgersInGit(root, since) : done(undefined);
  if (!older.ok) return older;
  // A build merges nothing, and gets a new clone each time.
  const driver = actor.kind === 'ci' ? 'not-asked' : mergeDriverState(root);
  const input = {
    ...request.input,
    ...(driver === 'missing' ? { mergeDriver: driver } : {}),
    ...(older.value === undefined ? {} : { older: older.value }),
  };
  return performIn(opened.value, { ...request, input }, terminal);
}
