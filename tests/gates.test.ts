/** Gates that a plan edited by hand, a policy of its own or a waiver bring into play: text and ledger together, through a store. */
import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import type { Actor } from '@tallyplan/core/model/event';
import type { Finding, Outcome } from '@tallyplan/core/model/problem';
import { addTask } from '@tallyplan/core/operations/add-task';
import { block } from '@tallyplan/core/operations/block';
import { check } from '@tallyplan/core/operations/check';
import { complete } from '@tallyplan/core/operations/complete';
import { init } from '@tallyplan/core/operations/init';
import { next } from '@tallyplan/core/operations/next';
import type { ChangeOperation } from '@tallyplan/core/operations/operation';
import { perform } from '@tallyplan/core/operations/perform';
import { record } from '@tallyplan/core/operations/record';
import { remove } from '@tallyplan/core/operations/remove';
import { set } from '@tallyplan/core/operations/set';
import { start } from '@tallyplan/core/operations/start';
import type { Written } from '@tallyplan/core/operations/store';
import { undo } from '@tallyplan/core/operations/undo';
import { verify } from '@tallyplan/core/operations/verify';
import { waive } from '@tallyplan/core/operations/waive';
import type * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../packages/tallyplan/src/stores/memory-store.ts';
import { sha256 } from '../packages/tallyplan/src/stores/sha256.ts';
import { quayText } from './quay.ts';

const actor: Actor = { name: 'Astrid', kind: 'human' };
const reason = 'the quay is frozen until spring';

class Quay {
  readonly store: MemoryStore;
  today = '2026-03-01';

  constructor(configuration: string, text: string) {
    this.store = new MemoryStore(encodeUtf8(text), 'DEVELOPMENT_PLAN.md');
    if (configuration !== '') this.store.save({ configuration: encodeUtf8(configuration) });
  }

  static async adopted(configuration = '', text = quayText): Promise<Quay> {
    const quay = new Quay(configuration, text);
    expect(await quay.does(init, {})).toMatchObject({ ok: true });
    return quay;
  }

  does<Input extends v.GenericSchema, Result>(
    operation: ChangeOperation<Input, Result>,
    input: unknown,
  ): Promise<Outcome<Written<Result>>> {
    const now = () => ({ utc: `${this.today}T09:00:00.000Z`, date: this.today, local: `${this.today}T10:00:00` });
    return perform(this.store, { operation, input }, { actor, now, dryRun: false, digest: sha256 });
  }

  async findings(): Promise<readonly Finding[]> {
    const now = () => ({ utc: `${this.today}T09:00:00.000Z`, date: this.today, local: `${this.today}T10:00:00` });
    const outcome = await perform(this.store, { operation: check, input: {} }, { actor, now, dryRun: false, digest: sha256 });
    return outcome.ok ? outcome.value.result.findings : expect.unreachable(JSON.stringify(outcome.problems));
  }

  /** An edit by hand. */
  edit(from: string, to: string): void {
    const { plan } = this.store.state;
    expect(plan).toContain(from);
    this.store.save({ plan: encodeUtf8(plan.replace(from, to)) });
  }
}

const rulesOf = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.problems.map(({ rule }) => rule));

