import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import { copyTask } from '../model/copy-task.ts';
import type { Actor } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import type { Outcome } from '../model/problem.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { casesOf } from '../model/testing/cases.ts';
import type { TaskWords } from '../model/testing/plan-of.ts';
import { planOf } from '../model/testing/plan-of.ts';
import { orderRules } from '../rules/order-findings.ts';
import { standingOf } from '../rules/standing.ts';
import { addPhase } from './add-phase.ts';
import { addTask } from './add-task.ts';
import { release } from './defer.ts';
import { fmt } from './fmt.ts';
import { move } from './move.ts';
import type { ChangeOperation } from './operation.ts';
import { worldOf } from './perform.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { set } from './set.ts';
import { start } from './start.ts';
import { agent, DataStore, person } from './testing/data-store.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const runs = casesOf(process.env, 60);

const adopted = (phases: readonly (readonly TaskWords[])[], log: Parameters<typeof planOf>[0]['log'] = []) =>
  DataStore.adopted(planOf({ phases, log }), digest);

/** The harbour in small: the register is needed by booking (by id) and by the plan (by name). */
const harbour = () =>
  adopted([
    [
      { id: 'TASKS-01', name: 'Register', dependents: 'TASKS-02, All screens' },
      { id: 'TASKS-02', name: 'Booking', priority: 'P1', dependents: 'Berth plan' },
    ],
    [{ id: 'TASKS-03', name: 'Berth plan', dependsOn: 'TASKS-01' }],
  ]);

const worldNow = (store: DataStore) => worldOf(store.snapshot(), { actor: person, digest }, { utc: '', date: '2026-03-01', local: '' });
const prerequisites = (store: DataStore, id: string) => worldNow(store).graph.prerequisites(taskKeyOf(id));
const names = (plan: Plan) => plan.tasks.map(({ id, dependentsText, dependsOnText }) => [id, dependentsText, dependsOnText]);
const rulesOf = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.problems.map(({ rule }) => rule));

/** Everything that the ledger does not explain. */
function unexplained(store: DataStore): readonly unknown[] {
  const world = worldNow(store);
  const differing = world.plan.tasks.flatMap((task) => standingOf(world, task).differences.map((difference) => [task.id, difference]));
  return [...differing, ...world.ledgers.plan.faults, ...world.ledgers.keys().flatMap((key) => world.ledgers.task(key).faults)];
}

