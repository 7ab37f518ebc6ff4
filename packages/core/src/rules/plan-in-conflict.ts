/** Whether git left both sides of a merge in the plan: then what it seems to say is of neither. */
import type { RuleWorld } from './rule-world.ts';

export function isInConflict({ plan }: Pick<RuleWorld, 'plan'>): boolean {
  return plan.flaws.some(({ rule }) => rule === 'ledger-forked');
}
