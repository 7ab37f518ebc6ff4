import type { WhyResult } from '@tallyplan/core/operations/why';
import { describe, it } from 'vitest';
import { expectGoldenPages } from '../golden.ts';
import { renderWhy } from './why.ts';

const result: WhyResult = {
  task: 'TASKS-10',
  name: 'Berth allocation',
  status: 'NOT_STARTED',
  ready: false,
  message: "TASKS-10 can't be started yet, for 2 reasons",
  because: [
    {
      rule: 'started-before-prerequisite',
      message: 'TASKS-02 is IN_PROGRESS; it is COMPLETED before this one starts',
      task: 'TASKS-02',
      because: [
        { rule: 'stop-open', message: 'TASKS-02: "Which tide model counts?" waits for an answer', because: [], next: [] },
        { rule: 'already-started', message: 'Ada has it since 2026-11-21', because: [], next: [] },
      ],
      next: [],
    },
    { rule: 'started-without-pre-check', message: 'its pre-check is open', because: [], next: [] },
  ],
  move: [
    {
      task: 'TASKS-02',
      message: 'a question is open',
      next: [{ command: 'tallyplan instruct TASKS-02 --text "<answer>"', who: 'person' }],
    },
    { task: 'TASKS-10', message: 'its pre-check is open', next: [{ command: 'tallyplan verify TASKS-10 verified_req=<note>' }] },
  ],
};

describe('why', () => {
  it('draws the chain of reasons, and what can be done at its ends', async () => {
    await expectGoldenPages('why', renderWhy, result);
  });
});
