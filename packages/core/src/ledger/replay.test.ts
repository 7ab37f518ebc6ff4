import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import { policies } from '../model/policy.ts';
import type { TaskKey } from '../model/task-id.ts';
import { replayPlan, replayTask } from './replay.ts';
import type { Entry } from './testing/honest-ledgers.ts';
import { ada, finished, fresh, HonestLedgers, receiptFor, robot } from './testing/honest-ledgers.ts';

const sha256: Digest = (bytes) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const task = 'TASKS-01' as TaskKey;

/** The history of a task after these events; the last argument of each is what else it says. */
function historyOf(...events: readonly (readonly [string, Entry?])[]) {
  const ledgers = new HonestLedgers(sha256).adopt({ 'TASKS-01': fresh });
  for (const [operation, entry] of events) ledgers.add(task, operation, entry);
  return { ledgers, history: ledgers.history(task), ids: ledgers.events(task).map(({ id }) => id) };
}
const to = (status: string): Entry => ({ sets: { status } });

describe('a task without events', () => {
  it('has an empty history', () => {
    expect(replayTask(task, encodeUtf8(''), sha256)).toEqual({
      key: task,
      events: [],
      heads: [],
      faults: [],
      state: null,
      base: null,
      assignee: null,
      receipts: [],
      stops: [],
      blocks: [],
      statusBeforeBlock: null,
      waivers: [],
      evidence: [],
      completion: null,
    });
  });
});

describe('tracked state', () => {
  it('is what the changes set, from the base that the first event tells', () => {
    const { history } = historyOf(
      ['start', to('IN_PROGRESS')],
      ['log', { told: [{ path: 'name', from: 'a', to: 'b' }] }],
      ['complete', { sets: { status: 'COMPLETED', log: [{ date: '2026-02-01', notes: 'x' }] } }],
    );
    expect(history.base).toEqual(fresh);
    expect(history.state).toEqual({ ...fresh, status: 'COMPLETED', log: [{ date: '2026-02-01', notes: 'x' }] });
    expect(history.faults).toEqual([]);
  });

  it('counts as a fault where an event starts from what was not there', () => {
    const { ledgers } = historyOf(['start', to('IN_PROGRESS')]);
    const broken = ledgers.add(task, 'log', { told: [{ path: 'implementation.completed', from: '2026-01-01', to: null }] }).history(task);
    expect(broken.faults).toEqual([
      { rule: 'ledger-broken', ledger: task, line: 2, message: expect.stringContaining('`implementation.completed`') },
    ]);
    expect(broken.events).toHaveLength(2);
  });

  it('takes a value that was absent and one that was null for the same', () => {
    const { ledgers } = historyOf(['start', to('IN_PROGRESS')]);
    expect(ledgers.add(task, 'log', { told: [{ path: 'preCheck.items.new', from: null, to: false }] }).history(task).faults).toEqual([]);
  });
});

describe('whose the task is', () => {
  const mine = { actor: robot, since: '2026-02-01T08:02:00.000Z', lease: null, renewed: '2026-02-01T08:02:00.000Z', left: false };
  it.each<readonly [string, readonly (readonly [string, Entry?])[], unknown]>([
    ['nobody’s at first', [['verify']], null],
    ['whoever started it', [['start', { ...to('IN_PROGRESS'), actor: robot }]], mine],
    [
      'nobody’s once it is given back',
      [
        ['start', to('IN_PROGRESS')],
        ['release', to('NOT_STARTED')],
      ],
      null,
    ],
    [
      'nobody’s once it is put off',
      [
        ['start', to('IN_PROGRESS')],
        ['defer', to('DEFERRED')],
      ],
      null,
    ],
    [
      'still theirs while it is blocked',
      [
        ['start', { ...to('IN_PROGRESS'), actor: robot }],
        ['block', to('BLOCKED')],
      ],
      mine,
    ],
    [
      'still theirs when it is completed',
      [
        ['start', { ...to('IN_PROGRESS'), actor: robot }],
        ['complete', to('COMPLETED')],
      ],
      mine,
    ],
    [
      'theirs as before when another session ends',
      [
        ['start', { ...to('IN_PROGRESS'), actor: robot }],
        ['session end', { actor: { ...robot, session: 's-2' } }],
      ],
      mine,
    ],
    [
      'theirs as before when a session ends that nobody named',
      [
        ['start', { ...to('IN_PROGRESS'), actor: ada }],
        ['session end', { actor: ada }],
      ],
      { ...mine, actor: ada },
    ],
    ['nobody’s still when a session ends', [['session end', { actor: robot }]], null],
    [
      'left behind when the session ends that took it',
      [
        ['start', { ...to('IN_PROGRESS'), actor: robot }],
        ['session end', { actor: robot }],
      ],
      { ...mine, left: true },
    ],
    ['whoever reopened it', [['reopen', { ...to('IN_PROGRESS'), actor: robot }]], mine],
  ])('is %s', (_, events, assignee) => {
    expect(historyOf(...events).history.assignee).toEqual(assignee);
  });
});

