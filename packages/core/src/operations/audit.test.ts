import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as YAML from 'yaml';
import { readDocument } from '../document/read.ts';
import type { LedgerFiles } from '../ledger/history.ts';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Plan } from '../model/plan.ts';
import type { Outcome } from '../model/problem.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { addTask } from './add-task.ts';
import { auditCheckpoint } from './audit-checkpoint.ts';
import { auditExport } from './audit-export.ts';
import { auditShow } from './audit-show.ts';
import { auditVerify } from './audit-verify.ts';
import { complete } from './complete.ts';
import { log } from './log.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { reopen } from './reopen.ts';
import { set } from './set.ts';
import { start } from './start.ts';
import { instruct, stop } from './stop.ts';
import type { Snapshot } from './store.ts';
import { agent, DataStore, person } from './testing/data-store.ts';
import { planText, preCheckKeys } from './testing/plan-text.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const plan: Plan = readDocument(
  encodeUtf8(
    planText({
      phases: [
        [{ id: 'TASKS-01', status: 'COMPLETED' }, { id: 'TASKS-02' }, { id: 'TASKS-03' }, { id: 'TASKS-04', status: 'IN_PROGRESS' }],
      ],
    }),
  ),
  { path: 'plan.md', library: () => YAML },
).plan;

/** A store whose ledgers can be tampered with. */
class TamperedStore extends DataStore {
  tamper: (files: LedgerFiles) => LedgerFiles = (files) => files;

  override snapshot(): Snapshot {
    const snapshot = super.snapshot();
    return { ...snapshot, ledgers: { ...snapshot.ledgers, files: () => this.tamper(snapshot.ledgers.files()) } };
  }
}

function resultOf<T>(outcome: Outcome<{ readonly result: T }>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join('; '));
  return outcome.value.result;
}

const note = 'read from beginning to end, nothing open';
const items = Object.fromEntries(preCheckKeys.slice(0, 4).map((item) => [item, note]));

/** A plan with some history: work, a question, a correction, a new name. */
async function lived(): Promise<TamperedStore> {
  const store = new TamperedStore(plan, digest);
  const { init } = await import('./init.ts');
  resultOf(await store.does(init, {}));
  resultOf(await store.does(verify, { id: 'TASKS-02', items }, agent));
  resultOf(await store.does(start, { id: 'TASKS-02' }, agent));
  resultOf(await store.does(stop, { id: 'TASKS-02', question: '=HYPERLINK("http://x") or <b>not</b>?' }, agent));
  resultOf(await store.does(instruct, { id: 'TASKS-02', text: 'UTC in the store, local time on the screen' }));
  resultOf(await store.does(complete, { id: 'TASKS-02', summary: 'Berth store with migrations; 41 tests pass' }, agent));
  resultOf(await store.does(undo, { id: 'TASKS-02', reason: 'the migrations were never run' }));
  resultOf(await store.does(reopen, { id: 'TASKS-01', reason: 'the night tide was never tested' }));
  resultOf(await store.does(verify, { id: 'TASKS-03', items }));
  resultOf(await store.does(rename, { id: 'TASKS-03', to: 'REG-03' }));
  resultOf(await store.does(log, { id: 'REG-03', status: 'NOT_STARTED', note }));
  resultOf(await store.does(log, { id: '-', status: 'IN_PROGRESS', note }));
  return store;
}

const cutTail = (name: string) => (files: LedgerFiles) => ({
  ...files,
  ledgers: files.ledgers.map((file) =>
    file.name === name ? { name, text: `${file.text.split('\n').slice(0, -2).join('\n')}\n` as ByteString } : file,
  ),
});