describe('set', () => {
  it('lets anybody add a prerequisite, and tells the ledger', async () => {
    const store = await adopted([[{ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02' }, { id: 'TASKS-03' }]]);
    expect(await store.does(set, { id: 'tasks-2', field: 'depends_on', value: 'TASKS-03' }, agent)).toMatchObject({ ok: true });
    expect(prerequisites(store, 'TASKS-02')).toEqual(['TASKS-01', 'TASKS-03']);
    expect(store.events(taskKeyOf('TASKS-02')).at(-1)?.changes).toContainEqual({
      path: 'prerequisites',
      from: ['TASKS-01'],
      to: ['TASKS-01', 'TASKS-03'],
    });
    expect(unexplained(store)).toEqual([]);
  });

  it('says aloud that an id is unknown, and closes no circle', async () => {
    const store = await harbour();
    const outcome = await store.does(set, { id: 'TASKS-01', field: 'depends_on', value: 'TASKS-09' });
    expect(outcome.ok && outcome.value.result.message).toBe('TASKS-01: depends_on is "TASKS-09"; the plan has no TASKS-09 yet');
    for (const [id, field, value] of [
      ['TASKS-01', 'depends_on', 'TASKS-02'],
      ['TASKS-02', 'dependents', 'TASKS-01'],
    ]) {
      expect(await store.does(set, { id, field, value })).toMatchObject({
        problems: [{ rule: 'usage', message: 'set: TASKS-01, TASKS-02 would wait for each other, and none could start' }],
      });
    }
    expect(await store.does(set, { id: 'TASKS-03', field: 'depends_on', value: 'TASKS-03' })).toMatchObject({
      problems: [{ rule: 'usage', message: 'set: TASKS-03 would wait for itself, and none could start' }],
    });
  });

  it('opens a circle that was there, and renames in it', async () => {
    const store = await harbour();
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { dependsOnText: 'TASKS-02, TASKS-03' }));
    store.replaceTask(taskKeyOf('TASKS-03'), (task) => copyTask(task, { dependsOnText: 'TASKS-01' }));
    expect(await store.does(rename, { id: 'TASKS-02', to: 'TASKS-08' })).toMatchObject({ ok: true });
    const opened = { id: 'TASKS-01', field: 'depends_on', value: 'TASKS-08', reason: 'the third of them is a stub' };
    expect(await store.does(set, opened)).toMatchObject({ ok: true });
    expect(store.snapshot().graph.cycles).toEqual([['TASKS-01', 'TASKS-08']]);
  });

  it('refuses an agent that takes a prerequisite away from a task, whosever text it is', async () => {
    const store = await harbour();
    for (const [id, field] of [
      ['TASKS-03', 'depends_on'],
      ['TASKS-01', 'dependents'],
      ['TASKS-02', 'dependents'],
    ]) {
      const outcome = await store.does(set, { id, field, value: '', reason: 'it is not needed any more' }, agent);
      expect(outcome).toMatchObject({
        ok: false,
        problems: [{ rule: 'policy-forbids', next: [{ who: 'person' }, { command: 'tallyplan next' }] }],
      });
    }
    expect(store.events(taskKeyOf('TASKS-03'))).toEqual([]);
  });

  it('asks a person for the reason, and then tells the ledger of the task that waits for less', async () => {
    const store = await harbour();
    expect(rulesOf(await store.does(set, { id: 'TASKS-01', field: 'dependents', value: 'All screens' }))).toEqual(['reason-missing']);
    const reason = 'booking reads no register';
    expect(await store.does(set, { id: 'TASKS-01', field: 'dependents', value: 'All screens', reason })).toMatchObject({ ok: true });
    expect(store.events(taskKeyOf('TASKS-02')).at(-1)).toMatchObject({ operation: 'set', input: { of: 'TASKS-01', reason } });
    expect(store.events(taskKeyOf('TASKS-02')).at(-1)?.changes).toContainEqual({ path: 'prerequisites', from: ['TASKS-01'], to: [] });
    expect(unexplained(store)).toEqual([]);
  });

  it('takes up a prerequisite that was taken away by hand, through the same gate', async () => {
    const store = await harbour();
    store.plan = planOf({
      phases: store.plan.phases.map(({ tasks }) =>
        tasks.map((task) => ({ id: task.id, name: task.name, dependents: task.dependentsText })),
      ),
    });
    expect(unexplained(store)).toHaveLength(1);
    expect(rulesOf(await store.does(set, { id: 'TASKS-03', field: 'priority', value: 'P1' }))).toEqual(['unrecorded-change']);
    expect(rulesOf(await store.does(set, { id: 'TASKS-03', field: 'depends_on', value: '' }, agent))).toEqual(['policy-forbids']);
    expect(await store.does(set, { id: 'TASKS-03', field: 'depends_on', value: '', reason: 'the plan has its own list' })).toMatchObject({
      ok: true,
    });
    expect(unexplained(store)).toEqual([]);
  });

  it('carries a new name into the texts that mention the old one', async () => {
    const store = await harbour();
    expect(await store.does(set, { id: 'TASKS-03', field: 'name', value: 'Berth chart' }, agent)).toMatchObject({ ok: true });
    expect(names(store.plan)).toEqual([
      ['TASKS-01', 'TASKS-02, All screens', ''],
      ['TASKS-02', 'Berth chart', ''],
      ['TASKS-03', '', 'TASKS-01'],
    ]);
    expect(prerequisites(store, 'TASKS-03')).toEqual(['TASKS-01', 'TASKS-02']);
  });

  it('writes the id where the new name could not be read back', async () => {
    const store = await harbour();
    await store.does(set, { id: 'TASKS-03', field: 'name', value: 'Plan; berths' });
    expect(names(store.plan)[1]).toEqual(['TASKS-02', 'TASKS-03', '']);
  });

  it('keeps meaning the others that share the old name', async () => {
    const store = await adopted([
      [
        { id: 'TASKS-01', dependents: 'Screens' },
        { id: 'TASKS-02', name: 'Screens' },
        { id: 'TASKS-03', name: 'screens' },
      ],
    ]);
    await store.does(set, { id: 'TASKS-02', field: 'name', value: 'Forms' }, agent);
    expect(names(store.plan)[0]).toEqual(['TASKS-01', 'Screens, Forms', '']);
    expect([prerequisites(store, 'TASKS-02'), prerequisites(store, 'TASKS-03')]).toEqual([['TASKS-01'], ['TASKS-01']]);
  });

  it('tracks the IPLAN of a task', async () => {
    const store = await harbour();
    await store.does(set, { id: 'TASKS-02', field: 'iplan_id', value: 'IPLAN-02' }, agent);
    expect(store.plan.task(taskKeyOf('TASKS-02'))?.implementation.iplanId).toBe('IPLAN-02');
    expect(store.events(taskKeyOf('TASKS-02')).at(-1)?.changes).toContainEqual({
      path: 'implementation.iplanId',
      from: null,
      to: 'IPLAN-02',
    });
    // Its status goes along from now on.
    expect(store.plan.task(taskKeyOf('TASKS-02'))?.implementation.iplanStatus).toBe('NOT_STARTED');
    expect(store.events(taskKeyOf('TASKS-02')).at(-1)?.changes).toContainEqual({
      path: 'implementation.iplanStatus',
      from: null,
      to: 'NOT_STARTED',
    });
    expect(unexplained(store)).toEqual([]);
  });

  it.each([
    ['priority', 'urgent'],
    ['name', '  '],
    ['name', '[Service Name]'],
    ['iplan_id', 'not an id'],
  ])('refuses %s %j as a slip', async (field, value) => {
    expect(rulesOf(await (await harbour()).does(set, { id: 'TASKS-01', field, value }))).toEqual(['usage']);
  });

  it('sets Last Updated with what a task waits for, and leaves it at a new name', async () => {
    const store = await adopted([[{ id: 'TASKS-01' }, { id: 'TASKS-03' }]]);
    await store.does(set, { id: 'TASKS-01', field: 'name', value: 'Berth register' });
    expect(store.plan.lastUpdated).toBeNull();
    await store.does(set, { id: 'TASKS-01', field: 'depends_on', value: 'TASKS-03' });
    expect(store.plan.lastUpdated).not.toBeNull();
  });

  it('writes nothing where nothing changes', async () => {
    const store = await harbour();
    expect(await store.does(set, { id: 'TASKS-01', field: 'priority', value: 'P0' })).toMatchObject({ ok: true });
    expect(store.events(taskKeyOf('TASKS-01'))).toEqual([]);
  });
});

describe('add', () => {
  it('adds a task that the ledger knows from its first moment', async () => {
    const store = await harbour();
    const outcome = await store.does(
      addTask,
      { id: 'TASKS-04', phase: '1', name: 'Tugs', priority: 'P0', dependsOn: 'TASKS-03', before: 'tasks-3' },
      agent,
    );
    expect(outcome).toMatchObject({ ok: true, value: { result: { task: 'TASKS-04', status: 'NOT_STARTED' } } });
    expect(store.plan.phases[1]?.tasks.map(({ id }) => id)).toEqual(['TASKS-04', 'TASKS-03']);
    expect(unexplained(store)).toEqual([]);
    expect(rulesOf(await store.does(set, { id: 'TASKS-04', field: 'depends_on', value: '' }, agent))).toEqual(['policy-forbids']);
  });

  it('says where no row of the table has a priority', async () => {
    const store = await adopted([[{ id: 'CHG-01', takesPriority: false }]]);
    const outcome = await store.does(addTask, { id: 'CHG-02', phase: '0', name: 'Tugs', priority: 'P1' });
    expect(outcome).toMatchObject({
      value: { result: { message: expect.stringContaining('no column for a priority, so P1 is not written') } },
    });
    expect(store.plan.task(taskKeyOf('CHG-02'))?.priority).toBeNull();
  });

  it.each([
    ['TASKS-3', 'duplicate-id'],
    ['tasks-003', 'duplicate-id'],
    ['TASKS-77', 'duplicate-id'],
    ['TASKS-XX', 'usage'],
    ['../TASKS-1', 'usage'],
    ['TASKS', 'usage'],
  ])('does not give the id %j', async (id, rule) => {
    const store = await adopted([[{ id: 'TASKS-03' }]], [['2026-01-01', 'TASKS-77', 'COMPLETED']]);
    expect(rulesOf(await store.does(addTask, { id, phase: '0', name: 'Tugs', priority: 'P0' }))).toEqual([rule]);
  });

  it.each([
    [{ phase: '9' }, 'usage'],
    [{ phase: '0', before: 'TASKS-03' }, 'usage'],
    [{ phase: '0', before: 'TASKS-99' }, 'unknown-id'],
    [{ phase: '0', priority: 'high' }, 'usage'],
    [{ phase: '0', name: '[Name]' }, 'usage'],
    [{ phase: '0', dependsOn: 'TASKS-08' }, 'usage'],
    [{ phase: '0', dependents: 'TASKS-01', dependsOn: 'TASKS-02' }, 'usage'],
  ])('refuses %j', async (said, rule) => {
    expect(rulesOf(await (await harbour()).does(addTask, { id: 'TASKS-08', name: 'Tugs', priority: 'P0', ...said }))).toEqual([rule]);
  });

  it('finds a phase by its number or its name', async () => {
    const store = await harbour();
    for (const [at, phase] of ['1', 'Phase 1', 'phase 1'].entries()) {
      await store.does(addTask, { id: `TASKS-1${at}`, phase, name: `Tug ${at}`, priority: 'P1' });
    }
    expect(store.plan.phases[1]?.tasks).toHaveLength(4);
  });

  it('asks which phase is meant where two have one number, as two branches may have added them', async () => {
    const plan = planOf({ phases: [[{ id: 'TASKS-01', name: 'Register' }], [], []] });
    const phases = plan.phases.map((phase, at) => (at === 0 ? phase : { ...phase, number: '1', name: at === 1 ? 'Tugs' : 'Winter' }));
    const store = await DataStore.adopted({ ...plan, phases }, digest);
    for (const does of [
      (phase: string) => store.does(addTask, { id: 'TASKS-05', phase, name: 'Tug', priority: 'P1' }),
      (phase: string) => store.does(move, { id: 'TASKS-01', phase }),
    ]) {
      expect(await does('1')).toMatchObject({
        ok: false,
        problems: [
          {
            rule: 'usage',
            message: expect.stringContaining('Phase 1: Tugs; Phase 1: Winter'),
            missing: ['--phase "Tugs"', '--phase "Winter"'],
          },
        ],
      });
      expect(await does('winter')).toMatchObject({ ok: true });
    }
    expect(store.plan.phases.map(({ tasks }) => tasks.length)).toEqual([0, 0, 2]);
  });

  it('numbers a new phase after the highest', async () => {
    const store = await harbour();
    expect(await store.does(addPhase, { name: 'Winter', goal: 'Works through ice' })).toMatchObject({
      ok: true,
      value: { result: { phase: '2' } },
    });
    expect(store.plan.phases.at(-1)).toMatchObject({ number: '2', name: 'Winter', goal: 'Works through ice' });
    expect(store.events('plan').at(-1)?.operation).toBe('add phase');
  });

  it('wants the plan adopted', async () => {
    const store = new DataStore(planOf({ phases: [[]] }), digest);
    expect(rulesOf(await store.does(addTask, { id: 'TASKS-08', phase: '0', name: 'Tugs', priority: 'P0' }))).toEqual(['not-adopted']);
  });
});

describe('remove', () => {
  it('takes out what never started, and tells those who waited for it', async () => {
    const store = await harbour();
    expect(rulesOf(await store.does(remove, { id: 'TASKS-02' }, agent))).toEqual(['policy-forbids']);
    expect(rulesOf(await store.does(remove, { id: 'TASKS-02' }))).toEqual(['reason-missing']);
    expect(await store.does(remove, { id: 'TASKS-02', reason: 'booking is bought, not built' })).toMatchObject({ ok: true });
    expect(store.plan.task(taskKeyOf('TASKS-02'))).toBeUndefined();
    expect(store.ledgers().plan.removed).toEqual(new Set(['TASKS-02']));
    expect(unexplained(store)).toEqual([]);
  });

  it('lets an agent take out what nobody waits for', async () => {
    const store = await harbour();
    expect(await store.does(remove, { id: 'TASKS-03' }, agent)).toMatchObject({ ok: true });
  });

  it('refuses what was ever begun, even if it was given back', async () => {
    const store = await adopted([[{ id: 'TASKS-01' }]]);
    await store.does(start, { id: 'TASKS-01' });
    expect(rulesOf(await store.does(remove, { id: 'TASKS-01' }))).toEqual(['wrong-status']);
    await store.does(release, { ids: ['TASKS-01'] });
    await store.does(start, { id: 'TASKS-01' }, agent);
    await store.does(release, { ids: ['TASKS-01'] }, agent);
    expect(await store.does(remove, { id: 'TASKS-01' })).toMatchObject({
      problems: [
        { rule: 'wrong-status', message: 'TASKS-01: was begun: start by Astrid on 2026-03-01; only what never started can be taken out' },
      ],
    });
  });

  it('leaves the id free for the task to come back', async () => {
    const store = await harbour();
    await store.does(addTask, { id: 'TASKS-04', phase: '0', name: 'Tugs', priority: 'P0' });
    await store.does(remove, { id: 'TASKS-04' });
    expect(await store.does(addTask, { id: 'TASKS-04', phase: '1', name: 'Tugs', priority: 'P0', dependsOn: 'TASKS-01' })).toMatchObject({
      ok: true,
    });
    expect(unexplained(store)).toEqual([]);
  });
});

describe('rename', () => {
  it('changes the id where it is named, and what waits for it still does', async () => {
    const store = await harbour();
    expect(await store.does(rename, { id: 'TASKS-01', to: 'REG-01' }, agent)).toMatchObject({
      ok: true,
      value: { result: { task: 'REG-01', message: 'TASKS-01 is REG-01 now; so it is in TASKS-03' } },
    });
    expect(names(store.plan)).toEqual([
      ['REG-01', 'TASKS-02, All screens', ''],
      ['TASKS-02', 'Berth plan', ''],
      ['TASKS-03', '', 'REG-01'],
    ]);
    expect([prerequisites(store, 'TASKS-02'), prerequisites(store, 'TASKS-03')]).toEqual([['REG-01'], ['REG-01', 'TASKS-02']]);
    expect(unexplained(store)).toEqual([]);
  });

  it('keeps the story of the task, in the ledger that it began with', async () => {
    const store = await adopted([[{ id: 'TASKS-01' }]]);
    await store.does(start, { id: 'TASKS-01' });
    await store.does(rename, { id: 'TASKS-01', to: 'TASKS-07' });
    await store.does(rename, { id: 'TASKS-07', to: 'TASKS-08' });
    expect(worldNow(store).ledgers.task(taskKeyOf('TASKS-08')).assignee?.actor.name).toBe('Astrid');
    expect(await store.does(release, { ids: ['tasks-7'] })).toMatchObject({ ok: true, value: { result: [{ task: 'TASKS-08' }] } });
    expect(store.events(taskKeyOf('TASKS-01')).map(({ operation, task }) => [operation, task])).toEqual([
      ['start', 'TASKS-01'],
      ['release', 'TASKS-08'],
    ]);
    expect(unexplained(store)).toEqual([]);
  });

  it('can be taken back by another', async () => {
    const store = await harbour();
    const before = names(store.plan);
    await store.does(rename, { id: 'TASKS-01', to: 'REG-01' });
    expect(await store.does(rename, { id: 'REG-01', to: 'TASKS-01' })).toMatchObject({ ok: true });
    expect(names(store.plan)).toEqual(before);
    expect(unexplained(store)).toEqual([]);
  });

  it('gives away neither an id in use nor a former one', async () => {
    const store = await harbour();
    await store.does(rename, { id: 'TASKS-01', to: 'REG-01' });
    expect(rulesOf(await store.does(rename, { id: 'TASKS-02', to: 'tasks-3' }))).toEqual(['duplicate-id']);
    expect(rulesOf(await store.does(rename, { id: 'TASKS-02', to: 'TASKS-01' }))).toEqual(['duplicate-id']);
    expect(rulesOf(await store.does(addTask, { id: 'TASKS-01', phase: '0', name: 'Tugs', priority: 'P0' }))).toEqual(['duplicate-id']);
  });

  it('keeps a former id for the task that had it, even once that is taken out', async () => {
    const store = await harbour();
    await store.does(rename, { id: 'TASKS-03', to: 'PLAN-01' });
    await store.does(remove, { id: 'PLAN-01' });
    expect(rulesOf(await store.does(addTask, { id: 'TASKS-03', phase: '0', name: 'Tugs', priority: 'P0' }))).toEqual(['duplicate-id']);
    expect(rulesOf(await store.does(rename, { id: 'TASKS-02', to: 'PLAN-01' }))).toEqual(['duplicate-id']);
  });

  it('may change the width alone', async () => {
    const store = await harbour();
    expect(await store.does(rename, { id: 'TASKS-01', to: 'TASKS-001' })).toMatchObject({ ok: true });
    expect(names(store.plan)[2]).toEqual(['TASKS-03', '', 'TASKS-001']);
    expect(unexplained(store)).toEqual([]);
  });
});

describe('move', () => {
  it('takes a task to another place and records it', async () => {
    const store = await harbour();
    expect(await store.does(move, { id: 'TASKS-03', phase: '0', before: 'TASKS-02' }, agent)).toMatchObject({
      ok: true,
      value: { result: { message: 'TASKS-03 stands in Phase 0: Phase 0, before TASKS-02 now' } },
    });
    expect(store.plan.tasks.map(({ id }) => id)).toEqual(['TASKS-01', 'TASKS-03', 'TASKS-02']);
    expect(store.plan.lastUpdated).toBeNull();
    expect(unexplained(store)).toEqual([]);
  });

  it('writes nothing where the task stands there already', async () => {
    const store = await harbour();
    expect(await store.does(move, { id: 'TASKS-02', phase: '0' })).toMatchObject({ ok: true });
    expect(store.events(taskKeyOf('TASKS-02'))).toEqual([]);
  });
});

describe('fmt --order', () => {
  it('leaves a template row behind the task that it follows', async () => {
    const store = await adopted([[{ id: 'TASKS-01', priority: 'P1' }, { id: 'TASKS-XX' }, { id: 'TASKS-02', priority: 'P0' }]]);
    await store.does(fmt, { order: true });
    expect(store.plan.tasks.map(({ id }) => id)).toEqual(['TASKS-02', 'TASKS-01', 'TASKS-XX']);
  });

  it('moves as few entries as it takes', async () => {
    const store = await adopted([
      [
        { id: 'A-01', priority: 'P1' },
        { id: 'A-02', priority: 'P1', dependents: 'A-01' },
        { id: 'A-03', priority: 'P2' },
        { id: 'A-04', priority: 'P0' },
      ],
    ]);
    const outcome = await store.does(fmt, { order: true });
    expect(outcome.ok && outcome.value.result.phases).toEqual([
      { phase: 'Phase 0: Phase 0', from: ['A-01', 'A-02', 'A-03', 'A-04'], to: ['A-04', 'A-02', 'A-01', 'A-03'], moved: ['A-04', 'A-01'] },
    ]);
    expect(store.plan.tasks.map(({ id }) => id)).toEqual(['A-04', 'A-02', 'A-01', 'A-03']);
  });

  it('only tells with --check', async () => {
    const store = await adopted([
      [
        { id: 'A-01', priority: 'P1' },
        { id: 'A-02', priority: 'P0' },
      ],
    ]);
    expect(await store.does(fmt, { order: true, check: true })).toMatchObject({
      ok: true,
      value: { result: { ordered: false, message: '1 task is out of order, in Phase 0: Phase 0' } },
    });
    expect(store.plan.tasks.map(({ id }) => id)).toEqual(['A-01', 'A-02']);
  });

  it('leaves a phase alone that holds what cannot be moved safely', async () => {
    const store = await adopted([
      [
        { id: 'A-01', priority: 'P1' },
        { id: 'A-02', priority: 'P0', writable: false },
      ],
    ]);
    expect(await store.does(fmt, { order: true })).toMatchObject({
      ok: true,
      value: { result: { ordered: true, skipped: ['Phase 0: Phase 0'] } },
    });
  });
});

describe('the order of a phase', () => {
  const ids = ['A-01', 'A-02', 'A-03', 'A-04', 'A-05', 'A-06'];
  const tasks = fc.tuple(
    ...ids.map((id, at) =>
      // Only later ones are named, and the list is shuffled: without cycles every phase can be put in order.
      fc.record({
        id: fc.constant(id),
        priority: fc.constantFrom('P0', 'P1', 'p1', 'soon'),
        dependents: fc.subarray(ids.slice(at + 1)).map((named) => named.join(', ')),
      }),
    ),
  );
  const shuffled = tasks.chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

  it('gives check nothing to say once fmt has been there, and fmt nothing more to do', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async (phase) => {
        const store = await adopted([phase]);
        await store.does(fmt, { order: true });
        const world = worldNow(store);
        expect([...orderRules['priority-order'](world), ...orderRules['dependency-order'](world)]).toEqual([]);
        expect(await store.does(fmt, { order: true })).toMatchObject({ ok: true, value: { result: { ordered: true } } });
      }),
      { numRuns: runs },
    );
  });
});

