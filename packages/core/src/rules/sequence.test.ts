import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { readDocument } from '../document/read.ts';
import { graphOf } from '../graph/graph-of.ts';
import { applyChanges } from '../model/apply.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Status } from '../model/status.ts';
import { statuses } from '../model/status.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { worldOf } from '../operations/perform.ts';
import { agent, DataStore, person } from '../operations/testing/data-store.ts';
import type { EntryWords, TextWords } from '../operations/testing/plan-text.ts';
import { planText } from '../operations/testing/plan-text.ts';
import { textWorld } from '../operations/testing/text-world.ts';
import { waive } from '../operations/waive.ts';
import type { RuleWorld } from './rule-world.ts';
import { isCompleted, isReady, queueOf, unrecordedCompletions, waitingFor } from './sequence.ts';
import { standingOf, vouchedStatusOf } from './standing.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const worldFrom = (words: TextWords) => textWorld(planText(words), { digest });
const one = (...tasks: readonly EntryWords[]) => worldFrom({ phases: [tasks] });
const moment = { utc: '2026-03-02T12:00:00.000Z', date: '2026-03-02', local: '2026-03-02T12:00:00' };

/** What keeps a task waiting, as rule and task. */
function waits(world: RuleWorld, id: string): readonly string[] {
  const task = world.plan.task(taskKeyOf(id));
  return task === undefined
    ? ['no such task']
    : waitingFor(world, task).map((waiting) => [waiting.rule, waiting.task].filter(Boolean).join(' '));
}
const queue = (world: RuleWorld) => [...queueOf(world)].map(({ id }) => id);

async function adopted(words: TextWords): Promise<DataStore> {
  const { plan } = readDocument(encodeUtf8(planText(words)), { path: 'PLAN.md', library: () => yaml });
  return DataStore.adopted(plan, digest);
}
const worldIn = (store: DataStore, actor = person): RuleWorld => worldOf(store.snapshot(), { actor, digest }, moment);
function setStatus(store: DataStore, id: string, status: Status): void {
  store.plan = applyChanges(store.plan, [{ kind: 'set-tracked', task: taskKeyOf(id), path: 'status', to: status }]);
}

