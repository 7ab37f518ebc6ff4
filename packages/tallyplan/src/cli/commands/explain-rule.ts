/** What `explain` answers. */
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { natureOf, type RuleName, type RuleNature, ruleNames } from '@tallyplan/core/model/rule-names';
import { nearestRule } from '@tallyplan/core/rules/find-rule';
import { usageProblem } from '../../usage-problem.ts';
import type { Answer, Request, SurfaceContext } from '../command.ts';
import { columns, lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { rulePage } from '../rule-page.ts';

/** The page of the rule that `explain RULE` names; the list of all rules where it names none. */
export async function explainRule({ input }: Request, { page }: SurfaceContext): Promise<Outcome<Answer>> {
  const asked = typeof input.rule === 'string' ? input.rule.toLowerCase() : undefined;
  if (asked === undefined) return done(listOfRules(page));
  const rule = ruleNames.find((name) => name === asked);
  return rule === undefined ? refused(unknownRule(asked)) : explained(rule, page);
}

function unknownRule(asked: string) {
  const hint = nearestRule(asked);
  return usageProblem(`there is no rule ${asked}${hint === null ? '' : `; did you mean ${hint}?`}`, {
    have: [asked],
    next: [{ command: `tallyplan explain ${hint ?? ''}`.trim() }],
  });
}

function listOfRules(page: Page): Answer {
  const rows = ruleNames.map((name) => [{ text: name, paint: page.paint.note }, { text: natureOf(name).title }]);
  return { result: { rules: ruleNames.map(told) }, text: lines(columns(rows, [{}, { flexible: true }], page)) };
}

function explained(rule: RuleName, page: Page): Outcome<Answer> {
  const text = rulePage(rule) ?? `# ${rule}\n\n${natureOf(rule).title}\n`;
  return done({ result: { ...told(rule), page: text }, text: renderMarkdown(text, page) });
}

function told(rule: RuleName) {
  const { title, finding, refusal, waivable }: RuleNature = natureOf(rule);
  return { rule, title, finding: finding ?? null, refusal: refusal ?? null, waivable: waivable === true };
}
