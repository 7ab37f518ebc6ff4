import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../model/event.ts';
import { auditCsv } from './audit-csv.ts';
import type { AuditReport } from './audit-page.ts';
import { auditPage } from './audit-page.ts';
import { auditColumns, auditRows } from './audit-rows.ts';

const event = (more: Partial<LedgerEvent>): LedgerEvent => ({
  v: 1,
  id: 'e'.repeat(64),
  prev: [],
  at: '2026-02-01T08:00:00.000Z',
  actor: { name: 'Ada', kind: 'human' },
  operation: 'start',
  task: 'TASKS-01',
  input: {},
  changes: [],
  plan: { before: 'b', after: 'a' },
  ...more,
});
const rowOf = (more: Partial<LedgerEvent>) => auditRows([event(more)])[0];

describe('audit rows', () => {
  it('tell who did what, when, and what moved', () => {
    const changes = [
      { path: 'status', from: 'NOT_STARTED', to: 'IN_PROGRESS' },
      { path: 'preCheck.status', from: 'COMPLETED', to: 'COMPLETED' },
      { path: 'implementation.started', from: null, to: '2026-02-01' },
      { path: 'preCheck.items.verified_req', from: false, to: true },
      { path: 'prerequisites', from: [], to: ['A'] },
    ];
    expect(rowOf({ changes, actor: { name: 'robot', kind: 'agent', claimed: 'human', session: 's' } })).toMatchObject({
      at: '2026-02-01T08:00:00.000Z',
      task: 'TASKS-01',
      operation: 'start',
      actor: 'robot',
      kind: 'agent',
      claimed: 'human',
      session: 's',
      changes:
        'status: NOT_STARTED → IN_PROGRESS; implementation.started: – → 2026-02-01; preCheck.items.verified_req: false → true; prerequisites: [] → ["A"]',
      item: '',
      event: 'e'.repeat(64),
      plan: 'a',
    });
  });

  it('tell rows of the session log as they came and went', () => {
    const row = { date: '2026-02-01', notes: 'built' };
    const changes = [
      { path: 'log', from: [row, { date: '2026-01-01', notes: 'old' }], to: [row, { date: '2026-03-01', notes: 'new' }] },
      { path: 'sessionLog', from: null, to: { ...row, task: 'TASKS-01', status: 'BLOCKED' } },
    ];
    expect(rowOf({ changes })?.changes).toBe('log: − 2026-01-01 old; log: + 2026-03-01 new; sessionLog: + 2026-02-01 BLOCKED built');
    expect(rowOf({ changes: [{ path: 'sessionLog', from: null, to: 'odd' }] })?.changes).toBe('sessionLog: + odd');
  });

  it('hold one receipt each, and of it one document each', () => {
    const document = { path: 'docs/REQ-01.md', digest: 'v1:00', blob: 'b1', committed: true };
    const receipts = [
      {
        item: 'verified_req',
        note: 'read',
        trust: 'self-reported' as const,
        documents: [document, { ...document, path: 'docs/REQ-02.md', blob: null, committed: false, sections: ['2', '3.1'] }],
      },
      { item: 'confirmed_deps', note: '', trust: 'tool-run' as const, documents: [], remark: 'no document linked' },
      { item: 'checked_gaps', note: 'none', trust: 'self-reported' as const, documents: [] },
    ];
    expect(
      auditRows([event({ receipts })]).map(({ item, document: path, content, blob, committed }) => [item, path, content, blob, committed]),
    ).toEqual([
      ['verified_req', 'docs/REQ-01.md', 'v1:00', 'b1', 'yes'],
      ['verified_req', 'docs/REQ-02.md (2, 3.1)', 'v1:00', '', 'no'],
      ['confirmed_deps', 'no document linked', '', '', ''],
      ['checked_gaps', '', '', '', ''],
    ]);
  });

  it.each([
    ['complete', { summary: 'built', reason: 'r' }, 'built'],
    ['stop', { question: 'UTC?', cause: 'utc?' }, 'UTC?'],
    ['instruct', { stop: 'e', text: 'UTC' }, 'UTC'],
    ['defer', { reason: 'later' }, 'later'],
    ['log', { status: 'BLOCKED', note: 'ice' }, 'ice'],
    ['start', { skipAhead: 'urgent' }, 'urgent'],
    ['waive', { rule: 'id-width', reason: 'known' }, 'id-width: known'],
    ['evidence', { name: 'tests', exitCode: 1 }, 'tests ended with 1'],
    ['rename', { from: 'A-01', to: 'B-01' }, 'A-01 → B-01'],
    ['iplan tick', { document: 'IPLAN-04', steps: [1, 2] }, 'IPLAN-04: steps 1, 2'],
    ['merge', { decided: { status: 'ours', 'implementation.iplanStatus': 'theirs' } }, 'status: ours; implementation.iplanStatus: theirs'],
    ['merge', {}, ''],
    ['init', {}, ''],
  ])('tell what was said with `%s`', (operation, input, said) => {
    expect(rowOf({ operation, input })?.said).toBe(said);
  });

  it('come oldest first; those of one moment as they were given', () => {
    const events = [event({ at: '2026-03-01T00:00:00.000Z', operation: 'c' }), event({ operation: 'a' }), event({ operation: 'b' })];
    expect(auditRows(events).map(({ operation }) => operation)).toEqual(['a', 'b', 'c']);
  });

  it('of the plan as a whole name no task', () => {
    const { task: _, ...plan } = event({ operation: 'init' });
    expect(auditRows([plan])[0]?.task).toBe('');
  });
});

