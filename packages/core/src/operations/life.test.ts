import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as YAML from 'yaml';
import { readDocument } from '../document/read.ts';
import { applyChanges } from '../model/apply.ts';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Change } from '../model/change.ts';
import { copyTask } from '../model/copy-task.ts';
import { lookUps } from '../model/look-ups.ts';
import { policies } from '../model/policy.ts';
import type { Outcome } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { block, unblock } from './block.ts';
import { check } from './check.ts';
import { complete } from './complete.ts';
import { defer, release, resume } from './defer.ts';
import { evidence } from './evidence.ts';
import { log } from './log.ts';
import type { Performance } from './perform.ts';
import { perform } from './perform.ts';
import { record } from './record.ts';
import { reopen } from './reopen.ts';
import { start } from './start.ts';
import { instruct, stop } from './stop.ts';
import { agent, DataStore, person } from './testing/data-store.ts';
import { planText as planOfEntries } from './testing/plan-text.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';
import { waive } from './waive.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');

const task = (id: string, dependents = '') => `  - id: ${id}
    service_name: "Service of ${id}"
    priority: P0
    dependents: "${dependents}"
    workflow:
      pre_check:
        status: NOT_STARTED
        checklist:
          - verified_req: false
          - verified_tasks: false
          - confirmed_arch: false
          - checked_gaps: false
          - reviewed_upstream: false
          - confirmed_deps: false
      tasks:
        status: NOT_STARTED
        iplan_id: ${id.replace('TASKS', 'IPLAN')}
        iplan_status: NOT_STARTED
      post_check:
        status: NOT_STARTED
        checklist:
          - tasks_status_updated: false
          - iplan_status_updated: false
          - completion_date_added: false
          - session_log_date: false
          - session_log_task_id: false
          - session_log_status: false
          - session_log_summary: false
`;

const planText = `# Quay

> **Last Updated**: 2026-02-01

## 2. Phase Tracker

### Phase 0: Setup
**Goal**: tools.

| Status | ID | Task | Priority | Dependents |
|---|---|---|---|---|
| NOT_STARTED | **SETUP-01** | Tools | P0 | |

### Phase 1: Core
**Goal**: core.

\`\`\`yaml
phase_1_tasks:
${task('TASKS-01', 'TASKS-02')}
${task('TASKS-02')}
${task('TASKS-03')}\`\`\`

## 3. Session Log

| Date | Task ID | Status | Notes |
|:-----|:--------|:-------|:------|
`;

const quay = () => DataStore.adopted(readDocument(encodeUtf8(planText), { path: 'PLAN.md', library: () => YAML }).plan, digest);
/** The same with some items of the checklists called otherwise. */
function withItems(others: Readonly<Record<string, readonly string[]>>): Promise<DataStore> {
  const listed = (names: readonly string[]) => names.map((name) => `          - ${name}: false\n`).join('');
  const text = Object.entries(others).reduce((all, [item, names]) => all.replaceAll(listed([item]), listed(names)), planText);
  return DataStore.adopted(readDocument(encodeUtf8(text), { path: 'PLAN.md', library: () => YAML }).plan, digest);
}
const notes = {
  verified_req: 'REQ-01 read, clear',
  verified_tasks: 'scope is confirmed',
  confirmed_arch: 'ADR-02 applies here',
  checked_gaps: 'no field is missing',
};
const summary = 'Built the service and ran its 40 tests';

const rulesOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.problems.map(({ rule }) => rule));
const taskNow = (store: DataStore, id: string) => store.plan.task(taskKeyOf(id));
const statusOf = (store: DataStore, id: string) => taskNow(store, id)?.status;

/** A store in which SETUP-01 is done and TASKS-01 verified. */
async function ready(): Promise<DataStore> {
  const store = await quay();
  expect(rulesOf(await store.does(start, { id: 'SETUP-01' }))).toBe('done');
  expect(rulesOf(await store.does(complete, { id: 'SETUP-01', summary }))).toBe('done');
  expect(rulesOf(await store.does(verify, { id: 'TASKS-01', items: notes }))).toBe('done');
  return store;
}

describe('the honest path', () => {
  it('of a table task is start and complete', async () => {
    const store = await quay();
    expect(rulesOf(await store.does(start, { id: 'setup-1' }))).toBe('done');
    expect(rulesOf(await store.does(complete, { id: 'SETUP-01', summary }))).toBe('done');
    expect(statusOf(store, 'SETUP-01')).toBe('COMPLETED');
    expect(store.plan.sessionLog).toMatchObject([{ task: 'SETUP-01', status: 'COMPLETED', notes: summary }]);
  });

  it('of a reference task is verify, start and complete, and leaves nothing unsaid', async () => {
    const store = await ready();
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }))).toBe('done');
    expect(taskNow(store, 'TASKS-01')?.preCheck?.items.every(({ done }) => done)).toBe(true);
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }))).toBe('done');
    expect(taskNow(store, 'TASKS-01')).toMatchObject({
      status: 'COMPLETED',
      postCheckComplete: true,
      implementation: { iplanStatus: 'COMPLETED' },
    });
  });

  it('leaves a receipt for every item, with what was noted and who decided', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    const { receipts } = store.ledgers().task(taskKeyOf('TASKS-01'));
    expect(receipts.map(({ item, trust, note }) => [item, trust, note]).sort()).toEqual([
      ['checked_gaps', 'self-reported', notes.checked_gaps],
      ['confirmed_arch', 'self-reported', notes.confirmed_arch],
      ['confirmed_deps', 'tool-run', ''],
      ['reviewed_upstream', 'tool-run', ''],
      ['verified_req', 'self-reported', notes.verified_req],
      ['verified_tasks', 'self-reported', notes.verified_tasks],
    ]);
  });
});

