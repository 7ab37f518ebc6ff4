import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { readDocument } from '../document/read.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Actor } from '../model/event.ts';
import { policies } from '../model/policy.ts';
import type { Outcome } from '../model/problem.ts';
import { statuses } from '../model/status.ts';
import { check } from './check.ts';
import { graph } from './graph.ts';
import { next } from './next.ts';
import type { ChangeOperation, ReadOperation, World } from './operation.ts';
import { show } from './show.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { agent, DataStore, person } from './testing/data-store.ts';
import type { EntryWords, TextWords } from './testing/plan-text.ts';
import { planText, preCheckKeys } from './testing/plan-text.ts';
import { textWorld } from './testing/text-world.ts';
import { verify } from './verify.ts';
import { why } from './why.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const worldFrom = (words: TextWords) => textWorld(planText(words), { digest });

function ask<Input extends v.GenericSchema, Result>(operation: ReadOperation<Input, Result>, world: World, input: object = {}): Result {
  return resultOf(operation.answer(v.parse(operation.input, input), world));
}
function resultOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map(({ message }) => message).join('\n'));
}

async function adopted(words: TextWords): Promise<DataStore> {
  const { plan } = readDocument(encodeUtf8(planText(words)), { path: 'PLAN.md', library: () => yaml });
  return DataStore.adopted(plan, digest);
}
async function does<Result>(
  store: DataStore,
  operation: ReadOperation<v.GenericSchema, Result> | ChangeOperation<v.GenericSchema, Result>,
  ...[input, actor = person]: readonly [object, Actor?]
): Promise<Result> {
  return resultOf(await store.does(operation, input, actor)).result;
}
const notes = Object.fromEntries(preCheckKeys.slice(0, 4).map((item) => [item, `read everything about ${item}`]));

const harbour: TextWords = {
  phases: [
    [
      { id: 'TASKS-01', name: 'Berth store', status: 'COMPLETED', dependents: 'TASKS-02, Night desk' },
      { id: 'TASKS-02', name: 'Tide table', status: 'IN_PROGRESS', dependents: 'TASKS-04' },
    ],
    [
      { id: 'TASKS-03', name: 'Crane plan', priority: 'P1' },
      { id: 'TASKS-04', name: 'Pilot roster', priority: 'P1' },
    ],
  ],
};