describe('a plan that was edited by hand', () => {
  it('holds every start back while a completion is not recorded', async () => {
    const quay = await Quay.adopted();
    quay.edit('| NOT_STARTED | B-01 |', '| COMPLETED | B-01 |');
    expect(rulesOf(await quay.does(start, { id: 'A-01' }))).toEqual(['unrecorded-completion']);
  });

  it('names the first five completions that are not recorded, and says how many more there are', async () => {
    const rows = (status: string) => Array.from({ length: 7 }, (_, index) => `| ${status} | D-0${index + 1} | Bollard | P2 | |\n`).join('');
    const last = '| NOT_STARTED | B-02 |';
    const quay = await Quay.adopted('', quayText.replace(last, rows('NOT_STARTED') + last));
    quay.edit(rows('NOT_STARTED'), rows('COMPLETED'));
    const message = expect.stringContaining('D-01, D-02, D-03, D-04, D-05 and 2 more are COMPLETED in the file');
    expect(await quay.does(start, { id: 'A-01' })).toMatchObject({ ok: false, problems: [{ rule: 'unrecorded-completion', message }] });
  });

  it('does not make a prerequisite complete by a word in its cell', async () => {
    const quay = await Quay.adopted();
    quay.edit('| NOT_STARTED | A-01 |', '| COMPLETED | A-01 |');
    expect(rulesOf(await quay.does(start, { id: 'A-02' }))).toEqual(expect.arrayContaining(['started-before-prerequisite']));
  });

  it('is settled before anything else is done to the task', async () => {
    const quay = await Quay.adopted();
    quay.edit('| NOT_STARTED | A-01 |', '| DEFERRED | A-01 |');
    expect(rulesOf(await quay.does(block, { ids: ['A-01'], reason }))).toEqual(['unrecorded-change']);
  });
});