describe('receipts', () => {
  const ticked: Entry = { sets: { 'preCheck.items.verified_req': true }, receipts: [receiptFor('verified_req')] };

  it('are in force, the latest of each item, signed by their event', () => {
    const again = { ...receiptFor('verified_req'), note: 'read again' };
    const { history, ids } = historyOf(['verify', ticked], ['verify', { receipts: [again, receiptFor('confirmed_deps')], actor: robot }]);
    expect(history.receipts).toEqual([
      { ...again, event: ids[1], at: '2026-02-01T08:03:00.000Z', actor: robot },
      { ...receiptFor('confirmed_deps'), event: ids[1], at: '2026-02-01T08:03:00.000Z', actor: robot },
    ]);
  });

  it('stay while other things happen', () => {
    expect(historyOf(['verify', ticked], ['start', to('IN_PROGRESS')]).history.receipts).toHaveLength(1);
  });

  it('fall when their tick is taken away', () => {
    expect(historyOf(['verify', ticked], ['record', { sets: { 'preCheck.items.verified_req': false } }]).history.receipts).toEqual([]);
  });
});

describe('what holds a task up', () => {
  const stopped: Entry = { ...to('BLOCKED'), input: { question: 'UTC?', cause: 'utc?' } };

  it('are its blocks and STOPs, oldest first; the status before the first of them is kept', () => {
    const { history, ids } = historyOf(
      ['start', to('IN_PROGRESS')],
      ['block', { ...to('BLOCKED'), input: { reason: 'tide tables' } }],
      ['stop', stopped],
      ['block'],
    );
    expect(history.blocks).toEqual([
      { event: ids[1], reason: 'tide tables', at: expect.any(String), actor: ada },
      { event: ids[3], reason: '', at: expect.any(String), actor: ada },
    ]);
    expect(history.stops).toEqual([
      { event: ids[2], question: 'UTC?', cause: 'utc?', answered: false, at: expect.any(String), actor: ada },
    ]);
    expect(history.statusBeforeBlock).toBe('IN_PROGRESS');
  });

  it('is only the STOP once the blocks are lifted', () => {
    const { history } = historyOf(['start', to('IN_PROGRESS')], ['block', to('BLOCKED')], ['stop', stopped], ['unblock']);
    expect(history).toMatchObject({ blocks: [], stops: [{ question: 'UTC?' }], statusBeforeBlock: 'IN_PROGRESS' });
  });

  it('is nothing once the STOP is answered, too', () => {
    const { ledgers, ids } = historyOf(['stop', stopped]);
    expect(ledgers.add(task, 'instruct', { input: { stop: ids[0], text: 'UTC' } }).history(task)).toMatchObject({
      stops: [],
      statusBeforeBlock: null,
      faults: [],
    });
  });

  it('is a fault where the answer is to no open STOP', () => {
    const { history } = historyOf(['stop', stopped], ['instruct', { input: { stop: 'nobody', text: 'UTC' } }]);
    expect(history.stops).toHaveLength(1);
    expect(history.faults).toEqual([{ rule: 'ledger-broken', ledger: task, line: 2, message: 'it answers a STOP that is not open' }]);
  });

  it('ends with a deferral as far as it was a block; a STOP still waits', () => {
    const { history } = historyOf(['start', to('IN_PROGRESS')], ['block', to('BLOCKED')], ['stop', stopped], ['defer', to('DEFERRED')]);
    expect(history).toMatchObject({ blocks: [], stops: [{ question: 'UTC?' }], statusBeforeBlock: 'NOT_STARTED' });
  });

  it('goes back to where the plan was adopted with it, where nothing else is recorded', () => {
    const ledgers = new HonestLedgers(sha256).adopt({ 'TASKS-01': { ...finished, status: 'IN_PROGRESS' } });
    expect(ledgers.add(task, 'block', to('BLOCKED')).history(task).statusBeforeBlock).toBe('IN_PROGRESS');
  });

  it('goes back to NOT_STARTED where the status before is not known', () => {
    const ledgers = new HonestLedgers(sha256).adopt({ 'TASKS-01': { ...finished, status: 'BLOCKED' } });
    expect(ledgers.add(task, 'block').history(task).statusBeforeBlock).toBe('NOT_STARTED');
    const odd = new HonestLedgers(sha256).adopt({ 'TASKS-01': { ...finished, status: 'half done' } });
    expect(odd.add(task, 'stop', stopped).history(task).statusBeforeBlock).toBe('NOT_STARTED');
  });
});