describe('show', () => {
  it('gives the plan as data', () => {
    const world = worldFrom(harbour);
    expect(ask(show, world)).toEqual({
      plan: { path: 'DEVELOPMENT_PLAN.md', title: 'Harbour plan', lastUpdated: null, families: ['B'], revision: world.revision },
      phases: [
        expect.objectContaining({
          number: '1',
          name: 'Part 1',
          goal: 'Something that works.',
          tasks: [expect.anything(), expect.anything()],
        }),
        expect.objectContaining({ number: '2', tasks: [expect.anything(), expect.anything()] }),
      ],
      sessionLog: [{ date: '2026-02-01', task: 'TASKS-01', status: 'COMPLETED', notes: 'Built and tested.', line: expect.any(Number) }],
    });
  });

  it('gives a task with everything that stands around it', () => {
    expect(ask(show, worldFrom(harbour), { ids: ['tasks-4'] })).toEqual({
      id: 'TASKS-04',
      name: 'Pilot roster',
      priority: 'P1',
      status: 'NOT_STARTED',
      phase: '2',
      line: expect.any(Number),
      placeholder: false,
      dependents: [],
      components: [],
      prerequisites: ['TASKS-02'],
      preCheck: { status: 'NOT_STARTED', items: preCheckKeys.map((key) => ({ key, done: false })) },
      implementation: { status: 'NOT_STARTED', iplanId: 'IPLAN-TASKS-04', iplanStatus: 'NOT_STARTED', started: null, completed: null },
      postCheck: { status: 'NOT_STARTED', items: expect.any(Array) },
      assignee: null,
      verified: false,
      ready: false,
      waitingFor: [{ rule: 'started-before-prerequisite', message: 'TASKS-02 is IN_PROGRESS', task: 'TASKS-02' }],
      receipts: [],
      evidence: [],
      documents: [],
      stops: [],
      blocks: [],
      waivers: [],
      history: [],
    });
    expect(ask(show, worldFrom(harbour), { ids: ['TASKS-01'] })).toMatchObject({ dependents: ['TASKS-02'], components: ['Night desk'] });
  });

  it('gives receipts, assignee and history of a task that lives', async () => {
    const store = await adopted(harbour);
    await does(store, verify, { id: 'TASKS-03', items: notes }, agent);
    await does(store, start, { id: 'TASKS-03' }, agent);
    const shown = await does(store, show, { ids: ['TASKS-03'] });
    expect(shown).toMatchObject({ assignee: 'robot', ready: false, status: 'IN_PROGRESS' });
    expect('history' in shown && shown.history.map(({ operation }) => operation)).toEqual(['verify', 'start']);
    expect('receipts' in shown && shown.receipts.map(({ item }) => item).sort()).toEqual([...preCheckKeys].sort());
  });

  it('says what a stopped task waits for', async () => {
    const store = await adopted(harbour);
    await does(store, stop, { id: 'TASKS-03', question: 'which of the two cranes?' }, agent);
    const waitingFor = [{ rule: 'stop-open', message: 'robot asked: which of the two cranes?' }];
    expect(await does(store, show, { ids: ['TASKS-03'] })).toMatchObject({ status: 'BLOCKED', ready: false, waitingFor });
  });

  it.each<[object, readonly string[]]>([
    [{ phase: '2' }, ['TASKS-03', 'TASKS-04']],
    [{ phase: 'part 1' }, ['TASKS-01', 'TASKS-02']],
    [{ status: 'NOT_STARTED' }, ['TASKS-03', 'TASKS-04']],
    [{ ids: ['TASKS-04', 'TASKS-01'] }, ['TASKS-01', 'TASKS-04']],
    [{ status: 'NOT_STARTED', limit: 1 }, ['TASKS-03']],
    [{ mine: true }, []],
  ])('shows what %j selects', (input, ids) => {
    const shown = ask(show, worldFrom(harbour), input);
    expect('phases' in shown && shown.phases.flatMap(({ tasks }) => tasks.map(({ id }) => id))).toEqual(ids);
  });

  it('refuses an id and a phase that the plan does not hold, with the nearest', () => {
    const world = worldFrom(harbour);
    expect(show.answer(v.parse(show.input, { ids: ['TASK-04'] }), world)).toMatchObject({
      ok: false,
      problems: [{ rule: 'unknown-id', message: expect.stringContaining('did you mean TASKS-04?') }],
    });

    expect(show.answer(v.parse(show.input, { phase: '7' }), world)).toMatchObject({ ok: false, problems: [{ rule: 'usage' }] });
  });

  it('hints at the id that full-width letters and digits stand for', () => {
    const ids = ['TASKS-０２', 'ＴＡＳＫＳ－０２', 'tasks‑０３'];
    const told = ids.map((id) => show.answer(v.parse(show.input, { ids: [id] }), worldFrom(harbour)));
    expect(told.map((outcome) => !outcome.ok && outcome.problems[0]?.next)).toEqual([
      [{ command: 'tallyplan show TASKS-02' }],
      [{ command: 'tallyplan show TASKS-02' }],
      [{ command: 'tallyplan show TASKS-03' }],
    ]);
  });
});

