import type { Status, StatusCounts } from '@tallyplan/core/model/status';
import type { StatusResult } from '@tallyplan/core/operations/status';
import { describe, it } from 'vitest';
import { expectGoldenPages } from '../golden.ts';
import { renderStatus } from './status.ts';

function counts(more: Partial<Record<Status, number>>): StatusCounts {
  const all = { NOT_STARTED: 0, IN_PROGRESS: 0, BLOCKED: 0, COMPLETED: 0, DEFERRED: 0, ...more };
  return { ...all, total: Object.values(all).reduce((sum, count) => sum + count, 0) };
}

const result: StatusResult = {
  counts: counts({ COMPLETED: 9, IN_PROGRESS: 2, BLOCKED: 1, DEFERRED: 1, NOT_STARTED: 12 }),
  phases: [
    { number: '0', name: 'Project Initialization', counts: counts({ COMPLETED: 3 }), percent: 100 },
    { number: '1', name: 'Foundation', counts: counts({ COMPLETED: 4, IN_PROGRESS: 2, BLOCKED: 1, NOT_STARTED: 1 }), percent: 50 },
    {
      number: '2',
      name: 'Berths, tides and everything that a harbour master asks for',
      counts: counts({ NOT_STARTED: 7, DEFERRED: 1 }),
      percent: 0,
    },
  ],
  inProgress: [
    { id: 'TASKS-04', name: 'Tide import', assignee: 'Ada Lindholm', since: '2026-11-20T08:00:00.000Z' },
    { id: 'TASKS-05', name: 'Pilot roster', assignee: null, since: null },
  ],
  claimed: [{ id: 'TASKS-08', name: 'Ice watch', assignee: 'robot', since: '2026-11-22T08:00:00.000Z' }],
  blocked: [{ id: 'TASKS-06', name: 'Sensors', reasons: ['the supplier has not delivered them yet, and nobody knows when he will'] }],
  stops: [{ task: 'TASKS-07', question: 'Which tide model counts at neap tide?', by: 'robot', since: '2026-11-21T08:00:00.000Z' }],
  criticalPath: ['TASKS-01', 'TASKS-04', 'TASKS-09', 'TASKS-12'],
  recent: [
    { date: '2026-11-20', task: 'TASKS-03', status: 'COMPLETED', notes: 'Berth store with migrations; 41 tests, coverage 92 %', line: 300 },
  ],
};

describe('status', () => {
  it('draws phases with bars, what moves and what does not', async () => {
    await expectGoldenPages('status', renderStatus, result);
  });

  it('draws an empty plan', async () => {
    const empty = { counts: counts({}), phases: [], inProgress: [], blocked: [], stops: [], criticalPath: [], recent: [] };
    await expectGoldenPages('status-of-nothing', renderStatus, empty);
  });
});
