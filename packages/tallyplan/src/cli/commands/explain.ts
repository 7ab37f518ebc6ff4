/** `explain RULE`: what a rule asks for, why, and how to mend it. */
import type { SurfaceCommand } from '../command.ts';

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
  run: async (request, context) => (await import('./explain-rule.ts')).explainRule(request, context),
};
