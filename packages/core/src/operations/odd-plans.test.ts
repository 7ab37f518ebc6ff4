/** What operations say of plans that say little, much, or nothing that can be read: statuses that are none, phases without numbers, template rows, logs upside down. */
import { createHash } from 'node:crypto';
import type * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { readDocument } from '../document/read.ts';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import { copyTask } from '../model/copy-task.ts';
import type { Phase } from '../model/plan.ts';
import { policies } from '../model/policy.ts';
import type { Outcome } from '../model/problem.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { planOf } from '../model/testing/plan-of.ts';
import { addPhase } from './add-phase.ts';
import { addTask } from './add-task.ts';
import { auditCheckpoint } from './audit-checkpoint.ts';
import { block } from './block.ts';
import { check } from './check.ts';
import { complete } from './complete.ts';
import { defer, resume } from './defer.ts';
import { evidence } from './evidence.ts';
import { graph } from './graph.ts';
import { init } from './init.ts';
import { iplanTick } from './iplan-tick.ts';
import { log } from './log.ts';
import { move } from './move.ts';
import { next } from './next.ts';
import type { ReadOperation } from './operation.ts';
import { record } from './record.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { reopen } from './reopen.ts';
import { sessionBrief } from './session-brief.ts';
import { set } from './set.ts';
import { show } from './show.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { instruct, stop } from './stop.ts';
import { agent, DataStore } from './testing/data-store.ts';
import type { EntryWords } from './testing/plan-text.ts';
import { planText, preCheckKeys } from './testing/plan-text.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';
import { waive } from './waive.ts';
import { why } from './why.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const read = (text: string, path = 'PLAN.md') => readDocument(encodeUtf8(text), { path, library: () => yaml }).plan;
const unadopted = (text: string) => new DataStore(read(text), digest);
const adopted = (text: string) => DataStore.adopted(read(text), digest);
/** A plan of plain data with three phases that are called otherwise. */
function withPhases(change: (at: number) => Partial<Phase>): Promise<DataStore> {
  const plan = planOf({ phases: [[{ id: 'TASKS-01' }], [], []] });
  return DataStore.adopted({ ...plan, phases: plan.phases.map((phase, at) => ({ ...phase, ...change(at) })) }, digest);
}
const ofEntries = (...phases: readonly (readonly EntryWords[])[]) => adopted(planText({ phases }));

/** A plan of tables, a heading each. */
const tables = (phases: Readonly<Record<string, readonly string[]>>, ...log: readonly string[]) =>
  [
    '# Quay',
    ...Object.entries(phases).flatMap(([heading, rows]) => ['', `### ${heading}`, '', ...rows]),
    '',
    '## Session Log',
    '',
    '| Date | Task ID | Status | Notes |',
    '|---|---|---|---|',
    ...log.map((row) => `| ${row} |`),
    '',
  ].join('\n');
const head = ['| Status | ID | Task | Priority | Dependents |', '|---|---|---|---|---|'];
const rows = (...cells: readonly string[]) => [...head, ...cells.map((cell) => `| ${cell} |`)];

async function ask<Input extends v.GenericSchema, Result>(
  store: DataStore,
  operation: ReadOperation<Input, Result>,
  input: object = {},
): Promise<Result> {
  const outcome = await store.does(operation, input);
  if (!outcome.ok) throw new Error(told(outcome));
  return outcome.value.result;
}
function told(outcome: Outcome<{ readonly result: unknown }>): string {
  if (!outcome.ok) return outcome.problems.map(({ rule, message }) => `${rule}: ${message}`).join('\n');
  return (outcome.value.result as { readonly message?: string }).message ?? 'done';
}
const reason = 'because it is so';
const summary = 'Built it and ran its 40 tests';
const items = Object.fromEntries(preCheckKeys.slice(0, 4).map((item) => [item, `read everything about ${item}`]));