describe('what is let pass, and shown', () => {
  const waiver = { rule: 'review-missing', reason: 'frozen', until: '2027-01-31', content: 'c' };
  const run = { name: 'tests', exitCode: 1, duration: 12, outputDigest: 'o', outputTail: 't', revision: null, tree: 'x' };

  it('are waivers and evidence, signed by their events', () => {
    const { history, ids } = historyOf(
      ['waive', { input: waiver }],
      ['evidence', { input: run, actor: robot }],
      ['evidence', { input: { ...run, exitCode: 0, revision: 'r' } }],
    );
    expect(history.waivers).toEqual([{ ...waiver, event: ids[0], at: expect.any(String), actor: ada }]);
    expect(history.evidence.map(({ exitCode, revision, actor }) => [exitCode, revision, actor])).toEqual([
      [1, null, robot],
      [0, 'r', ada],
    ]);
  });

  it.each([
    ['waive', { ...waiver, rule: 'gravity' }],
    ['waive', { ...waiver, content: 1 }],
    ['waive', { ...waiver, until: 1 }],
    ['claim', { lease: 0 }],
    ['claim', {}],
    ['evidence', { ...run, name: 1 }],
    ['evidence', { ...run, exitCode: '0' }],
    ['evidence', { ...run, revision: 1 }],
  ])('is a fault where a %s says something else', (operation, input) => {
    const { history } = historyOf([operation, { input }]);
    expect(history).toMatchObject({
      waivers: [],
      evidence: [],
      faults: [{ line: 1, message: `its input is not what \`${operation}\` records` }],
    });
  });
});

describe('a completion', () => {
  it('is in force from `complete` to `reopen`', () => {
    const { history, ids } = historyOf(['complete', { ...to('COMPLETED'), actor: robot }]);
    expect(history.completion).toEqual({ event: ids[0], at: expect.any(String), actor: robot, asFound: false });
    expect(historyOf(['complete', to('COMPLETED')], ['reopen', to('IN_PROGRESS')]).history.completion).toBeNull();
  });

  it('as found says so', () => {
    expect(historyOf(['record', { ...to('COMPLETED'), input: { asFound: true } }]).history.completion).toMatchObject({ asFound: true });
  });
});

describe('a recorded hand edit', () => {
  const started = ['start', { ...to('IN_PROGRESS'), actor: robot }] as const;
  it.each<readonly [string, readonly (readonly [string, Entry?])[], object]>([
    ['that starts', [['record', to('IN_PROGRESS')]], { assignee: { actor: ada } }],
    ['that completes', [started, ['record', to('COMPLETED')]], { assignee: { actor: robot }, completion: { asFound: false, actor: ada } }],
    [
      'that reopens',
      [started, ['complete', to('COMPLETED')], ['record', to('IN_PROGRESS')]],
      { assignee: { actor: ada }, completion: null },
    ],
    [
      'that takes a completion back',
      [started, ['complete', to('COMPLETED')], ['record', to('NOT_STARTED')]],
      { assignee: null, completion: null },
    ],
    [
      'that blocks',
      [started, ['record', { ...to('BLOCKED'), input: { reason: 'ice' } }]],
      { blocks: [{ reason: 'ice' }], statusBeforeBlock: 'IN_PROGRESS', assignee: { actor: robot } },
    ],
    [
      'that unblocks',
      [started, ['block', to('BLOCKED')], ['record', to('IN_PROGRESS')]],
      { blocks: [], statusBeforeBlock: null, assignee: { actor: robot } },
    ],
    ['that defers', [started, ['record', to('DEFERRED')]], { assignee: null }],
    ['that ticks', [started, ['record', { sets: { 'preCheck.items.verified_req': true } }]], { assignee: { actor: robot } }],
    ['that restores', [started, ['record', { input: { restore: true } }]], { assignee: { actor: robot } }],
    ['to a word of its own', [started, ['record', to('half done')]], { assignee: { actor: robot } }],
  ])('%s', (_, events, held) => {
    expect(historyOf(...events).history).toMatchObject({ ...held, faults: [] });
  });
});

