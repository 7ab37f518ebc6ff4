import type { Problem } from '@tallyplan/core/model/problem';
import { describe, it } from 'vitest';
import { expectGoldenPages } from '../golden.ts';
import { renderProblems } from './problems.ts';

const problems: readonly Problem[] = [
  {
    rule: 'started-without-pre-check',
    message: 'TASKS-07: two items of the pre-check are open, and nobody vouches for them yet',
    task: 'TASKS-07',
    file: 'docs/DEVELOPMENT_PLAN.md',
    line: 214,
    column: 5,
    have: ['4 of 6 items'],
    missing: ['verified_req', 'checked_gaps'],
    next: [{ command: 'tallyplan verify TASKS-07 verified_req=<note> checked_gaps=<note>' }],
    waivable: true,
  },
  {
    rule: 'stop-open',
    message: 'TASKS-07: "Which tide model counts at neap tide, the one of the harbour office?" waits for an answer',
    task: 'TASKS-07',
    file: 'docs/DEVELOPMENT_PLAN.md',
    line: 214,
    column: 5,
    have: [],
    missing: ['an answer to the STOP of 2026-11-20'],
    next: [{ command: 'tallyplan instruct TASKS-07 --text "<answer>"', who: 'person' }, { command: 'tallyplan next' }],
    waivable: false,
  },
];

describe('refusals', () => {
  it('say rule, place, what counted, what is missing and what leads on', async () => {
    await expectGoldenPages('problems', renderProblems, problems);
  });
});
