import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { copyTask } from '../model/copy-task.ts';
import type { Task } from '../model/plan.ts';
import { policies } from '../model/policy.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { block } from '../operations/block.ts';
import { defer } from '../operations/defer.ts';
import { log } from '../operations/log.ts';
import { stop } from '../operations/stop.ts';
import { agent } from '../operations/testing/data-store.ts';
import { planText } from '../operations/testing/plan-text.ts';
import { Stories, set, twoTasks } from '../operations/testing/story.ts';
import { textWorld } from '../operations/testing/text-world.ts';
import { upstreamOfTexts } from '../upstream/upstream-of-texts.ts';
import { leadOn } from './lead-on.ts';
import { reasonsFor } from './reasons.ts';
import type { RuleWorld } from './rule-world.ts';
import { shut } from './shut-gate.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const stories = new Stories(digest);

function told(world: RuleWorld, id: string, fully = true): readonly string[] {
  const task = world.plan.task(taskKeyOf(id)) as Task;
  return reasonsFor(world, task, fully).map(
    ({ rule, message, on }) => `${rule}: ${message}${on.map((other) => ` → ${other.id}`).join('')}`,
  );
}

it('is where a gate leads that knows of nothing else that leads on', async () => {
  const world = (await stories.of(...twoTasks)).world();
  const task = world.plan.task(taskKeyOf('TASKS-01')) as Task;
  expect(leadOn(world, shut('summary-missing', 'needs a summary'), task)).toEqual([{ command: 'tallyplan why TASKS-01' }]);
});

