/** What becomes of a task that was edited by hand: `complete` and `verify` take up what they would do, `record` the rest. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { readDocument } from '../document/read.ts';
import { eventLine } from '../ledger/event-line.ts';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Outcome } from '../model/problem.ts';
import { standardItems } from '../model/standard-items.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { standingOf } from '../rules/standing.ts';
import { addTask } from './add-task.ts';
import { block } from './block.ts';
import { complete } from './complete.ts';
import { defer } from './defer.ts';
import { init } from './init.ts';
import { worldOf } from './perform.ts';
import { record } from './record.ts';
import { renew } from './renew.ts';
import { sessionEnd } from './session-end.ts';
import { set } from './set.ts';
import { start } from './start.ts';
import { agent, DataStore, person } from './testing/data-store.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');

/** An entry of family C, which keeps its dates. */
const entry = (id: string, dependsOn = '') => `  - id: ${id}
    service_name: "Work of ${id}"
    priority: P0
    dependents: ""
    depends_on: [${dependsOn}]
    workflow:
      pre_check:
        status: NOT_STARTED
        checklist:
          - verified_req: false
          - confirmed_deps: false
      implementation:
        status: NOT_STARTED
        started: null
        completed: null
      post_check:
        status: NOT_STARTED
        checklist:
          - tests_passing: false
          - session_logged: false
`;
const text = `# Quay

### Phase 1: Core
**Goal**: core.

\`\`\`yaml
phase_1_tasks:
${entry('TASKS-01')}${entry('TASKS-02', 'TASKS-01')}\`\`\`

## Session Log

| Date | Task ID | Status | Notes |
|---|---|---|---|
`;
const read = (words: string) => readDocument(encodeUtf8(words), { path: 'PLAN.md', library: () => yaml }).plan;
const quay = () => DataStore.adopted(read(text), digest);

/** The text with other values in the entry of a task, and rows in its log. */
function edited(values: Readonly<Record<string, string>>, ...rows: readonly string[]): string {
  const [before = '', entryText = '', after = ''] = text.split(/(?= {2}- id: TASKS-0)/);
  const changed = Object.entries(values).reduce((all, [key, value]) => {
    const [part = '', name = key] = key.split('.');
    const at = key.includes('.') ? all.indexOf(`${part}:`) : 0;
    return all.slice(0, at) + all.slice(at).replace(new RegExp(`(${name}: ).*`), `$1${value}`);
  }, entryText);
  return before + changed + after + rows.map((row) => `| ${row} |\n`).join('');
}

const reason = 'the crane is there since noon';
const summary = 'Built it and ran its 40 tests';
const started = {
  'pre_check.status': 'COMPLETED',
  verified_req: 'true',
  confirmed_deps: 'true',
  'implementation.status': 'IN_PROGRESS',
  started: '2026-02-20',
};
const done = {
  ...started,
  'implementation.status': 'COMPLETED',
  completed: '2026-02-21',
  'post_check.status': 'COMPLETED',
  tests_passing: 'true',
  session_logged: 'true',
};
const row = `2026-02-21 | TASKS-01 | COMPLETED | ${summary}`;

function told(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'done' : outcome.problems.map(({ rule, message }) => `${rule}: ${message}`).join('\n');
}
const taskNow = (store: DataStore, id = 'TASKS-01') => store.plan.task(taskKeyOf(id));
const differences = (store: DataStore) => {
  const world = worldOf(store.snapshot(), { actor: person, digest }, { utc: '', date: '2026-03-01', local: '' });
  return world.plan.tasks.flatMap((task) => standingOf(world, task).differences.map(({ path }) => path));
};

async function begun(actor = person): Promise<DataStore> {
  const store = await quay();
  await store.does(verify, { id: 'TASKS-01', items: { verified_req: 'REQ-01 read, clear' } });
  expect(told(await store.does(start, { id: 'TASKS-01' }, actor))).toBe('done');
  return store;
}