describe('CSV', () => {
  const cellOf = (said: string) =>
    auditCsv(auditRows([event({ input: { reason: said } })]))
      .split('\r\n')[1]
      ?.split('human,,,')[1]
      ?.split(',,,,,,,,,')[0];

  it('has a header, CRLF and one line a row', () => {
    const lines = auditCsv(auditRows([event({}), event({})])).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(auditColumns.join(','));
    expect(lines[1]).toBe(`2026-02-01T08:00:00.000Z,TASKS-01,start,Ada,human,,,,,,,,,,,,${'e'.repeat(64)},a`);
    expect(lines[3]).toBe('');
  });

  it.each([
    ['plain words', 'plain words'],
    ['with, a comma', '"with, a comma"'],
    ['a "quote"', '"a ""quote"""'],
    ['two\nlines', '"two\nlines"'],
    [' blank before', '" blank before"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1+1', "'  =1+1"],
    ['＝1+1', "'＝1+1"],
    ['|calc', "'|calc"],
    ['%0A=1', "'%0A=1"],
    ['\t=1', "'\t=1"],
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['a=b', 'a=b'],
  ])('writes %j as %j', (said, cell) => {
    expect(cellOf(said)).toBe(cell);
  });
});

describe('the page', () => {
  const report = (more: Partial<AuditReport> = {}): AuditReport => ({
    title: 'Harbour & <Sons>',
    plan: 'docs/PLAN.md',
    at: '2026-03-01T10:00:00.000Z',
    rows: auditRows([
      event({ input: { reason: `<script>alert("1")</script>\u202e` } }),
      event({ id: 'f'.repeat(64), actor: { name: 'robot', kind: 'agent', claimed: 'human', session: 's-1' } }),
    ]),
    faults: [],
    notes: [],
    checkpoint: { v: 1, ledgers: [{ name: 'TASKS-01.jsonl', length: 2, head: 'f'.repeat(64) }], digest: 'd' },
    ...more,
  });

  it('stands by itself: no script, nothing fetched', () => {
    const page = auditPage(report());
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    expect(page).toContain(`default-src 'none'`);
    expect(page).not.toMatch(/<script|src=|href=|@import|url\(/);
  });

  it('escapes what people wrote, and shows what would not be seen', () => {
    const page = auditPage(report());
    expect(page).toContain('<h1>Audit of Harbour &amp; &lt;Sons&gt;</h1>');
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;[U+202E]');
    expect(auditPage(report({ title: "it's \ud800 \u0000 👩‍🚀" }))).toContain('it&#39;s [U+D800] [U+0000] 👩‍🚀');
  });

  it('has what a screen reader needs: headings, captions, scopes', () => {
    const page = auditPage(report());
    for (const part of ['<main>', '<h1>', '<h2>TASKS-01</h2>', '<caption>', '<th scope="col">', '<th scope="row">', '<time datetime='])
      expect(page).toContain(part);
    const opened = [...page.matchAll(/<(section|table|thead|tbody|tr|td|th|p|ul|li|main|header)\b/g)].length;
    const closed = [...page.matchAll(/<\/(section|table|thead|tbody|tr|td|th|p|ul|li|main|header)>/g)].length;
    expect(opened).toBe(closed);
  });

  it('tells an event with several receipts once', () => {
    const receipts = ['a', 'b', 'c'].map((item) => ({
      item,
      note: `n-${item}`,
      trust: 'tool-run' as const,
      documents: [{ path: `docs/${item}.md`, digest: `v1:${item}`, blob: 'b1', committed: item === 'a' }],
    }));
    const page = auditPage(report({ rows: auditRows([event({ receipts })]) }));
    expect(page.match(/rowspan="3"/g)).toHaveLength(4);
    expect(page.match(/<p dir="auto">Ada, human<\/p>/g)).toHaveLength(1);
    expect(page).toContain('v1:b (not committed)');
    expect(page).toContain('v1:a</p><p dir="auto">blob b1');
  });

  it('says whether the ledgers hold together, and where they do not', () => {
    expect(auditPage(report())).toContain('each of the 2 events below');
    expect(auditPage(report({ rows: [] }))).toContain('each of the 0 events');
    expect(auditPage(report({ rows: auditRows([event({})]) }))).toContain('each of the 1 event below');
    const fault = { rule: 'ledger-broken' as const, file: 'TASKS-01.jsonl', line: 2, message: 'its id is not <right>' };
    const broken = auditPage(report({ faults: [fault, fault], notes: [{ file: 'a.jsonl', line: 1, message: 'clock' }], checkpoint: null }));
    expect(broken).toContain('do not hold together: 2 faults.');
    expect(broken).toContain('<code>TASKS-01.jsonl</code>, line 2: its id is not &lt;right&gt;');
    expect(broken).toContain('<h3>Notes</h3>');
    expect(broken).not.toContain('Checkpoint</h2>');
  });

  it('is named after the plan’s file where the plan has no title, and tells of the plan as a whole', () => {
    const { task: _, ...plan } = event({ operation: 'init' });
    const page = auditPage(report({ title: '', rows: auditRows([plan]) }));
    expect(page).toContain('<title>Audit of docs/PLAN.md</title>');
    expect(page).toContain('<h2>The plan as a whole</h2>');
  });
});