describe('a status that is none', () => {
  const text = tables({
    'Phase 0: Setup': rows(
      'perhaps | SETUP-01 | Tools | P0 | SETUP-02',
      'NOT_STARTED | SETUP-02 | Store | P0 | ',
      ' | SETUP-03 | Masts | P0 | ',
    ),
  });

  it('is counted in the total alone, and told as it is written', async () => {
    const store = await adopted(text);
    expect((await ask(store, status)).counts).toMatchObject({ NOT_STARTED: 1, COMPLETED: 0, total: 3 });
    expect((await ask(store, why, { id: 'SETUP-01' })).message).toContain('SETUP-01 is "perhaps"');
    expect((await ask(store, why, { id: 'SETUP-03' })).message).toContain('SETUP-03 is without a status');
    expect((await ask(store, graph, { format: 'mermaid' })).mermaid).toContain('["SETUP-01<br>Tools"]:::UNKNOWN');
    expect((await ask(unadopted(text), why, { id: 'SETUP-02' })).move).toMatchObject([{ task: 'SETUP-01' }]);
  });

  it('becomes whatever a hand writes in its place, as if it had not started', async () => {
    const store = await adopted(text);
    store.plan = read(text.replace('perhaps', 'IN_PROGRESS'));
    expect(told(await store.does(record, { ids: ['SETUP-01'] }))).toBe('done');
    expect(store.events(taskKeyOf('SETUP-01')).at(-1)).toMatchObject({ input: { as: 'start' } });
  });

  it('takes the status of the IPLAN along when a hand writes one', async () => {
    const store = await ofEntries([{ id: 'TASKS-01', status: 'SOMEHOW' }]);
    store.plan = read(planText({ phases: [[{ id: 'TASKS-01', status: 'NOT_STARTED', iplanStatus: 'SOMEHOW' }]] }));
    expect(told(await store.does(record, { ids: ['TASKS-01'] }))).toBe('done');
    expect(store.plan.tasks[0]?.implementation.iplanStatus).toBe('NOT_STARTED');
  });
});

describe('phases', () => {
  it.each([
    { have: 'numbers', parts: [{ number: '1' }, { number: '7' }, { number: null }], number: '8', phase: '1' },
    {
      have: 'ids',
      parts: [
        { number: null, id: 'PHASE-04' },
        { number: null, id: 'PHASE-05' },
        { number: null, id: 'ice' },
      ],
      number: '6',
      phase: 'PHASE-04',
    },
    { have: 'neither', parts: [{ number: null }, { number: null }, { number: null }], number: '4', phase: null },
  ])('that have $have: a new one has the next', async ({ parts, number, phase }) => {
    const store = await withPhases((at) => parts[at] ?? {});
    expect(await ask(store, show, { ids: ['TASKS-01'] })).toMatchObject({ phase });
    expect(await store.does(addPhase, { name: 'Winter', goal: 'No ice.' })).toMatchObject({ value: { result: { phase: number } } });
  });

  it('are found by their ids, and told by what they have', async () => {
    const store = await withPhases((at) => ({ number: null, id: at === 2 ? null : `PHASE-0${at + 4}`, name: at === 2 ? 'Ice' : '' }));
    expect(told(await store.does(move, { id: 'TASKS-01', phase: 'phase-05' }))).toBe('TASKS-01 stands at the end of PHASE-05 now');
    expect(told(await store.does(move, { id: 'TASKS-01', phase: 'ice' }))).toBe('TASKS-01 stands at the end of Ice now');
    expect(told(await store.does(move, { id: 'TASKS-01', phase: 'phase-5' }))).toContain(
      'there is no phase phase-5 in DEVELOPMENT_PLAN.md; did you mean PHASE-05?',
    );
  });

  it.each([
    { what: 'their names tell them apart', names: ['Core', 'More', 'Most'], id: null, says: 'say which by its name' },
    { what: 'an id stands for a name', names: ['Core', 'More', ''], id: 'P-1', says: 'say which by its name' },
    { what: 'two have one name', names: ['Core', 'Core', 'More'], id: null, says: 'give one of them another number and name in the plan' },
    { what: 'one has none', names: ['Core', 'More', ''], id: null, says: 'give one of them another number and name in the plan' },
  ])('of one number: $what', async ({ names, id, says }) => {
    const store = await withPhases((at) => ({ number: '1', name: names[at] ?? '', id }));
    expect(told(await store.does(move, { id: 'TASKS-01', phase: '1' }))).toContain(says);
  });

  it('are said not to be there, where there are none', async () => {
    const store = await adopted('# Quay\n');
    expect(await store.does(addTask, { id: 'TASKS-01', phase: '1', name: 'Ice', priority: 'P0' })).toMatchObject({
      problems: [{ rule: 'usage', missing: ['a phase: see add phase'] }],
    });
  });
});