describe('complete', () => {
  it('takes up what a hand completed, and fills in what is missing', async () => {
    const store = await begun();
    store.plan = read(edited({ ...done, started: '2026-03-01', session_logged: 'false', 'post_check.status': 'NOT_STARTED' }, row));
    expect(told(await store.does(complete, { id: 'TASKS-01', summary, attest: { tests_passing: 'npm test: 40 passed' } }))).toBe('done');
    // The row and the date of the hand stay; there is no second row.
    expect(store.plan.sessionLog.map(({ date, notes }) => [date, notes])).toEqual([['2026-02-21', summary]]);
    expect(taskNow(store)).toMatchObject({ implementation: { completed: '2026-02-21' }, postCheckComplete: true });
    expect(differences(store)).toEqual([]);
  });

  it.each([
    ['another status', { 'implementation.status': 'BLOCKED' }],
    ['an item that is open again', { verified_req: 'false' }],
    ['another date of its start', { started: '2026-02-20' }],
  ])('does not take up %s', async (_, values: Readonly<Record<string, string>>) => {
    const store = await begun();
    store.plan = read(edited({ ...started, started: '2026-03-01' }));
    expect(differences(store)).toEqual([]);
    store.plan = read(edited({ ...started, started: '2026-03-01', ...values }));
    expect(told(await store.does(complete, { id: 'TASKS-01', summary, attest: { tests_passing: 'npm test: 40 passed' } }))).toContain(
      'unrecorded-change: TASKS-01: was edited by hand',
    );
  });

  it('does not take up a post-check item that is open again, nor a row that is gone', async () => {
    const store = await begun();
    await store.does(complete, { id: 'TASKS-01', summary, attest: { tests_passing: 'npm test: 40 passed' } });
    for (const values of [{ tests_passing: 'false' }, {}]) {
      store.plan = read(edited({ ...done, started: '2026-03-01', completed: '2026-03-01', ...values }));
      expect(told(await store.does(complete, { id: 'TASKS-01', summary }))).toContain('unrecorded-change: TASKS-01');
    }
  });
});

describe('verify', () => {
  it('takes up the sum that a hand wrote for what it verifies itself', async () => {
    const store = await quay();
    store.plan = read(edited({ verified_req: 'true', confirmed_deps: 'true', 'pre_check.status': 'COMPLETED' }));
    expect(told(await store.does(verify, { id: 'TASKS-01', items: {} }))).toContain('unrecorded-change');
    const blocked = await quay();
    blocked.plan = read(edited({ 'implementation.status': 'BLOCKED' }));
    expect(told(await blocked.does(verify, { id: 'TASKS-01', items: {} }))).toContain('unrecorded-change');
    expect(told(await store.does(verify, { id: 'TASKS-01', items: { verified_req: 'REQ-01 read, clear' } }))).toBe('done');
    expect(differences(store)).toEqual([]);
  });
});

describe('undo', () => {
  it('of a start takes its date away, and of an item the tick that one note for several gave', async () => {
    const store = await begun();
    expect(told(await store.does(undo, { id: 'TASKS-01', reason }))).toBe('done');
    expect(taskNow(store)).toMatchObject({ status: 'NOT_STARTED', implementation: { started: null } });
    const items = { verified_req: '', confirmed_deps: '' };
    expect(told(await store.does(verify, { id: 'TASKS-01', items, note: 'read both, nothing is open' }))).toBe('done');
    expect(told(await store.does(undo, { id: 'TASKS-01', reason }))).toBe('done');
    expect(differences(store)).toEqual([]);
  });
});