describe('why a task is not further', () => {
  it('is nothing where it is COMPLETED', async () => {
    expect(told((await (await stories.of(...twoTasks)).completed('TASKS-01')).world(), 'TASKS-01')).toEqual([]);
  });

  it('is what it waits for, and, if all is asked, what would keep it back after that', async () => {
    const world = (await stories.of(...twoTasks)).world();
    expect(told(world, 'TASKS-02', false)).toEqual([expect.stringMatching(/^started-before-prerequisite: .* → TASKS-01$/)]);
    expect(told(world, 'TASKS-02')).toEqual([
      expect.stringContaining('started-before-prerequisite'),
      expect.stringContaining('started-without-pre-check'),
      ...[expect.stringMatching(/^out-of-sequence: .* → TASKS-01$/)],
    ]);
  });

  it('is an earlier phase, with the first of its tasks that are not finished', async () => {
    const phases = [[1, 2, 3, 4].map((n) => ({ id: `TASKS-0${n}` })), [{ id: 'TASKS-09' }]];
    const story = await (await stories.from({ phases })).accepts({ ...policies.standard, phaseGate: true });
    expect(told(story.world(), 'TASKS-09', false)).toEqual([
      'phase-not-open: an earlier phase is not finished: TASKS-01 and 3 more → TASKS-01 → TASKS-02 → TASKS-03',
    ]);
  });

  it('is an earlier phase, of which those tasks come first that wait for no other by what documents say', async () => {
    const phases = [[1, 2, 3, 4].map((n) => ({ id: `TASKS-0${n}` })), [{ id: 'TASKS-09' }]];
    const story = await (await stories.from({ phases })).accepts({ ...policies.standard, phaseGate: true });
    const upstream = upstreamOfTexts({ 'docs/TASKS-01_x.md': '# TASKS-01: X\n\n**Blocked By**: TASKS-03\n' }, { digest });
    expect(told({ ...story.world(), upstream }, 'TASKS-09', false)).toEqual([expect.stringMatching(/ → TASKS-02 → TASKS-03 → TASKS-04$/)]);
  });

  it('is a ledger that does not hold together', async () => {
    const story = await (await stories.of(...twoTasks)).does(log, {
      id: 'TASKS-01',
      status: 'NOT_STARTED',
      note: 'talked over in the weekly round',
    });
    const torn = story.withLedger('TASKS-01', (lines) => `${lines}{`).world();
    expect(told(torn, 'TASKS-01', false)).toEqual([expect.stringMatching(/^ledger-broken: its ledger does not hold together \(line 2/)]);
  });

  it('is a completion that was left unrecorded', async () => {
    const story = await stories.from({ phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02' }]] });
    const world = story.byHand(set('TASKS-02', 'status', 'COMPLETED')).world();
    expect(told(world, 'TASKS-01')).toContainEqual(expect.stringMatching(/^unrecorded-completion: .* → TASKS-02$/));
  });

  it('is a hand edit, before anything else', async () => {
    const world = (await stories.of(...twoTasks)).byHand(set('TASKS-01', 'status', 'BLOCKED')).world();
    expect(told(world, 'TASKS-01')).toEqual([expect.stringContaining('unrecorded-change: TASKS-01 was edited by hand (status')]);
  });

  it('is who works on it', async () => {
    const world = (await (await stories.of(...twoTasks)).started('TASKS-01')).world();
    expect(told(world, 'TASKS-01').at(-1)).toMatch(/^already-started: Astrid works on TASKS-01 since /);
    const adopted = (await stories.of({ id: 'TASKS-01', status: 'IN_PROGRESS' })).world();
    expect(told(adopted, 'TASKS-01').at(-1)).toBe('already-started: somebody works on TASKS-01');
  });

  it('is the question or the block that holds it up', async () => {
    const story = await (await stories.of(...twoTasks)).does(stop, { id: 'TASKS-01', question: 'UTC or local time?' }, agent);
    expect(told(story.world(), 'TASKS-01')).toEqual(['stop-open: robot asked: UTC or local time?']);
    await story.does(defer, { ids: ['TASKS-01'], reason: 'not before the spring' });
    expect(told(story.world(), 'TASKS-01')).toEqual(['stop-open: robot asked: UTC or local time?']);
    await story.does(block, { ids: ['TASKS-02'], reason: 'the supplier is late' });
    expect(told(story.world(), 'TASKS-02')).toEqual(['wrong-status: Astrid blocked it: the supplier is late']);
    const adopted = (await stories.of({ id: 'TASKS-01', status: 'BLOCKED' })).world();
    expect(told(adopted, 'TASKS-01')).toEqual(['wrong-status: TASKS-01 was BLOCKED when the plan was adopted']);
  });

  it('is that it was put off, and why', async () => {
    const story = await (await stories.of(...twoTasks)).does(defer, { ids: ['TASKS-01'], reason: 'not before the spring' });
    expect(told(story.world(), 'TASKS-01')).toEqual(['wrong-status: TASKS-01 was put off: not before the spring']);
    const adopted = (await stories.of({ id: 'TASKS-01', status: 'DEFERRED' })).world();
    expect(told(adopted, 'TASKS-01')).toEqual(['wrong-status: TASKS-01 was put off']);
  });

  it('is a status that is none, or that it is a template row', async () => {
    const world = (await stories.of({ id: 'TASKS-01', status: 'SOMEHOW' }, { id: 'TASKS-XX' })).world();
    expect(told(world, 'TASKS-01')).toEqual(['unknown-status: "SOMEHOW" is no status']);
    expect(told(world, 'TASKS-XX')).toEqual([expect.stringContaining('placeholder: TASKS-XX is a template row')]);
  });

  it.each(['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'DEFERRED'])(
    'is that its block can’t be edited, and nothing that an operation would do: %s',
    async (status) => {
      const world = (await stories.of({ id: 'TASKS-01', status })).world();
      const task = copyTask(world.plan.task(taskKeyOf('TASKS-01')) as Task, { writable: false });
      expect(reasonsFor(world, task)).toMatchObject([{ rule: 'read-only-block', next: [{ command: 'tallyplan check' }] }]);
    },
  );

  it.each(['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'DEFERRED'])('is, before adoption, that the plan was not adopted: %s', (status) => {
    const world = textWorld(planText({ phases: [[{ id: 'TASKS-01', status }]] }), { digest });
    expect(told(world, 'TASKS-01')).toEqual([expect.stringContaining('not-adopted')]);
  });
});