describe('the queue', () => {
  it('is the ready tasks in document order, through all phases', () => {
    const world = worldFrom({
      phases: [
        [{ id: 'TASKS-03' }, { id: 'TASKS-01', status: 'COMPLETED', dependents: 'TASKS-02' }],
        [{ id: 'TASKS-02' }, { id: 'TASKS-04', dependsOn: '[TASKS-03]' }, { id: 'TASKS-05', status: 'IN_PROGRESS' }, { id: 'TASKS-06' }],
      ],
    });
    expect(queue(world)).toEqual(['TASKS-03', 'TASKS-02', 'TASKS-06']);
  });

  it('reads no entry in full and asks no ledger to find its head before adoption', () => {
    const world = one({ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02' }, { id: 'TASKS-03' });
    expect(queueOf(world).next().value?.id).toBe('TASKS-01');
    expect(world.entriesParsed()).toBe(0);
  });

  it('asks only the ledgers that its head depends on', async () => {
    const store = await adopted({ phases: [Array.from({ length: 30 }, (_, i) => ({ id: `TASKS-${i + 10}` }))] });
    const asked = new Set<string>();
    const world = worldIn(store);
    const ledgers = { ...world.ledgers, task: (key: string) => world.ledgers.task(taskKeyOf(asked.add(key) && key)) };
    expect(queueOf({ ...world, ledgers }).next().value?.id).toBe('TASKS-10');
    expect([...asked]).toEqual(['TASKS-10']);
  });
});

describe('a completion', () => {
  it('whose post-check has no word for its status, and all items ticked, holds nobody', () => {
    const world = one({ id: 'TASKS-01', status: 'COMPLETED', postCheck: '""' }, { id: 'TASKS-02' });
    expect(world.plan.openCompletions().map(({ id }) => id)).toEqual(['TASKS-01']);
    expect(unrecordedCompletions(world)).toEqual([]);
  });
});

describe('a task waits', () => {
  it('for each prerequisite that is not COMPLETED, whatever else it is', () => {
    const world = one(
      { id: 'TASKS-01', status: 'COMPLETED', dependents: 'TASKS-09' },
      { id: 'TASKS-02', status: 'DEFERRED', dependents: 'TASKS-09' },
      { id: 'TASKS-03', status: 'IN_PROGRESS', dependents: 'TASKS-09' },
      { id: 'TASKS-09' },
    );
    expect(waits(world, 'TASKS-09')).toEqual(['started-before-prerequisite TASKS-02', 'started-before-prerequisite TASKS-03']);
  });

  it.each([
    ['SOMEHOW', 'TASKS-01 is "SOMEHOW"'],
    ['""', 'TASKS-01 is without a status'],
    ['DEFERRED', 'TASKS-01 is DEFERRED: resume it, or take it out of the prerequisites'],
    ['BLOCKED', 'TASKS-01 is BLOCKED'],
  ])('for one that is %s, and says so', (status, message) => {
    const world = one({ id: 'TASKS-01', status, dependents: 'TASKS-02' }, { id: 'TASKS-02' });
    const [task] = world.plan.tasks.slice(1);
    expect(task && waitingFor(world, task)).toMatchObject([{ message }]);
  });

  it('for a ledger that does not hold together', async () => {
    const store = await adopted({ phases: [[{ id: 'TASKS-01' }]] });
    const world = worldIn(store);
    const faults = [{ rule: 'ledger-broken', ledger: taskKeyOf('TASKS-01'), line: 2, message: 'it is torn' }] as const;
    const ledgers = { ...world.ledgers, task: (key: TaskKey) => ({ ...world.ledgers.task(key), faults }) };
    expect(waits({ ...world, ledgers }, 'TASKS-01')).toEqual(['ledger-broken']);
    expect(queue({ ...world, ledgers })).toEqual([]);
  });

  it('for nothing where it is not NOT_STARTED', () => {
    const world = one({ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02', status: 'IN_PROGRESS' });
    expect(waits(world, 'TASKS-02')).toEqual([]);
    expect(queue(world)).toEqual(['TASKS-01']);
  });

  it('where it is a template row, stands twice, or in a block that does not parse', () => {
    const world = one({ id: 'TASKS-XX' }, { id: 'TASKS-02' }, { id: 'TASKS-002' });
    expect(waits(world, 'TASKS-XX')).toEqual(['placeholder']);
    expect(waits(world, 'TASKS-02')).toEqual(['duplicate-id']);
    const broken = textWorld(
      planText({ phases: [[{ id: 'TASKS-01' }]] }).replace(
        'status: NOT_STARTED\n        iplan',
        'status: NOT_STARTED\n        status: NOT_STARTED\n        iplan',
      ),
      { digest },
    );
    expect(waits(broken, 'TASKS-01')).toEqual(['read-only-block']);
  });

  it('for all of the earlier phases with a phase gate, where DEFERRED counts as finished', () => {
    const words: TextWords = {
      phases: [
        [{ id: 'TASKS-01', status: 'DEFERRED' }],
        [{ id: 'TASKS-02', status: 'IN_PROGRESS' }, { id: 'TASKS-03' }],
        [{ id: 'TASKS-04' }],
      ],
    };
    const world = worldFrom(words);
    const gated = { ...world, policy: { ...world.policy, phaseGate: true } };
    expect(waits(gated, 'TASKS-03')).toEqual([]);
    expect(waits(gated, 'TASKS-04')).toEqual(['phase-not-open TASKS-02']);
    expect(waits(world, 'TASKS-04')).toEqual([]);
  });

  it('for the phases that its own phase names, in a YAML plan', () => {
    const phase = (id: string, needs: string, status: string) =>
      `  - id: "${id}"\n    name: "${id}"\n    dependencies: [${needs}]\n    tasks:\n      - task_id: "T-${id}"\n        name: "Task of ${id}"\n        status: "${status}"\n`;
    const text = `plan_id: "X"\nphases:\n${phase('ONE', '', 'pending')}${phase('TWO', '"ONE"', 'pending')}${phase('THREE', '', 'pending')}`;
    const world = textWorld(text, { digest, path: 'plan.yaml' });
    expect(waits(world, 'T-TWO')).toEqual(['phase-not-open T-ONE']);
    expect(waits(world, 'T-THREE')).toEqual([]);
  });

  it('while another has claimed it, and not while the caller has', async () => {
    const store = await adopted({ phases: [[{ id: 'TASKS-01' }]] });
    const claimedBy = (name: string): RuleWorld => {
      const world = worldIn(store);
      const assignee = { actor: { name, kind: 'agent' as const }, since: moment.utc, lease: null, renewed: moment.utc, left: false };
      return { ...world, ledgers: { ...world.ledgers, task: (key) => ({ ...world.ledgers.task(key), assignee }) } };
    };
    expect(waits(claimedBy('somebody else'), 'TASKS-01')).toEqual(['already-started']);
    expect(waits(claimedBy(person.name), 'TASKS-01')).toEqual([]);
  });
});

describe('after adoption the ledger says what is COMPLETED', () => {
  const words: TextWords = {
    phases: [
      [{ id: 'TASKS-01', dependents: 'TASKS-03' }, { id: 'TASKS-02', status: 'COMPLETED', dependents: 'TASKS-03' }, { id: 'TASKS-03' }],
    ],
  };

  it('a status set by hand completes no prerequisite', async () => {
    const store = await adopted(words);
    setStatus(store, 'TASKS-01', 'COMPLETED');
    expect(waits(worldIn(store), 'TASKS-03')).toEqual(['started-before-prerequisite TASKS-01']);
  });

  it('a status set back by hand takes none away', async () => {
    const store = await adopted(words);
    setStatus(store, 'TASKS-02', 'NOT_STARTED');
    expect(waits(worldIn(store), 'TASKS-03')).toEqual(['started-before-prerequisite TASKS-01']);
    expect(waits(worldIn(store), 'TASKS-02')).toEqual(['unrecorded-change']);
  });

  it('a waiver lets the prerequisite be missing', async () => {
    const store = await adopted(words);
    const outcome = await store.does(waive, {
      id: 'TASKS-03',
      rule: 'started-before-prerequisite',
      reason: 'the interface of TASKS-01 is frozen',
    });
    expect(outcome.ok).toBe(true);
    expect(waits(worldIn(store), 'TASKS-03')).toEqual([]);
    expect(queue(worldIn(store))).toEqual(['TASKS-01', 'TASKS-03']);
  });

  it('the quick answer is the one of the whole standing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...statuses), fc.constantFrom(...statuses)), { minLength: 1, maxLength: 6 }),
        async (pairs) => {
          const store = await adopted({ phases: [pairs.map(([status], i) => ({ id: `TASKS-${i}`, status }))] });
          for (const [i, [, byHand]] of pairs.entries()) setStatus(store, `TASKS-${i}`, byHand);
          const world = worldIn(store);
          for (const task of world.plan.tasks) {
            const { status } = standingOf(world, task).vouched;
            expect(isCompleted(world, task)).toBe(status === 'COMPLETED');
            if (task.status === 'NOT_STARTED') expect(vouchedStatusOf(world, task)).toBe(status);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('unrecorded completions', () => {
  const ids = (world: RuleWorld) => unrecordedCompletions(world).map(({ id }) => id);
  const bare = { id: 'TASKS-01', status: 'COMPLETED', recorded: 'none', postCheck: 'NOT_STARTED' } as const;

  it('are tasks COMPLETED without a complete post-check or a row', () => {
    expect(
      ids(
        worldFrom({
          phases: [[bare, { id: 'TASKS-02', status: 'COMPLETED' }]],
          log: ['2026-02-01 | TASKS-01 | COMPLETED | a', '2026-02-01 | TASKS-02 | COMPLETED | b'],
        }),
      ),
    ).toEqual(['TASKS-01']);
    expect(ids(worldFrom({ phases: [[{ id: 'TASKS-02', status: 'COMPLETED' }]], log: [] }))).toEqual(['TASKS-02']);
    expect(ids(worldFrom({ phases: [[{ id: 'TASKS-02', status: 'COMPLETED' }, { id: 'TASKS-03' }]] }))).toEqual([]);
  });

  it('are none where a row names the task otherwise, and no less where it names what is no task', () => {
    const tasks = [{ id: 'TASKS-02', status: 'COMPLETED', iplan: 'IPLAN-07' }, { id: 'TASKS-03' }] as const;
    const of = (...rows: readonly string[]) =>
      ids(worldFrom({ phases: [tasks], log: rows.map((id) => `2026-02-01 | ${id} | COMPLETED | a`) }));
    expect(of('IPLAN-7')).toEqual([]);
    expect(of('IPLAN-08')).toEqual(['TASKS-02']);
    expect(of('-')).toEqual(['TASKS-02']);
  });

  it('that the plan was adopted with hold nobody; others do', async () => {
    const store = await adopted({ phases: [[bare, { id: 'TASKS-02' }]], log: [] });
    expect(ids(worldIn(store))).toEqual([]);
    setStatus(store, 'TASKS-02', 'COMPLETED');
    expect(ids(worldIn(store, agent))).toEqual(['TASKS-02']);
  });
});

describe('in any plan', () => {
  const entry = fc.record({ status: fc.constantFrom(...statuses), needs: fc.array(fc.nat(9), { maxLength: 3 }) });

  it('the ready tasks are those that wait for nothing, in document order, and whoever is ready has its prerequisites', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 10 }), fc.boolean(), (entries, phaseGate) => {
        const half = Math.ceil(entries.length / 2);
        const tasks = entries.map(
          ({ status, needs }, i): EntryWords => ({
            id: `TASKS-${i}`,
            status,
            dependsOn: `[${needs.map((need) => `TASKS-${need}`).join(', ')}]`,
          }),
        );
        const made = worldFrom({ phases: [tasks.slice(0, half), tasks.slice(half)] });
        const world = { ...made, policy: { ...made.policy, phaseGate } };
        const ready = world.plan.tasks.filter((task) => task.status === 'NOT_STARTED' && waitingFor(world, task).length === 0);
        expect([...queueOf(world)]).toEqual(ready);
        const graph = graphOf(world.plan);
        for (const task of ready) {
          expect(isReady(world, task)).toBe(true);
          for (const key of graph.prerequisites(task.key)) expect(world.plan.task(key)?.status).toBe('COMPLETED');
        }
      }),
    );
  });
});