describe('record', () => {
  it('starts and completes at once, through the gates of both, and keeps the dates of the hand', async () => {
    const store = await quay();
    store.plan = read(edited(done, row));
    expect(told(await store.does(record, { ids: ['TASKS-01'] }))).toContain('note-missing: TASKS-01: verified_req');
    expect(await store.does(record, { ids: ['TASKS-01'], reason })).toMatchObject({
      value: { result: [{ next: [{ command: 'tallyplan next' }] }] },
    });
    expect(taskNow(store)).toMatchObject({ implementation: { started: '2026-02-20', completed: '2026-02-21' } });
    expect(store.events(taskKeyOf('TASKS-01')).at(-1)).toMatchObject({ input: { as: 'start and complete' } });
    expect(differences(store)).toEqual([]);
  });

  it('takes no day of a start or a completion that is still to come, with a day for time zones', async () => {
    const recorded = async (values: Readonly<Record<string, string>>, ...rows: readonly string[]) => {
      const store = await begun();
      store.plan = read(edited({ ...done, started: '2026-03-01', ...values }, ...rows));
      const completing = await store.copy().does(complete, { id: 'TASKS-01', summary, attest: { tests_passing: 'npm test: 40 passed' } });
      return [told(completing).split(':')[0], told(await store.does(record, { ids: ['TASKS-01'], reason }))];
    };
    expect(await recorded({ completed: '2026-03-03' }, row)).toEqual([
      'unrecorded-change',
      'wrong-status: TASKS-01: implementation.completed 2026-03-03 is still to come, and today is 2026-03-01',
    ]);
    expect(await recorded({}, row.replace('2026-02-21', '2126-02-21'))).toEqual([
      'unrecorded-change',
      'wrong-status: TASKS-01: the COMPLETED row 2126-02-21 is still to come, and today is 2026-03-01',
    ]);
    expect(await recorded({ completed: '2026-03-02' }, row)).toEqual(['done', 'done']);
    const store = await quay();
    store.plan = read(edited({ ...started, started: '2026-03-03' }));
    expect(told(await store.does(record, { ids: ['TASKS-01'], reason }))).toContain('implementation.started 2026-03-03 is still to come');
  });

  it('does not start what waits for another, nor vouch for what does not hold', async () => {
    const store = await quay();
    const [head = '', first = '', second = ''] = text.split(/(?= {2}- id: TASKS-0)/);
    store.plan = read(
      head +
        first +
        second
          .replace('confirmed_deps: false', 'confirmed_deps: true')
          .replace('pre_check:\n        status: NOT_STARTED', 'pre_check:\n        status: IN_PROGRESS'),
    );
    expect(told(await store.does(record, { ids: [], reason }))).toBe(
      'verifier-failed: TASKS-02: confirmed_deps: not every prerequisite is COMPLETED',
    );
  });

  it('resumes what a hand resumed, without a reason', async () => {
    const store = await quay();
    await store.does(defer, { ids: ['TASKS-01'], reason });
    store.plan = read(text);
    expect(told(await store.does(record, { ids: [] }, agent))).toBe('done');
    expect(store.events(taskKeyOf('TASKS-01')).at(-1)).toMatchObject({ input: { as: 'resume' } });
  });

  it('releases what is the recorder’s own without a reason, and what is another’s with one', async () => {
    for (const [actor, says] of [
      [person, 'done'],
      [agent, 'reason-missing'],
    ] as const) {
      const store = await begun();
      store.plan = read(edited({ ...started, 'implementation.status': 'NOT_STARTED', started: 'null' }));
      expect(told(await store.does(record, { ids: [] }, actor))).toContain(says);
    }
  });

  it.each([
    ['release', 'NOT_STARTED'],
    ['defer', 'DEFERRED'],
  ])('as %s takes the date of the start away, whatever a hand wrote there', async (as, status) => {
    const store = await begun();
    store.plan = read(edited({ ...started, started: '2026-01-07', 'implementation.status': status }));
    const outcome = await store.does(record, { ids: ['TASKS-01'], reason });
    expect(outcome).toMatchObject({ value: { result: [{ message: `TASKS-01: the hand edit is recorded as ${as}` }] } });
    expect(taskNow(store)).toMatchObject({ status, implementation: { started: null } });
    expect(differences(store)).toEqual([]);
  });

  it('sums up a checklist whose items a hand ticked, all or some', async () => {
    for (const [confirmed, sum] of [
      ['true', 'COMPLETED'],
      ['false', 'IN_PROGRESS'],
    ] as const) {
      const store = await quay();
      store.plan = read(edited({ verified_req: 'true', confirmed_deps: confirmed }));
      expect(told(await store.does(record, { ids: ['TASKS-01'], reason }))).toBe('done');
      expect(taskNow(store)?.preCheck?.status).toBe(sum);
      expect(differences(store)).toEqual([]);
    }
  });

  it('brings a sum down with the items that a hand opened again', async () => {
    for (const [opened, sum] of [
      [{ verified_req: 'false', confirmed_deps: 'false' }, 'NOT_STARTED'],
      [{ verified_req: 'true', confirmed_deps: 'false' }, 'IN_PROGRESS'],
    ] as const) {
      const store = await quay();
      await store.does(verify, { id: 'TASKS-01', items: { verified_req: 'REQ-01 read, clear' } });
      expect(taskNow(store)?.preCheck?.status).toBe('COMPLETED');
      store.plan = read(edited({ 'pre_check.status': 'COMPLETED', ...opened }));
      expect(told(await store.does(record, { ids: [] }, agent))).toBe('done');
      expect(taskNow(store)?.preCheck?.status).toBe(sum);
      expect(differences(store)).toEqual([]);
    }
  });

  it('takes no bookkeeping item of work that is not completed: complete writes it', async () => {
    const fresh = await quay();
    fresh.plan = read(edited({ session_logged: 'true', 'post_check.status': 'IN_PROGRESS' }));
    expect(told(await fresh.does(record, { ids: ['TASKS-01'], reason }))).toBe(
      'wrong-status: TASKS-01: session_logged: complete writes that, once it has done what it says',
    );
    const store = await begun();
    store.plan = read(edited({ ...started, started: '2026-03-01', session_logged: 'true', 'post_check.status': 'IN_PROGRESS' }));
    expect(told(await store.does(record, { ids: ['TASKS-01'], reason }))).toContain('wrong-status: TASKS-01: session_logged');
    const attest = { tests_passing: 'npm test: 40 passed' };
    expect(told(await store.does(complete, { id: 'TASKS-01', summary, attest }))).toBe('done');
  });

  it('sends an agent to a person only where that leads on', async () => {
    const store = await begun();
    await store.does(complete, { id: 'TASKS-01', summary, attest: { tests_passing: 'npm test: 40 passed' } });
    const reopened = { ...started, started: '2026-03-01' };
    const offered = async (values: Readonly<Record<string, string>>) => {
      store.plan = read(edited({ ...reopened, ...values }, `2026-03-01 | TASKS-01 | COMPLETED | ${summary}`));
      const outcome = await store.does(record, { ids: ['TASKS-01'] }, agent);
      return outcome.ok ? [] : outcome.problems.flatMap(({ rule, next }) => next.map(({ command }) => `${rule}: ${command}`));
    };
    const always = ['policy-forbids: tallyplan record TASKS-01 --restore', 'policy-forbids: tallyplan check'];
    expect(await offered({})).toEqual([...always, 'policy-forbids: tallyplan record TASKS-01 --reason "<why>"']);
    expect(await offered({ verified_req: 'false' })).toEqual(always);
  });

  it('opens completed work again for a person alone, with its post-check', async () => {
    const store = await begun();
    await store.does(complete, { id: 'TASKS-01', summary, attest: { tests_passing: 'npm test: 40 passed' } });
    store.plan = read(
      edited(
        { ...started, started: '2026-03-01', 'post_check.status': 'NOT_STARTED', tests_passing: 'true', session_logged: 'true' },
        `2026-03-01 | TASKS-01 | COMPLETED | ${summary}`,
      ),
    );
    expect(told(await store.does(record, { ids: [], reason }, agent))).toBe(
      "policy-forbids: TASKS-01: reopening a completed task is a person's to record",
    );
    expect(told(await store.does(record, { ids: [], reason }))).toBe('done');
    expect(taskNow(store)?.postCheck).toMatchObject({ status: 'NOT_STARTED', items: [{ done: false }, { done: false }] });
    expect(differences(store)).toEqual([]);
  });

  it.each([
    ['a prerequisite', (words: string) => words.replace('[TASKS-01]', '[]')],
    ['a COMPLETED row', (words: string) => words.replace(/\| 2026-03-01 \| TASKS-01 \| COMPLETED.*\n/, '')],
    ['an item of a checklist', (words: string) => words.replace(/ {10}- session_logged: .*\n/, '')],
  ])('takes %s away for a person alone', async (what, edit) => {
    const store = await begun();
    await store.does(complete, { id: 'TASKS-01', summary, attest: { tests_passing: 'npm test: 40 passed' } });
    const words = edited({ ...done, started: '2026-03-01', completed: '2026-03-01' }, `2026-03-01 | TASKS-01 | COMPLETED | ${summary}`);
    store.plan = read(words);
    expect(differences(store)).toEqual([]);
    store.plan = read(edit(words));
    expect(told(await store.does(record, { ids: [], reason }, agent))).toContain(`taking ${what} away is a person's to record`);
    // Without a row nothing says that the work was done.
    const says = what === 'a COMPLETED row' ? 'summary-missing: TASKS-01: is COMPLETED without a COMPLETED row' : 'done';
    expect(told(await store.does(record, { ids: [], reason }))).toContain(says);
  });
});