describe('a ledger that was edited by hand', () => {
  it('keeps its task from being ready, and says where it does not hold together; the others go on', async () => {
    const quay = await Quay.adopted('order: ready\n');
    expect(await quay.does(set, { id: 'A-01', field: 'priority', value: 'P1' })).toMatchObject({ ok: true });
    const [name, text] = [...quay.store.state.ledgers].find(([file]) => file.startsWith('A-01')) ?? expect.unreachable('it has one');
    quay.store.save({ ledgers: new Map(quay.store.state.ledgers).set(name, encodeUtf8(text.replace('Astrid', 'Somebody'))) });
    const now = () => ({ utc: '2026-03-01T09:00:00.000Z', date: '2026-03-01', local: '2026-03-01T10:00:00' });
    const outcome = await perform(quay.store, { operation: next, input: {} }, { actor, now, dryRun: false, digest: sha256 });
    const message = expect.stringMatching(/^its ledger does not hold together \(line 1: /);
    expect(outcome).toMatchObject({
      ok: true,
      value: { result: { waiting: expect.arrayContaining([{ id: 'A-01', waitingFor: [{ rule: 'ledger-broken', message }] }]) } },
    });
    expect(outcome.ok ? outcome.value.result.queue : []).not.toContain('A-01');
  });
});

describe('a row of the log that was taken away by hand', () => {
  it('comes back, also where the same was said twice on a day', async () => {
    const quay = await Quay.adopted();
    const summary = 'Piles driven to the rock, all tested';
    const row = `| 2026-03-01 | A-01 | COMPLETED | ${summary} |\n`;
    expect(await quay.does(start, { id: 'A-01' })).toMatchObject({ ok: true });
    expect(await quay.does(complete, { id: 'A-01', summary })).toMatchObject({ ok: true });
    expect(await quay.does(undo, { id: 'A-01', reason: 'one pile was left out' })).toMatchObject({ ok: true });
    expect(await quay.does(complete, { id: 'A-01', summary })).toMatchObject({ ok: true });
    const { plan } = quay.store.state;
    quay.edit(row, '');
    expect(await quay.does(record, { ids: ['A-01'], restore: true })).toMatchObject({ ok: true });
    expect(quay.store.state.plan.split(row)).toHaveLength(3);
    expect(plan.split(row)).toHaveLength(3);
  });
});

describe('a prerequisite that was taken away by hand', () => {
  it('comes back among the dependents of the other, where the table has no column of its own for it', async () => {
    const quay = await Quay.adopted();
    quay.edit('| Piles | P0 | A-02, B-02 |', '| Piles | P0 | B-02 |');
    expect(await quay.does(record, { ids: ['A-02'], restore: true })).toMatchObject({ ok: true });
    expect(quay.store.state.plan).toContain('| Piles | P0 | B-02, A-02 |');
  });

  it('comes back in its own column, where there is one', async () => {
    const own = quayText
      .replace('| Dependents |\n|---|---|---|---|---|\n', '| Depends On |\n|---|---|---|---|---|\n')
      .replace('A-02, B-02', '')
      .replace('| Deck | P0 | B-02 |', '| Deck | P0 | A-01 |');
    const quay = await Quay.adopted('', own);
    quay.edit('| Deck | P0 | A-01 |', '| Deck | P0 |  |');
    expect(await quay.does(record, { ids: ['A-02'], restore: true })).toMatchObject({ ok: true });
    expect(quay.store.state.plan).toContain('| Deck | P0 | A-01 |');
  });
});

describe('an entry that was taken out by hand', () => {
  const said = 'Piles driven to fourteen metres, each measured twice';
  const handEdits = async (quay: Quay) =>
    (await quay.findings()).filter(({ rule }) => rule === 'unrecorded-change').map(({ task }) => task);

  it('comes back with the prerequisite that others have lost by it, once', async () => {
    const quay = await Quay.adopted();
    quay.edit('| NOT_STARTED | A-01 | Piles | P0 | A-02, B-02 |\n', '');
    expect(await handEdits(quay)).toEqual(['A-02', 'B-02']);
    expect(await quay.does(record, { ids: [], restore: true })).toMatchObject({ ok: true });
    expect(quay.store.state.plan).toContain('| NOT_STARTED | A-01 | A-01 | P0 | A-02, B-02 |\n| NOT_STARTED | A-02 | Deck |');
    expect(await handEdits(quay)).toEqual([]);
    expect(rulesOf(await quay.does(start, { id: 'A-02' }))).toContain('started-before-prerequisite');
  });

  it('comes back with all that it waited for, where that is gone, too', async () => {
    const quay = await Quay.adopted();
    quay.edit('| NOT_STARTED | A-01 | Piles | P0 | A-02, B-02 |\n| NOT_STARTED | A-02 | Deck | P0 | B-02 |\n', '');
    expect(await quay.does(record, { ids: ['B-02'], restore: true })).toMatchObject({ ok: true });
    expect(await handEdits(quay)).toEqual([]);
    expect(rulesOf(await quay.does(start, { id: 'A-02' }))).toContain('started-before-prerequisite');
  });

  it('is named by who waits for it, where the entry can say so itself', async () => {
    const quay = await Quay.adopted('', quayText.replace('    dependents: ""\n', '    dependents: ""\n    depends_on: "B-01"\n'));
    quay.edit('| NOT_STARTED | B-01 | Rails | P0 | |\n', '');
    expect(await handEdits(quay)).toEqual(['C-01']);
    expect(await quay.does(record, { ids: ['C-01'], restore: true })).toMatchObject({ ok: true });
    expect(await handEdits(quay)).toEqual([]);
    expect(quay.store.state.plan).toContain('id: B-01');
  });

  it('has the status that the ledger has, and what Tallyplan was told of its name', async () => {
    const quay = await Quay.adopted();
    await quay.does(set, { id: 'A-01', field: 'name', value: 'Oak piles' });
    await quay.does(start, { id: 'A-01' });
    await quay.does(complete, { id: 'A-01', summary: said });
    quay.edit('| COMPLETED | A-01 | Oak piles | P0 | A-02, B-02 |\n', '');
    for (const refused of [await quay.does(start, { id: 'A-01' }), await quay.does(record, { ids: [] })]) {
      expect(refused).toMatchObject({
        ok: false,
        problems: expect.arrayContaining([
          expect.objectContaining({ rule: 'unknown-id', next: [{ command: 'tallyplan record A-01 --restore' }] }),
        ]),
      });
    }
    expect(await quay.does(record, { ids: ['A-01'], restore: true })).toMatchObject({ ok: true });
    expect(quay.store.state.plan).toContain('| COMPLETED | A-01 | Oak piles | P0 |');
    expect(await quay.does(record, { ids: [], restore: true })).toMatchObject({ ok: true });
    expect(await quay.findings()).toEqual([]);
    expect(await quay.does(start, { id: 'A-02' })).toMatchObject({ ok: true });
  });

  it('has its ticks and its receipts', async () => {
    const quay = await Quay.adopted('order: ready\n');
    await quay.does(start, { id: 'C-01' });
    const { plan } = quay.store.state;
    const entry = plan.slice(plan.indexOf('  - id: C-01'), plan.indexOf('```\n\n## 3.'));
    quay.edit(
      entry,
      entry
        .replaceAll('C-01', 'C-02')
        .replace(/IN_PROGRESS|COMPLETED/g, 'NOT_STARTED')
        .replaceAll('true', 'false')
        .replace(/started: .*/, 'started: null'),
    );
    expect(await quay.does(record, { ids: ['C-01'], restore: true })).toMatchObject({ ok: true });
    expect(await handEdits(quay)).toEqual([]);
    const attest = { tests_passing: 'eleven tests of the ledger pass' };
    expect(await quay.does(complete, { id: 'C-01', summary: said, attest })).toMatchObject({ ok: true });
    expect((await quay.findings()).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is not written a second time while it may stand in a block that can’t be read', async () => {
    const quay = await Quay.adopted('order: ready\n');
    await quay.does(start, { id: 'C-01' });
    quay.edit('  - id: C-01\n', '  - id: C-01: [\n');
    expect(rulesOf(await quay.does(record, { ids: ['C-01'], restore: true }))).toEqual(['read-only-block']);
  });

  it('is not made up where nothing is left that it could look like', async () => {
    const quay = await Quay.adopted();
    await quay.does(start, { id: 'A-01' });
    const rows = quay.store.state.plan.split('\n').filter((line) => !/^\| (?:NOT_STARTED|IN_PROGRESS|Status \| ID)/.test(line));
    quay.store.save({ plan: encodeUtf8(rows.join('\n')) });
    expect(rulesOf(await quay.does(record, { ids: ['A-01'], restore: true }))).toEqual(['read-only-block']);
  });

  it('is missed also where a task of that id had been taken out before', async () => {
    const quay = await Quay.adopted('order: ready\n');
    await quay.does(remove, { id: 'B-01' });
    await quay.does(addTask, { id: 'B-01', phase: '2', name: 'Rails', priority: 'P0', before: 'B-02' });
    await quay.does(start, { id: 'B-01' });
    quay.edit('| IN_PROGRESS | B-01 | Rails | P0 | |\n', '');
    expect(await handEdits(quay)).toEqual(['B-01']);
  });
});

describe('a word that is no status', () => {
  const odd = quayText
    .replace('| NOT_STARTED | A-01 |', '| half \\| way | A-01 |')
    .replace('        status: NOT_STARTED\n        started', '        status: "half: way"\n        started');

  it.each([
    ['A-01', '| half \\| way | A-01 |', '| NOT_STARTED | A-01 |'],
    ['C-01', 'status: "half: way"', 'status: "NOT_STARTED"'],
  ])('of %s can be corrected and recorded, or be put back', async (id, from, to) => {
    const quay = await Quay.adopted('order: ready\n', odd);
    quay.edit(from, to);
    expect(rulesOf(await quay.does(start, { id }))).toEqual(['unrecorded-change']);
    expect(await quay.does(record, { ids: [id], restore: true })).toMatchObject({ ok: true });
    expect(quay.store.state.plan).toContain(from);
    expect(rulesOf(await quay.does(start, { id }))).toEqual(['wrong-status']);
    quay.edit(from, to);
    expect(await quay.does(record, { ids: [id] })).toMatchObject({ ok: true });
    expect(await quay.does(start, { id })).toMatchObject({ ok: true });
  });

  it('is corrected to one of work through the gates of that work', async () => {
    const quay = await Quay.adopted('', odd);
    quay.edit('| half \\| way | A-01 |', '| COMPLETED | A-01 |');
    expect(rulesOf(await quay.does(record, { ids: ['A-01'] }))).toEqual(['summary-missing']);
  });
});

describe('prerequisites of several tasks that one edit took away', () => {
  it('come back together', async () => {
    const quay = await Quay.adopted();
    quay.edit('| Piles | P0 | A-02, B-02 |', '| Piles | P0 | |');
    expect(await quay.does(record, { ids: [], restore: true })).toMatchObject({ ok: true });
    expect(quay.store.state.plan).toContain('| Piles | P0 | A-02, B-02 |');
    expect(await quay.findings()).toEqual([]);
  });
});

describe('the first task of a table', () => {
  it('is what the ledger says of it, also where the tasks of other phases stand in YAML', async () => {
    const rows = quayText.split('\n').filter((line) => !line.startsWith('| NOT_STARTED'));
    const quay = await Quay.adopted('order: ready\n', rows.join('\n'));
    await quay.does(addTask, { id: 'A-01', phase: '1', name: 'Piles', priority: 'P0' });
    expect(quay.store.state.plan).toContain('| NOT_STARTED | A-01 | Piles | P0 | |');
    expect(await quay.findings()).toEqual([]);
    expect(await quay.does(start, { id: 'A-01' })).toMatchObject({ ok: true });
  });
});

describe('a policy of its own', () => {
  it('keeps a phase shut until the one before it is finished', async () => {
    const quay = await Quay.adopted('phase_gate: true\norder: ready\n');
    expect(rulesOf(await quay.does(start, { id: 'B-01' }))).toEqual(['phase-not-open']);
    const open = await Quay.adopted('order: ready\n');
    expect(await open.does(start, { id: 'B-01' })).toMatchObject({ ok: true });
  });

  it('refuses phrases that say nothing, however they are written', async () => {
    const quay = await Quay.adopted('summary_length: 3\n');
    await quay.does(start, { id: 'A-01' });
    for (const summary of ['done', 'All good!', '  TASK   completed. ']) {
      expect(rulesOf(await quay.does(complete, { id: 'A-01', summary }))).toEqual(['summary-missing']);
    }
    expect(await quay.does(complete, { id: 'A-01', summary: 'Piles driven to 14 m' })).toMatchObject({ ok: true });
  });
});

describe('a post-check item that is no bookkeeping', () => {
  it('needs somebody who vouches for it', async () => {
    const quay = await Quay.adopted('order: ready\n');
    await quay.does(verify, { id: 'C-01' });
    expect(await quay.does(start, { id: 'C-01' })).toMatchObject({ ok: true });
    const summary = 'Ledger of calls, read back on paper';
    expect(rulesOf(await quay.does(complete, { id: 'C-01', summary }))).toEqual(['attestation-missing']);
    expect(await quay.does(complete, { id: 'C-01', summary, attest: { tests_passing: 'npm test, 41 passed' } })).toMatchObject({
      ok: true,
    });
  });
});

describe('a waiver', () => {
  it('holds until its last day, and no longer', async () => {
    const quay = await Quay.adopted('order: ready\n');
    await quay.does(waive, { id: 'A-02', rule: 'started-before-prerequisite', reason, until: '2026-03-31' });
    quay.today = '2026-04-01';
    expect(rulesOf(await quay.does(start, { id: 'A-02' }))).toEqual(['started-before-prerequisite']);
    quay.today = '2026-03-31';
    expect(await quay.does(start, { id: 'A-02' })).toMatchObject({ ok: true });
  });

  it('until a day that is past would hold for no day, and is refused', async () => {
    const quay = await Quay.adopted('order: ready\n');
    quay.today = '2026-04-01';
    const until = (day: string) => quay.does(waive, { id: 'A-02', rule: 'started-before-prerequisite', reason, until: day });
    expect(rulesOf(await until('2026-03-31'))).toEqual(['usage']);
    expect(await until('2026-04-01')).toMatchObject({ ok: true });
  });

  it('is void once what it was about is another', async () => {
    const quay = await Quay.adopted('order: ready\n');
    await quay.does(waive, { id: 'B-02', rule: 'started-before-prerequisite', reason });
    await quay.does(start, { id: 'A-01' });
    expect(await quay.does(complete, { id: 'A-01', summary: 'Piles driven to 14 m, all of them' })).toMatchObject({ ok: true });
    expect(rulesOf(await quay.does(start, { id: 'B-02' }))).toEqual(['started-before-prerequisite']);
  });
});
