/** Whether a person lets a rule stand open for a task, for what the rule is about there and now. */
import type { TaskHistory } from '../ledger/history.ts';
import type { Policy } from '../model/policy.ts';
import type { RuleName } from '../model/rule-names.ts';
import { natureOf } from '../model/rule-names.ts';
import type { RuleWorld } from './rule-world.ts';
import { waiverContent, waiverInForce } from './waivers.ts';

export interface RuleAbout {
  readonly rule: RuleName;
  readonly about: readonly string[];
}

/** Whether a rule can be waived at all: by its nature, and by the policy. */
export function mayBeWaived({ waivable }: Policy, rule: RuleName): boolean {
  return natureOf(rule).waivable === true && (waivable === null || waivable.includes(rule));
}

export function isWaived(world: RuleWorld, history: TaskHistory, { rule, about }: RuleAbout): boolean {
  if (history.waivers.length === 0 || natureOf(rule).waivable !== true) return false;
  const content = waiverContent(rule, about, world.digest);
  return waiverInForce(history, rule, { content, now: world.now }) !== null;
}