describe('a sign of life', () => {
  it.each([
    ['renew', renew],
    ['session end', sessionEnd],
  ] as const)('takes up no hand edit: %s', async (_, operation) => {
    const robot = { ...agent, session: 'morning' };
    const store = await begun(robot);
    const { events } = store.ledgers().task(taskKeyOf('TASKS-01'));
    store.plan = read(edited({ ...started, started: '2026-03-01', tests_passing: 'true' }));
    store.letPass(70);
    expect(told(await store.does<typeof operation.input, unknown>(operation, {}, robot))).toBe('done');
    expect(store.events(taskKeyOf('TASKS-01')).slice(events.length)).toMatchObject([{ operation: operation.name, changes: [] }]);
    expect(differences(store)).toEqual(['postCheck.items.tests_passing']);
    expect(told(await store.does(complete, { id: 'TASKS-01', summary }, robot))).toContain('attestation-missing');
  });
});

describe('what leads on', () => {
  it.each([
    ['a row', (words: string) => words.replace(/\| 2026-03-01 \| TASKS-01 \| COMPLETED.*\n/, ''), ['summary-missing']],
    ['a tick', (words: string) => words.replace(/ {10}- verified_req: true\n/, ''), ['started-without-pre-check']],
    ['another item', (words: string) => words.replace(/ {10}- session_logged: .*\n/, ''), ['reason-missing']],
  ])('is a reason for %s that is gone only where it would be taken', async (_, edit, rules) => {
    const store = await begun();
    await store.does(complete, { id: 'TASKS-01', summary, attest: { tests_passing: 'npm test: 40 passed' } });
    const words = edited({ ...done, started: '2026-03-01', completed: '2026-03-01' }, `2026-03-01 | TASKS-01 | COMPLETED | ${summary}`);
    store.plan = read(edit(words));
    const outcome = await store.does(record, { ids: [] });
    if (outcome.ok) throw new Error('recorded without a reason');
    expect(outcome.problems.map(({ rule }) => rule)).toEqual(rules);
    const steps = outcome.problems.flatMap(({ next }) => next.map(({ command }) => command));
    expect(steps.includes('tallyplan record TASKS-01 --reason "<why>"')).toBe(rules.includes('reason-missing'));
    expect(told(await store.does(record, { ids: [], reason }))).toContain(rules.includes('reason-missing') ? 'done' : rules[0]);
  });
});