describe('audit verify', () => {
  it('finds nothing wrong with what the operations themselves have written', async () => {
    const store = await lived();
    expect(resultOf(await store.does(auditVerify, {}))).toMatchObject({ holds: true, faults: [], notes: [], ledgers: 4 });
  });

  it('counts one event as one', async () => {
    const store = await DataStore.adopted(plan, digest);
    expect(resultOf(await store.does(auditVerify, {})).message).toBe('the ledgers hold together: 1 event in 1 ledger');
  });

  it('tells file and line of what was tampered with', async () => {
    const store = await lived();
    store.tamper = (files) => ({
      ...files,
      ledgers: files.ledgers.map(({ name, text }) => ({
        name,
        text: text.replace('migrations were never run', 'migrations were run') as ByteString,
      })),
    });
    const result = resultOf(await store.does(auditVerify, {}));
    expect(result).toMatchObject({ holds: false, digest: null, message: expect.stringContaining('1 fault') });
    expect(result.faults).toEqual([{ rule: 'ledger-broken', file: 'TASKS-02.jsonl', line: 6, message: expect.stringContaining('hash') }]);
  });

  it('shows a cut tail against a checkpoint that was kept, in the form that any surface printed it', async () => {
    const store = await lived();
    const { checkpoint } = resultOf(await store.does(auditCheckpoint, {}));
    store.tamper = cutTail('TASKS-02.jsonl');
    expect(resultOf(await store.does(auditVerify, {})).holds).toBe(true);
    for (const text of [checkpoint, { checkpoint }, { ok: true, result: { checkpoint } }].map((value) => JSON.stringify(value))) {
      const { faults } = resultOf(await store.does(auditVerify, { checkpoint: 'kept.json', checkpointText: text }));
      expect(faults.map(({ rule, file }) => [rule, file])).toEqual([['ledger-truncated', 'TASKS-02.jsonl']]);
    }
  });

  it('shows a cut tail against an earlier revision', async () => {
    const store = await lived();
    const older = store.snapshot().ledgers.files();
    store.tamper = cutTail('TASKS-03.jsonl');
    const { faults } = resultOf(await store.does(auditVerify, { since: 'v1', older }));
    expect(faults.map(({ rule, file }) => [rule, file])).toEqual([['ledger-truncated', 'TASKS-03.jsonl']]);
  });

  it.each([
    ['not even JSON', '{'],
    ['something else', '[]'],
    ['a checkpoint that was edited', JSON.stringify({ v: 1, ledgers: [], digest: 'd' })],
    ['a newer checkpoint', JSON.stringify({ v: 2, ledgers: [], digest: 'd' })],
  ])('refuses a checkpoint that is %s', async (_, checkpointText) => {
    const outcome = await (await lived()).does(auditVerify, { checkpoint: 'kept.json', checkpointText });
    expect(outcome).toMatchObject({ ok: false, problems: [{ rule: 'usage', message: expect.stringMatching(/^kept\.json: it/) }] });
  });

  it('names no file where the surface did not', async () => {
    const outcome = await (await lived()).does(auditVerify, { checkpointText: '{' });
    expect(outcome).toMatchObject({ ok: false, problems: [{ message: expect.stringMatching(/^the checkpoint: it/) }] });
  });

  it('answers that a plan without any ledger was not adopted', async () => {
    expect(await new DataStore(plan, digest).does(auditVerify, {})).toMatchObject({ ok: false, problems: [{ rule: 'not-adopted' }] });
  });

  it('still speaks of the ledgers of tasks when that of the plan was removed', async () => {
    const store = await lived();
    store.tamper = (files) => ({ ...files, ledgers: files.ledgers.filter(({ name }) => name !== 'plan.jsonl') });
    expect(resultOf(await store.does(auditVerify, {})).faults).toContainEqual(
      expect.objectContaining({ file: 'plan.jsonl', rule: 'ledger-truncated' }),
    );
  });
});

describe('audit checkpoint', () => {
  it('lists every ledger by name, and changes nothing', async () => {
    const store = await lived();
    const before = store.events('plan').length;
    const { checkpoint, recorded } = resultOf(await store.does(auditCheckpoint, {}));
    expect(recorded).toBe(false);
    expect(checkpoint.ledgers.map(({ name, length }) => [name, length])).toEqual([
      ['TASKS-01.jsonl', 1],
      ['TASKS-02.jsonl', 6],
      ['TASKS-03.jsonl', 2],
      ['plan.jsonl', before],
    ]);
    expect(store.events('plan')).toHaveLength(before);
  });

  it('with --write pins the ledgers of tasks from within', async () => {
    const store = await lived();
    expect(resultOf(await store.does(auditCheckpoint, { write: true })).recorded).toBe(true);
    expect(resultOf(await store.does(auditVerify, {})).holds).toBe(true);
    store.tamper = cutTail('TASKS-02.jsonl');
    expect(resultOf(await store.does(auditVerify, {})).faults).toEqual([
      expect.objectContaining({ rule: 'ledger-truncated', file: 'TASKS-02.jsonl' }),
    ]);
  });

  it('vouches for no damage', async () => {
    const store = await lived();
    store.tamper = (files) => ({ ...files, baseline: null });
    expect(await store.does(auditCheckpoint, { write: true })).toMatchObject({
      ok: false,
      problems: [
        { rule: 'ledger-broken', file: '.tallyplan/ledger/baseline.json', line: 1, next: [{ command: 'tallyplan audit verify' }] },
      ],
    });
  });

  it('says so where two branches continued a ledger', async () => {
    const store = await lived();
    store.tamper = (files) => ({
      ...files,
      ledgers: files.ledgers.map((file) =>
        file.name === 'TASKS-02.jsonl' ? { ...file, text: `<<<<<<< HEAD\n${file.text}` as ByteString } : file,
      ),
    });
    expect(await store.does(auditCheckpoint, {})).toMatchObject({ ok: false, problems: [{ rule: 'ledger-forked', line: 1 }] });
  });

  it('of a plan that was not adopted is refused', async () => {
    expect(await new DataStore(plan, digest).does(auditCheckpoint, {})).toMatchObject({ ok: false, problems: [{ rule: 'not-adopted' }] });
  });
});

