import type { AuditRow } from '@tallyplan/core/ledger/audit-rows';
import type { AuditVerifyResult } from '@tallyplan/core/operations/audit-verify';
import { describe, expect, it } from 'vitest';
import { examplePage, expectGoldenPages } from '../golden.ts';
import { renderAuditShow } from './audit-show.ts';
import { renderAuditVerify } from './audit-verify.ts';

function row(more: Partial<AuditRow>): AuditRow {
  const nothing = { said: '', changes: '', item: '', note: '', trust: '', document: '', content: '', blob: '', committed: '' };
  const event = {
    at: '2026-11-20T09:12:30.000Z',
    task: 'TASKS-02',
    operation: 'verify',
    actor: 'Ada',
    kind: 'human',
    claimed: '',
    session: '',
  };
  return { ...nothing, ...event, event: 'a', plan: 'f', ...more };
}

const receipt = { item: 'verified_req', note: 'five criteria, all of them measurable, none open', trust: 'self-reported' };
const rows = [
  row({ ...receipt, document: 'docs/REQ/REQ-02.md', committed: 'no' }),
  row({ ...receipt, document: 'docs/REQ/REQ-03.md', committed: 'yes' }),
  row({ item: 'reviewed_upstream', trust: 'tool-run' }),
  row({
    at: '2026-11-21T10:00:00.000Z',
    operation: 'start',
    event: 'b',
    actor: 'robot',
    kind: 'agent',
    claimed: 'human',
    changes: 'status: NOT_STARTED → IN_PROGRESS; implementation.started: – → 2026-11-21',
  }),
  row({
    at: '2026-11-21T11:00:00.000Z',
    operation: 'stop',
    event: 'c',
    said: 'Which tide model counts at neap tide, the one of the harbour office or ours?',
    changes: 'status: IN_PROGRESS → BLOCKED',
  }),
  row({ at: '2026-11-21T12:00:00.000Z', task: '', operation: 'config', event: 'd' }),
  row({
    at: '2026-11-21T13:00:00.000Z',
    operation: 'set',
    event: 'e',
    changes: 'name: Tides → Tide tables of both harbours, with the moon',
  }),
  row({
    at: '2026-11-21T14:00:00.000Z',
    operation: 'log',
    event: 'g',
    said: 'half of the tables are read',
    changes: 'sessionLog: + 2026-11-21 IN_PROGRESS half of the tables are read',
  }),
];

describe('audit show', () => {
  it('draws a timeline: who did what, when, and what it relied on', async () => {
    await expectGoldenPages('audit-show', renderAuditShow, { events: 6, rows });
  });

  it('says so where nothing is recorded', () => {
    expect(renderAuditShow({ events: 0, rows: [] }, examplePage())).toBe('· nothing is recorded yet\n');
  });
});

describe('audit verify', () => {
  it('names each place that does not hold', async () => {
    const result: AuditVerifyResult = {
      holds: false,
      ledgers: 2,
      events: 9,
      faults: [{ rule: 'ledger-broken', file: 'TASKS-02.jsonl', line: 3, message: 'its id is not the hash of what it says' }],
      notes: [{ file: 'TASKS-02.jsonl', line: 2, message: 'the clock ran backwards here' }],
      digest: null,
      message: 'the ledgers do not hold together: 1 fault',
    };
    await expectGoldenPages('audit-verify', renderAuditVerify, result);
  });
});
