import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../document/read.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import { impact } from './impact.ts';
import { DataStore } from './testing/data-store.ts';
import { documentedPlan, filesOf, planTextOf, withDocument } from './testing/documented-plan.ts';
import { trace } from './trace.ts';
import { traceCsv, tracePage } from './trace-texts.ts';
import { verify } from './verify.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');

async function storeOf(plan = documentedPlan('reference', 'B', 3)): Promise<DataStore> {
  const noLibrary = () => {
    throw new Error('the plan of these tests needs no library');
  };
  const { plan: read } = readDocument(encodeUtf8(planTextOf(plan)), { path: 'DEVELOPMENT_PLAN.md', library: noLibrary });
  const store = await DataStore.adopted(read, digest);
  store.documents = Object.fromEntries(filesOf(plan));
  return store;
}

async function traceOf(input: object, store?: DataStore) {
  const told = await (store ?? (await storeOf())).does(trace, input);
  if (!told.ok) throw new Error(JSON.stringify(told.problems));
  return told.value.result;
}

/** A requirement that nobody takes on, and whose name a spreadsheet would run. */
const withUncovered = () => {
  const plan = documentedPlan('reference', 'B', 3);
  const [, first] = plan.documents;
  if (first === undefined) throw new Error('no requirement');
  const more = { ...plan, documents: [...plan.documents, { ...first, id: 'REQ-40', name: '=1+1 | <b>' }] };
  return withDocument(more, 'REQ-40', (words) => ({ ...words, file: 'REQ-40_odd' }));
};

describe('trace', () => {
  it('tells which requirement is met by what, and how far that is', async () => {
    const { rows, coverage, summary, walk, text } = await traceOf({}, await storeOf(withUncovered()));
    expect(rows[0]).toEqual({
      requirement: 'REQ-01',
      name: 'Part 01',
      specs: ['SPEC-01'],
      tasks: 'TASKS-01',
      iplans: ['IPLAN-01'],
      planned: true,
      status: 'NOT_STARTED',
    });
    expect(rows.at(-1)).toMatchObject({ requirement: 'REQ-40', tasks: null, status: null });
    expect(coverage[0]).toMatchObject({ coverage: 'open', approval: 'approved', criteria: { all: 3, named: 3 } });
    expect(summary).toEqual({ requirements: 4, uncovered: 1, open: 3, completed: 0 });
    expect([walk, text]).toEqual([null, null]);
  });

  it('counts the criteria of every file, whatever their section is called', async () => {
    const store = await storeOf();
    const section = (heading: string) => `## ${heading}\n\n- REQ.40.06.01: one\n- REQ.40.06.02: two, as REQ.01.06.01 says\n`;
    const tasks = '# TASKS-40: X\n\n@req: REQ-40\n\n## Abnahmekriterien\n\n- REQ.40.06.01\n';
    const criteriaOf = async (documents: Readonly<Record<string, string>>) => {
      store.documents = { ...documents, 'docs/TASKS-40_x.md': tasks };
      return (await traceOf({}, store)).coverage.map(({ criteria }) => criteria);
    };
    for (const heading of ['2. Acceptance Criteria', 'Success Criteria', 'Abnahmekriterien'])
      expect(await criteriaOf({ 'docs/REQ-40_x.md': `# REQ-40: X\n\n${section(heading)}` })).toEqual([{ all: 2, named: 1 }]);
    const split = {
      'docs/REQ-40/REQ-40.0_index.md': '# REQ-40.0: Index\n',
      'docs/REQ-40/REQ-40.2_x.md': section('x').replace('## x', '# REQ-40.2: Acceptance'),
    };
    expect(await criteriaOf(split)).toEqual([{ all: 2, named: 1 }]);
    expect(await criteriaOf({ 'docs/REQ-40_x.md': `# REQ-40: X\n\n${section('Rules')}` })).toEqual([{ all: 0, named: 0 }]);
  });

  it('is completed where every task that takes it on is, by its ledger', async () => {
    const plan = documentedPlan('reference', 'B', 2);
    const { plan: read } = readDocument(encodeUtf8(planTextOf(plan, 'COMPLETED')), {
      path: 'PLAN.md',
      library: () => {
        throw new Error('no library');
      },
    });
    const store = await DataStore.adopted(read, digest);
    store.documents = Object.fromEntries(filesOf(plan));
    expect((await traceOf({}, store)).summary).toEqual({ requirements: 2, uncovered: 0, open: 0, completed: 2 });
  });

  it('knows a requirement without a status, and a TASKS document without a task', async () => {
    const store = await storeOf();
    const alone = { 'docs/07_REQ/REQ-40_x.md': '# REQ-40: x\n', 'docs/11_TASKS/TASKS-40_x.md': '# TASKS-40: x\n\n@req: REQ-40\n' };
    store.documents = { ...store.documents, ...alone };
    const { rows, coverage } = await traceOf({}, store);
    expect(rows.at(-1)).toMatchObject({ requirement: 'REQ-40', tasks: 'TASKS-40', iplans: [], planned: false, status: null });
    expect(coverage.at(-1)).toMatchObject({ approval: null, coverage: 'open', tasks: [{ id: 'TASKS-40', status: null }] });
  });

  it('lists only what no task takes on', async () => {
    expect((await traceOf({ uncovered: true }, await storeOf(withUncovered()))).rows.map(({ requirement }) => requirement)).toEqual([
      'REQ-40',
    ]);
    expect(await traceOf({ uncovered: true })).toMatchObject({ rows: [], coverage: [], summary: { requirements: 3, uncovered: 0 } });
  });

  it('walks up and down from a document', async () => {
    const { walk, rows } = await traceOf({ of: 'spec-2' });
    expect(walk?.up.map(({ id, depth }) => [id, depth])).toEqual([
      ['REQ-02', 1],
      ['ADR-01', 1],
    ]);
    expect(walk?.down.map(({ id, depth, status }) => [id, depth, status])).toEqual([
      ['TASKS-02', 1, 'NOT_STARTED'],
      ['IPLAN-02', 1, null],
    ]);
    expect(rows.map(({ requirement }) => requirement)).toEqual(['REQ-02']);
  });

  it('takes a task for its document, and an element for what it stands in', async () => {
    expect((await traceOf({ of: 'TASKS-03' })).walk?.document.id).toBe('TASKS-03');
    for (const of of ['REQ.03.06.01', 'req.3.6.1', 'req-3.1']) expect((await traceOf({ of })).walk?.document.id).toBe('REQ-03');
  });

  it('knows a mistyped id', async () => {
    const told = await (await storeOf()).does(trace, { of: 'REQ-O2' });
    const problem = { rule: 'unknown-id', message: expect.stringContaining('did you mean REQ-02?') };
    expect(told).toMatchObject({ ok: false, problems: [{ ...problem, next: [{ command: 'tallyplan trace --of REQ-02' }] }] });
  });

  it('is a table for a spreadsheet, of which no cell runs', async () => {
    const { text } = await traceOf({ format: 'csv' }, await storeOf(withUncovered()));
    expect(text?.split('\r\n')[0]).toBe('Requirement,Name,SPEC,TASKS,IPLAN,Status');
    expect(text).toContain(`REQ-40,'=1+1 | <b>,,,,uncovered\r\n`);
  });

  it('is a table for a document, whose cells end where they should', async () => {
    const { text } = await traceOf({ format: 'markdown' }, await storeOf(withUncovered()));
    expect(text).toContain('| REQ-01 | Part 01 | SPEC-01 | TASKS-01 | IPLAN-01 | NOT_STARTED |\n');
    expect(text).toContain('| REQ-40 | =1+1 \\| &lt;b> |  |  |  | uncovered |\n');
  });

  it('is a page that stands by itself and holds no markup of others', async () => {
    const { text } = await traceOf({ format: 'html' }, await storeOf(withUncovered()));
    expect(text).toMatch(/^<!DOCTYPE html>/);
    expect(text).not.toMatch(/<script|https?:|<b>/);
    expect(text).toContain('&lt;b&gt;');
  });
});