describe('verify', () => {
  it('alone ticks what the tool can decide and lists what remains', async () => {
    const store = await quay();
    const outcome = await store.does(verify, { id: 'TASKS-02' });
    expect(outcome).toMatchObject({ ok: true, value: { result: { verified: ['reviewed_upstream'], preCheck: 'IN_PROGRESS' } } });
    const remaining = outcome.ok ? outcome.value.result.remaining : [];
    expect(remaining.map(({ item, by }) => [item, by])).toEqual([
      ['verified_req', 'attested'],
      ['verified_tasks', 'attested'],
      ['confirmed_arch', 'attested'],
      ['checked_gaps', 'attested'],
      ['confirmed_deps', 'by the tool'],
    ]);
    expect(remaining.at(-1)?.problem).toContain('TASKS-01');
  });

  it('refuses an item without a note of its own, and one whose note says too little', async () => {
    const store = await quay();
    expect(rulesOf(await store.does(verify, { id: 'TASKS-01', items: { verified_req: '' } }))).toEqual(['note-missing']);
    expect(rulesOf(await store.does(verify, { id: 'TASKS-01', items: { verified_req: '      ok      ' } }))).toEqual(['note-missing']);
  });

  it('takes one note for several items', async () => {
    const store = await quay();
    const outcome = await store.does(verify, {
      id: 'TASKS-01',
      items: { verified_req: '', checked_gaps: '' },
      note: 'read both documents',
    });
    expect(rulesOf(outcome)).toBe('done');
  });

  it('refuses a tool item that does not hold when it is asked for', async () => {
    const store = await quay();
    expect(rulesOf(await store.does(verify, { id: 'TASKS-02', items: { confirmed_deps: '' } }))).toEqual(['verifier-failed']);
  });

  it('names the nearest item for one that the checklist does not have', async () => {
    const store = await quay();
    const outcome = await store.does(verify, { id: 'TASKS-01', items: { verified_reqs: 'read it, all of it' } });
    expect(outcome).toMatchObject({
      ok: false,
      problems: [{ rule: 'usage', message: expect.stringContaining('verified_req?'), waivable: false }],
    });
  });

  it('vouches for what the post-check lists, and names it', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    const attested = (id: string, item: string) => store.does(complete, { id, summary, attest: { [item]: 'npm test: 40 passed' } });
    expect(await attested('TASKS-01', 'session_log_dates')).toMatchObject({
      problems: [
        {
          rule: 'usage',
          message: 'TASKS-01: has no item session_log_dates; did you mean session_log_date?',
          have: expect.arrayContaining(['session_log_date']),
          missing: ['session_log_dates'],
          next: [{ command: expect.stringMatching(/^tallyplan complete TASKS-01 --summary/) }],
        },
      ],
    });
    expect(rulesOf(await attested('TASKS-01', 'Session_log_date'))).toBe('done');
    const fresh = await quay();
    await fresh.does(start, { id: 'SETUP-01' });
    expect(await fresh.does(complete, { id: 'SETUP-01', summary, attest: { tests_passing: summary } })).toMatchObject({
      problems: [
        {
          rule: 'usage',
          message: 'SETUP-01: has no post-check; there is nothing to attest',
          next: [{ command: expect.stringMatching(/^tallyplan complete SETUP-01 --summary/) }],
        },
      ],
    });
  });

  it('takes items by the names that the checklist has, in any case, whatever they are called', async () => {
    const { checked_gaps: _, ...others } = notes;
    const own = ['Security_Review', 'prototype', 'constructor', 'toString'];
    const store = await withItems({ checked_gaps: own, session_log_summary: ['Sign_Off', 'constructor'] });
    expect(rulesOf(await store.does(verify, { id: 'TASKS-01' }))).toBe('done');
    expect(rulesOf(await store.does(verify, { id: 'TASKS-01', items: { ...others, security_reviews: 'read by two' } }))).toEqual(['usage']);
    const said = Object.fromEntries(own.map((item) => [item.toUpperCase(), `${item} was looked at`]));
    expect(rulesOf(await store.does(verify, { id: 'TASKS-01', items: { ...others, ...said } }))).toBe('done');
    expect(rulesOf(await store.does(start, { id: 'TASKS-01', skipAhead: 'the tools are ordered' }))).toBe('done');
    expect(await store.does(complete, { id: 'TASKS-01', summary })).toMatchObject({
      problems: [{ rule: 'attestation-missing', missing: ['Sign_Off', 'constructor'] }],
    });
    const attest = { sign_off: 'signed by Astrid', constructor: 'it was built anew' };
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary, attest }))).toBe('done');
    expect(taskNow(store, 'TASKS-01')?.postCheck?.items.every(({ done }) => done)).toBe(true);
    const attested = { Sign_Off: attest.sign_off, constructor: attest.constructor };
    expect(store.events(taskKeyOf('TASKS-01')).at(-1)).toMatchObject({ operation: 'complete', input: { attest: attested } });
  });

  it('takes no list of items, which has no notes', () => {
    const taken = (items: unknown) => v.safeParse(verify.input, { id: 'TASKS-01', items }).success;
    expect([['verified_req'], {}, notes].map(taken)).toEqual([false, true, true]);
  });

  it('does not take up a tick by hand that it was not asked for, whatever the item is called', async () => {
    const store = await withItems({ checked_gaps: ['constructor'] });
    const items = taskNow(store, 'TASKS-01')?.preCheck?.items.map(({ key, done }) => ({ key, done: done || key === 'constructor' })) ?? [];
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { preCheck: task.preCheck && { ...task.preCheck, items } }));
    const { verified_req } = notes;
    expect(rulesOf(await store.does(verify, { id: 'TASKS-01', items: { verified_req } }))).toEqual(['unrecorded-change']);
    expect(rulesOf(await store.does(verify, { id: 'TASKS-01', items: { verified_req, constructor: 'read it all' } }))).toBe('done');
  });

  it('on a completed task renews the receipt and changes nothing else', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    await store.does(complete, { id: 'TASKS-01', summary });
    expect(rulesOf(await store.does(verify, { id: 'TASKS-01', items: { verified_req: 'read again after the fact' } }))).toBe('done');
    expect(statusOf(store, 'TASKS-01')).toBe('COMPLETED');
    expect(
      store
        .ledgers()
        .task(taskKeyOf('TASKS-01'))
        .receipts.find(({ item }) => item === 'verified_req')?.note,
    ).toBe('read again after the fact');
  });
});

