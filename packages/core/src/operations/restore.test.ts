/** `record --restore` where a hand took out whole entries, prerequisites or rows of the log: what comes back, and where to. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { readDocument } from '../document/read.ts';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Outcome } from '../model/problem.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { standingOf } from '../rules/standing.ts';
import { addTask } from './add-task.ts';
import { block } from './block.ts';
import { complete } from './complete.ts';
import { defer } from './defer.ts';
import { worldOf } from './perform.ts';
import { record } from './record.ts';
import { rename } from './rename.ts';
import { set } from './set.ts';
import { start } from './start.ts';
import { agent, DataStore, person } from './testing/data-store.ts';
import type { EntryWords, TextWords } from './testing/plan-text.ts';
import { planText, preCheckKeys } from './testing/plan-text.ts';
import { verify } from './verify.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const read = (text: string) => readDocument(encodeUtf8(text), { path: 'PLAN.md', library: () => yaml }).plan;
const adopted = (text: string) => DataStore.adopted(read(text), digest);
const restore = (store: DataStore, ...ids: readonly string[]) => store.does(record, { ids, restore: true }, agent);
const taskNow = (store: DataStore, id: string) => store.plan.task(taskKeyOf(id));
const order = (store: DataStore) => store.plan.phases.map(({ tasks }) => tasks.map(({ id }) => id));

async function did(outcome: Promise<Outcome<unknown>>): Promise<void> {
  const { ok, ...rest } = await outcome;
  expect({ ok, ...(ok ? {} : rest) }).toEqual({ ok: true });
}
function refusalOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'done' : outcome.problems.map(({ rule, message }) => `${rule}: ${message}`).join('\n');
}

/** Where file and ledger differ, of every task. */
function unexplained(store: DataStore): readonly unknown[] {
  const world = worldOf(store.snapshot(), { actor: person, digest }, { utc: '', date: '2026-03-01', local: '' });
  return world.plan.tasks.flatMap((task) => standingOf(world, task).differences.map((difference) => [task.id, difference]));
}

async function begin(store: DataStore, id: string): Promise<void> {
  const items = Object.fromEntries(preCheckKeys.slice(0, 4).map((item) => [item, `read everything about ${item}`]));
  await did(store.does(verify, { id, items }));
  await did(store.does(start, { id }));
}

const three: readonly EntryWords[] = [{ id: 'TASKS-01' }, { id: 'TASKS-02' }, { id: 'TASKS-03' }];
/** The text without some of the entries, as an editor leaves it. */
const without = (words: TextWords, ...ids: readonly string[]): TextWords => ({
  ...words,
  phases: words.phases.map((entries) => entries.filter(({ id }) => !ids.includes(id))),
});