it('the id of an IPLAN that is still to be filled in is that of no task', async () => {
  const store = await ofEntries([{ id: 'TASKS-01', iplan: 'IPLAN-XX' }]);
  expect(told(await store.does(iplanTick, { id: 'IPLAN-XX', steps: '1' }))).toContain('unknown-id: there is no task IPLAN-XX');
});

describe('template rows', () => {
  const text = tables(
    { 'Phase 0: Setup': rows('NOT_STARTED | TASKS-XX | [Service] | P0 | [Dependents]') },
    'YYYY-MM-DD | TASKS-XX | Completed | What was done',
  );

  it('are shown with their flag, and satisfy nothing', async () => {
    const store = unadopted(text);
    expect(await ask(store, show)).toMatchObject({
      phases: [{ tasks: [{ id: 'TASKS-XX', placeholder: true, dependents: [], components: [], prerequisites: [] }] }],
      sessionLog: [{ date: 'YYYY-MM-DD', placeholder: true }],
    });
    expect(await store.does(init, { policy: 'strict' })).toMatchObject({
      value: {
        result: {
          tasks: 0,
          policy: 'strict',
          message: 'DEVELOPMENT_PLAN.md is adopted: it holds no task yet',
          next: [{ command: 'tallyplan add task --help' }],
        },
      },
    });
    expect(await ask(store, next)).toMatchObject({
      task: null,
      why: 'the plan holds no task yet',
      next: [{ command: 'tallyplan add task --help' }],
    });
    expect(told(await store.does(auditCheckpoint, {}))).toMatch(/^1 ledger, digest /);
  });
});

describe('a log with the newest row first', () => {
  it('is told from its beginning', async () => {
    const log = [
      '2026-02-03 | SETUP-01 | IN_PROGRESS | third',
      '2026-02-02 | SETUP-01 | IN_PROGRESS | second',
      '2026-02-01 | SETUP-01 | IN_PROGRESS | first',
    ];
    const store = await adopted(tables({ 'Phase 0: Setup': rows('NOT_STARTED | SETUP-01 | Tools | P0 | ') }, ...log));
    expect((await ask(store, status)).recent.map(({ notes }) => notes)).toEqual(['third', 'second', 'first']);
    expect((await ask(store, sessionBrief)).log.map(({ notes }) => notes)).toEqual(['third', 'second', 'first']);
  });
});

describe('next', () => {
  it('counts no further than it shows', async () => {
    const many = Array.from({ length: 13 }, (_, at) => ({ id: `TASKS-${at + 10}` }));
    const ready = await ofEntries([...many, { id: 'TASKS-30', dependsOn: '[TASKS-10]' }]);
    expect(await ask(ready, next)).toMatchObject({
      task: { id: 'TASKS-10' },
      queue: many.slice(0, 10).map(({ id }) => id),
      waiting: [{ id: 'TASKS-30' }],
    });
    const waiting = await ofEntries([{ id: 'TASKS-09', status: 'BLOCKED' }, ...many.map((each) => ({ ...each, dependsOn: '[TASKS-09]' }))]);
    expect(await ask(waiting, next)).toMatchObject({
      task: null,
      why: 'no task is ready: 0 in progress, 1 blocked, 10 or more waiting',
      next: [{ command: 'tallyplan status' }],
    });
  });

  it('offers what was under way when the plan was adopted before nothing at all', async () => {
    const store = await ofEntries([
      { id: 'TASKS-01', status: 'IN_PROGRESS' },
      { id: 'TASKS-02', dependsOn: '[TASKS-01]' },
    ]);
    await store.does(log, { id: 'TASKS-01', status: 'IN_PROGRESS', note: 'reads six stations' });
    expect(await ask(store, next)).toMatchObject({
      task: { id: 'TASKS-01' },
      why: 'no task is ready; TASKS-01 was under way when the plan was adopted, and nobody has it',
    });
  });

  it('says what keeps a ready task back that is verified', async () => {
    const store = await ofEntries([{ id: 'TASKS-01' }, { id: 'TASKS-02' }]);
    await store.does(verify, { id: 'TASKS-01', items });
    // A completion that nobody recorded holds up all others.
    store.replaceTask(taskKeyOf('TASKS-02'), (task) => copyTask(task, { status: 'COMPLETED', statusText: 'COMPLETED' }));
    const { why: says, next: steps } = await ask(store, next);
    expect(says).toContain('TASKS-01 is the first task that is ready: it needs no other task; what keeps it back: ');
    expect(steps.map(({ command }) => command)).not.toContain('tallyplan start TASKS-01');
  });
});

