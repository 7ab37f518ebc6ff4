import type { NextResult } from '@tallyplan/core/operations/next-answer';
import { describe, expect, it } from 'vitest';
import { exampleTask } from '../example-results.ts';
import { examplePage, expectGoldenPages } from '../golden.ts';
import { renderNext } from './next.ts';

const counts = { NOT_STARTED: 3, IN_PROGRESS: 0, BLOCKED: 0, COMPLETED: 1, DEFERRED: 0, total: 4 };
const result: NextResult = {
  task: exampleTask('TASKS-11', 'Tide import', { phase: '2', ready: true }),
  why: 'TASKS-11 is the first task that is ready: TASKS-02 is COMPLETED',
  next: [{ command: 'tallyplan verify TASKS-11 verified_req=<note> verified_tasks=<note>' }],
  queue: ['TASKS-11', 'TASKS-13'],
  waiting: [
    { id: 'TASKS-10', waitingFor: [{ rule: 'started-before-prerequisite', message: 'TASKS-02 is IN_PROGRESS', task: 'TASKS-02' }] },
  ],
  counts,
};

describe('next', () => {
  it('draws the task, why it, and what leads on', async () => {
    await expectGoldenPages('next', renderNext, result);
  });

  it('says that more wait than it names', () => {
    const waiting = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `T-${index}`, waitingFor: [] }));
    expect(renderNext({ ...result, waiting: waiting(5) }, examplePage())).not.toContain('and others');
    expect(renderNext({ ...result, waiting: waiting(6) }, examplePage())).toContain('T-4:\n           and others: tallyplan show\n');
  });

  it('says why there is none', async () => {
    const none = {
      ...result,
      task: null,
      why: 'every task is COMPLETED or DEFERRED',
      next: [{ command: 'tallyplan status' }],
      queue: [],
      waiting: [],
    };
    await expectGoldenPages('next-none', renderNext, none);
  });
});
