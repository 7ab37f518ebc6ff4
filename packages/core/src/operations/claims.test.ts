import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import { copyTask } from '../model/copy-task.ts';
import { secondsOf } from '../model/duration.ts';
import type { Actor } from '../model/event.ts';
import type { Outcome } from '../model/problem.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { planOf } from '../model/testing/plan-of.ts';
import { block } from './block.ts';
import { complete } from './complete.ts';
import { release } from './defer.ts';
import { log } from './log.ts';
import { next } from './next.ts';
import { perform, worldOf } from './perform.ts';
import { record } from './record.ts';
import { remove } from './remove.ts';
import { isRenewalDue, renew } from './renew.ts';
import { reopen } from './reopen.ts';
import { sessionBrief } from './session-brief.ts';
import { sessionEnd } from './session-end.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { DataStore, person } from './testing/data-store.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';
import { why } from './why.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const summary = 'Built the service and ran its 40 tests';

const robot = (name: string, session?: string): Actor => ({ name, kind: 'agent', ...(session === undefined ? {} : { session }) });
const [ada, bob] = [robot('ada'), robot('bob')];

let store: DataStore;
beforeEach(async () => {
  store = await DataStore.adopted(planOf({ phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02' }, { id: 'TASKS-03' }]] }), digest);
});

function value<T>(outcome: Outcome<{ readonly result: T }>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join('; '));
  return outcome.value.result;
}
const claim = async (actor: Actor, more: object = {}) => value(await store.does(next, { claim: true, ...more }, actor));
const rulesOf = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.problems.map(({ rule }) => rule));
const operationsOn = (id: string) => store.events(taskKeyOf(id)).map(({ operation }) => operation);
/** Lets so many minutes pass: every call takes one. */
async function minutesPass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) await store.does(next, {}, robot('somebody else'));
}

describe('next --claim', () => {
  it('gives each who asks another task, and tells who has it', async () => {
    expect((await claim(ada)).task?.id).toBe('TASKS-01');
    const second = await claim(bob);
    expect(second.task).toMatchObject({ id: 'TASKS-02', assignee: 'bob', ready: true });
    expect(second.queue).toEqual(['TASKS-03']);
    expect(second.waiting.map(({ id }) => id)).toEqual(['TASKS-01']);
    const [waiting] = second.waiting[0]?.waitingFor ?? [];
    expect(waiting).toMatchObject({ rule: 'already-started' });
    expect(waiting?.message).toMatch(/^ada has it since .*, until .* unless renewed$/);
  });

  it('shows in status until the task is started, given back or its lease is over', async () => {
    const claimed = async () => value(await store.does(status, {})).claimed;
    expect(await claimed()).toBeUndefined();
    await claim(ada);
    await claim(bob, { lease: '5m' });
    expect(await claimed()).toMatchObject([
      { id: 'TASKS-01', assignee: 'ada', since: expect.any(String) },
      { id: 'TASKS-02', assignee: 'bob' },
    ]);
    await minutesPass(6);
    expect(await claimed()).toMatchObject([{ id: 'TASKS-01' }]);
    await store.does(start, { id: 'TASKS-01' }, ada);
    expect(await claimed()).toBeUndefined();
  });

  it('gives who has one already that same one, and writes nothing for it', async () => {
    await claim(ada);
    expect(await claim(ada)).toMatchObject({ task: { id: 'TASKS-01' }, why: expect.stringContaining('claimed by you') });
    expect(operationsOn('TASKS-01')).toEqual(['claim']);
  });

  it('has no end for a person, and the lease that was asked for for an agent', async () => {
    expect((await claim(person, { lease: '1h' })).claim).toMatchObject({ until: null });
    const { claim: taken } = await claim(ada, { lease: '30m' });
    expect(Date.parse(taken?.until ?? '') - Date.parse(taken?.since ?? '')).toBe(30 * 60_000);
    expect((await claim(bob)).claim?.until).toBe(new Date(Date.parse((await claim(bob)).claim?.since ?? '') + 7_200_000).toISOString());
  });

  it('takes nothing where nothing is ready, and says why', async () => {
    for (const name of ['ada', 'bob', 'cy']) await claim(robot(name));
    expect(await claim(robot('dee'))).toMatchObject({ task: null, why: expect.stringContaining('no task is ready'), queue: [] });
  });

  it('refuses a lease that is none, and one without a claim', async () => {
    expect(rulesOf(await store.does(next, { claim: true, lease: 'soon' }, ada))).toEqual(['usage']);
    expect(rulesOf(await store.does(next, { lease: '2h' }, ada))).toEqual(['usage']);
  });

  it('refuses before adoption, as every change', async () => {
    const fresh = new DataStore(planOf({ phases: [[{ id: 'TASKS-01' }]] }), digest);
    expect(rulesOf(await fresh.does(next, { claim: true }, ada))).toEqual(['not-adopted']);
  });

  it('tells of the sitting in the event; of a git that may be slow nobody waits for under the lock', async () => {
    const seen: string[] = [];
    const sitting = () => {
      seen.push('asked');
      return { host: 'a host', revision: 'abc' };
    };
    const change = store.change.bind(store);
    store.change = (decide, options) => {
      seen.push('locked');
      return change(decide, options);
    };
    const claimed = await perform(store, { operation: next, input: { claim: true } }, { ...store.performance(ada), sitting });
    expect(claimed.ok).toBe(true);
    expect(seen).toEqual(['asked', 'locked']);
    const [event] = store.events(taskKeyOf('TASKS-01'));
    expect(event).toMatchObject({ operation: 'claim', input: { lease: 7200, sitting: { host: 'a host', revision: 'abc' } }, actor: ada });
  });
});

