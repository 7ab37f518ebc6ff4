import type { Finding } from '@tallyplan/core/model/problem';
import { describe, expect, it } from 'vitest';
import { examplePage, expectGoldenPages } from '../golden.ts';
import { renderCheck } from './check.ts';

const source = [
  '# Plan',
  '      status: COMPLETED',
  '| TASKS-04 | Berth allocation with a name that is so long that it does not fit into any terminal of eighty columns | P0 | 🟣 doing |',
  '    name: 東京 harbour',
];
const finding = (more: Partial<Finding>): Finding => ({
  rule: 'session-log-missing',
  severity: 'error',
  message: 'TASKS-03 is COMPLETED, and the session log has no COMPLETED row for it',
  file: 'docs/DEVELOPMENT_PLAN.md',
  line: 2,
  column: 15,
  endLine: 2,
  endColumn: 24,
  task: 'TASKS-03',
  remedy: 'tallyplan record TASKS-03',
  ...more,
});
const result = {
  findings: [
    finding({}),
    finding({ rule: 'iplan-status-mismatch', severity: 'warning', message: 'its IPLAN is IN_PROGRESS', column: 7, endColumn: 13 }),
    finding({
      rule: 'unknown-status',
      line: 3,
      endLine: 3,
      column: 123,
      endColumn: 131,
      message: '"🟣 doing" is no status; did you mean IN_PROGRESS?',
    }),
    finding({
      rule: 'placeholder',
      severity: 'note',
      line: 4,
      endLine: 5,
      column: 11,
      endColumn: 3,
      message: 'a template row',
      known: true,
    }),
    finding({ rule: 'ledger-broken', file: '.tallyplan/ledger/TASKS-03.jsonl', line: 9, endLine: 9, message: 'line 9 is no event' }),
  ],
  summary: { errors: 3, warnings: 1, notes: 1, known: 1 },
};
const render = renderCheck((file) => (file.endsWith('.md') ? source : null));

describe('findings', () => {
  it('stand under the line that they are about, with a caret', async () => {
    await expectGoldenPages('check', render, result);
  });

  it('that say the same of many tasks say it once, and name every place', async () => {
    const unlinked = (id: string, line: number) =>
      finding({
        rule: 'unlinked-task',
        severity: 'warning',
        message: `${id}: verified_req rests on a word alone: no document was linked; TASKS-101 is another`,
        remedy: `write the document, then tallyplan verify ${id} verified_req=<note>`,
        task: id,
        line,
        endLine: line,
      });
    const repeated = {
      findings: [
        unlinked('TASKS-1', 2),
        finding({}),
        ...['TASKS-10', 'SETUP-ENV', 'TASKS-103'].map((id, index) => unlinked(id, index + 3)),
        finding({ line: 3, endLine: 3, message: 'TASKS-10 is COMPLETED, and the session log has no COMPLETED row for it' }),
      ],
      summary: { errors: 2, warnings: 4, notes: 0, known: 0 },
    };
    await expectGoldenPages('check-gathered', render, repeated);
    const three = { ...repeated, findings: repeated.findings.filter(({ task }) => task !== 'SETUP-ENV') };
    expect(render(three, examplePage()).split('rests on a word alone')).toHaveLength(4);
  });

  it('are none where nothing was found', () => {
    expect(render({ findings: [], summary: { errors: 0, warnings: 0, notes: 0, known: 0 } }, examplePage())).toBe('✓ nothing found\n');
  });
});