describe('undo', () => {
  const undo = (ledgers: HonestLedgers, undoes: string | undefined, sets: Entry['sets'] = {}) =>
    ledgers.add(task, 'undo', { input: { undoes, reason: 'wrong one' }, sets });

  it('takes the side effects of the event back, and keeps both', () => {
    const { ledgers, ids } = historyOf(['verify', { receipts: [receiptFor('verified_req')] }], ['start', to('IN_PROGRESS')]);
    const history = undo(ledgers, ids[1], { status: 'NOT_STARTED' }).history(task);
    expect(history).toMatchObject({ assignee: null, receipts: [{ item: 'verified_req' }], state: { status: 'NOT_STARTED' }, faults: [] });
    expect(history.events).toHaveLength(3);
  });

  it('puts back what the event had replaced', () => {
    const { ledgers, ids } = historyOf(
      ['verify', { receipts: [receiptFor('verified_req')] }],
      ['verify', { receipts: [{ ...receiptFor('verified_req'), note: 'again' }] }],
    );
    expect(undo(ledgers, ids[1]).history(task).receipts).toMatchObject([{ note: receiptFor('verified_req').note, event: ids[0] }]);
  });

  it('lifts a block, and lowers it again', () => {
    const { ledgers, ids } = historyOf(['block', to('BLOCKED')], ['unblock', to('NOT_STARTED')]);
    expect(undo(ledgers, ids[1], { status: 'BLOCKED' }).history(task)).toMatchObject({
      blocks: [{ event: ids[0] }],
      statusBeforeBlock: 'NOT_STARTED',
    });
    expect(undo(ledgers, ids[0], { status: 'NOT_STARTED' }).history(task)).toMatchObject({ blocks: [], statusBeforeBlock: null });
  });

  it('renews the lease of who is at work, as what it takes back did', () => {
    const { ledgers, ids } = historyOf(
      ['start', { ...to('IN_PROGRESS'), actor: robot, input: { lease: 7200 } }],
      ['log', { actor: robot }],
    );
    ledgers.add(task, 'undo', { actor: robot, input: { undoes: ids[1], reason: 'wrong one' } });
    const history = ledgers.history(task);
    expect(history.assignee?.renewed).toBe(history.events.at(-1)?.at);
    expect(undo(ledgers, ids[0], { status: 'NOT_STARTED' }).history(task).assignee).toBeNull();
  });

  it('that is undone itself leaves the event in force', () => {
    const { ledgers, ids } = historyOf(['start', to('IN_PROGRESS')]);
    undo(ledgers, ids[0], { status: 'NOT_STARTED' });
    expect(undo(ledgers, ledgers.events(task).at(-1)?.id, { status: 'IN_PROGRESS' }).history(task).assignee).toMatchObject({ actor: ada });
  });

  it('of what is not there is a fault', () => {
    const { ledgers } = historyOf(['start', to('IN_PROGRESS')]);
    expect(undo(ledgers, 'nothing').history(task).faults).toEqual([
      { rule: 'ledger-broken', ledger: task, line: 2, message: expect.stringContaining('does not stand before it') },
    ]);
  });
});

describe('a broken ledger', () => {
  const ledgers = historyOf(['verify'], ['start', to('IN_PROGRESS')], ['log'], ['complete', to('COMPLETED')]).ledgers;
  const lines = ledgers.text(task).split('\n').slice(0, -1);
  const replayed = (...texts: readonly (string | undefined)[]) =>
    replayTask(task, texts.map((text) => `${text}\n`).join('') as ByteString, sha256);

  it('has one fault for one damaged line, and the other events still count', () => {
    const { faults, events } = replayed(lines[0], lines[1]?.replace('IN_PROGRESS', 'BLOCKED'), lines[2], lines[3]);
    expect(faults).toMatchObject([{ line: 2 }]);
    expect(events.map(({ operation }) => operation)).toEqual(['verify', 'log', 'complete']);
  });

  it('has one fault for a line that can’t be read at all', () => {
    expect(replayed(lines[0], 'rubbish', lines[2], lines[3]).faults).toMatchObject([{ line: 2, message: 'it is no JSON object' }]);
    expect(replayed('rubbish', lines[1], lines[2], lines[3]).faults).toMatchObject([{ line: 1 }]);
  });

  it('tells of a second damage after the first', () => {
    expect(replayed(lines[0], 'rubbish', lines[3]).faults).toMatchObject([{ line: 2 }]);
    expect(replayed('rubbish', lines[1], lines[3]).faults).toMatchObject([{ line: 1 }, { line: 3 }]);
  });

  it('counts all but a torn last line', () => {
    const torn = replayTask(task, ledgers.text(task).slice(0, -1) as ByteString, sha256);
    expect(torn.faults).toEqual([{ rule: 'ledger-broken', ledger: task, line: 4, message: expect.stringContaining('torn') }]);
    expect(torn).toMatchObject({ state: { status: 'IN_PROGRESS' }, heads: [torn.events[2]?.id] });
  });
});