describe('check', () => {
  it.each([
    ['missing', 'and this clone does not have it'],
    ['elsewhere', 'and not for this plan'],
  ])('says that the merge driver is %s', async (mergeDriver, says) => {
    const { findings } = await ask(await ofEntries([{ id: 'TASKS-01' }]), check, { mergeDriver });
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'merge-driver-missing', file: '.gitattributes', message: expect.stringContaining(says) }),
    );
  });
});

describe('a graph', () => {
  it('is drawn with its longest way in bold', async () => {
    const store = await ofEntries([
      { id: 'TASKS-01', dependents: 'TASKS-02, TASKS-03' },
      { id: 'TASKS-02', dependents: 'TASKS-04' },
      { id: 'TASKS-03' },
      { id: 'TASKS-04' },
    ]);
    const { mermaid } = await ask(store, graph, { format: 'mermaid' });
    expect(mermaid?.split('\n').filter((line) => line.includes('>') && !line.includes('['))).toEqual([
      '  t0 ==> t1',
      '  t0 --> t2',
      '  t1 ==> t3',
    ]);
  });
});

describe('planning', () => {
  it('puts a task that was taken out elsewhere, and forgets what its old entry had', async () => {
    const store = await adopted(
      planText({ phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02' }]] }).replace(
        '## Session Log',
        ['### Phase 2: Table', '', ...rows('NOT_STARTED | SETUP-01 | Tools | P0 | '), '', '## Session Log'].join('\n'),
      ),
    );
    await store.does(log, { id: 'TASKS-02', status: 'NOT_STARTED', note: 'to be thought over' });
    expect(told(await store.does(remove, { id: 'TASKS-02' }))).toBe('TASKS-02 is taken out; its ledger stays');
    expect(told(await store.does(addTask, { id: 'TASKS-02', phase: '2', name: 'Tugs', priority: 'P0' }))).toContain(
      'TASKS-02 is added to Phase 2: Table',
    );
    expect(store.events(taskKeyOf('TASKS-02')).at(-1)?.changes).toContainEqual({
      path: 'preCheck.items.verified_req',
      from: false,
      to: null,
    });
    expect(told(await store.does(start, { id: 'TASKS-02', skipAhead: reason }))).toContain('TASKS-02 is IN_PROGRESS');
  });

  it('changes no text that can’t be edited, for another’s sake either', async () => {
    const store = await ofEntries([{ id: 'TASKS-01' }, { id: 'TASKS-02', dependsOn: '[TASKS-01]' }]);
    store.replaceTask(taskKeyOf('TASKS-02'), (task) => copyTask(task, { writable: false }));
    expect(told(await store.does(rename, { id: 'TASKS-01', to: 'TASKS-09' }))).toContain(
      'read-only-block: TASKS-02: names it, and stands in a block that cannot be edited safely',
    );
  });

  it('takes nothing out that was completed before', async () => {
    const store = await ofEntries([{ id: 'TASKS-01' }]);
    store.plan = read(
      tables({ 'Phase 0: Setup': rows('NOT_STARTED | SETUP-01 | Tools | P0 | ') }, '2026-02-01 | SETUP-01 | COMPLETED | Built.'),
    );
    const fresh = await DataStore.adopted(store.plan, digest);
    expect(told(await fresh.does(remove, { id: 'SETUP-01' }))).toContain('wrong-status: SETUP-01: was begun before the plan was adopted');
  });

  it('finds no place for an IPLAN where the family has none, and none for a priority that a row lacks', async () => {
    const inYaml =
      'phases:\n  - id: P1\n    name: Core\n    tasks:\n      - task_id: TASKS-01\n        name: Ice\n        status: pending\n';
    const store = await DataStore.adopted(read(inYaml, 'PLAN.yaml'), digest);
    expect(told(await store.does(set, { id: 'TASKS-01', field: 'iplan_id', value: 'IPLAN-01' }))).toContain(
      'entries of family E have none',
    );
    expect((await ask(new DataStore(read(inYaml, 'PLAN.yaml'), digest), why, { id: 'TASKS-01' })).move).toMatchObject([
      { next: [{ command: 'tallyplan init --yes' }] },
    ]);
    const bare = await adopted(
      tables({ 'Phase 0: Setup': ['| Status | ID | Task |', '|---|---|---|', '| NOT_STARTED | SETUP-01 | Tools |'] }),
    );
    expect(told(await bare.does(set, { id: 'SETUP-01', field: 'priority', value: 'P1' }))).toBe('SETUP-01: priority is "P1"');
  });

  it('takes the IPLAN of a task away', async () => {
    const store = await ofEntries([{ id: 'TASKS-01' }]);
    expect(told(await store.does(set, { id: 'TASKS-01', field: 'iplan_id', value: '' }))).toContain('TASKS-01: iplan_id is');
    expect(store.plan.task(taskKeyOf('TASKS-01'))?.implementation.iplanId).toBeNull();
  });
});

describe('the life of a task', () => {
  it('that is stopped and put off is resumed once somebody has answered', async () => {
    const store = await ofEntries([{ id: 'TASKS-01' }]);
    await store.does(stop, { id: 'TASKS-01', question: 'Which of the two quays?' });
    await store.does(defer, { ids: ['TASKS-01'], reason });
    expect(told(await store.does(resume, { id: 'TASKS-01' }))).toContain('stop-open: TASKS-01');
    expect(told(await store.does(instruct, { id: 'TASKS-01' }))).toContain('reason-missing: TASKS-01: needs an answer of at least');
    expect(told(await store.does(instruct, { id: 'TASKS-01', text: 'The northern one', stop: 'zz' }))).toContain(
      'wrong-status: TASKS-01: has no such open STOP',
    );
    expect(told(await store.does(instruct, { id: 'TASKS-01', text: 'The northern one' }))).toBe('TASKS-01: answered; it is DEFERRED');
    expect(told(await store.does(resume, { id: 'TASKS-01', reason: ' the ice is gone ' }))).toContain('TASKS-01 is NOT_STARTED again');
    expect(store.plan.sessionLog.at(-1)).toMatchObject({ notes: 'Resumed: the ice is gone' });
  });

  it('that has two questions open is answered one by one', async () => {
    const store = await ofEntries([{ id: 'TASKS-01' }]);
    for (const question of ['Which of the two quays?', 'Which of the two cranes?']) await store.does(stop, { id: 'TASKS-01', question });
    const outcome = await store.does(instruct, { id: 'TASKS-01', text: 'The northern one' });
    expect(told(outcome)).toBe('wrong-status: TASKS-01: has several open STOPs; say which with --stop');
    const [first] = store.ledgers().task(taskKeyOf('TASKS-01')).stops;
    const { ok, ...refused } = await store.does(instruct, { id: 'TASKS-01', stop: first?.event });
    expect(refused).toMatchObject({
      problems: [{ next: [{ command: `tallyplan instruct TASKS-01 --stop ${first?.event.slice(0, 8)} --text "<answer>"` }] }],
    });
    expect(told(await store.does(instruct, { id: 'TASKS-01', text: 'The northern one', stop: first?.event }))).toBe(
      'TASKS-01: answered; it is still BLOCKED',
    );
  });

  it('tells the newest question first', async () => {
    const store = await ofEntries([{ id: 'TASKS-01' }, { id: 'TASKS-02' }]);
    for (const id of ['TASKS-02', 'TASKS-01']) await store.does(stop, { id, question: `What of ${id} shall be done first?` });
    await store.does(stop, { id: 'TASKS-02', question: 'Which of the two cranes?' });
    expect((await ask(store, sessionBrief)).stops.map(({ task }) => task)).toEqual(['TASKS-02', 'TASKS-01', 'TASKS-02']);
  });

  it('that was taken as found has the row that it has', async () => {
    const store = await adopted(
      tables({ 'Phase 0: Setup': rows('NOT_STARTED | SETUP-01 | Tools | P0 | ') }, '2026-02-01 | SETUP-01 | COMPLETED | Built.'),
    );
    expect(told(await store.does(record, { ids: ['SETUP-01'], asFound: true, date: '2026-02-01', reason }))).toBe('done');
    expect(store.plan.sessionLog).toHaveLength(1);
    expect(await ask(store, show, { ids: ['SETUP-01'] })).toMatchObject({ status: 'COMPLETED', verified: false });
  });

  it('has its last event taken back, with what it wrote; a word that a person gave stands', async () => {
    const store = await ofEntries([{ id: 'TASKS-01' }, { id: 'TASKS-02' }]);
    await store.does(verify, { id: 'TASKS-01', items });
    await store.does(start, { id: 'TASKS-01' });
    await store.does(complete, { id: 'TASKS-01', summary });
    await store.does(reopen, { id: 'TASKS-01', reason });
    expect(told(await store.does(undo, { id: 'TASKS-01' }))).toContain('reason-missing: TASKS-01');
    expect(told(await store.does(undo, { id: 'TASKS-01', reason }))).toBe('TASKS-01: reopen is taken back; it is COMPLETED');
    // A row that says COMPLETED would be a completion of its own.
    expect(store.plan.sessionLog.at(-1)).toMatchObject({
      status: 'IN_PROGRESS',
      notes: expect.stringContaining('Withdraws the row of reopen'),
    });
    const waived = await store.does(waive, { id: 'TASKS-02', rule: 'started-without-pre-check', reason, until: '2026-12-31' });
    expect(told(waived)).toBe('TASKS-02: started-without-pre-check is waived until 2026-12-31, for the content as it is');
    expect(await store.does(undo, { id: 'TASKS-02', reason })).toMatchObject({
      problems: [
        {
          rule: 'wrong-status',
          message: expect.stringContaining("its last event is waive, which stands and can't be taken back"),
          missing: ['an event that can be taken back'],
        },
      ],
    });
  });

  it('is told all that keeps it back, and the reasons where something was not said as well', async () => {
    const store = await ofEntries([{ id: 'TASKS-01' }]);
    await store.does(verify, { id: 'TASKS-01', items });
    await store.does(start, { id: 'TASKS-01' });
    await store.accept({ ...policies.standard, evidence: ['tests'], commands: { tests: { run: 'npm test', timeout: 600 } } });
    const outcome = await store.does(complete, { id: 'TASKS-01', summary: 'done' });
    expect(outcome).toMatchObject({
      problems: [{ rule: 'summary-missing', next: [{ command: 'tallyplan why TASKS-01' }] }, { rule: 'evidence-missing' }],
    });
    expect(told(await store.does(evidence, { id: 'TASKS-01', run: 'test' }))).toContain(
      'the accepted policy names no command test; did you mean tests?',
    );
    expect(told(await store.does(evidence, { id: 'TASKS-01', run: 'tests' }))).toBe('TASKS-01: tests may run');
  });

  it('stays verified in part where nothing is added', async () => {
    const store = await ofEntries([{ id: 'TASKS-01', dependsOn: '[TASKS-02]' }, { id: 'TASKS-02' }]);
    const preCheck = async (given: object) => {
      const outcome = await store.does(verify, { id: 'TASKS-01', items: given });
      return outcome.ok ? outcome.value.result.preCheck : told(outcome);
    };
    await store.does(block, { ids: ['TASKS-02'], reason });
    expect(await preCheck({})).toBe('IN_PROGRESS');
    expect(await preCheck({})).toBe('IN_PROGRESS');
    const bare = await adopted(
      planText({ phases: [[{ id: 'TASKS-01' }]] }).replace(/ {10}- (reviewed_upstream|confirmed_deps): false\n/g, ''),
    );
    expect(await bare.does(verify, { id: 'TASKS-01' })).toMatchObject({ value: { result: { preCheck: 'NOT_STARTED' } } });
  });
});

it('an agent’s task that it has put off is not its own to renew', async () => {
  const store = await ofEntries([{ id: 'TASKS-01' }]);
  await store.does(next, { claim: true }, agent);
  await store.does(defer, { ids: ['TASKS-01'], reason }, agent);
  expect((await ask(store, sessionBrief)).open).toEqual([]);
});