describe('next', () => {
  it('gives the first task that is ready, the queue, what waits, and counts', () => {
    expect(ask(next, worldFrom(harbour))).toMatchObject({
      task: { id: 'TASKS-03', ready: true },
      queue: ['TASKS-03'],
      waiting: [{ id: 'TASKS-04', waitingFor: [{ rule: 'started-before-prerequisite', task: 'TASKS-02' }] }],
      counts: { NOT_STARTED: 2, IN_PROGRESS: 1, BLOCKED: 0, COMPLETED: 1, DEFERRED: 0, total: 4 },
      next: [{ command: 'tallyplan init --yes' }],
    });
  });

  it('leads along the honest path: verify, start, complete', async () => {
    const store = await adopted(harbour);
    const commands = async () => (await does(store, next, {}, agent)).next.map(({ command }) => command);
    expect(await commands()).toEqual([expect.stringMatching(/^tallyplan verify TASKS-03 verified_req=<note> /)]);
    await does(store, verify, { id: 'TASKS-03', items: notes }, agent);
    expect(await commands()).toEqual(['tallyplan start TASKS-03']);
    await does(store, start, { id: 'TASKS-03' }, agent);
    expect(await commands()).toEqual([expect.stringMatching(/^tallyplan complete TASKS-03 /)]);
  });

  it("puts the caller's own open task first, and nobody else's", async () => {
    const store = await adopted({ phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02' }]] });
    await does(store, verify, { id: 'TASKS-01', items: notes }, agent);
    await does(store, start, { id: 'TASKS-01' }, agent);
    expect(await does(store, next, {}, agent)).toMatchObject({ task: { id: 'TASKS-01' }, queue: ['TASKS-02'] });
    expect(await does(store, next, {}, person)).toMatchObject({ task: { id: 'TASKS-02' } });
    await does(store, stop, { id: 'TASKS-01', question: 'which of the two formats?' }, agent);
    expect(await does(store, next, {}, agent)).toMatchObject({ task: { id: 'TASKS-02' } });
  });

  it('says why there is nothing', () => {
    expect(ask(next, worldFrom({ phases: [[]] }))).toMatchObject({ task: null, why: 'the plan holds no task yet' });
    expect(ask(next, worldFrom({ phases: [] }))).toMatchObject({
      why: expect.stringContaining('is read as a task'),
      next: [{ command: 'tallyplan explain unmapped' }],
    });
    expect(ask(next, worldFrom({ phases: [[{ id: 'TASKS-01', status: 'COMPLETED' }]] }))).toMatchObject({
      task: null,
      why: 'every task is COMPLETED or DEFERRED',
    });
    const stuck = ask(next, worldFrom({ phases: [[{ id: 'TASKS-01', status: 'BLOCKED', dependents: 'TASKS-02' }, { id: 'TASKS-02' }]] }));
    expect(stuck).toMatchObject({ task: null, why: 'no task is ready: 0 in progress, 1 blocked, 1 waiting' });
  });

  it('lists ten of each and reads no more entries in full than it shows', () => {
    const many = Array.from(
      { length: 200 },
      (_, i): EntryWords => ({ id: `TASKS-${100 + i}`, ...(i % 2 === 0 ? { dependents: `TASKS-${101 + i}` } : {}) }),
    );
    const world = worldFrom({ phases: [many] });
    const result = ask(next, world);
    expect([result.queue.length, result.waiting.length]).toEqual([10, 10]);
    expect(world.entriesParsed()).toBeLessThanOrEqual(1);
  });

  it('offers nothing that waits, in any plan', () => {
    const entry = fc.record({ status: fc.constantFrom(...statuses), needs: fc.array(fc.nat(12), { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), (entries) => {
        const tasks = entries.map(
          ({ status: at, needs }, i): EntryWords => ({
            id: `TASKS-${i}`,
            status: at,
            dependents: needs.map((need) => `TASKS-${need}`).join(', '),
          }),
        );
        const result = ask(next, worldFrom({ phases: [tasks] }));
        expect(result.task?.waitingFor ?? []).toEqual([]);
        expect(result.queue[0]).toBe(result.task?.id);
        expect(result.waiting.every(({ waitingFor }) => waitingFor.length > 0)).toBe(true);
        const numbers = result.queue.map((id) => Number(id.slice(6)));
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      }),
    );
  });
});

describe('status', () => {
  it('counts by phase and names what is open', async () => {
    const store = await adopted(harbour);
    await does(store, stop, { id: 'TASKS-03', question: 'which of the two cranes?' }, agent);
    expect(await does(store, status, {})).toEqual({
      counts: { NOT_STARTED: 1, IN_PROGRESS: 1, BLOCKED: 1, COMPLETED: 1, DEFERRED: 0, total: 4 },
      phases: [
        { number: '1', name: 'Part 1', counts: expect.objectContaining({ COMPLETED: 1, total: 2 }), percent: 50 },
        { number: '2', name: 'Part 2', counts: expect.objectContaining({ BLOCKED: 1, total: 2 }), percent: 0 },
      ],
      inProgress: [{ id: 'TASKS-02', name: 'Tide table', assignee: null, since: null }],
      blocked: [{ id: 'TASKS-03', name: 'Crane plan', reasons: ['which of the two cranes?'] }],
      stops: [{ task: 'TASKS-03', question: 'which of the two cranes?', by: 'robot', since: expect.any(String) }],
      criticalPath: ['TASKS-01', 'TASKS-02', 'TASKS-04'],
      recent: [expect.objectContaining({ task: 'TASKS-03', status: 'BLOCKED' }), expect.objectContaining({ task: 'TASKS-01' })],
    });
  });

  it('leaves template rows out of every count', () => {
    expect(ask(status, worldFrom({ phases: [[{ id: 'TASKS-XX' }, { id: 'TASKS-01', status: 'COMPLETED' }]] }))).toMatchObject({
      counts: { total: 1 },
      phases: [{ percent: 100 }],
    });
  });
});

describe('check', () => {
  const flawed: TextWords = {
    phases: [
      [
        { id: 'TASKS-01', priority: 'P1', dependents: 'TASKS-99' },
        { id: 'TASKS-02', status: 'COMPLETED' },
      ],
    ],
    log: [],
  };

  it('gives findings with their places and remedies, and a summary', () => {
    const { findings, summary } = ask(check, worldFrom(flawed));
    expect(findings.map(({ rule }) => rule)).toEqual([
      'unknown-dependent',
      'priority-order',
      'unrecorded-completion',
      'session-log-missing',
    ]);
    expect(Object.keys(findings[0] ?? {}).sort()).toEqual([
      'column',
      'endColumn',
      'endLine',
      'file',
      'line',
      'message',
      'remedy',
      'rule',
      'severity',
      'task',
    ]);
    expect(summary).toEqual({ errors: 2, warnings: 2, notes: 0, known: 0 });
  });

  it('counts everything selected and lists up to the limit', () => {
    const { findings, summary } = ask(check, worldFrom(flawed), { ids: ['TASKS-02'], limit: 1 });
    expect(findings.map(({ task }) => task)).toEqual(['TASKS-02']);
    expect(summary).toEqual({ errors: 2, warnings: 1, notes: 0, known: 0 });
  });

  it('points inside the document, whatever the document is', () => {
    const word = fc.constantFrom('done', '⏳', 'ALMOST', 'IN_PROGRESS', 'COMPLETED', '"[x]"', 'P0', '| a', "'", '{', '&a', '*a');
    const words = fc.record({
      id: fc.constantFrom('TASKS-01', 'TASKS-1', 'tasks-02', 'TASKS-XX', 'Ä-1', ''),
      status: word,
      priority: word,
      name: word,
      preCheck: word,
    });
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 4 }),
        fc.array(fc.constantFrom('2026-02-30 | TASKS-01 | x | y', '| | |', '2026-01-01 | - | COMPLETED | ü'), { maxLength: 3 }),
        (entries, log) => {
          const text = planText({ phases: [entries], log });
          const lines = text.split('\n');
          for (const { line, column, endLine, endColumn, file } of ask(check, textWorld(text, { digest })).findings) {
            expect(file).toBe('DEVELOPMENT_PLAN.md');
            expect(line).toBeGreaterThanOrEqual(1);
            expect(endLine).toBeLessThanOrEqual(lines.length);
            expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
            expect(endColumn).toBeLessThanOrEqual((lines[endLine - 1] ?? '').length + 1);
            expect(endLine * 1e6 + endColumn).toBeGreaterThanOrEqual(line * 1e6 + column);
          }
        },
      ),
    );
  });
});