describe('the plan’s own ledger', () => {
  const plan = () => new HonestLedgers(sha256).adopt({ 'TASKS-01': fresh });
  const replayed = (ledgers: HonestLedgers) => replayPlan(ledgers.text('plan'), sha256);

  it('says nothing before adoption', () => {
    expect(replayPlan(encodeUtf8(''), sha256)).toEqual({
      events: [],
      heads: [],
      faults: [],
      policy: null,
      policyDigest: null,
      baselineDigest: null,
      aliases: new Map(),
      removed: new Set(),
    });
  });

  it('says which policy was accepted last, and what the baseline’s digest is', () => {
    const adopted = replayed(plan());
    expect(adopted).toMatchObject({
      policy: policies.standard,
      policyDigest: null,
      baselineDigest: expect.stringMatching(/^\w{64}$/),
      faults: [],
    });
    const accepted = replayed(
      plan().add('plan', 'config', { input: { policy: { ...policies.strict, noteLength: 5 }, policyDigest: 'd' } }),
    );
    expect(accepted).toMatchObject({
      policy: { ...policies.strict, noteLength: 5 },
      policyDigest: 'd',
      baselineDigest: adopted.baselineDigest,
    });
  });

  it('gives a policy from before a key was known that key’s value', () => {
    expect(replayed(plan().add('plan', 'config', { input: { policy: { name: 'strict' }, policyDigest: 'd' } })).policy).toEqual(
      policies.strict,
    );
  });

  it.each([
    ['config', { policy: { name: 'lax' }, policyDigest: 'd' }],
    ['config', { policy: { noteLength: '5' }, policyDigest: 'd' }],
    ['config', { policy: { waivable: 'all' }, policyDigest: 'd' }],
    ['config', { policy: { phaseGate: 1 }, policyDigest: 'd' }],
    ['config', { policy: { commands: { tests: { run: 1, timeout: 1 } } }, policyDigest: 'd' }],
    ['config', { policy: 'standard', policyDigest: 'd' }],
    ['config', { policy: {}, policyDigest: 1 }],
    ['init', { policy: {}, policyDigest: 'd' }],
    ['init', { policyDigest: 'd', baselineDigest: 'b' }],
    ['rename', { from: 'TASKS-01' }],
    ['rename', { to: 'TASKS-01' }],
    ['rename', { from: 'TASKS-01', to: 1 }],
    ['remove', {}],
  ])('tells of a `%s` that can’t be meant: %j', (operation, input) => {
    expect(replayed(plan().add('plan', operation, { input }))).toMatchObject({
      policy: policies.standard,
      faults: [{ rule: 'ledger-broken', ledger: 'plan', line: 2, message: `its input is not what \`${operation}\` records` }],
    });
  });

  it('accepts a list of waivable rules and commands', () => {
    const policy = { ...policies.standard, waivable: ['id-width'], commands: { tests: { run: 'npm test', timeout: 60 } } };
    expect(replayed(plan().add('plan', 'config', { input: { policy, policyDigest: 'd' } })).policy).toEqual(policy);
  });

  it('leads former ids to the one of now, over any number of steps, and back', () => {
    const rename = (ledgers: HonestLedgers, from: string, to: string) => ledgers.add('plan', 'rename', { input: { from, to } });
    const twice = rename(rename(plan(), 'tasks-1', 'REG-1'), 'REG-01', 'REG-02');
    expect([...replayed(twice).aliases]).toEqual([
      ['TASKS-01', 'REG-02'],
      ['REG-01', 'REG-02'],
    ]);
    expect([...replayed(rename(twice, 'REG-02', 'TASKS-01')).aliases]).toEqual([
      ['REG-01', 'TASKS-01'],
      ['REG-02', 'TASKS-01'],
    ]);
    expect([...replayed(rename(plan(), 'tasks-1', 'TASKS-01')).aliases]).toEqual([]);
  });

  it('knows the tasks that were taken out', () => {
    const removed = plan().add('plan', 'remove', { task: 'tasks-9' });
    expect([...replayed(removed).removed]).toEqual(['TASKS-09']);
  });
});