describe('a claimed task', () => {
  it('is started by who claimed it, in whatever order the queue is by then', async () => {
    await claim(ada);
    await claim(bob);
    expect(rulesOf(await store.does(release, { ids: ['TASKS-01'] }, ada))).toEqual([]);
    // TASKS-01 is the first of the queue again; what was claimed when it was the first starts all the same.
    expect(rulesOf(await store.does(start, { id: 'TASKS-02' }, bob))).toEqual([]);
    expect(rulesOf(await store.does(start, { id: 'TASKS-03' }, ada))).toEqual(['out-of-sequence']);
  });

  it('is refused to everybody else, with who has it and until when', async () => {
    await claim(ada);
    const outcome = await store.does(start, { id: 'TASKS-01' }, bob);
    expect(rulesOf(outcome)).toEqual(['already-started']);
    const [problem] = outcome.ok ? [] : outcome.problems;
    expect(problem?.have.join('\n')).toMatch(/taken by ada \(agent\).*\n.*lease ends on 2026-03-01 02:0/);
    expect(problem?.next).toEqual([{ command: 'tallyplan next' }]);
  });

  it('holds nobody back', async () => {
    await claim(ada);
    expect(rulesOf(await store.does(start, { id: 'TASKS-02' }, bob))).toEqual([]);
  });

  it('is given back by release, which is recorded; by another only with a reason', async () => {
    await claim(ada);
    expect(await store.does(release, { ids: ['TASKS-01'] }, bob)).toMatchObject({
      problems: [{ rule: 'reason-missing', message: "TASKS-01: needs a reason of at least 10 characters, because it is ada's" }],
    });
    expect(rulesOf(await store.does(release, { ids: ['TASKS-01'], reason: 'ada has gone home' }, bob))).toEqual([]);
    expect(operationsOn('TASKS-01')).toEqual(['claim', 'release']);
    expect((await claim(bob)).task?.id).toBe('TASKS-01');
  });

  it('that nobody has can not be given back', async () => {
    const outcome = await store.does(release, { ids: ['TASKS-01'] }, ada);
    expect(rulesOf(outcome)).toEqual(['wrong-status']);
    expect(outcome.ok ? [] : outcome.problems[0]?.next).toEqual([{ command: 'tallyplan start TASKS-01' }]);
  });

  it('goes on being its own through the whole life', async () => {
    await claim(ada);
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }, ada))).toEqual([]);
    expect((await claim(ada)).task).toMatchObject({ id: 'TASKS-01', status: 'IN_PROGRESS' });
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }, ada))).toEqual([]);
    expect((await claim(ada)).task?.id).toBe('TASKS-02');
  });
});