describe('audit show', () => {
  it('tells everything, oldest first', async () => {
    const { rows, events } = resultOf(await (await lived()).does(auditShow, {}));
    expect(rows.map(({ operation }) => operation).slice(0, 2)).toEqual(['init', 'verify']);
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted());
    expect(new Set(rows.map(({ event }) => event)).size).toBe(events);
  });

  it('tells the story of one task, under its former id and its new one alike', async () => {
    const store = await lived();
    const { rows } = resultOf(await store.does(auditShow, { ids: ['reg-3', 'REG-03'] }));
    expect([...new Set(rows.map(({ task }) => task))]).toEqual(['TASKS-03', 'REG-03']);
    expect([...new Set(rows.map(({ operation }) => operation))]).toEqual(['verify', 'rename', 'log']);
    expect(rows).toContainEqual(
      expect.objectContaining({
        actor: person.name,
        operation: 'verify',
        item: 'verified_req',
        note,
        trust: 'self-reported',
        document: 'no document linked',
      }),
    );
  });

  it('tells the story of a task that was taken out of the plan', async () => {
    const store = await lived();
    resultOf(await store.does(addTask, { id: 'TASKS-08', phase: '1', name: 'Tide tables', priority: 'P1' }));
    resultOf(await store.does(set, { id: 'TASKS-08', field: 'name', value: 'Tides' }));
    resultOf(await store.does(remove, { id: 'TASKS-08' }));
    const { rows } = resultOf(await store.does(auditShow, { ids: ['TASKS-8'] }));
    expect(rows.map(({ operation }) => operation)).toEqual(['add task', 'set', 'remove']);
  });

  it('refuses an id that neither the plan nor a ledger knows', async () => {
    expect(await (await lived()).does(auditShow, { ids: ['TASKS-77'] })).toMatchObject({ ok: false, problems: [{ rule: 'unknown-id' }] });
  });

  it('of a plan that was not adopted is refused', async () => {
    expect(await new DataStore(plan, digest).does(auditShow, {})).toMatchObject({ ok: false, problems: [{ rule: 'not-adopted' }] });
  });
});

describe('audit export', () => {
  it('writes JSON that holds the rows, the verdict and the checkpoint', async () => {
    const store = await lived();
    const { text, mediaType } = resultOf(await store.does(auditExport, {}));
    const { checkpoint } = resultOf(await store.does(auditCheckpoint, {}));
    expect(mediaType).toBe('application/json');
    expect(JSON.parse(text)).toMatchObject({
      plan: 'DEVELOPMENT_PLAN.md',
      faults: [],
      checkpoint,
      rows: resultOf(await store.does(auditShow, {})).rows,
    });
  });

  it('writes CSV without a cell that a spreadsheet would run', async () => {
    const { text } = resultOf(await (await lived()).does(auditExport, { format: 'csv' }));
    expect(text).toContain(`"'=HYPERLINK(""http://x"") or <b>not</b>?"`);
  });

  it('writes one page of one task', async () => {
    const { text } = resultOf(await (await lived()).does(auditExport, { format: 'html', ids: ['TASKS-02'] }));
    expect(text).toContain('<h2>TASKS-02</h2>');
    expect(text).not.toContain('<h2>TASKS-01</h2>');
    expect(text).toContain('&lt;b&gt;not&lt;/b&gt;');
  });

  it('says so where the ledgers do not hold together', async () => {
    const store = await lived();
    store.tamper = (files) => ({ ...files, baseline: null });
    const { text } = resultOf(await store.does(auditExport, { format: 'html' }));
    expect(text).toContain('do not hold together: 1 fault.');
    expect(text).not.toContain('id="checkpoint"');
  });

  it('refuses an id that the plan does not hold', async () => {
    expect(await (await lived()).does(auditExport, { ids: ['TASKS-77'] })).toMatchObject({ ok: false, problems: [{ rule: 'unknown-id' }] });
  });
});

it('keys of ledgers are those that the tasks began with', async () => {
  expect((await lived()).snapshot().ledgers.keys()).toContain(taskKeyOf('TASKS-03'));
});

describe('a plan that was adopted with one id twice', () => {
  it('holds together, as the first entry of that id says', async () => {
    const twice = [{ id: 'TASKS-01', status: 'COMPLETED' }, { id: 'TASKS-1', status: 'IN_PROGRESS' }, { id: 'TASKS-02' }] as const;
    const text = encodeUtf8(planText({ phases: [twice] }));
    const store = await DataStore.adopted(readDocument(text, { path: 'plan.md', library: () => YAML }).plan, digest);
    expect(resultOf(await store.does(auditVerify, {}))).toMatchObject({ holds: true, faults: [] });
    expect(store.ledgers().baseline).toMatchObject({ completed: ['TASKS-01'], underway: [] });
  });
});
