/** Who may do what: persons, agents, and claims made from inside an agent's environment. */
import type { Actor } from '../model/event.ts';
import type { Policy } from '../model/policy.ts';

/**
 * True where the actor may do what is a person's. `kind` is what was seen, `claimed` what was asked for
 * in spite of it: the standard policy believes the claim and records both, the strict one refuses it.
 */
export function actsAsPerson(actor: Actor, policy: Policy): boolean {
  if (actor.kind === 'human') return true;
  return actor.claimed === 'human' && policy.claimedHuman === 'recorded';
}

/** True for a claim that the policy refuses outright. */
export function claimIsRefused(actor: Actor, policy: Policy): boolean {
  return actor.kind !== 'human' && actor.claimed === 'human' && policy.claimedHuman === 'refused';
}