describe('a lease', () => {
  it('has an agent’s task however it came to have it: by a hand edit that it recorded, and as one who claims to be a person', async () => {
    const leaseOf = () => store.ledgers().task(taskKeyOf('TASKS-01')).assignee?.lease;
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { status: 'IN_PROGRESS', statusText: 'IN_PROGRESS' }));
    expect(rulesOf(await store.does(record, { ids: ['TASKS-01'] }, ada))).toEqual([]);
    expect(leaseOf()).toBe(7200);
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }, ada))).toEqual([]);
    const reopening = { id: 'TASKS-01', reason: 'the night tide was never tested' };
    expect(rulesOf(await store.copy().does(reopen, reopening))).toEqual([]);
    expect(rulesOf(await store.does(reopen, reopening, { ...ada, claimed: 'human' }))).toEqual([]);
    expect(leaseOf()).toBe(7200);
  });

  it('that has run out makes the task takeable, and its status stays', async () => {
    await claim(ada, { lease: '10m' });
    await store.does(start, { id: 'TASKS-01' }, ada);
    await minutesPass(11);
    const seen = value(await store.does(next, {}, bob));
    expect(seen).toMatchObject({ task: { id: 'TASKS-01', status: 'IN_PROGRESS', assignee: null } });
    expect(seen.why).toMatch(/under way and nobody's: ada had it, and the lease ended on/);
    expect(seen.next[0]).toEqual({ command: 'tallyplan next --claim' });
    expect(await claim(bob)).toMatchObject({ task: { id: 'TASKS-01', status: 'IN_PROGRESS', assignee: 'bob' } });
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }, ada))).toEqual(['already-started']);
    expect(rulesOf(await store.does(complete, { id: 'TASKS-01', summary }, bob))).toEqual([]);
    expect(operationsOn('TASKS-01')).toEqual(['claim', 'start', 'claim', 'complete']);
  });

  it('that has run out on a task that was not started puts it back into the queue', async () => {
    await claim(ada, { lease: '10m' });
    await minutesPass(11);
    expect(value(await store.does(next, {}, bob)).queue[0]).toBe('TASKS-01');
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }, bob))).toEqual([]);
  });

  it('is renewed by whatever its holder does to the task, and by nobody else', async () => {
    await claim(ada, { lease: '10m' });
    await minutesPass(8);
    await store.does(log, { id: 'TASKS-01', status: 'NOT_STARTED', note: 'reading the documents' }, ada);
    await minutesPass(8);
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }, bob))).toEqual(['already-started']);
    await store.does(log, { id: 'TASKS-01', status: 'NOT_STARTED', note: 'waiting for ada, it seems' }, bob);
    await minutesPass(4);
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }, bob))).toEqual([]);
  });

  it('is renewed by `renew` and by a further claim, but only when half of it is gone', async () => {
    await claim(ada, { lease: '20m' });
    expect(value(await store.does(renew, {}, ada))).toMatchObject({ renewed: [], tasks: [{ task: 'TASKS-01' }] });
    await minutesPass(9);
    expect(value(await store.does(renew, {}, ada)).renewed).toEqual(['TASKS-01']);
    await minutesPass(11);
    await claim(ada);
    expect(operationsOn('TASKS-01')).toEqual(['claim', 'renew', 'renew']);
    await minutesPass(18);
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }, bob))).toEqual(['already-started']);
  });

  it('is on what an agent starts without a claim, and is the policy’s; not on what a person starts', async () => {
    await store.does(start, { id: 'TASKS-01' }, ada);
    await store.does(start, { id: 'TASKS-02' }, person);
    expect(store.events(taskKeyOf('TASKS-01'))[0]?.input).toEqual({ lease: 7200 });
    expect(store.events(taskKeyOf('TASKS-02'))[0]?.input).toEqual({});
    await minutesPass(125);
    expect((await claim(bob)).task?.id).toBe('TASKS-01');
    expect(rulesOf(await store.does(complete, { id: 'TASKS-02', summary }, bob))).toEqual(['already-started']);
  });

  it('does not outlive a release, and a start keeps that of the claim', async () => {
    await claim(ada, { lease: '10m' });
    await store.does(start, { id: 'TASKS-01' }, ada);
    expect(store.events(taskKeyOf('TASKS-01'))[1]?.input).toEqual({});
    await store.does(release, { ids: ['TASKS-01'] }, ada);
    expect(value(await store.does(renew, {}, ada)).tasks).toEqual([]);
  });

  it('stays with a task that is stopped or blocked', async () => {
    await claim(ada, { lease: '1h' });
    await store.does(block, { ids: ['TASKS-01'], reason: 'the supplier has not delivered' }, ada);
    expect(value(await store.does(renew, {}, ada)).tasks).toMatchObject([{ task: 'TASKS-01' }]);
    expect((await claim(ada)).task?.id).toBe('TASKS-02');
  });

  it.each([
    ['90s', 90],
    ['30m', 1800],
    [' 2H ', 7200],
    ['1d', 86_400],
    ['0m', null],
    ['2', null],
    ['-1h', null],
    ['99999999d', null],
    ['2h30m', null],
  ])('as people write it: %j is %j seconds', (text, seconds) => expect(secondsOf(text)).toBe(seconds));
});