describe('an entry that a hand took out', () => {
  it('comes back as far as the ledger knows it, beside others of its kind, and says what did not', async () => {
    const words = { phases: [[{ id: 'CHG-01' }, ...three]] };
    const store = await adopted(planText(words));
    await begin(store, 'CHG-01');
    await did(store.does(block, { ids: ['CHG-01'], reason: 'no word from the port' }));
    const before = taskNow(store, 'CHG-01');
    store.plan = read(planText(without(words, 'CHG-01')));
    expect(refusalOf(await store.does(block, { ids: ['CHG-01'], reason: 'still no word' }))).toContain('taken out by hand');
    const outcome = await restore(store);
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        result: [
          {
            task: 'CHG-01',
            status: 'BLOCKED',
            message:
              'CHG-01: the file is as the ledger has it; taken back: the entry of CHG-01; put back without what the ledger does not know (name, place, prose): CHG-01',
          },
        ],
      },
    });
    expect(taskNow(store, 'CHG-01')).toMatchObject({ name: 'CHG-01', status: 'BLOCKED', priority: 'P0', preCheck: before?.preCheck });
    expect(unexplained(store)).toEqual([]);
    expect(store.events(taskKeyOf('CHG-01')).at(-1)).toMatchObject({ operation: 'record', changes: [] });
  });

  it('has the name and the priority that Tallyplan was told last', async () => {
    const words = { phases: [three] };
    const store = await adopted(planText(words));
    await did(store.does(addTask, { id: 'TASKS-04', phase: '1', name: 'Ice watch', priority: 'P1', iplan: 'IPLAN-40' }));
    await did(store.does(set, { id: 'TASKS-04', field: 'priority', value: 'P0' }));
    await did(store.does(defer, { ids: ['TASKS-04'], reason: 'there is no ice' }));
    store.plan = read(planText(words));
    await did(restore(store, 'tasks-4'));
    expect(taskNow(store, 'TASKS-04')).toMatchObject({
      name: 'Ice watch',
      priority: 'P0',
      status: 'DEFERRED',
      implementation: { iplanId: 'IPLAN-40', iplanStatus: 'DEFERRED' },
    });
    expect(unexplained(store)).toEqual([]);
  });

  it('was never begun, and comes back before the one that waits for it, once for all that do', async () => {
    const words: TextWords = {
      phases: [
        [
          { id: 'TASKS-01' },
          { id: 'TASKS-02', dependsOn: '[TASKS-01]' },
          { id: 'TASKS-03', dependsOn: '[TASKS-02]' },
          { id: 'TASKS-04', dependsOn: '[TASKS-02, TASKS-01]' },
        ],
      ],
    };
    const store = await adopted(planText(words));
    store.plan = read(planText(without(words, 'TASKS-01', 'TASKS-02')));
    expect(unexplained(store)).toHaveLength(2);
    const outcome = await restore(store);
    expect(outcome).toMatchObject({ ok: true, value: { result: [{ task: 'TASKS-03' }, { task: 'TASKS-04' }] } });
    expect(order(store)).toEqual([['TASKS-01', 'TASKS-02', 'TASKS-03', 'TASKS-04']]);
    expect(unexplained(store)).toEqual([]);
    // Nobody had begun them: there is no story to tell of them.
    expect(store.events(taskKeyOf('TASKS-01'))).toEqual([]);
  });

  it('comes back once, however many ways lead to it', async () => {
    const words: TextWords = {
      phases: [
        [{ id: 'TASKS-01' }, { id: 'TASKS-02', dependsOn: '[TASKS-01]' }, { id: 'TASKS-03', dependsOn: '[TASKS-02, TASKS-01]' }],
        [{ id: 'TASKS-04', dependsOn: '[TASKS-02, TASKS-03]' }],
      ],
    };
    const store = await adopted(planText(words));
    await begin(store, 'TASKS-01');
    await did(store.does(complete, { id: 'TASKS-01', summary }));
    await begin(store, 'TASKS-02');
    const { sessionLog } = store.plan;
    const log = sessionLog.map(({ date, task, status, notes }) => `${date} | ${task} | ${status} | ${notes}`);
    store.plan = read(planText({ ...without(words, 'TASKS-01', 'TASKS-02', 'TASKS-03'), log }));
    await did(restore(store, 'TASKS-04'));
    expect(order(store)).toEqual([[], ['TASKS-01', 'TASKS-02', 'TASKS-03', 'TASKS-04']]);
    expect(store.plan.tasks.map(({ status }) => status)).toEqual(['COMPLETED', 'IN_PROGRESS', 'NOT_STARTED', 'NOT_STARTED']);
    expect(unexplained(store)).toEqual([]);
  });

  it('stands beside none that is a document of its own', async () => {
    const tracking =
      '```yaml\ntasks_tracking:\n  id: TASKS-09\n  service_name: "Ice"\n  priority: P0\n  workflow:\n    implementation:\n      status: NOT_STARTED\n```\n';
    const text = (entries: readonly EntryWords[]) => planText({ phases: [entries] }).replace('### Phase 1', `${tracking}\n### Phase 1`);
    const store = await adopted(text(three));
    await did(store.does(block, { ids: ['TASKS-01'], reason: 'no word from the port' }));
    store.plan = read(text(three.slice(1)));
    expect(order(store)).toEqual([['TASKS-09'], ['TASKS-02', 'TASKS-03']]);
    await did(restore(store));
    expect(order(store)).toEqual([['TASKS-09'], ['TASKS-01', 'TASKS-02', 'TASKS-03']]);
    expect(unexplained(store)).toEqual([]);
  });

  it('stands in a phase that is left empty, and has what the ledger has of its items', async () => {
    const words = { phases: [[{ id: 'TASKS-01' }]] };
    const store = await adopted(planText(words).replace('          - session_log_date: false\n', '          - signed_off: false\n'));
    await begin(store, 'TASKS-01');
    store.plan = read('# Harbour plan\n\n### Phase 1: Part 1\n**Goal**: Something.\n\n### Phase 2: Part 2\n**Goal**: More.\n');
    await did(restore(store, 'TASKS-01'));
    expect(order(store)).toEqual([[], ['TASKS-01']]);
    expect(taskNow(store, 'TASKS-01')?.postCheck?.items.map(({ key }) => key)).toContain('signed_off');
    expect(unexplained(store)).toEqual([]);
  });

  it('stays out while a block can’t be read: it may stand there', async () => {
    const store = await adopted(planText({ phases: [three] }));
    await begin(store, 'TASKS-01');
    const text = planText({ phases: [three.slice(1)] });
    store.plan = read(`${text}\n### Phase 2: More\n\n\`\`\`yaml\nphase_2_tasks:\n  - id: [\n\`\`\`\n`);
    expect(refusalOf(await restore(store, 'TASKS-01'))).toBe(
      'read-only-block: TASKS-01 was taken out by hand, and may stand in a block that cannot be read; correct that in an editor first. Version control has the entry as it was',
    );
  });
});

