import type { TraceResult } from '@tallyplan/core/operations/trace';
import { describe, expect, it } from 'vitest';
import { examplePage, expectGoldenPages } from '../golden.ts';
import { renderImpact } from './impact.ts';
import { renderTrace } from './trace.ts';

const at = (id: string, name: string, depth: number) => ({
  id,
  name,
  path: `docs/${id}.md`,
  from: depth > 1 ? 'SPEC-04' : 'REQ-06',
  depth,
  status: null,
});
const result: TraceResult = {
  format: 'text',
  rows: [
    {
      requirement: 'REQ-06',
      name: 'Berth booking',
      specs: ['SPEC-04'],
      tasks: 'TASKS-07',
      iplans: ['IPLAN-07'],
      planned: true,
      status: 'IN_PROGRESS',
    },
    { requirement: 'REQ-08', name: 'Berth plan', specs: ['SPEC-05'], tasks: 'TASKS-19', iplans: [], planned: false, status: null },
    {
      requirement: 'REQ-11',
      name: 'Backup and restore of every register of the office',
      specs: [],
      tasks: null,
      iplans: [],
      planned: false,
      status: null,
    },
  ],
  coverage: [],
  summary: { requirements: 3, uncovered: 1, open: 2, completed: 0 },
  walk: {
    document: at('REQ-06', 'Berth booking', 0),
    up: [at('ADR-04', 'One place decides', 1)],
    down: [at('SPEC-04', 'Booking', 1), at('TASKS-07', 'Booking', 2)],
  },
  text: null,
};

describe('the matrix', () => {
  it('shows what is uncovered, and what stands above and below', async () => {
    await expectGoldenPages('trace', renderTrace, result);
  });

  it('counts one requirement as one', () => {
    const one = { ...result, rows: result.rows.slice(0, 1), walk: null, summary: { requirements: 1, uncovered: 0, open: 1, completed: 0 } };
    expect(renderTrace(one, examplePage())).toContain('\n1 requirement: 0 completed, 1 open, 0 uncovered\n');
  });

  it('says where everything is taken on', () => {
    const none = { ...result, rows: [], walk: null, summary: { requirements: 0, uncovered: 0, open: 0, completed: 0 } };
    expect(renderTrace(none, examplePage())).toBe('✓ there is no requirement, or none that was asked for\n');
  });
});

describe('an impact', () => {
  it('shows whose word rests on a document', async () => {
    await expectGoldenPages('impact', renderImpact, {
      document: { id: 'REQ-06', name: 'Berth booking', path: 'docs/07_REQ/REQ-06_booking.md', sections: ['3'] },
      documents: [at('SPEC-04', 'Booking', 1), at('TASKS-07', 'Booking', 2)],
      tasks: [{ id: 'TASKS-07', name: 'Berth booking', status: 'IN_PROGRESS' as const }],
      receipts: [
        {
          task: 'TASKS-07',
          status: 'IN_PROGRESS' as const,
          item: 'verified_req',
          by: 'Jon Eide',
          at: '2026-10-02T08:00:00.000Z',
          counts: true,
        },
        {
          task: 'TASKS-01',
          status: 'COMPLETED' as const,
          item: 'verified_req',
          by: 'Jon Eide',
          at: '2026-09-02T08:00:00.000Z',
          counts: false,
        },
      ],
      message: '2 documents and 1 task stand on REQ-06; a change of it makes 1 receipt suspect',
    });
  });
});