describe('undo', () => {
  it('takes back the start and leaves the claim', async () => {
    await claim(ada);
    await store.does(start, { id: 'TASKS-01' }, ada);
    expect(rulesOf(await store.does(undo, { id: 'TASKS-01', reason: 'started the wrong one' }, ada))).toEqual([]);
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }, bob))).toEqual(['already-started']);
  });

  it('does not take back who has the task', async () => {
    await claim(ada);
    const outcome = await store.does(undo, { id: 'TASKS-01', reason: 'claimed the wrong one' }, ada);
    expect(rulesOf(outcome)).toEqual(['wrong-status']);
  });
});

describe('two sessions under one name', () => {
  const [morning, evening] = [robot('ada', 's-1'), robot('ada', 's-2')];

  it('claim different tasks, and each is told of the other', async () => {
    expect((await claim(morning)).task?.id).toBe('TASKS-01');
    expect((await claim(evening)).task?.id).toBe('TASKS-02');
    const brief = value(await store.does(sessionBrief, {}, evening));
    expect(brief.open.map(({ id, elsewhere }) => [id, elsewhere])).toEqual([
      ['TASKS-01', true],
      ['TASKS-02', false],
    ]);
  });

  it('go on with each other’s when one is over', async () => {
    await claim(morning);
    await store.does(start, { id: 'TASKS-01' }, morning);
    const ended = value(await store.does(sessionEnd, {}, morning));
    expect(ended).toMatchObject({ session: 's-1', tasks: [{ task: 'TASKS-01', operations: ['claim', 'start'], open: true }] });
    expect((await claim(evening)).task?.id).toBe('TASKS-01');
    expect(operationsOn('TASKS-01')).toEqual(['claim', 'start', 'session end', 'claim']);
    expect((await claim(robot('ada', 's-3'))).task?.id).toBe('TASKS-02');
  });

  it('tell of one that is over what they told when it ended', async () => {
    await claim(morning);
    const ended = value(await store.does(sessionEnd, {}, morning));
    const again = value(await store.does(sessionEnd, {}, morning));
    expect(ended.message).toBe('the session is over: 1 change to TASKS-01; still open: TASKS-01');
    expect(again).toMatchObject({ message: 'the session is over: 1 change to TASKS-01', from: ended.from, to: ended.to });
    expect(again.tasks).toMatchObject([{ task: 'TASKS-01', operations: ['claim'], open: false }]);
  });

  it('are one where a call names none: a name is enough for the gates', async () => {
    await claim(morning);
    expect((await claim(ada)).task?.id).toBe('TASKS-01');
    expect(rulesOf(await store.does(start, { id: 'TASKS-01' }, evening))).toEqual([]);
  });

  it('a session that is none can not be ended', async () => {
    expect(rulesOf(await store.does(sessionEnd, {}, ada))).toEqual(['usage']);
  });
});

describe('session end', () => {
  const morning = robot('ada', 's-1');
  const end = (given: object = {}) =>
    perform(store, { operation: sessionEnd, input: {} }, { ...store.performance(morning), sitting: () => given });

  it('of a session that changed nothing says so', async () => {
    expect(value(await end())).toMatchObject({
      host: null,
      model: null,
      from: null,
      to: null,
      revision: { from: null, to: null },
      tasks: [],
    });
    expect(value(await end()).message).toBe('the session is over: nothing was changed in it');
  });

  it('tells what was done in order, by whom, and from which revision on; a task that was taken out since is left out', async () => {
    const sitting = { host: 'shell', model: 'ada-2', revision: 'abc1' };
    const done = async (operation: typeof start, id: string) =>
      value(await perform(store, { operation, input: { id } }, { ...store.performance(morning), sitting: () => sitting }));
    for (const id of ['TASKS-03', 'TASKS-02'])
      value(await store.does(log, { id, status: 'NOT_STARTED', note: 'looked at closely' }, morning));
    await done(start, 'TASKS-01');
    value(await store.does(complete, { id: 'TASKS-01', summary }, morning));
    value(await store.does(remove, { id: 'TASKS-03' }));
    const { events } = store.ledgers().task(taskKeyOf('TASKS-02'));
    expect(value(await end({ revision: 'def2' }))).toMatchObject({
      host: 'shell',
      model: 'ada-2',
      from: events[0]?.at,
      revision: { from: 'abc1', to: 'def2' },
      tasks: [
        { task: 'TASKS-02', operations: ['log'], open: false },
        { task: 'TASKS-01', status: 'COMPLETED', operations: ['start', 'complete'], open: false },
      ],
    });
    await done(start, 'TASKS-02');
    value(await end({ revision: 'def2' }));
    expect(store.events(taskKeyOf('TASKS-02')).at(-1)).toMatchObject({
      operation: 'session end',
      input: { session: 's-1', revision: 'def2' },
    });
  });
});