describe('why', () => {
  it('follows the reasons down to who must move', async () => {
    const store = await adopted({
      phases: [[{ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02', dependents: 'TASKS-03' }, { id: 'TASKS-03' }]],
    });
    await does(store, stop, { id: 'TASKS-01', question: 'metres or feet?' }, agent);
    const told = await does(store, why, { id: 'TASKS-03' }, agent);
    expect(told).toMatchObject({
      task: 'TASKS-03',
      ready: false,
      because: [
        { rule: 'started-before-prerequisite', task: 'TASKS-02', because: [{ task: 'TASKS-01', because: [{ rule: 'stop-open' }] }] },
        {},
      ],
    });
    expect(told.move).toContainEqual({
      task: 'TASKS-01',
      message: 'robot asked: metres or feet?',
      next: [{ command: 'tallyplan instruct TASKS-01 --text "<answer>"', who: 'person' }],
    });
  });

  it('says what a ready task needs before it starts, and that nothing keeps one back', async () => {
    const store = await adopted({ phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02' }]] });
    expect(await does(store, why, { id: 'TASKS-02' })).toMatchObject({
      ready: true,
      because: [{ rule: 'started-without-pre-check' }, { rule: 'out-of-sequence', task: 'TASKS-01' }],
    });
    await does(store, verify, { id: 'TASKS-01', items: notes });
    expect(await does(store, why, { id: 'TASKS-01' })).toMatchObject({
      because: [],
      move: [{ next: [{ command: 'tallyplan start TASKS-01' }] }],
    });
  });

  it('ends where tasks wait for each other, and in time on a chain of thousands', () => {
    const ring = worldFrom({
      phases: [
        [
          { id: 'TASKS-01', dependents: 'TASKS-02' },
          { id: 'TASKS-02', dependents: 'TASKS-01' },
        ],
      ],
    });
    expect(ask(why, ring, { id: 'TASKS-01' }).because).toMatchObject([{ task: 'TASKS-02', because: [{ task: 'TASKS-01', because: [] }] }]);
    const chain = Array.from({ length: 3000 }, (_, i): EntryWords => ({ id: `TASKS-${i}`, dependents: `TASKS-${i + 1}` }));
    const told = ask(why, worldFrom({ phases: [chain] }), { id: 'TASKS-2999' });
    expect(told.move).toMatchObject([{ task: 'TASKS-00' }].map(() => ({ task: 'TASKS-0' })));
    expect(JSON.stringify(told).length).toBeLessThan(20_000);
  });

  it('has nothing to tell of a completed task', () => {
    expect(ask(why, worldFrom(harbour), { id: 'TASKS-01' })).toMatchObject({
      because: [],
      move: [],
      message: 'TASKS-01 is COMPLETED; nothing is waited for',
    });
  });

  it('names each task of an earlier phase, with its own reasons below it, down to what can be done now', async () => {
    const phases: TextWords['phases'] = [
      [{ id: 'TASKS-01', dependsOn: '[TASKS-03]' }, { id: 'TASKS-02', status: 'BLOCKED' }, { id: 'TASKS-03' }],
      [{ id: 'TASKS-09' }],
    ];
    const store = await adopted({ phases });
    await does(store, verify, { id: 'TASKS-03', items: notes });
    await store.accept({ ...policies.standard, phaseGate: true });
    const told = await does(store, why, { id: 'TASKS-09' });
    expect(told.because[0]).toMatchObject({
      rule: 'phase-not-open',
      message: 'an earlier phase is not finished: TASKS-01 and 2 more',
      because: [
        { task: 'TASKS-02', message: 'TASKS-02 is BLOCKED', because: [{ rule: 'wrong-status', because: [] }] },
        { task: 'TASKS-03', message: 'TASKS-03 is NOT_STARTED, and nothing keeps it back', because: [] },
        { task: 'TASKS-01', message: 'TASKS-01 is NOT_STARTED', because: [{ rule: 'started-before-prerequisite', task: 'TASKS-03' }] },
      ],
    });
    expect(told.move.map(({ task }) => task)).toEqual(expect.arrayContaining(['TASKS-02', 'TASKS-03']));
  });
});

describe('graph', () => {
  it('gives nodes, edges, cycles and the longest chain', () => {
    expect(ask(graph, worldFrom(harbour))).toMatchObject({
      nodes: [{ id: 'TASKS-01', status: 'COMPLETED', phase: 0 }, { id: 'TASKS-02' }, { id: 'TASKS-03' }, { id: 'TASKS-04', phase: 1 }],
      edges: [
        { from: 'TASKS-01', to: 'TASKS-02' },
        { from: 'TASKS-02', to: 'TASKS-04' },
      ],
      cycles: [],
      criticalPath: { tasks: ['TASKS-01', 'TASKS-02', 'TASKS-04'], length: 3, measure: 'longest chain, unweighted' },
      mermaid: null,
    });
  });

  const master = (...phases: readonly (readonly [id: string, after: string, tasks: readonly string[]])[]) => {
    const task = (id: string) => `      - task_id: ${id}\n        name: "Work"\n        status: pending\n`;
    const texts = phases.map(
      ([id, after, tasks]) => `  - id: ${id}\n    name: "Work"\n    dependencies: [${after}]\n    tasks:\n${tasks.map(task).join('')}`,
    );
    return textWorld(`phases:\n${texts.join('')}`, { digest, path: 'plan.yaml' });
  };

  it('tells which phases hold each other back, and goes through them', () => {
    const world = master(
      ['ONE', '', ['T-01', 'T-02']],
      ['EMPTY', '', []],
      ['TWO', 'one, EMPTY', ['T-03']],
      ['THREE', 'ONE, TWO', ['T-04', 'T-05']],
      ['APART', '', ['T-06']],
    );
    const { phases, criticalPath, mermaid } = ask(graph, world, { format: 'mermaid' });
    expect(phases).toEqual([
      { phase: 0, title: 'ONE: Work', after: [] },
      { phase: 2, title: 'TWO: Work', after: [0] },
      { phase: 3, title: 'THREE: Work', after: [2] },
    ]);
    expect(criticalPath).toEqual({ tasks: ['T-01', 'T-03', 'T-04'], length: 3, measure: 'longest chain, unweighted' });
    expect(mermaid).toContain('  p0 --> p2\n  p2 --> p3\n');
    expect(ask(status, world).criticalPath).toEqual(['T-01', 'T-03', 'T-04']);
  });

  it('goes by the tasks alone where phases wait for each other', () => {
    const { phases, criticalPath } = ask(graph, master(['ONE', 'TWO', ['T-01']], ['TWO', 'ONE', ['T-02']]));
    expect(phases.map(({ after }) => after)).toEqual([[1], [0]]);
    expect(criticalPath.tasks).toEqual([]);
  });

  it('goes through the phases also where tasks of one wait for each other', () => {
    const last: TextWords['phases'][number] = [
      { id: 'T-03', dependents: 'T-04' },
      { id: 'T-04', dependents: 'T-03' },
    ];
    const world = worldFrom({ phases: [[{ id: 'T-01' }], [{ id: 'T-02' }], last] });
    const { cycles, criticalPath } = ask(graph, { ...world, policy: { ...world.policy, phaseGate: true } });
    expect(cycles).toEqual([['T-03', 'T-04']]);
    expect(criticalPath.tasks).toEqual(['T-01', 'T-02']);
  });

  it('has one phase after the other where the policy says so, and none where nothing does', () => {
    const world = worldFrom(harbour);
    expect(ask(graph, world).phases).toEqual([]);
    const gated = { ...world, policy: { ...world.policy, phaseGate: true } };
    expect(ask(graph, gated).phases.map(({ after }) => after)).toEqual([[], [0]]);
  });

  it('writes Mermaid that no name can break out of', () => {
    const { mermaid } = ask(graph, worldFrom({ phases: [[{ id: 'TASKS-01', name: "A ]; #quot; <b> it's" }]] }), { format: 'mermaid' });
    expect(mermaid).toContain('t0["TASKS-01<br>A ]; #35;quot; #60;b#62; it\'s"]:::NOT_STARTED');
  });
});
