import type { Assignment, Ledgers } from '../ledger/history.ts';
import { secondsOf } from '../model/duration.ts';
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import type { TaskKey } from '../model/task-id.ts';
import { claimRefused, notAdopted } from '../rules/alone-gates.ts';
import { endOfLease, isHeldByActor, isLeaseDue } from '../rules/holder.ts';
import { standingOf } from '../rules/standing.ts';
import { misused } from './misused.ts';
import type { NextResult } from './next-answer.ts';
import { answerFor } from './next-answer.ts';
import { ahead, offered } from './offer.ts';
import type { World } from './operation.ts';
import { otherWorld } from './other-world.ts';
import { noted, sittingInput } from './recorded.ts';
import type { Decision } from './store.ts';

/**
 * `--claim`: the offer is taken, in the very decision that makes it, so that of all who ask at once each gets
 * another. Who has a task already gets that one, and its lease begins anew when half of it is gone.
 */
export function claimNext(world: World, lease: string | undefined): Outcome<Decision<NextResult>> {
  const seconds = lease === undefined ? world.policy.lease : secondsOf(lease);
  if (seconds === null) return refused(misused('next', `"${lease}" is no length of time`, { missing: ['90s, 30m, 2h or 1d'] }));
  const early = notAdopted(world) ?? claimRefused(world, 'next --claim');
  if (early !== null) return refused(early);
  const task = offered(world, ahead(world).queue, (candidate) => standingOf(world, candidate).differences.length === 0);
  if (task === null) return done({ result: answerFor(world), commit: null });
  const standing = standingOf(world, task);
  const { assignee } = standing.history;
  // What another sitting of the same name has left is claimed anew, so that no third one goes on with it too.
  if (assignee !== null && !assignee.left && isHeldByActor(world, standing.history)) {
    const result = { ...answerFor(world), claim: claimOf(assignee) };
    return done({ result, commit: isLeaseDue(assignee, world) ? noted(standing, { operation: 'renew', input: {} }) : null });
  }
  const event = claimEvent(world, seconds);
  const taken = { actor: world.actor, since: world.now.utc, lease: event.input.lease, renewed: world.now.utc, left: false };
  const result = answerFor(otherWorld(world, { ledgers: withAssignee(world.ledgers, task.key, taken) }));
  return done({ result: { ...result, claim: claimOf(taken) }, commit: noted(standing, event) });
}

/** What stands in the ledger of a claim. A person has no lease. */
function claimEvent(world: World, seconds: number) {
  const lease = world.actor.kind === 'human' ? null : seconds;
  return { operation: 'claim', input: { lease, ...sittingInput(world) } };
}

const claimOf = (assignment: Assignment) => ({ since: assignment.since, until: endOfLease(assignment) });

/** The ledgers as they will be when a task has been taken. */
function withAssignee(ledgers: Ledgers, taken: TaskKey, assignee: Assignment): Ledgers {
  return {
    adopted: ledgers.adopted,
    baseline: ledgers.baseline,
    plan: ledgers.plan,
    task: (key) => (key === taken ? { ...ledgers.task(key), assignee } : ledgers.task(key)),
    adoptedState: (key) => ledgers.adoptedState(key),
    keys: () => [...new Set([...ledgers.keys(), taken])],
    files: () => ledgers.files(),
  };
}