describe('renew', () => {
  it('says whether it would write anything, and finds what one has among many', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ id: `TASKS-${at + 10}` }));
    store = new DataStore(planOf({ phases: [many] }), digest);
    const isDue = () => isRenewalDue(worldOf(store.snapshot(), { actor: ada, digest }, store.performance(ada).now()));
    expect(isDue()).toBe(false);
    store = await DataStore.adopted(store.plan, digest);
    await claim(ada);
    for (const { id } of many) value(await store.does(log, { id, status: 'NOT_STARTED', note: 'looked at closely' }, bob));
    expect(isDue()).toBe(false);
    store.letPass(70);
    expect(isDue()).toBe(true);
    expect(value(await store.does(renew, {}, ada))).toMatchObject({ renewed: ['TASKS-10'], tasks: [{ task: 'TASKS-10' }] });
    expect(isDue()).toBe(false);
  });

  it('renews nothing of what a hand completed: that has to be settled first', async () => {
    await claim(ada);
    store.letPass(70);
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { status: 'COMPLETED', statusText: 'COMPLETED' }));
    expect(value(await store.does(renew, {}, ada))).toMatchObject({ renewed: [], tasks: [] });
  });
});

describe('session brief', () => {
  it('tells the open claim, the last rows, open questions and the next step', async () => {
    await store.does(stop, { id: 'TASKS-02', question: 'which of the two formats is meant?' }, bob);
    await claim(ada);
    await store.does(start, { id: 'TASKS-01' }, ada);
    for (const at of [1, 2, 3, 4])
      await store.does(log, { id: 'TASKS-01', status: 'IN_PROGRESS', note: `session number ${at} was good` }, ada);
    const brief = value(await store.does(sessionBrief, {}, ada));
    expect(brief).toMatchObject({
      actor: 'ada',
      open: [{ id: 'TASKS-01', status: 'IN_PROGRESS' }],
      log: [4, 3, 2].map((at) => ({ task: 'TASKS-01', notes: `session number ${at} was good` })),
      stops: [{ task: 'TASKS-02', question: 'which of the two formats is meant?', by: 'bob' }],
    });
    expect(brief.next[0]?.command).toMatch(/^tallyplan complete TASKS-01 --summary/);
  });

  it('is never more than 1,500 tokens, however much the plan says', async () => {
    const long = 'a very long text that never seems to come to an end '.repeat(100);
    const many = Array.from({ length: 12 }, (_, index) => ({ id: `TASKS-${index + 10}`, name: long }));
    store = await DataStore.adopted(planOf({ phases: [many] }), digest);
    for (const { id } of many.slice(0, 6)) await store.does(stop, { id, question: `${id}: ${long}` }, bob);
    for (const { id } of many.slice(6)) await store.does(start, { id, skipAhead: 'they are all begun at once' }, ada);
    const brief = value(await store.does(sessionBrief, {}, ada));
    expect(brief).toMatchObject({ more: 3, moreStops: 2 });
    expect(JSON.stringify(brief).length / 4).toBeLessThanOrEqual(1500);
  });

  it('needs no adoption', async () => {
    const fresh = new DataStore(planOf({ phases: [[{ id: 'TASKS-01' }]] }), digest);
    expect(value(await fresh.does(sessionBrief, {}, ada))).toMatchObject({ open: [], next: [{ command: 'tallyplan init --yes' }] });
  });
});

describe('why', () => {
  it('names who has claimed a task', async () => {
    await claim(ada);
    expect(value(await store.does(why, { id: 'TASKS-01' }, bob)).because[0]?.message).toMatch(/^ada has it since/);
  });

  it('says of a claimed task what its holder must do', async () => {
    await claim(ada);
    expect(value(await store.does(why, { id: 'TASKS-01' }, ada)).move[0]?.next).toEqual([{ command: 'tallyplan start TASKS-01' }]);
    expect(rulesOf(await store.does(verify, { id: 'TASKS-01' }, bob))).toEqual([]);
  });
});