describe('start', () => {
  it('is refused while the pre-check is open, and before its turn, with all that is shut at once', async () => {
    const store = await quay();
    expect(rulesOf(await store.does(start, { id: 'TASKS-02' }))).toEqual([
      'started-without-pre-check',
      'started-before-prerequisite',
      'out-of-sequence',
    ]);
  });

  it('passes the sequence with a reason, which the ledger keeps', async () => {
    const store = await quay();
    await store.does(verify, { id: 'TASKS-03', items: notes });
    expect(rulesOf(await store.does(start, { id: 'TASKS-03' }))).toEqual(['out-of-sequence']);
    expect(rulesOf(await store.does(start, { id: 'TASKS-03', skipAhead: 'short' }))).toEqual(['reason-missing']);
    expect(rulesOf(await store.does(start, { id: 'TASKS-03', skipAhead: 'the pilot boat waits for it' }))).toBe('done');
    expect(store.events(taskKeyOf('TASKS-03')).at(-1)?.input).toEqual({ skipAhead: 'the pilot boat waits for it' });
  });

  it('comes after one that was edited by hand only once that edit is settled', async () => {
    const store = await ready();
    await store.does(verify, { id: 'TASKS-03', items: notes });
    const opened = { kind: 'set-tracked', task: taskKeyOf('TASKS-01'), path: 'preCheck.items.verified_req', to: false } as const;
    store.plan = applyChanges(store.plan, [opened]);
    expect(await store.does(start, { id: 'TASKS-03' })).toMatchObject({
      problems: [
        {
          rule: 'out-of-sequence',
          next: [
            { command: 'tallyplan record TASKS-01 --restore' },
            { command: 'tallyplan check' },
            { command: expect.stringContaining('start TASKS-03 --skip-ahead') },
          ],
        },
      ],
    });
  });

  it('passes the sequence for no reason where the policy has it so', async () => {
    const store = await ready();
    await store.accept({ ...policies.standard, skipAhead: 'never' });
    for (const skipAhead of ['the pilot boat waits for it', '']) {
      expect(rulesOf(await store.does(start, { id: 'TASKS-01', skipAhead }))).toEqual(['policy-forbids']);
    }
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }))).toBe('done');
  });

  it('waits for all of the phases before, where the policy wants that', async () => {
    const store = await quay();
    await store.accept({ ...policies.standard, phaseGate: true });
    await store.does(verify, { id: 'TASKS-01', items: notes });
    const outcome = await store.does(start, { id: 'TASKS-01' });
    expect(outcome).toMatchObject({
      problems: [
        {
          rule: 'phase-not-open',
          message: 'TASKS-01: an earlier phase is not finished: SETUP-01',
          missing: ['SETUP-01 COMPLETED or DEFERRED'],
          next: [{ command: 'tallyplan start SETUP-01' }],
        },
        { rule: 'out-of-sequence' },
      ],
    });
  });

  it('tells a few of many that are not fully recorded, and one item that is open', async () => {
    const store = await ready();
    const tasks = [...Array.from({ length: 7 }, (_, i) => ({ id: `TASKS-${i + 11}`, status: 'COMPLETED' })), { id: 'TASKS-09' }];
    const words = { phases: [tasks], log: [] };
    const { plan } = readDocument(encodeUtf8(planOfEntries(words)), { path: 'PLAN.md', library: () => YAML });
    store.plan = plan;
    const { checked_gaps: _, ...three } = notes;
    await store.does(verify, { id: 'TASKS-09', items: three });
    const outcome = await store.does(start, { id: 'TASKS-09' });
    expect(outcome.ok ? [] : outcome.problems.map(({ message }) => message)).toEqual([
      'TASKS-09: its pre-check has 1 open item',
      'TASKS-09: TASKS-11, TASKS-12, TASKS-13, TASKS-14, TASKS-15 and 2 more are COMPLETED in the file, but not fully recorded; that comes first',
    ]);
  });

  it.each<[string, (id: string) => Change[], string]>([
    ['COMPLETED by hand', (id) => [{ kind: 'set-tracked', task: taskKeyOf(id), path: 'status', to: 'COMPLETED' }], 'unrecorded-completion'],
    [
      'a prerequisite',
      (id) => [{ kind: 'set-field', task: taskKeyOf(id), field: 'dependents', to: 'TASKS-01' }],
      'started-before-prerequisite',
    ],
  ])('leads to an editor where what stands twice is %s', async (_, changes, rule) => {
    const store = await ready();
    store.plan = applyChanges(store.plan, changes('TASKS-03'));
    const twin = taskNow(store, 'TASKS-03');
    const tasks = store.plan.tasks.flatMap((each) => (each === twin ? [each, each] : [each]));
    store.plan = { ...store.plan, tasks, ...lookUps({ tasks, sessionLog: store.plan.sessionLog }) };
    expect(await store.does(start, { id: 'TASKS-01' })).toMatchObject({ problems: [{ rule, next: [{ command: 'tallyplan check' }] }] });
  });

  it('says who has a task that is under way, and since when', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' }, agent);
    const outcome = await store.does(start, { id: 'TASKS-01' }, person);
    expect(outcome).toMatchObject({ ok: false, problems: [{ rule: 'already-started', message: expect.stringContaining('robot') }] });
  });

  it('does not believe a tick in the file that no receipt vouches for', async () => {
    const ticked = planText.replaceAll('verified_req: false', 'verified_req: true');
    const store = await DataStore.adopted(readDocument(encodeUtf8(ticked), { path: 'PLAN.md', library: () => YAML }).plan, digest);
    const { verified_req: _, ...others } = notes;
    await store.does(verify, { id: 'TASKS-03', items: others });
    expect(rulesOf(await store.does(start, { id: 'TASKS-03', skipAhead: 'to see what it says' }))).toEqual(['missing-receipt']);
  });
});

describe('complete', () => {
  it('wants a summary that says something', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    for (const said of ['', 'done', 'Done!!!', '   all   good   ', 'task completed', 'x'.repeat(19)]) {
      expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary: said }))).toEqual(['summary-missing']);
    }
  });

  it('is its assignee’s; a person may with a reason, an agent never', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' }, person);
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }, agent))).toEqual(['already-started']);
    const other = { name: 'Bo', kind: 'human' } as const;
    expect(await store.does(complete, { id: 'TASKS-01', summary }, other)).toMatchObject({
      problems: [{ rule: 'reason-missing', message: expect.stringMatching(/Astrid.*needs a reason/) }],
    });
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary, reason: 'Astrid is on leave' }, other))).toBe('done');
  });
});

describe('block, stop and what they hold', () => {
  it('a blocked task goes back to the status that it had', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    expect(rulesOf(await store.does(block, { ids: ['TASKS-01'], reason: 'no tide tables yet' }))).toBe('done');
    expect(statusOf(store, 'TASKS-01')).toBe('BLOCKED');
    expect(rulesOf(await store.does(unblock, { id: 'TASKS-01' }))).toBe('done');
    expect(statusOf(store, 'TASKS-01')).toBe('IN_PROGRESS');
  });

  it('a task that the plan was adopted with as BLOCKED goes back to the beginning', async () => {
    const blocked = planText.replace('| NOT_STARTED | **SETUP-01**', '| BLOCKED | **SETUP-01**');
    const adopted = await DataStore.adopted(readDocument(encodeUtf8(blocked), { path: 'PLAN.md', library: () => YAML }).plan, digest);
    expect(statusOf(adopted, 'SETUP-01')).toBe('BLOCKED');
    expect(rulesOf(await adopted.does(unblock, { id: 'SETUP-01' }))).toBe('done');
    expect(statusOf(adopted, 'SETUP-01')).toBe('NOT_STARTED');
  });

  it('blocks several tasks, or none', async () => {
    const store = await quay();
    expect(rulesOf(await store.does(block, { ids: ['TASKS-01', 'TASKS-99'], reason: 'the yard is closed' }))).toEqual(['unknown-id']);
    expect(statusOf(store, 'TASKS-01')).toBe('NOT_STARTED');
    expect(rulesOf(await store.does(block, { ids: ['TASKS-01', 'TASKS-02'], reason: 'the yard is closed' }))).toBe('done');
    expect(statusOf(store, 'TASKS-02')).toBe('BLOCKED');
  });

  it('a STOP holds until a person answers, and an agent cannot', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    expect(rulesOf(await store.does(stop, { id: 'TASKS-01', question: 'UTC or local time?' }, agent))).toBe('done');
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }))).toEqual(['stop-open']);
    expect(rulesOf(await store.does(unblock, { id: 'TASKS-01' }))).toEqual(['stop-open']);
    expect(rulesOf(await store.does(instruct, { id: 'TASKS-01', text: 'UTC everywhere' }, agent))).toEqual(['policy-forbids']);
    expect(rulesOf(await store.does(instruct, { id: 'TASKS-01', text: 'UTC everywhere' }))).toBe('done');
    expect(statusOf(store, 'TASKS-01')).toBe('IN_PROGRESS');
  });

  it('is answered by another than who asked, where the policy wants that', async () => {
    const store = await quay();
    await store.accept({ ...policies.standard, fourEyes: true });
    await store.does(stop, { id: 'TASKS-01', question: 'which time zone do tides have?' });
    const answer = { id: 'TASKS-01', text: 'UTC in the store' };
    expect(await store.does(instruct, answer, { ...person, name: ` ${person.name.toUpperCase()} ` })).toMatchObject({
      problems: [{ rule: 'policy-forbids' }],
    });
    expect(await store.does(instruct, answer)).toMatchObject({
      problems: [{ rule: 'policy-forbids', message: expect.stringContaining('another than Astrid'), waivable: false }],
    });
    expect(statusOf(store, 'TASKS-01')).toBe('BLOCKED');
    expect(rulesOf(await store.does(instruct, answer, { name: 'Ben', kind: 'human' }))).toBe('done');
    expect(statusOf(store, 'TASKS-01')).toBe('NOT_STARTED');
  });

  it('the same question stops a task once', async () => {
    const store = await quay();
    await store.does(stop, { id: 'TASKS-03', question: 'Which crane is meant?' });
    expect(rulesOf(await store.does(stop, { id: 'TASKS-03', question: 'which  crane is meant?' }))).toEqual(['stop-open']);
    expect(rulesOf(await store.does(stop, { id: 'TASKS-03', question: 'And which quay?' }))).toBe('done');
  });

  it('of several open questions, whoever is refused is told how to answer each', async () => {
    const store = await quay();
    await store.does(stop, { id: 'TASKS-03', question: 'Which crane is meant?' });
    const second = await store.does(stop, { id: 'TASKS-03', question: 'Which berth is meant?' });
    expect(second.ok && second.value.result.next[0]?.command).toBe('tallyplan why TASKS-03');
    const refusal = await store.does(resume, { id: 'TASKS-03' });
    const commands = refusal.ok ? [] : refusal.problems.flatMap(({ next }) => next.map(({ command }) => command));
    const stops = commands.flatMap((command) => /^tallyplan instruct TASKS-03 --stop (\w{8}) /.exec(command)?.[1] ?? []);
    expect(stops).toHaveLength(2);
    for (const which of stops)
      expect(rulesOf(await store.does(instruct, { id: 'TASKS-03', stop: which, text: 'the northern one' }))).toBe('done');
    expect(statusOf(store, 'TASKS-03')).toBe('NOT_STARTED');
  });

  it('a task that is blocked and stopped stays BLOCKED until both are lifted', async () => {
    const store = await quay();
    await store.does(block, { ids: ['TASKS-03'], reason: 'no crane driver' });
    await store.does(stop, { id: 'TASKS-03', question: 'Which crane is meant?' });
    await store.does(unblock, { id: 'TASKS-03' });
    expect(statusOf(store, 'TASKS-03')).toBe('BLOCKED');
    await store.does(instruct, { id: 'TASKS-03', text: 'the northern one' });
    expect(statusOf(store, 'TASKS-03')).toBe('NOT_STARTED');
  });
});

