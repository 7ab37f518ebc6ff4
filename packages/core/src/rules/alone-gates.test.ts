import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { policies } from '../model/policy.ts';
import type { Outcome } from '../model/problem.ts';
import { block } from '../operations/block.ts';
import { log } from '../operations/log.ts';
import { stop } from '../operations/stop.ts';
import { agent } from '../operations/testing/data-store.ts';
import { planText } from '../operations/testing/plan-text.ts';
import { Stories, set, twoTasks } from '../operations/testing/story.ts';
import { textWorld } from '../operations/testing/text-world.ts';
import { admit, admitEdited } from './alone-gates.ts';
import type { RuleWorld } from './rule-world.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const stories = new Stories(digest);

function problem(outcome: Outcome<unknown>) {
  if (outcome.ok) throw new Error('it was admitted');
  expect(outcome.problems).toHaveLength(1);
  return outcome.problems[0];
}

/** An adopted plan whose text is another by now. */
async function rewritten(change: (text: string) => string): Promise<RuleWorld> {
  const { ledgers, policy } = (await stories.of(...twoTasks)).world();
  return { ...textWorld(change(planText({ phases: [twoTasks] })), { digest }), ledgers, policy };
}

describe('a task is admitted to an operation', () => {
  it('of a plan that was adopted, where file and ledger agree and the status is right', async () => {
    const outcome = admit((await stories.of(...twoTasks)).world(), 'start', 'tasks-001');
    expect(outcome).toMatchObject({ ok: true, value: { task: { id: 'TASKS-01' } } });
  });

  it('not before adoption', () => {
    expect(problem(admit(textWorld(planText({ phases: [twoTasks] }), { digest }), 'start', 'TASKS-01'))).toMatchObject({
      rule: 'not-adopted',
    });
  });

  it.each([
    ['TASKS-03', 'did you mean', 'show TASKS-0'],
    ['nothing-like-it-at-all', 'there is no task', 'show'],
  ])('not where the plan holds no %s, which says what is near, if anything is', async (id, message, next) => {
    const found = problem(admit((await stories.of(...twoTasks)).world(), 'start', id));
    expect(found).toMatchObject({ rule: 'unknown-id', missing: [id] });
    expect(found?.message).toContain(message);
    expect(found?.next[0]?.command).toContain(next);
  });

  it('not where a hand took the entry of begun work out, which is put back', async () => {
    const begun = (await (await stories.of(...twoTasks)).started('TASKS-01')).rewritten({ phases: [[{ id: 'TASKS-02' }]] });
    expect(problem(admit(begun.world(), 'block', 'tasks-1'))).toMatchObject({
      rule: 'unknown-id',
      have: ['TASKS-01 IN_PROGRESS in the ledger'],
      next: [{ command: 'tallyplan record TASKS-01 --restore' }],
    });
    const unread = { ...begun.world(), plan: textWorld(planText({ phases: [[{ id: 'TASKS-02', priority: '[P0' }]] }), { digest }).plan };
    expect(problem(admit(unread, 'block', 'TASKS-01'))).toMatchObject({ rule: 'unknown-id', have: [] });
    const fresh = (await stories.of(...twoTasks)).rewritten({ phases: [[{ id: 'TASKS-02' }]] });
    expect(problem(admit(fresh.world(), 'block', 'TASKS-01'))).toMatchObject({ rule: 'unknown-id', have: [] });
  });

  it.each<[string, string, (text: string) => string]>([
    ['read-only-block', 'a block that does not parse', (text) => text.replace('priority: P0', 'priority: [P0')],
    ['duplicate-id', 'two entries of one id', (text) => text.replace('id: TASKS-02', 'id: TASKS-1')],
    ['placeholder', 'a template row', (text) => text.replace('"Work of TASKS-01"', '"[Service Name]"')],
  ])('not for %s: %s', async (rule, _, change) => {
    expect(problem(admit(await rewritten(change), 'start', 'TASKS-01'))).toMatchObject({ rule, task: 'TASKS-01' });
  });

  it('not in a block that is in conflict, which is settled first', async () => {
    const conflict = '<<<<<<< HEAD\n    priority: P0\n=======\n    priority: P1\n>>>>>>> other\n';
    const world = await rewritten((text) => text.replace('    priority: P0\n', conflict));
    expect(problem(admit(world, 'start', 'TASKS-01'))).toMatchObject({
      rule: 'read-only-block',
      next: [{ command: 'tallyplan resolve' }],
    });
  });

  it('not where only a person may, to an agent, which is told the command for one', async () => {
    const story = await stories.of(...twoTasks);
    const stepsIn = (world: RuleWorld) => {
      const found = problem(admit({ ...world, actor: agent }, 'reopen', 'TASKS-01'));
      expect(found).toMatchObject({ rule: 'policy-forbids' });
      return found?.next;
    };
    // What a person would be refused, too, is offered to none.
    expect(stepsIn(story.world())).toMatchObject([{ command: expect.stringContaining('verify TASKS-01') }]);
    const completed = (await story.completed('TASKS-01')).world();
    expect(stepsIn(completed)?.[0]).toMatchObject({ command: expect.stringContaining('reopen TASKS-01 --reason'), who: 'person' });
  });

  it('to an agent that says it is a person, as the policy has it', async () => {
    const claiming = { ...agent, claimed: 'human' } as const;
    const standard = (await (await stories.of(...twoTasks)).completed('TASKS-01')).world();
    expect(admit({ ...standard, actor: claiming }, 'reopen', 'TASKS-01')).toMatchObject({ ok: true });
    const strict = { ...standard, policy: policies.strict, actor: claiming };
    expect(problem(admit(strict, 'reopen', 'TASKS-01'))).toMatchObject({ rule: 'policy-forbids' });
  });

  it('not by a ledger that does not hold together, be it its own or the plan’s', async () => {
    const story = await (await stories.of(...twoTasks)).started('TASKS-01');
    const ours = await story.otherwise('TASKS-01', log, { id: 'TASKS-01', status: 'IN_PROGRESS', note: 'our half of it reads well' });
    const theirs = await story.otherwise('TASKS-01', log, { id: 'TASKS-01', status: 'IN_PROGRESS', note: 'their half reads well' });
    const last = theirs.slice(theirs.lastIndexOf('\n', theirs.length - 2) + 1);
    for (const [rule, lines] of [
      ['ledger-forked', ours + last],
      ['ledger-broken', ours.slice(0, -9)],
    ] as const) {
      expect(problem(admit(story.withLedger('TASKS-01', () => lines).world(), 'block', 'TASKS-01'))).toMatchObject({
        rule,
        file: '.tallyplan/ledger/TASKS-01.jsonl',
      });
    }
    const world = (await stories.of(...twoTasks)).world();
    for (const rule of ['ledger-forked', 'ledger-broken'] as const) {
      const faults = [{ rule, ledger: 'plan', line: 2, message: 'somebody was here' }] as const;
      const ledgers = { ...world.ledgers, plan: { ...world.ledgers.plan, faults } };
      expect(problem(admit({ ...world, ledgers }, 'start', 'TASKS-02'))).toMatchObject({ rule, line: 2 });
    }
  });

  it('not past a hand edit, save one that the operation takes up', async () => {
    const world = (await stories.of(...twoTasks)).byHand(set('TASKS-01', 'preCheck.items.verified_req', true)).world();
    expect(problem(admit(world, 'verify', 'TASKS-01'))).toMatchObject({
      rule: 'unrecorded-change',
      have: ['preCheck.items.verified_req: the ledger has false, the file true'],
    });
    const absorbs = ({ path }: { readonly path: string }) => path === 'preCheck.items.verified_req';
    expect(admitEdited(world, 'verify', { id: 'TASKS-01', absorbs })).toMatchObject({ ok: true });
  });

  it('not in the wrong status, which says what leads on; nor to work that another has, or that is stopped', async () => {
    const begun = await (await stories.of(...twoTasks)).started('TASKS-01');
    expect(problem(admit(begun.world(), 'start', 'TASKS-01'))).toMatchObject({
      rule: 'wrong-status',
      have: expect.arrayContaining([expect.stringContaining('complete')]),
    });
    const other = { ...begun.world(), actor: { name: 'Grace', kind: 'human' } } as const;
    expect(problem(admit(other, 'start', 'TASKS-01'))).toMatchObject({ rule: 'already-started' });
    const stopped = await (await stories.of(...twoTasks)).does(stop, { id: 'TASKS-01', question: 'UTC or local time?' }, agent);
    expect(problem(admit(stopped.world(), 'start', 'TASKS-01'))).toMatchObject({ rule: 'stop-open' });
    const fresh = await stories.of(...twoTasks);
    expect(problem(admit(fresh.world(), 'complete', 'TASKS-01'))).toMatchObject({
      have: ['status NOT_STARTED', 'operations that lead on: start, block, defer, stop'],
    });
    const blocked = await begun.does(block, { ids: ['TASKS-01'], reason: 'the supplier is late' });
    expect(problem(admit(blocked.world(), 'complete', 'TASKS-01'))).toMatchObject({ rule: 'wrong-status' });
  });

  it('not with a status that is none', async () => {
    const story = await stories.of({ id: 'TASKS-01', status: 'SOMEHOW' }, { id: 'TASKS-02' });
    expect(problem(admit(story.world(), 'start', 'TASKS-01'))).toMatchObject({
      rule: 'wrong-status',
      have: ['status SOMEHOW', 'operations that lead on: none'],
    });
  });
});