describe('whatever is planned', () => {
  const ids = ['TASKS-01', 'TASKS-02', 'TASKS-03', 'TASKS-04', 'TASKS-05'];
  const id = fc.constantFrom(...ids, 'TASKS-06', 'TASKS-07');
  const mentions = fc
    .array(fc.oneof(id, fc.constantFrom('Work of TASKS-02', 'Tides', 'All code', 'TASKS-01..03')), { maxLength: 3 })
    .map((parts) => parts.join(', '));
  const reason = 'because the plan has changed';
  /** One edit: what is said, and how it is done. */
  const edit = <Input extends v.GenericSchema, Result>(
    operation: ChangeOperation<Input, Result>,
    input: Record<string, fc.Arbitrary<string>>,
  ) =>
    fc.record(input).map((said) => ({
      said: { [operation.name]: said },
      in: (store: DataStore, actor: Actor) =>
        store.does(operation, operation.name === fmt.name ? { order: true } : { ...said, reason }, actor),
    }));
  const edits = fc.oneof(
    edit(set, { id, field: fc.constantFrom('dependents', 'depends_on'), value: mentions }),
    edit(set, { id, field: fc.constant('name'), value: fc.constantFrom('Tides', 'Work of TASKS-02', 'a; b', 'Locks, sluices') }),
    edit(rename, { id, to: id }),
    edit(remove, { id }),
    edit(addTask, {
      id,
      phase: fc.constantFrom('0', '1'),
      name: fc.constantFrom('Tides', 'Winds'),
      priority: fc.constantFrom('P0', 'P1'),
      dependents: mentions,
      dependsOn: mentions,
    }),
    edit(move, { id, phase: fc.constantFrom('0', '1') }),
    edit(fmt, {}),
  );

  it('leaves nothing that the ledger does not explain', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 8 }), mentions, async (steps, dependents) => {
        const store = await adopted([
          ids.slice(0, 3).map((each) => ({ id: each, dependents })),
          ids.slice(3).map((each) => ({ id: each })),
        ]);
        for (const step of steps) {
          // Which of them are refused does not matter here.
          await step.in(store, person);
          expect(unexplained(store)).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });

  it('is recorded by an agent only where nobody waits for less', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 8 }), mentions, async (steps, dependents) => {
        const store = await adopted([
          ids.slice(0, 3).map((each) => ({ id: each, dependents })),
          ids.slice(3).map((each) => ({ id: each })),
        ]);
        for (const step of steps) {
          const before = worldNow(store);
          await step.in(store, agent);
          const after = worldNow(store);
          for (const task of before.plan.tasks) {
            const now = after.ledgers.plan.aliases.get(task.key) ?? task.key;
            if (after.plan.task(now) === undefined) continue;
            const kept = before.graph.prerequisites(task.key).map((key) => after.ledgers.plan.aliases.get(key) ?? key);
            expect(after.graph.prerequisites(now)).toEqual(expect.arrayContaining(kept));
          }
        }
      }),
      { numRuns: runs },
    );
  });
});