describe('defer, resume, release, reopen', () => {
  it('a deferred prerequisite still counts as missing', async () => {
    const store = await quay();
    await store.does(defer, { ids: ['SETUP-01', 'TASKS-01'], reason: 'not this season' });
    await store.does(verify, { id: 'TASKS-02', items: notes });
    const outcome = await store.does(start, { id: 'TASKS-02' });
    expect(outcome).toMatchObject({
      ok: false,
      problems: [{ rule: 'started-before-prerequisite', next: [{ command: 'tallyplan resume TASKS-01' }] }],
    });
    await store.does(resume, { id: 'TASKS-01' });
    expect(statusOf(store, 'TASKS-01')).toBe('NOT_STARTED');
  });

  it('release frees the task; of another it needs a reason', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' }, agent);
    expect(rulesOf(await store.does(release, { ids: ['TASKS-01'] }, person))).toEqual(['reason-missing']);
    expect(rulesOf(await store.does(release, { ids: ['TASKS-01'] }, agent))).toBe('done');
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }, person))).toBe('done');
  });

  it('reopen is a person’s, and resets what the completion had set', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    await store.does(complete, { id: 'TASKS-01', summary });
    expect(rulesOf(await store.does(reopen, { id: 'TASKS-01', reason: 'night tide untested' }, agent))).toEqual(['policy-forbids']);
    expect(rulesOf(await store.does(reopen, { id: 'TASKS-01', reason: 'night tide untested' }))).toBe('done');
    expect(taskNow(store, 'TASKS-01')).toMatchObject({
      status: 'IN_PROGRESS',
      postCheckComplete: false,
      postCheck: { status: 'NOT_STARTED' },
    });
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary: 'Night tide tested with six stations' }))).toBe('done');
  });
});

describe('undo', () => {
  it('takes back the last event, and then the one before', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    expect(rulesOf(await store.does(undo, { id: 'TASKS-01', reason: 'wrong task started' }))).toBe('done');
    expect(statusOf(store, 'TASKS-01')).toBe('NOT_STARTED');
    expect(store.ledgers().task(taskKeyOf('TASKS-01')).assignee).toBeNull();
    expect(rulesOf(await store.does(undo, { id: 'TASKS-01', reason: 'verified the wrong one' }))).toBe('done');
    expect(taskNow(store, 'TASKS-01')?.preCheck?.items.some(({ done }) => done)).toBe(false);
    expect(rulesOf(await store.does(undo, { id: 'TASKS-01', reason: 'nothing is left' }))).toEqual(['wrong-status']);
  });

  it('of a completion leaves the row and adds one that withdraws it', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    await store.does(complete, { id: 'TASKS-01', summary });
    expect(rulesOf(await store.does(undo, { id: 'TASKS-01', reason: 'completed too early' }, agent))).toEqual(['policy-forbids']);
    expect(rulesOf(await store.does(undo, { id: 'TASKS-01', reason: 'completed too early' }))).toBe('done');
    expect(store.plan.sessionLog.slice(-2)).toMatchObject([
      { status: 'COMPLETED', notes: summary },
      { status: 'IN_PROGRESS', notes: expect.stringContaining('Withdraws') },
    ]);
    expect(statusOf(store, 'TASKS-01')).toBe('IN_PROGRESS');
  });

  it('does not take back a STOP or a waiver', async () => {
    const store = await quay();
    await store.does(stop, { id: 'TASKS-03', question: 'Which crane is meant?' });
    expect(rulesOf(await store.does(undo, { id: 'TASKS-03', reason: 'asked by mistake' }))).toEqual(['wrong-status']);
  });
});

/** As a call that asks for a date to write. */
function onDate(store: DataStore, date: string): Performance {
  const { now, ...rest } = store.performance(person);
  return { ...rest, now: () => ({ ...now(), date }) };
}

describe('log', () => {
  it('bears no date that is still to come, save tomorrow’s, which it is elsewhere', async () => {
    const store = await quay();
    const input = { id: 'TASKS-01', status: 'IN_PROGRESS', note: 'read the tide tables' };
    expect(await perform(store, { operation: log, input }, onDate(store, '2026-03-03'))).toMatchObject({
      problems: [{ rule: 'usage', message: 'log: 2026-03-03 is still to come: what is done bears the date of a day up to today' }],
    });
    expect(rulesOf(await perform(store, { operation: log, input }, onDate(store, '2026-03-02')))).toBe('done');
  });

  it('adds a row; a COMPLETED row needs a COMPLETED task', async () => {
    const store = await quay();
    expect(rulesOf(await store.does(log, { id: 'TASKS-01', status: 'IN_PROGRESS', note: 'read the tide tables' }))).toBe('done');
    expect(rulesOf(await store.does(log, { id: 'IPLAN-01', status: 'IN_PROGRESS', note: 'step two of the plan' }))).toBe('done');
    expect(rulesOf(await store.does(log, { id: '-', status: 'IN_PROGRESS', note: 'weekly review of the plan' }))).toBe('done');
    expect(rulesOf(await store.does(log, { id: 'TASKS-01', status: 'COMPLETED', note: 'all of it is there' }))).toEqual(['wrong-status']);
    expect(await store.does(log, { id: 'TASKS-01', status: 'IN_PROGRESS', note: '' })).toMatchObject({
      problems: [{ rule: 'note-missing', missing: ['a note of at least 10 characters'] }],
    });
  });
});