describe('an entry that a hand gave another id', () => {
  const named = (id: string, more: Partial<EntryWords> = {}): TextWords => ({
    phases: [
      [
        { id, name: 'Berths', status: 'IN_PROGRESS', iplan: 'IPLAN-01', ...more },
        { id: 'TASKS-02', dependsOn: `[${id}]` },
        { id: 'TASKS-03' },
      ],
    ],
    log: [`2026-02-01T09:30:00 | ${id} | IN_PROGRESS | Half of it stands.`],
  });
  const ids = (store: DataStore) => store.plan.tasks.map(({ id, name, dependsOnText }) => [id, name, dependsOnText]);
  const asBefore = [
    ['TASKS-01', 'Berths', ''],
    ['TASKS-02', 'Work of TASKS-02', 'TASKS-01'],
    ['TASKS-03', 'Work of TASKS-03', ''],
  ];

  it.each([[[]], [['TASKS-01']], [['tasks-9']], [['TASKS-09', 'TASKS-01']]])(
    'has its own again, in the entries and rows that name it too (record %j --restore)',
    async (asked) => {
      const store = await adopted(planText(named('TASKS-01')));
      store.plan = read(planText(named('TASKS-09')));
      const outcome = await restore(store, ...asked);
      expect(JSON.stringify(outcome)).toContain('TASKS-01: the file is as the ledger has it; taken back: the id TASKS-09');
      expect(ids(store)).toEqual(asBefore);
      expect(store.plan.sessionLog.map(({ date, task }) => [date, task])).toEqual([['2026-02-01T09:30:00', 'TASKS-01']]);
      expect(unexplained(store)).toEqual([]);
    },
  );

  it('has the rows of its completion that the ledger has, and no others', async () => {
    const log = (id: string, ...more: readonly string[]) => [`2026-02-01 | ${id} | COMPLETED | Built and tested.`, ...more];
    const words = (id: string, ...more: readonly string[]) => ({ ...named(id, { status: 'COMPLETED' }), log: log(id, ...more) });
    const store = await adopted(planText(words('TASKS-01')));
    store.plan = read(planText(words('TASKS-09', '2026-02-02 | TASKS-09 | COMPLETED | And again.')));
    await did(restore(store));
    expect(store.plan.sessionLog.map(({ date, task }) => [date, task])).toEqual([['2026-02-01', 'TASKS-01']]);
    expect(unexplained(store)).toEqual([]);
  });

  it('is another where it says something else, or the ledger knows it, or two say the same', async () => {
    const entries = (...all: readonly EntryWords[]) => read(planText({ phases: [all] }));
    const begun = { name: 'Berths', status: 'IN_PROGRESS', iplan: null };
    const restored = async (...after: readonly EntryWords[]) => {
      const store = await DataStore.adopted(entries({ id: 'TASKS-01', ...begun }, { id: 'TASKS-02', iplan: null }), digest);
      store.plan = entries(...after);
      await did(restore(store));
      expect(unexplained(store)).toEqual([]);
      return store.plan.tasks.map(({ id, status }) => `${id} ${status}`);
    };
    const other = { id: 'TASKS-02', iplan: null };
    expect(await restored({ id: 'TASKS-09', ...begun, status: 'BLOCKED' }, other)).toEqual([
      'TASKS-01 IN_PROGRESS',
      'TASKS-09 NOT_STARTED',
      'TASKS-02 NOT_STARTED',
    ]);
    expect(await restored({ ...begun, id: 'TASKS-02' })).toEqual(['TASKS-01 IN_PROGRESS', 'TASKS-02 NOT_STARTED']);
    expect(await restored({ id: 'TASKS-08', ...begun }, { id: 'TASKS-09', ...begun }, other)).toContain('TASKS-01 IN_PROGRESS');
  });

  it('is none that the ledger knows by a former id', async () => {
    const begun = { status: 'IN_PROGRESS', iplan: null };
    const tides = { name: 'Tides', ...begun };
    const store = await adopted(
      planText({
        phases: [
          [
            { id: 'TASKS-01', name: 'Berths', ...begun },
            { id: 'TASKS-02', ...tides },
          ],
        ],
      }),
    );
    await did(store.does(rename, { id: 'TASKS-02', to: 'TASKS-05' }));
    store.plan = read(planText({ phases: [[{ id: 'TASKS-05', ...tides }]] }));
    await did(restore(store));
    expect(store.plan.tasks.map(({ id, name }) => `${id} ${name}`).sort()).toEqual(['TASKS-01 TASKS-01', 'TASKS-05 Tides']);
  });

  it('is nobody’s where two that are gone may have been it', async () => {
    const begun = { status: 'IN_PROGRESS', iplan: null };
    const store = await adopted(
      planText({
        phases: [
          [
            { id: 'TASKS-01', name: 'Berths', ...begun },
            { id: 'TASKS-02', name: 'Tides', ...begun },
          ],
        ],
      }),
    );
    store.plan = read(planText({ phases: [[{ id: 'TASKS-09', name: 'Tides', ...begun }]] }));
    await did(restore(store));
    expect(store.plan.tasks.map(({ id, name, status }) => `${id} ${name} ${status}`).sort()).toEqual([
      'TASKS-01 TASKS-01 IN_PROGRESS',
      'TASKS-02 TASKS-02 IN_PROGRESS',
      'TASKS-09 Tides NOT_STARTED',
    ]);
    expect(unexplained(store)).toEqual([]);
  });
});

