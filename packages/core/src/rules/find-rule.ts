/** From the name of a rule that somebody typed to the one that is meant. */
import { type RuleName, ruleNames } from '../model/rule-names.ts';
import { nearest } from './find-task.ts';

/** The rule whose name is nearest, or holds what was typed ("suspect"); null where there is none. */
export function nearestRule(typed: string): RuleName | null {
  const word = typed.toLowerCase();
  const near = nearest(word, ruleNames);
  return ruleNames.find((name) => name === near) ?? (word.length < 3 ? null : (ruleNames.find((name) => name.includes(word)) ?? null));
}