describe('waive', () => {
  it('lets one gate pass for what it is about, and no longer', async () => {
    const store = await quay();
    await store.does(verify, { id: 'TASKS-02', items: notes });
    await store.does(defer, { ids: ['SETUP-01', 'TASKS-01', 'TASKS-03'], reason: 'not this season' });
    const rule = 'started-before-prerequisite';
    expect(rulesOf(await store.does(start, { id: 'TASKS-02' }))).toEqual([rule]);
    expect(rulesOf(await store.does(waive, { id: 'TASKS-02', rule, reason: 'the register is a stub' }, agent))).toEqual(['policy-forbids']);
    expect(rulesOf(await store.does(waive, { id: 'TASKS-02', rule, reason: 'the register is a stub' }))).toBe('done');
    expect(rulesOf(await store.does(start, { id: 'TASKS-02' }))).toBe('done');
  });

  it('is over after its day, whatever date a call asks to write', async () => {
    const store = await quay();
    await store.does(verify, { id: 'TASKS-02', items: notes });
    await store.does(defer, { ids: ['SETUP-01', 'TASKS-01', 'TASKS-03'], reason: 'not this season' });
    const rule = 'started-before-prerequisite';
    await store.does(waive, { id: 'TASKS-02', rule, reason: 'the register is a stub', until: '2026-03-02' });
    const startOn = async (date: string) =>
      rulesOf(await perform(store, { operation: start, input: { id: 'TASKS-02' } }, onDate(store, date)));
    expect(await startOn('2026-03-09')).toEqual(['usage']);
    store.letPass(3 * 24 * 60);
    expect(await startOn('2026-03-02')).toEqual([rule]);
    const again = { id: 'TASKS-02', rule, reason: 'the register is a stub', until: '2026-03-02' };
    expect(rulesOf(await perform(store, { operation: waive, input: again }, onDate(store, '2026-03-01')))).toEqual(['usage']);
  });

  it('of an open pre-check leaves the items as open as they are, and check is quiet about them', async () => {
    const store = await ready();
    const rule = 'started-without-pre-check';
    await store.does(verify, { id: 'TASKS-03', items: { verified_req: notes.verified_req } });
    expect(rulesOf(await store.does(waive, { id: 'TASKS-03', rule, reason: 'a spike, thrown away afterwards' }))).toBe('done');
    expect(rulesOf(await store.does(start, { id: 'TASKS-03', skipAhead: 'it decides about the others' }))).toBe('done');
    expect(taskNow(store, 'TASKS-03')).toMatchObject({ status: 'IN_PROGRESS', preCheck: { status: 'IN_PROGRESS' } });
    const checked = await store.does(check, { ids: ['TASKS-03'] });
    const found = checked.ok ? checked.value.result.findings.map((finding) => finding.rule) : [];
    expect(found).toEqual(expect.arrayContaining(['waiver-active']));
    expect(found).not.toContain(rule);
    expect(found).not.toContain('checklist-status-mismatch');
  });

  it('is offered only where the policy lets a rule be waived', async () => {
    const store = await ready();
    const offered = async () => {
      const outcome = await store.does(start, { id: 'TASKS-03' });
      return outcome.ok ? [] : outcome.problems.filter(({ waivable }) => waivable).map(({ rule }) => rule);
    };
    expect(await offered()).toEqual(['started-without-pre-check', 'out-of-sequence']);
    await store.accept({ ...policies.standard, waivable: ['out-of-sequence'] });
    expect(await offered()).toEqual(['out-of-sequence']);
    const refused = await store.does(waive, { id: 'TASKS-03', rule: 'started-without-pre-check', reason: 'a spike, thrown away later' });
    expect(rulesOf(refused)).toEqual(['policy-forbids']);
  });

  it('names the task that a finding about several belongs to', async () => {
    const store = await quay();
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { dependsOnText: 'TASKS-02' }));
    const [rule, reason] = ['dependency-cycle', 'one of the two is a stub'];
    const next = [
      { command: `tallyplan waive TASKS-01 ${rule} --reason "<why it may stand open>"` },
      { command: 'tallyplan why TASKS-02' },
    ];
    expect(await store.does(waive, { id: 'TASKS-02', rule, reason })).toMatchObject({ problems: [{ rule: 'wrong-status', next }] });
    expect(rulesOf(await store.does(waive, { id: 'TASKS-01', rule, reason }))).toBe('done');
  });

  it('names what keeps a finding from being waived where it belongs', async () => {
    const store = await quay();
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { dependsOnText: 'TASKS-02', status: 'COMPLETED' }));
    const next = [{ command: 'tallyplan why TASKS-01' }, { command: 'tallyplan why TASKS-02' }];
    const said = { id: 'TASKS-02', rule: 'dependency-cycle', reason: 'one of the two is a stub' };
    expect(await store.does(waive, said)).toMatchObject({ problems: [{ rule: 'wrong-status', next }] });
  });

  it('refuses what is not shut, what can’t be waived, and what is no rule', async () => {
    const store = await quay();
    expect(rulesOf(await store.does(waive, { id: 'TASKS-01', rule: 'started-before-prerequisite', reason: 'in advance of it' }))).toEqual([
      'wrong-status',
    ]);
    expect(rulesOf(await store.does(waive, { id: 'TASKS-01', rule: 'stop-open', reason: 'in advance of it' }))).toEqual(['policy-forbids']);
    expect(await store.does(waive, { id: 'TASKS-01', rule: 'stop-opened', reason: 'in advance of it' })).toMatchObject({
      problems: [{ rule: 'usage', have: ['stop-opened'], missing: ['stop-open'], next: [{ command: 'tallyplan waive --help' }] }],
    });
  });
});