describe('impact', () => {
  it('tells what stands on a document, and whose word would have to be given again', async () => {
    const store = await storeOf();
    const items = { verified_req: 'read REQ-02, nothing is open', confirmed_arch: 'follows ADR-01 throughout' };
    await store.does(verify, { id: 'TASKS-02', items });
    const told = await store.does(impact, { id: 'REQ-02' });
    if (!told.ok) throw new Error(JSON.stringify(told.problems));
    const { documents, tasks, receipts, message } = told.value.result;
    expect(documents.map(({ id }) => id)).toEqual(['SPEC-02', 'TASKS-02', 'IPLAN-02']);
    expect(tasks.map(({ id }) => id)).toEqual(['TASKS-02']);
    expect(receipts.map(({ task, item, by, counts }) => [task, item, by, counts])).toEqual([
      ['TASKS-02', 'verified_req', 'Astrid', true],
      ['TASKS-02', 'reviewed_upstream', 'Astrid', true],
    ]);
    expect(message).toBe('3 documents and 1 task stand on REQ-02; a change of it makes 2 receipts suspect');
  });

  it('refuses a section or an element that the document does not have, and does not answer for all of it', async () => {
    const store = await storeOf();
    for (const id of ['REQ-02.77', 'req-2.77', 'REQ.02.01.99']) {
      const told = await store.does(impact, { id });
      const problem = { rule: 'unknown-id', have: ['REQ-02'], missing: [id], next: [{ command: 'tallyplan impact REQ-02' }] };
      expect(told).toMatchObject({ ok: false, problems: [problem] });
    }
  });

  it('takes a file', async () => {
    const told = await (await storeOf()).does(impact, { id: './docs/05_ADR/ADR-01_one_place_decides.md' });
    expect(told).toMatchObject({ ok: true, value: { result: { document: { id: 'ADR-01' }, receipts: [] } } });
  });
});

it('a page of a plan without a title is headed by its file, and a task document without a task says so', () => {
  const row = { requirement: 'REQ-01', name: 'Berths', specs: [], tasks: 'TASKS-09', iplans: [], planned: false, status: null };
  const page = tracePage({ title: '', plan: 'docs/PLAN.md', at: '2026-03-01T12:00:00.000Z', rows: [row], coverage: [] });
  expect(page).toContain('<h1>Requirements of docs/PLAN.md</h1>');
  expect(traceCsv([row])).toContain('REQ-01,Berths,,TASKS-09,,not in the plan\r\n');
  expect(traceCsv([{ ...row, planned: true }])).toContain('REQ-01,Berths,,TASKS-09,,unknown status\r\n');
});
