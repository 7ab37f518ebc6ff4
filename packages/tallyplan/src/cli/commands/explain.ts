/** `explain RULE`: what a rule asks for, why, and how to mend it. */
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { natureOf, type RuleName, type RuleNature, ruleNames } from '@tallyplan/core/model/rule-names';
import { nearest } from '@tallyplan/core/rules/find-task';
import { usageProblem } from '../../usage-problem.ts';
import type { Answer, SurfaceCommand } from '../command.ts';
import { columns, lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { rulePage } from '../rule-page.ts';

export const explain: SurfaceCommand = {
  kind: 'surface',
  name: 'explain',
  summary: 'Explain a rule: what it asks for, why, and how to mend it.',
  group: 'help',
  fields: [
    {
      name: 'rule',
      kind: 'text',
      description: 'The rule; without one, all of them are listed.',
      required: false,
      choices: [],
      placeholder: 'RULE',
      position: 0,
      completes: 'rule',
    },
  ],
  examples: [{ command: 'explain session-log-missing', does: 'shows the page of one rule' }],
  async run({ input }, { page }) {
    const asked = typeof input.rule === 'string' ? input.rule.toLowerCase() : undefined;
    if (asked === undefined) return done(listOfRules(page));
    const rule = ruleNames.find((name) => name === asked);
    return rule === undefined ? refused(unknownRule(asked)) : explained(rule, page);
  },
};

function unknownRule(asked: string) {
  const hint = nearest(asked, ruleNames);
  return usageProblem(`there is no rule ${asked}${hint === null ? '' : `; did you mean ${hint}?`}`, {
    have: [asked],
    next: [{ command: `tallyplan explain ${hint ?? ''}`.trim() }],
  });
}

function listOfRules(page: Page): Answer {
  const rows = ruleNames.map((name) => [{ text: name, paint: page.paint.note }, { text: natureOf(name).title }]);
  return { result: { rules: ruleNames.map(told) }, text: lines(columns(rows, [{}, { flexible: true }], page)) };
}

async function explained(rule: RuleName, page: Page): Promise<Outcome<Answer>> {
  const { renderMarkdown } = await import('../render/markdown.ts');
  const text = rulePage(rule) ?? `# ${rule}\n\n${natureOf(rule).title}\n`;
  return done({ result: { ...told(rule), page: text }, text: renderMarkdown(text, page) });
}

function told(rule: RuleName) {
  const { title, finding, refusal, waivable }: RuleNature = natureOf(rule);
  return { rule, title, finding: finding ?? null, refusal: refusal ?? null, waivable: waivable === true };
}