describe('record', () => {
  const reason = 'the crane is there since noon';
  const byHand = (store: DataStore, id: string, status: Status) =>
    store.replaceTask(taskKeyOf(id), (task) => copyTask(task, { status, statusText: status }));

  it.each([{ restore: false }, { restore: true }])('leads to an editor where the block can’t be edited: %o', async (how) => {
    const store = await ready();
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { writable: false, status: 'COMPLETED' }));
    expect(await store.does(record, { ids: ['TASKS-01'], ...how })).toMatchObject({
      problems: [{ rule: 'read-only-block', next: [{ command: 'tallyplan check' }] }],
    });
    expect(await store.does(record, { ids: [], ...how })).toMatchObject({ ok: true, value: { result: [] } });
  });

  it('takes an item that a hand took out of the checklist into the ledger, and then both agree', async () => {
    const store = await ready();
    const items = taskNow(store, 'TASKS-01')?.preCheck?.items.filter(({ key }) => key !== 'confirmed_arch') ?? [];
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { preCheck: task.preCheck && { ...task.preCheck, items } }));
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }))).toEqual(['unrecorded-change']);
    expect(rulesOf(await store.does(record, { ids: ['TASKS-01'], reason }, agent))).toEqual(['policy-forbids']);
    expect(rulesOf(await store.does(record, { ids: ['TASKS-01'] }))).toEqual(['reason-missing']);
    expect(rulesOf(await store.does(record, { ids: ['TASKS-01'], reason }))).toBe('done');
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }))).toBe('done');
  });

  it('is not needed where an operation asks for just what the hand did', async () => {
    const store = await quay();
    for (const [id, to] of [
      ['TASKS-01', 'BLOCKED'],
      ['TASKS-02', 'DEFERRED'],
    ] as const)
      byHand(store, id, to);
    expect(rulesOf(await store.does(block, { ids: ['TASKS-02'], reason }))).toEqual(['unrecorded-change']);
    expect(rulesOf(await store.does(block, { ids: ['TASKS-01'] }))).toEqual(['reason-missing']);
    expect(rulesOf(await store.does(block, { ids: ['TASKS-01'], reason }))).toBe('done');
    expect(rulesOf(await store.does(defer, { ids: ['TASKS-02'], reason }))).toBe('done');
    byHand(store, 'TASKS-01', 'IN_PROGRESS');
    expect(rulesOf(await store.does(unblock, { id: 'TASKS-01' }))).toEqual(['unrecorded-change']);
    for (const id of ['TASKS-01', 'TASKS-02']) byHand(store, id, 'NOT_STARTED');
    expect(rulesOf(await store.does(unblock, { id: 'TASKS-01' }))).toBe('done');
    expect(rulesOf(await store.does(resume, { id: 'TASKS-02' }))).toBe('done');
    await store.does(start, { id: 'SETUP-01' });
    byHand(store, 'SETUP-01', 'NOT_STARTED');
    expect(rulesOf(await store.does(release, { ids: ['SETUP-01'] }, agent))).toEqual(['reason-missing']);
    expect(rulesOf(await store.does(release, { ids: ['SETUP-01'] }))).toBe('done');
    await store.does(start, { id: 'SETUP-01' });
    await store.does(complete, { id: 'SETUP-01', summary });
    byHand(store, 'SETUP-01', 'IN_PROGRESS');
    expect(rulesOf(await store.does(reopen, { id: 'SETUP-01', reason }, agent))).toEqual(['policy-forbids']);
    expect(rulesOf(await store.does(reopen, { id: 'SETUP-01', reason }))).toBe('done');
    expect(await store.does(record, { ids: [] })).toMatchObject({ ok: true, value: { result: [] } });
  });

  it('is needed for a tick that the tool does not bear out', async () => {
    const store = await ready();
    const ticked = (id: string) =>
      store.replaceTask(taskKeyOf(id), (task) => {
        const items = task.preCheck?.items.map(({ key, done }) => ({ key, done: done || key === 'confirmed_deps' })) ?? [];
        return copyTask(task, { preCheck: task.preCheck && { ...task.preCheck, items } });
      });
    for (const id of ['TASKS-02', 'TASKS-03']) ticked(id);
    const items = { verified_req: notes.verified_req };
    expect(rulesOf(await store.does(verify, { id: 'TASKS-02', items }))).toEqual(['unrecorded-change']);
    expect(rulesOf(await store.does(verify, { id: 'TASKS-02', items: { ...items, confirmed_deps: '' } }))).toEqual(['verifier-failed']);
    expect(rulesOf(await store.does(verify, { id: 'TASKS-03', items }))).toBe('done');
  });

  it('starts nobody’s task by way of a block', async () => {
    const store = await quay();
    await store.does(start, { id: 'SETUP-01' });
    await store.does(block, { ids: ['SETUP-01', 'TASKS-01'], reason });
    for (const id of ['SETUP-01', 'TASKS-01']) byHand(store, id, 'IN_PROGRESS');
    expect(rulesOf(await store.does(record, { ids: ['TASKS-01'] }, agent))).toContain('started-without-pre-check');
    expect(rulesOf(await store.does(record, { ids: ['SETUP-01'] }, agent))).toBe('done');
    expect(store.ledgers().task(taskKeyOf('SETUP-01')).assignee?.actor).toEqual(person);
  });

  it('starts a task as start does: what the tool can decide is decided', async () => {
    const store = await ready();
    expect(rulesOf(await store.does(verify, { id: 'TASKS-02', items: notes }))).toBe('done');
    await store.does(start, { id: 'TASKS-01' });
    await store.does(complete, { id: 'TASKS-01', summary });
    expect(taskNow(store, 'TASKS-02')?.preCheck?.items.at(-1)).toEqual({ key: 'confirmed_deps', done: false });
    byHand(store, 'TASKS-02', 'IN_PROGRESS');
    expect(rulesOf(await store.does(record, { ids: ['TASKS-02'] }))).toBe('done');
    expect(taskNow(store, 'TASKS-02')?.preCheck).toMatchObject({ status: 'COMPLETED' });
    expect(taskNow(store, 'TASKS-02')?.preCheck?.items.filter(({ done }) => !done)).toEqual([]);
    const { receipts } = store.ledgers().task(taskKeyOf('TASKS-02'));
    expect(receipts.filter(({ item }) => item === 'confirmed_deps')).toMatchObject([{ trust: 'tool-run' }]);
    const checked = await store.does(check, {});
    expect(checked.ok && checked.value.result.findings.map(({ rule }) => rule)).not.toContain('started-without-pre-check');
  });

  it('blocks nothing that was put off: no operation does', async () => {
    const store = await quay();
    await store.does(defer, { ids: ['SETUP-01'], reason });
    byHand(store, 'SETUP-01', 'BLOCKED');
    expect(rulesOf(await store.does(record, { ids: ['SETUP-01'], reason }))).toEqual(['wrong-status']);
  });

  it('gives another’s task back for a reason alone, by way of a block too', async () => {
    const store = await quay();
    await store.does(start, { id: 'SETUP-01' });
    await store.does(block, { ids: ['SETUP-01', 'TASKS-01'], reason });
    for (const id of ['SETUP-01', 'TASKS-01']) byHand(store, id, 'NOT_STARTED');
    expect(rulesOf(await store.does(record, { ids: ['SETUP-01'] }, agent))).toEqual(['reason-missing']);
    expect(rulesOf(await store.copy().does(record, { ids: ['SETUP-01'] }))).toBe('done');
    expect(rulesOf(await store.does(record, { ids: ['SETUP-01'], reason }, agent))).toBe('done');
    expect(rulesOf(await store.does(record, { ids: ['TASKS-01'] }, agent))).toBe('done');
  });

  it('gives a task that was started so to who recorded it', async () => {
    const store = await ready();
    await store.does(block, { ids: ['TASKS-01'], reason });
    byHand(store, 'TASKS-01', 'IN_PROGRESS');
    expect(rulesOf(await store.does(record, { ids: ['TASKS-01'] }, agent))).toBe('done');
    expect(store.ledgers().task(taskKeyOf('TASKS-01')).assignee?.actor).toEqual(agent);
  });

  it('completes another’s task for a person alone, who says why', async () => {
    const store = await quay();
    await store.does(start, { id: 'SETUP-01' }, { name: 'another robot', kind: 'agent' });
    byHand(store, 'SETUP-01', 'COMPLETED');
    expect(rulesOf(await store.does(record, { ids: ['SETUP-01'], reason: summary }, agent))).toEqual(['already-started']);
    expect(rulesOf(await store.does(record, { ids: ['SETUP-01'] }))).toEqual(['summary-missing', 'reason-missing']);
    expect(rulesOf(await store.does(record, { ids: ['SETUP-01'], reason: summary }))).toBe('done');
  });

  it('judges the row that the hand added, and no earlier one of that day', async () => {
    const store = await quay();
    await store.does(start, { id: 'SETUP-01' });
    await store.does(complete, { id: 'SETUP-01', summary });
    await store.does(reopen, { id: 'SETUP-01', reason });
    byHand(store, 'SETUP-01', 'COMPLETED');
    const { tasks, sessionLog: rows } = store.plan;
    const recordedAfter = (notes: string) => {
      const sessionLog = rows.slice(0, 1).flatMap((row) => [{ ...row, notes }, ...rows]);
      store.plan = { ...store.plan, sessionLog, ...lookUps({ tasks, sessionLog }) };
      return store.does(record, { ids: ['SETUP-01'] });
    };
    expect(rulesOf(await recordedAfter('All done.'))).toEqual(['summary-missing']);
    expect(rulesOf(await recordedAfter('Took the crane down, and set up a larger one'))).toBe('done');
  });

  it('takes no tick back that work under way stands on', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    const items = taskNow(store, 'TASKS-01')?.preCheck?.items.map(({ key, done }) => ({ key, done: done && key !== 'verified_req' })) ?? [];
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { preCheck: task.preCheck && { ...task.preCheck, items } }));
    expect(await store.does(record, { ids: ['TASKS-01'], reason })).toMatchObject({
      problems: [
        { rule: 'started-without-pre-check', missing: ['verified_req'], next: [{ command: 'tallyplan record TASKS-01 --restore' }, {}] },
      ],
    });
  });

  it('takes a task up again as reopen does: what was said of its completion no longer holds', async () => {
    const store = await withItems({ session_log_summary: ['tests_passing'] });
    const attest = { tests_passing: 'npm test: 40 passed' };
    await store.does(verify, { id: 'TASKS-01', items: notes });
    await store.does(start, { id: 'TASKS-01', skipAhead: 'the tools are ordered' });
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary, attest }))).toBe('done');
    const copy = store.copy();
    byHand(store, 'TASKS-01', 'IN_PROGRESS');
    const taken = await store.does(record, { ids: ['TASKS-01'], reason });
    expect(taken).toMatchObject({
      value: { result: [{ next: [{ command: expect.stringContaining('--attest tests_passing=<note>') }] }] },
    });
    await copy.does(reopen, { id: 'TASKS-01', reason });
    expect(taskNow(store, 'TASKS-01')?.postCheck).toEqual(taskNow(copy, 'TASKS-01')?.postCheck);
    expect(taskNow(store, 'TASKS-01')?.implementation).toEqual(taskNow(copy, 'TASKS-01')?.implementation);
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }))).toEqual(['attestation-missing']);
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary, attest }))).toBe('done');
  });

  const datedQuay = () => {
    const own = planText
      .replace('      tasks:', '      implementation:')
      .replace('        iplan_id: IPLAN-01\n        iplan_status: NOT_STARTED\n', '        started: null\n        completed: null\n');
    return DataStore.adopted(readDocument(encodeUtf8(own), { path: 'PLAN.md', library: () => YAML }).plan, digest);
  };

  it.each([
    ['gives back', 'NOT_STARTED'],
    ['puts off', 'DEFERRED'],
  ] as const)('%s a task as the operation does, which clears the day on which it was started', async (_, status) => {
    const store = await datedQuay();
    await store.does(verify, { id: 'TASKS-01', items: notes });
    await store.does(start, { id: 'TASKS-01', skipAhead: 'the tools are ordered' });
    expect(taskNow(store, 'TASKS-01')?.implementation.started).toBe('2026-03-01');
    byHand(store, 'TASKS-01', status);
    expect(rulesOf(await store.does(record, { ids: ['TASKS-01'], reason }))).toBe('done');
    expect(taskNow(store, 'TASKS-01')).toMatchObject({ status, implementation: { started: null } });
  });

  const edit = (store: DataStore, ...edits: readonly (readonly [path: string, to: string | boolean])[]) => {
    store.plan = applyChanges(
      store.plan,
      edits.map(([path, to]) => ({ kind: 'set-tracked', task: taskKeyOf('TASKS-01'), path, to })),
    );
  };

  it.each([
    ['BLOCKED', 'the crane is there since noon'],
    ['DEFERRED', 'the crane is there since noon'],
    ['IN_PROGRESS', 'Reopened: the crane is there since noon'],
  ] as const)('logs what a hand made %s as the operation does, unless the hand has', async (status, notes) => {
    const store = await quay();
    await store.does(start, { id: 'SETUP-01' });
    if (status === 'IN_PROGRESS') await store.does(complete, { id: 'SETUP-01', summary });
    byHand(store, 'SETUP-01', status);
    const logged = store.copy();
    const row = { kind: 'add-log-row', date: '2026-03-01', task: 'SETUP-01', status, notes: 'a row of my own' } as const;
    logged.plan = applyChanges(logged.plan, [row]);
    const before = store.plan.sessionLog.length;
    expect(rulesOf(await store.does(record, { ids: [], reason }))).toBe('done');
    expect(store.plan.sessionLog.slice(before)).toMatchObject([{ task: 'SETUP-01', status, notes }]);
    expect(rulesOf(await logged.does(record, { ids: [], reason }))).toBe('done');
    expect(logged.plan.sessionLog.slice(before)).toMatchObject([{ notes: 'a row of my own' }]);
  });

  it('logs a second block by hand of one day, too, and that it is lifted', async () => {
    const store = await quay();
    const rows = async (status: Status) => {
      const before = store.plan.sessionLog.length;
      byHand(store, 'TASKS-01', status);
      expect(rulesOf(await store.does(record, { ids: [], reason }))).toBe('done');
      return store.plan.sessionLog.slice(before).map(({ status: logged, notes: said }) => [logged, said]);
    };
    expect(await rows('BLOCKED')).toEqual([['BLOCKED', reason]]);
    expect(await rows('NOT_STARTED')).toEqual([['NOT_STARTED', `Unblocked: ${reason}`]]);
    expect(await rows('BLOCKED')).toEqual([['BLOCKED', reason]]);
    expect(await rows('DEFERRED')).toEqual([['DEFERRED', reason]]);
    expect(await rows('NOT_STARTED')).toEqual([['NOT_STARTED', `Resumed: ${reason}`]]);
  });

  it('takes no day of work that has not begun, nor of a completion before it', async () => {
    const store = await datedQuay();
    const recorded = async (from: DataStore, path: string, to: string | null) => {
      const copy = from.copy();
      const dated: Change = { kind: 'set-tracked', task: taskKeyOf('TASKS-01'), path: `implementation.${path}`, to };
      copy.plan = applyChanges(copy.plan, [dated]);
      return rulesOf(await copy.does(record, { ids: [], reason }));
    };
    expect(await recorded(store, 'started', '2026-01-02')).toEqual(['wrong-status']);
    expect(await recorded(store, 'completed', '2026-01-02')).toEqual(['wrong-status']);
    await store.does(verify, { id: 'TASKS-01', items: notes });
    await store.does(start, { id: 'TASKS-01', skipAhead: 'the tools are ordered' });
    expect(await recorded(store, 'started', '2026-01-02')).toBe('done');
    expect(await recorded(store, 'started', null)).toEqual(['wrong-status']);
    expect(await recorded(store, 'completed', '2026-01-02')).toEqual(['wrong-status']);
    await store.does(complete, { id: 'TASKS-01', summary });
    expect(await recorded(store, 'completed', '2026-01-02')).toBe('done');
    expect(await recorded(store, 'completed', null)).toEqual(['wrong-status']);
  });

  it('vouches for nothing without a note, nor for work that has not begun', async () => {
    const store = await withItems({ session_log_summary: ['tests_passing'] });
    const early = store.copy();
    edit(early, ['postCheck.items.tests_passing', true]);
    expect(rulesOf(await early.does(record, { ids: [], reason }))).toEqual(['wrong-status']);
    await store.does(verify, { id: 'TASKS-01', items: notes });
    await store.does(start, { id: 'TASKS-01', skipAhead: 'the tools are ordered' }, agent);
    edit(store, ['postCheck.items.tests_passing', true]);
    expect(rulesOf(await store.does(record, { ids: [] }, agent))).toEqual(['note-missing']);
    expect(rulesOf(await store.does(record, { ids: [], reason: 'npm test: 40 passed' }, agent))).toBe('done');
    expect(store.ledgers().task(taskKeyOf('TASKS-01')).receipts).toContainEqual(
      expect.objectContaining({ item: 'tests_passing', note: 'npm test: 40 passed', actor: agent }),
    );
    expect(taskNow(store, 'TASKS-01')?.postCheck?.status).toBe('IN_PROGRESS');
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }, agent))).toBe('done');
  });

  it('withdraws nothing that work stands on by way of a block', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    edit(store, ['status', 'BLOCKED'], ['preCheck.items.verified_req', false]);
    expect(rulesOf(await store.does(record, { ids: [], reason }))).toEqual(['started-without-pre-check']);
  });

  it('takes back no sum of a pre-check that work stands on, also in words that say nothing of ticks', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    edit(store, ['preCheck.status', 'BLOCKED']);
    expect(rulesOf(await store.does(record, { ids: [], reason }))).toEqual(['started-without-pre-check']);
  });

  it('brings the status of a checklist along with its items, as verify does', async () => {
    const store = await quay();
    edit(store, ['preCheck.items.verified_req', true]);
    expect(rulesOf(await store.does(record, { ids: [], reason }))).toBe('done');
    expect(taskNow(store, 'TASKS-01')?.preCheck?.status).toBe('IN_PROGRESS');
    const checked = await store.does(check, {});
    expect(checked.ok && checked.value.result.findings.map(({ rule }) => rule)).not.toContain('checklist-status-mismatch');
  });

  it.each([
    ['the sum of a checklist', [['preCheck.status', 'IN_PROGRESS']], 'preCheck.status COMPLETED'],
    ['the status of an IPLAN', [['implementation.iplanStatus', 'COMPLETED']], 'implementation.iplanStatus IN_PROGRESS'],
  ] as const)('does not take %s that does not go with what it follows', async (_, edits, missing) => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    edit(store, ...edits);
    const refused = await store.does(record, { ids: [], reason });
    const next = [{ command: 'tallyplan record TASKS-01 --restore' }, {}];
    expect(refused).toMatchObject({ problems: [{ rule: 'wrong-status', missing: [missing], next }] });
    expect(rulesOf(await store.does(record, { ids: [], restore: true }))).toBe('done');
  });

  it('puts nothing back where an id is empty: a variable that was never set means no task, and not all of them', async () => {
    const store = await ready();
    edit(store, ['status', 'COMPLETED']);
    const refused = await store.does(record, { ids: [''], restore: true });
    expect(refused).toMatchObject({ problems: [{ rule: 'usage', message: 'record: ids.0: may not be empty' }] });
    expect(store.plan.task(taskKeyOf('TASKS-01'))?.status).toBe('COMPLETED');
  });

  it('does not take a COMPLETED row of a task that is not COMPLETED: log writes none', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    const row = { kind: 'add-log-row', date: '2026-03-01', task: 'TASKS-01', status: 'COMPLETED', notes: summary } as const;
    store.plan = applyChanges(store.plan, [row]);
    expect(rulesOf(await store.does(record, { ids: [], reason }))).toEqual(['wrong-status']);
    edit(store, ['status', 'COMPLETED']);
    expect(rulesOf(await store.does(record, { ids: [] }))).toBe('done');
  });

  it('completes nothing by way of a block that a hand set on completed work', async () => {
    const store = await quay();
    await store.does(start, { id: 'SETUP-01' });
    await store.does(complete, { id: 'SETUP-01', summary });
    byHand(store, 'SETUP-01', 'BLOCKED');
    expect(rulesOf(await store.does(record, { ids: ['SETUP-01'], reason }))).toBe('done');
    expect(rulesOf(await store.does(unblock, { id: 'SETUP-01' }, agent))).toBe('done');
    expect(statusOf(store, 'SETUP-01')).toBe('IN_PROGRESS');
    expect(rulesOf(await store.does(complete, { id: 'SETUP-01', summary }, agent))).toEqual(['already-started']);
  });

  it('leaves no completion half recorded', async () => {
    const store = await ready();
    await store.does(start, { id: 'TASKS-01' });
    await store.does(complete, { id: 'TASKS-01', summary });
    const items = taskNow(store, 'TASKS-01')?.postCheck?.items.map(({ key }, at) => ({ key, done: at > 0 })) ?? [];
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { postCheck: task.postCheck && { ...task.postCheck, items } }));
    expect(await store.does(record, { ids: ['TASKS-01'], reason })).toMatchObject({
      problems: [
        {
          rule: 'unrecorded-completion',
          missing: ['tasks_status_updated'],
          next: [{ command: 'tallyplan record TASKS-01 --restore' }, {}],
        },
      ],
    });
  });

  describe('as found', () => {
    const found = { ids: ['TASKS-01'], asFound: true, date: '2025-06-30', reason };

    it('completes nothing that is stopped', async () => {
      const store = await ready();
      await store.does(stop, { id: 'TASKS-01', question: 'Which of the two quays?' });
      expect(rulesOf(await store.does(record, found))).toEqual(['stop-open']);
    });

    it('says nothing else of what is COMPLETED already', async () => {
      const store = await ready();
      await store.does(start, { id: 'TASKS-01' });
      await store.does(complete, { id: 'TASKS-01', summary });
      expect(rulesOf(await store.does(record, found))).toEqual(['wrong-status']);
      expect(rulesOf(await store.does(record, { ids: ['TASKS-01'], asFound: true }))).toEqual(['wrong-status']);
    });

    it('is of a day that has been, where whoever did it is', async () => {
      const store = await ready();
      expect(rulesOf(await store.does(record, { ...found, date: '2026-03-03' }))).toEqual(['usage']);
      expect(rulesOf(await store.does(record, { ...found, date: '2026-03-02' }))).toBe('done');
    });

    it('takes no template row', async () => {
      const store = await ready();
      store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { name: '[Service]' }));
      expect(rulesOf(await store.does(record, found))).toEqual(['placeholder']);
    });
  });
});

describe('evidence', () => {
  const outcome = { exitCode: 0, duration: 1200, outputDigest: 'digest', outputTail: '40 passed', revision: null, tree: 'the tree' };
  const policy = { ...policies.standard, evidence: ['tests'], commands: { tests: { run: 'npm test', timeout: 600 } } };

  it('that the policy wants must have passed, on the tree at hand', async () => {
    const store = await ready();
    await store.accept(policy);
    await store.does(start, { id: 'TASKS-01' });
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }))).toEqual(['evidence-missing']);
    await store.does(evidence, { id: 'TASKS-01', run: 'tests', outcome: { ...outcome, exitCode: 1 } });
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }))).toEqual(['evidence-missing']);
    await store.does(evidence, { id: 'TASKS-01', run: 'tests', outcome });
    store.tree = 'another tree';
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }))).toEqual(['evidence-missing']);
    store.tree = 'the tree';
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }))).toBe('done');
  });

  it('comes only from a command that the accepted policy names', async () => {
    const store = await ready();
    expect(rulesOf(await store.does(evidence, { id: 'TASKS-01', run: 'tests' }))).toEqual(['policy-forbids']);
  });
});