describe('an entry that a hand wrote in another form', () => {
  const row = (id: string, status: string) => `| ${status} | ${id} | Tools | P0 | |`;
  const head = ['### Phase 9: Table', '', '| Status | ID | Task | Priority | Dependents |', '|---|---|---|---|---|'];
  const text = (entries: readonly EntryWords[], ...rows: readonly string[]) =>
    planText({ phases: [entries], log: [] }).replace('## Session Log', [...head, ...rows, '', '## Session Log'].join('\n'));

  it('keeps a checklist that the ledger does not know, as one that says nothing yet', async () => {
    const store = await adopted(text([{ id: 'TASKS-02' }], row('TASKS-01', 'IN_PROGRESS'), row('SETUP-01', 'NOT_STARTED')));
    store.plan = read(text([{ id: 'TASKS-01', status: 'IN_PROGRESS', iplan: null }, { id: 'TASKS-02' }], row('SETUP-01', 'NOT_STARTED')));
    expect(unexplained(store)).not.toEqual([]);
    await did(restore(store));
    expect(taskNow(store, 'TASKS-01')).toMatchObject({ status: 'IN_PROGRESS', preCheck: { status: 'NOT_STARTED' } });
    expect(unexplained(store)).toEqual([]);
  });

  it('that has no room for what the ledger has, is told', async () => {
    const store = await adopted(text([{ id: 'TASKS-01', status: 'IN_PROGRESS' }, { id: 'TASKS-02' }], row('SETUP-01', 'NOT_STARTED')));
    store.plan = read(text([{ id: 'TASKS-02' }], row('TASKS-01', 'IN_PROGRESS'), row('SETUP-01', 'NOT_STARTED')));
    expect(refusalOf(await restore(store, 'TASKS-01'))).toBe(
      'read-only-block: TASKS-01 has got an entry that cannot hold all that the ledger has. Version control has it as it was',
    );
  });
});