describe('work that is found done', () => {
  it('has the sums of its checklists go along with what a hand ticked', async () => {
    const store = await quay();
    store.plan = read(edited({ verified_req: 'true' }));
    expect(told(await store.does(record, { ids: ['TASKS-01'], asFound: true, date: '2026-02-21', reason }))).toBe('done');
    expect(taskNow(store)?.preCheck?.status).toBe('IN_PROGRESS');
  });

  it('keeps no date of a hand that is still to come, and no day of completion but the one that is told', async () => {
    const found = async (values: Readonly<Record<string, string>>, date: string) => {
      const store = await quay();
      store.plan = read(edited({ ...done, ...values }, row.replace('2026-02-21', date)));
      const outcome = told(await store.does(record, { ids: ['TASKS-01'], asFound: true, date: '2026-02-21', reason }));
      return outcome === 'done' ? taskNow(store)?.implementation.completed : outcome;
    };
    expect(await found({}, '2126-02-21')).toContain('the COMPLETED row 2126-02-21 is still to come');
    expect(await found({ started: '2126-02-20' }, '2026-02-21')).toContain('implementation.started 2126-02-20 is still to come');
    expect(await found({ completed: '2126-02-21' }, '2026-02-21')).toBe('2026-02-21');
  });
});

describe('the entry of a document of one task', () => {
  const single = `tasks_tracking:
  id: TASKS-07
  service_name: "Seat map"
${entry('TASKS-07').split('\n').slice(2).join('\n').replace(/^ {4}/gm, '  ')}`;
  const document = (id: string) => `# TASKS-07: Seat map\n\n\`\`\`yaml\n${single.replace('TASKS-07', id)}\`\`\`\n`;

  it('has no phases beside it to add a task to, which is said', async () => {
    const store = await DataStore.adopted(read(document('TASKS-07')), digest);
    const more = { id: 'TASKS-08', phase: '1', name: 'Ice', priority: 'P1' };
    expect(told(await store.does(addTask, more))).toContain('tracks one task and has no phases');
  });

  it('gets the id back that a hand took from it, once work has begun', async () => {
    const store = await DataStore.adopted(read(document('TASKS-07')), digest);
    await store.does(verify, { id: 'TASKS-07', items: { verified_req: 'REQ-01 read, clear' } });
    expect(told(await store.does(start, { id: 'TASKS-07' }))).toBe('done');
    store.plan = read(document('TASKS-88'));
    expect(told(await store.does(complete, { id: 'TASKS-07', summary }))).toContain('unknown-id');
    expect(told(await store.does(record, { ids: ['TASKS-07'], restore: true }))).toBe('done');
    expect(store.plan.tasks.map(({ id, status }) => [id, status])).toEqual([['TASKS-07', 'IN_PROGRESS']]);
    expect(differences(store)).toEqual([]);
  });

  it('keeps the id that it has where that has a ledger of its own, or where nobody can write it', async () => {
    for (const damaged of [false, true]) {
      const store = await DataStore.adopted(read(document('TASKS-07')), digest);
      await store.does(verify, { id: 'TASKS-07', items: { verified_req: 'REQ-01 read, clear' } });
      expect(told(await store.does(start, { id: 'TASKS-07' }))).toBe('done');
      store.plan = read(damaged ? document('TASKS-88').replace('service_name: ', 'id: TASKS-88\n  service_name: ') : document('TASKS-88'));
      if (!damaged) expect(told(await store.does(verify, { id: 'TASKS-88', items: { verified_req: 'REQ-01 read, clear' } }))).toBe('done');
      expect(told(await store.does(record, { ids: ['TASKS-07'], restore: true }))).toContain(
        'read-only-block: TASKS-07 was taken out by hand',
      );
      expect(store.plan.tasks[0]?.id).toBe('TASKS-88');
    }
  });

  it('needs no second row where a hand wrote one, which names no task', async () => {
    const log = '\n## Session Log\n\n| Date | Status | Summary |\n|---|---|---|\n';
    const store = await DataStore.adopted(read(document('TASKS-07') + log), digest);
    const blocked = document('TASKS-07').replace('status: NOT_STARTED\n      started', 'status: BLOCKED\n      started');
    store.plan = read(`${blocked}${log}| 2026-03-01 | BLOCKED | The crane is late. |\n`);
    expect(told(await store.does(record, { ids: ['TASKS-07'], reason }))).toBe('done');
    expect(store.plan.sessionLog.map(({ notes }) => notes)).toEqual(['The crane is late.']);
  });
});