const table = (...rows: readonly string[]) =>
  [
    '# Quay',
    '',
    '### Phase 0: Setup',
    '**Goal**: tools.',
    '',
    ...rows,
    '',
    '## Session Log',
    '',
    '| Date | Task ID | Status | Notes |',
    '|---|---|---|---|',
    '',
  ].join('\n');
const head = ['| Status | ID | Task | Priority | Dependents |', '|---|---|---|---|---|'];
const summary = 'Built it and ran its 40 tests';

describe('a row of a table that a hand took out', () => {
  it('comes back with its status', async () => {
    const rows = ['| NOT_STARTED | SETUP-01 | Tools | P0 | SETUP-02 |', '| NOT_STARTED | SETUP-02 | Store | P0 | |'];
    const store = await adopted(table(...head, ...rows));
    await did(store.does(start, { id: 'SETUP-01' }));
    store.plan = read(table(...head, rows[1] ?? ''));
    await did(restore(store));
    expect(order(store)).toEqual([['SETUP-01', 'SETUP-02']]);
    expect(taskNow(store, 'SETUP-01')).toMatchObject({ status: 'IN_PROGRESS', dependentsText: 'SETUP-02' });
    expect(unexplained(store)).toEqual([]);
  });

  it('stands among rows whose ids are like its own, and has no more than their columns', async () => {
    const rows = [
      '| ID | Status |',
      '|---|---|',
      '| 1.1 | NOT_STARTED |',
      '',
      '### Phase 1: Quay',
      '',
      '| ID | Status |',
      '|---|---|',
      '| SETUP-01 | NOT_STARTED |',
      '| OPS-01 | NOT_STARTED |',
    ];
    const store = await adopted(table(...rows));
    await did(store.does(block, { ids: ['SETUP-01'], reason: 'no word from the port' }));
    store.plan = read(table(...rows.filter((row) => !row.includes('SETUP-01'))));
    expect(order(store)).toEqual([['1.1'], ['OPS-01']]);
    await did(restore(store));
    expect(order(store)).toEqual([['1.1'], ['SETUP-01', 'OPS-01']]);
    expect(taskNow(store, 'SETUP-01')).toMatchObject({ name: '', priority: null, status: 'BLOCKED' });
    expect(unexplained(store)).toEqual([]);
  });

  it('stands where it can say who waits for it', async () => {
    const rows = [
      ...head,
      '| NOT_STARTED | SETUP-01 | Tools | P0 | OPS-01 |',
      '| NOT_STARTED | SETUP-02 | Store | P0 | |',
      '',
      '### Phase 1: Quay',
      '',
      '| ID | Status |',
      '|---|---|',
      '| OPS-01 | NOT_STARTED |',
    ];
    const store = await adopted(table(...rows));
    store.plan = read(table(...rows.filter((row) => !row.includes('SETUP-01'))));
    await did(restore(store, 'OPS-01'));
    expect(order(store)).toEqual([['SETUP-01', 'SETUP-02'], ['OPS-01']]);
    expect(taskNow(store, 'SETUP-01')).toMatchObject({ dependentsText: 'OPS-01', status: 'NOT_STARTED' });
    expect(unexplained(store)).toEqual([]);
    // Where there is no such place, it is said.
    store.plan = read(table(...rows.slice(5)));
    expect(refusalOf(await restore(store, 'OPS-01'))).toContain('read-only-block: SETUP-01 was taken out by hand, and has no place');
  });

  it('has no place where nothing is left that could hold what the ledger has of it', async () => {
    const text = (entries: readonly EntryWords[]) =>
      planText({ phases: [entries] }).replace(
        '## Session Log',
        ['### Phase 2: Table', '', ...head, '| NOT_STARTED | SETUP-01 | Tools | P0 | |', '', '## Session Log'].join('\n'),
      );
    const store = await adopted(text([{ id: 'TASKS-01' }]));
    await begin(store, 'TASKS-01');
    // The heading of its phase went with it.
    store.plan = read(table(...head, '| NOT_STARTED | SETUP-01 | Tools | P0 | |'));
    expect(refusalOf(await restore(store, 'TASKS-01'))).toBe(
      'read-only-block: TASKS-01 was taken out by hand, and has no place: nothing is left in the plan that its entry could look like. Version control has the entry as it was',
    );
    expect(refusalOf(await restore(store))).toContain('has no place');
  });
});

describe('a prerequisite that a hand took away', () => {
  it('comes back among the dependents of the other, where a table has no column for it', async () => {
    const rows = (dependents: string) => [
      ...head,
      `| NOT_STARTED | SETUP-01 | Tools | P0 | ${dependents} |`,
      '| NOT_STARTED | SETUP-02 | Store | P0 | |',
    ];
    const store = await adopted(table(...rows('All screens, SETUP-02')));
    store.plan = read(table(...rows('All screens')));
    await did(restore(store, 'SETUP-02'));
    expect(taskNow(store, 'SETUP-01')?.dependentsText).toBe('All screens, SETUP-02');
    store.plan = read(table(...rows('')));
    await did(restore(store, 'SETUP-02'));
    expect(taskNow(store, 'SETUP-01')?.dependentsText).toBe('SETUP-02');
    expect(unexplained(store)).toEqual([]);
  });

  it('is put after what the task lists itself, and one that stayed is not put there twice', async () => {
    const words = (dependsOn: string): TextWords => ({ phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02' }, { id: 'TASKS-03', dependsOn }]] });
    const store = await adopted(planText(words('[TASKS-01, TASKS-02]')));
    store.plan = read(planText(words('[TASKS-02]')));
    await did(restore(store, 'TASKS-03'));
    expect(taskNow(store, 'TASKS-03')?.dependsOnText).toBe('TASKS-02, TASKS-01');
    expect(unexplained(store)).toEqual([]);
  });
});

describe('values that a hand wrote', () => {
  it('go where the ledger has none, and back to a word that was no status', async () => {
    const columns = ['| Status | ID | Task | Completed |', '|---|---|---|---|'];
    const store = await adopted(table(...columns, '| perhaps | SETUP-01 | Tools | |', '| NOT_STARTED | SETUP-02 | Store | |'));
    store.plan = read(
      table(...columns, '| COMPLETED | SETUP-01 | Tools | 2026-02-03 |', '| NOT_STARTED | SETUP-02 | Store | 2026-02-03 |'),
    );
    expect(await restore(store)).toMatchObject({
      ok: true,
      value: {
        result: [
          { task: 'SETUP-01', status: null },
          { task: 'SETUP-02', status: 'NOT_STARTED' },
        ],
      },
    });
    expect(store.plan.tasks.map(({ statusText, implementation: { completed } }) => [statusText, completed])).toEqual([
      ['perhaps', null],
      ['NOT_STARTED', null],
    ]);
    expect(unexplained(store)).toEqual([]);
  });

  it('are ticks like others', async () => {
    const store = await adopted(planText({ phases: [three] }));
    store.plan = read(planText({ phases: [[{ id: 'TASKS-01', ticked: ['verified_req'], preCheck: 'IN_PROGRESS' }, ...three.slice(1)]] }));
    expect(unexplained(store)).toHaveLength(2);
    await did(restore(store));
    expect(unexplained(store)).toEqual([]);
  });
});

describe('rows of the log', () => {
  const log = (...rows: readonly string[]) =>
    table(...head, '| COMPLETED | SETUP-01 | Tools | P0 | |') + rows.map((row) => `| ${row} |\n`).join('');

  it('that a hand took out come back, and others that it wrote go', async () => {
    const store = await adopted(table(...head, '| NOT_STARTED | SETUP-01 | Tools | P0 | |'));
    await did(store.does(start, { id: 'SETUP-01' }));
    await did(store.does(complete, { id: 'SETUP-01', summary }));
    const rows = store.plan.sessionLog.map(({ date, task, status, notes }) => [date, task, status, notes]);
    store.plan = read(log('2026-03-01 | SETUP-01 | COMPLETED | Twice as good', '2026-03-01 | SETUP-01 | IN_PROGRESS | as before'));
    await did(restore(store, 'SETUP-01'));
    expect(store.plan.sessionLog.map(({ date, task, status, notes }) => [date, task, status, notes])).toEqual([
      ['2026-03-01', 'SETUP-01', 'IN_PROGRESS', 'as before'],
      ...rows,
    ]);
    expect(unexplained(store)).toEqual([]);
  });
});