describe('a checklist that a hand took out', () => {
  it('is told of the only task of a plan, whose family it was that told it', async () => {
    const items = (keys: readonly string[]) => keys.map((key) => `          - ${key}: false\n`).join('');
    const whole = entry('TASKS-01')
      .replace(/ {10}- verified_req[\s\S]*?(?= {6}impl)/, items(standardItems.D.preCheck))
      .replace(/ {10}- tests_passing[\s\S]*/, items(standardItems.D.postCheck));
    const [before = ''] = text.split(/(?= {2}- id: TASKS-0)/);
    const store = await DataStore.adopted(read(`${before}${whole}\`\`\`\n`), digest);
    expect(differences(store)).toEqual([]);
    store.plan = read(`${before}${whole.replace(/ {6}post_check[\s\S]*/, '')}\`\`\`\n`);
    expect(taskNow(store)?.family).toBe('C');
    expect(differences(store).sort()).toEqual(
      ['postCheck.status', ...standardItems.D.postCheck.map((key) => `postCheck.items.${key}`)].sort(),
    );
  });
});

describe('a ledger that does not hold together', () => {
  const broken = (lines: string) => lines.replace('"operation":"', '"operation":"re');

  it('lets nothing be recorded or restored, whether the entry stands or not', async () => {
    const store = await begun();
    store.rewriteLedger(taskKeyOf('TASKS-01'), broken);
    for (const how of [{}, { restore: true }])
      expect(told(await store.does(record, { ids: ['TASKS-01'], ...how }))).toContain('ledger-broken');
    store.plan = read(text.replace(entry('TASKS-01'), ''));
    for (const ids of [['TASKS-01'], ['TASKS-02'], ['TASKS-02', 'TASKS-01'], []]) {
      const outcome = await store.does(record, { ids, restore: true });
      expect([ids, told(outcome)]).toEqual([ids, expect.stringContaining('ledger-broken: TASKS-01')]);
    }
  });

  it('has to be joined first where two branches continued it', async () => {
    const store = await begun();
    const key = taskKeyOf('TASKS-01');
    const other = store.copy();
    await store.does(block, { ids: ['TASKS-01'], reason });
    await other.does(block, { ids: ['TASKS-01'], reason: 'no word from the port' });
    const theirs = other.events(key).at(-1);
    if (theirs === undefined) throw new Error('it was blocked');
    store.rewriteLedger(key, (lines) => `${lines}${eventLine(theirs)}`);
    store.plan = read(text.replace(entry('TASKS-01'), ''));
    expect(await store.does(record, { ids: ['TASKS-01'], restore: true })).toMatchObject({
      problems: [{ rule: 'ledger-forked', next: [{ command: 'tallyplan resolve' }] }],
    });
  });

  it('renews nothing, and lets no other task be told of it', async () => {
    const store = await begun(agent);
    store.letPass(70);
    expect(await store.copy().does(renew, {}, agent)).toMatchObject({ ok: true, value: { result: { renewed: ['TASKS-01'] } } });
    store.rewriteLedger(taskKeyOf('TASKS-01'), broken);
    expect(await store.does(renew, {}, agent)).toMatchObject({
      ok: true,
      value: { result: { tasks: [], message: 'you have nothing that a lease is on' } },
    });
    await store.does(block, { ids: ['TASKS-02'], reason });
    store.rewriteLedger(taskKeyOf('TASKS-02'), broken);
    expect(told(await store.does(set, { id: 'TASKS-02', field: 'depends_on', value: '', reason }))).toContain('ledger-broken: TASKS-02');
  });

  it('of the plan itself is said to who adopts it anew', async () => {
    const store = await quay();
    store.rewriteLedger('plan', () => 'nothing\n');
    expect(told(await store.does(init, {}))).toContain("ledger-broken: the plan's own ledger does not hold together (line 1");
  });
});
