import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tornLine } from '../ledger/chain.ts';
import type { LedgerFault } from '../ledger/history.ts';
import type { Change } from '../model/change.ts';
import { copyTask } from '../model/copy-task.ts';
import type { Plan, Task } from '../model/plan.ts';
import { policies } from '../model/policy.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { block, unblock } from '../operations/block.ts';
import { complete } from '../operations/complete.ts';
import { defer, resume } from '../operations/defer.ts';
import { log } from '../operations/log.ts';
import { reopen } from '../operations/reopen.ts';
import { start } from '../operations/start.ts';
import { instruct, stop } from '../operations/stop.ts';
import { agent } from '../operations/testing/data-store.ts';
import { planText, preCheckKeys } from '../operations/testing/plan-text.ts';
import { Stories, set, twoTasks } from '../operations/testing/story.ts';
import { textWorld } from '../operations/testing/text-world.ts';
import { verify } from '../operations/verify.ts';
import { waive } from '../operations/waive.ts';
import { findingsOf } from './findings.ts';
import type { RuleWorld } from './rule-world.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const stories = new Stories(digest);

describe('unrecorded-change', () => {
  it.each<[string, Change]>([
    ['a status', set('TASKS-01', 'status', 'IN_PROGRESS')],
    ['a tick', set('TASKS-01', 'preCheck.items.verified_req', true)],
    ['an IPLAN status', set('TASKS-01', 'implementation.iplanStatus', 'COMPLETED')],
    ['a COMPLETED row', { kind: 'add-log-row', date: '2026-03-01', task: 'TASKS-01', status: 'COMPLETED', notes: 'done by hand' }],
    ['a prerequisite taken away', { kind: 'set-field', task: taskKeyOf('TASKS-01'), field: 'dependents', to: '' }],
  ])('finds %s that was set by hand', async (what, change) => {
    const story = (await stories.of(...twoTasks)).byHand(change);
    expect(await story.seenBy('unrecorded-change')).toEqual([what === 'a prerequisite taken away' ? 'TASKS-02' : 'TASKS-01']);
  });

  it.each<[string, readonly Change[]]>([
    [
      'a name, a priority',
      [
        { kind: 'set-field', task: taskKeyOf('TASKS-01'), field: 'name', to: 'Another name' },
        { kind: 'set-field', task: taskKeyOf('TASKS-01'), field: 'priority', to: 'P2' },
      ],
    ],
    ['a prerequisite more', [{ kind: 'set-field', task: taskKeyOf('TASKS-02'), field: 'dependents', to: 'TASKS-01' }]],
    [
      'a row that is not COMPLETED',
      [{ kind: 'add-log-row', date: '2026-03-01', task: 'TASKS-01', status: 'IN_PROGRESS', notes: 'a note' }],
    ],
    ['a task that was never started taken out', [{ kind: 'remove-task', task: taskKeyOf('TASKS-02') }]],
  ])('lets planning by hand pass: %s', async (_what, changes) => {
    expect(await (await stories.of(...twoTasks)).byHand(...changes).seenBy('unrecorded-change')).toEqual([]);
  });

  it('is what the remedies of all else that the same hand left lead out of', async () => {
    const story = (await stories.of(...twoTasks)).byHand(set('TASKS-01', 'status', 'COMPLETED'));
    const { findings } = await story.findings();
    const remedies = findings.map(({ rule, remedy }) => [rule, remedy]);
    const record = 'tallyplan record TASKS-01, or tallyplan record TASKS-01 --restore';
    expect(remedies).toContainEqual(['started-without-pre-check', record]);
    expect(remedies).toContainEqual(['unrecorded-completion', record]);
  });

  it('finds nothing in what operations did', async () => {
    expect(await (await (await stories.of(...twoTasks)).completed('TASKS-01')).seenBy('unrecorded-change')).toEqual([]);
  });

  it('finds a begun task that was taken out by hand, whether by its ledger or by the baseline', async () => {
    const begun = await (await stories.of(...twoTasks)).started('TASKS-01');
    expect(await begun.rewritten({ phases: [[{ id: 'TASKS-02' }]] }).seenBy('unrecorded-change')).toEqual(['TASKS-01', 'TASKS-02']);
    const adopted = await stories.of({ id: 'TASKS-01', status: 'COMPLETED' }, { id: 'TASKS-02' });
    expect(await adopted.rewritten({ phases: [[{ id: 'TASKS-02' }]], log: [] }).seenBy('unrecorded-change')).toEqual(['TASKS-01']);
    const deferred = await stories.of({ id: 'TASKS-01', status: 'DEFERRED' }, { id: 'TASKS-02' });
    expect(await deferred.rewritten({ phases: [[{ id: 'TASKS-02' }]] }).seenBy('unrecorded-change')).toEqual(['TASKS-01']);
  });

  it('says of one whose entry is gone that it may stand in a block that can’t be read', async () => {
    const begun = await (await stories.of(...twoTasks)).started('TASKS-01');
    const broken = textWorld(planText({ phases: [[{ id: 'TASKS-02' }], [{ id: 'TASKS-03', priority: '[P0' }]] }), { digest });
    const found = findingsOf({ ...begun.world(), plan: broken.plan, graph: broken.graph, places: broken.places });
    expect(found.filter(({ task }) => task === 'TASKS-01')).toMatchObject([
      {
        rule: 'unrecorded-change',
        message: expect.stringContaining('stands in a block that can’t be read'),
        remedy: 'correct that block first',
      },
    ]);
  });

  it('lets a task that never started be taken out, whatever was recorded of it', async () => {
    const story = await stories.of(...twoTasks);
    await story.does(log, { id: 'TASKS-02', status: 'NOT_STARTED', note: 'talked over in the weekly round' });
    expect(await story.rewritten({ phases: [[{ id: 'TASKS-01' }]] }).seenBy('unrecorded-change')).toEqual([]);
  });

  it('leaves an entry that cannot be read to the finding that says so', async () => {
    const story = await (await stories.of(...twoTasks)).started('TASKS-01');
    const world = story.world();
    const unreadable = (task: Task): Task => ({ ...copyTask(task, { status: null, statusText: '' }), writable: false });
    const tasks = world.plan.tasks.map((task) => (task.key === 'TASKS-01' ? unreadable(task) : task));
    const plan: Plan = Object.create(world.plan, { tasks: { value: tasks } });
    expect(findingsOf({ ...world, plan }).filter(({ rule }) => rule === 'unrecorded-change')).toEqual([]);
  });

  it('finds a COMPLETED row that was taken out by hand', async () => {
    const story = await (await stories.of(...twoTasks)).completed('TASKS-01');
    const notes = 'Built TASKS-01 and ran all of its tests.';
    story.byHand({ kind: 'remove-log-row', date: '2026-03-01', task: 'TASKS-01', status: 'COMPLETED', notes });
    expect(await story.seenBy('unrecorded-change')).toEqual(['TASKS-01']);
  });
});

describe('missing-receipt', () => {
  const tick = (item: string) => set('TASKS-01', `preCheck.items.${item}`, true);

  it('finds an item that was ticked by hand', async () => {
    expect(await (await stories.of(...twoTasks)).byHand(tick('verified_req')).seenBy('missing-receipt')).toEqual(['TASKS-01']);
  });

  it('lets items pass that were verified, adopted, or are the tool’s own', async () => {
    expect(await (await (await stories.of(...twoTasks)).started('TASKS-01')).seenBy('missing-receipt')).toEqual([]);
    const adopted = await stories.of({ id: 'TASKS-01', ticked: ['verified_req'], preCheck: 'IN_PROGRESS' });
    expect(await adopted.seenBy('missing-receipt')).toEqual([]);
    expect(await (await stories.of(...twoTasks)).byHand(tick('confirmed_deps')).seenBy('missing-receipt')).toEqual([]);
  });
});

describe('stop-open', () => {
  it('notes a STOP until a person answers it', async () => {
    const story = await (await stories.of(...twoTasks)).does(stop, { id: 'TASKS-01', question: 'UTC or local time?' }, agent);
    expect(await story.seenBy('stop-open')).toEqual(['TASKS-01']);
    await story.does(instruct, { id: 'TASKS-01', text: 'UTC everywhere, as REQ-03 says.' });
    expect(await story.seenBy('stop-open')).toEqual([]);
  });
});

describe('unlinked-task', () => {
  it('warns of items that were attested without a document, and not of the tool’s own', async () => {
    const story = await stories.of(...twoTasks);
    expect(await (await story.does(verify, { id: 'TASKS-01' })).seenBy('unlinked-task')).toEqual([]);
    expect(await (await story.started('TASKS-01')).seenBy('unlinked-task')).toEqual(['TASKS-01']);
  });
});

describe('prerequisite-reopened', () => {
  it('warns of work that began before its prerequisite was reopened, and is no error', async () => {
    const story = await (await (await stories.of(...twoTasks)).completed('TASKS-01')).started('TASKS-02');
    expect(await story.seenBy('prerequisite-reopened')).toEqual([]);
    await story.does(reopen, { id: 'TASKS-01', reason: 'the import missed two vessels' });
    expect(await story.seenBy('prerequisite-reopened')).toEqual(['TASKS-02']);
    expect(await story.seenBy('started-before-prerequisite')).toEqual([]);
  });

  it('is not what is wrong where the prerequisite never was COMPLETED', async () => {
    const story = await stories.of({ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02', status: 'IN_PROGRESS' });
    expect(await story.seenBy('prerequisite-reopened', { all: true })).toEqual([]);
    expect(await story.seenBy('started-before-prerequisite', { all: true })).toEqual(['TASKS-02']);
  });
});

describe('waivers', () => {
  const waived = async (until?: string) => {
    const story = await stories.of({ id: 'TASKS-01', priority: 'P1' }, { id: 'TASKS-02', priority: 'P0' });
    return story.does(waive, { id: 'TASKS-02', rule: 'priority-order', reason: 'the supplier delivers in this order', until });
  };

  it('quiet the finding, and are shown while they last', async () => {
    const story = await waived();
    expect(await story.seenBy('priority-order', { strict: true })).toEqual([]);
    expect(await story.seenBy('waiver-active')).toEqual(['TASKS-02']);
  });

  it('are void as soon as what they are about changes', async () => {
    const story = (await waived()).rewritten({
      phases: [
        [
          { id: 'TASKS-03', priority: 'P1' },
          { id: 'TASKS-02', priority: 'P0' },
          { id: 'TASKS-01', priority: 'P1' },
        ],
      ],
    });
    expect(await story.seenBy('priority-order')).toEqual(['TASKS-02']);
    expect(await story.seenBy('waiver-active')).toEqual([]);
  });

  it('that have run out are told while what they let pass is still there, and not after', async () => {
    const story = (await waived('2026-03-01')).aDayLater();
    expect(await story.seenBy('waiver-expired')).toEqual(['TASKS-02']);
    expect(await story.seenBy('priority-order', { strict: true })).toEqual(['TASKS-02']);
    expect(
      await story
        .rewritten({
          phases: [
            [
              { id: 'TASKS-02', priority: 'P0' },
              { id: 'TASKS-01', priority: 'P1' },
            ],
          ],
        })
        .seenBy('waiver-expired'),
    ).toEqual([]);
  });

  it('of a gate are shown while the gate would be shut', async () => {
    const story = await (await stories.of(...twoTasks)).does(waive, {
      id: 'TASKS-02',
      rule: 'started-before-prerequisite',
      reason: 'the interface is frozen',
    });
    expect(await story.seenBy('waiver-active')).toEqual(['TASKS-02']);
    await story.completed('TASKS-01');
    expect(await story.seenBy('waiver-active')).toEqual([]);
  });

  it.each([
    ['blocked', block, 'BLOCKED'],
    ['put off', defer, 'DEFERRED'],
  ] as const)('of a gate are shown while the task is %s, and told as run out once it goes on', async (_, holdsUp, status) => {
    const goesOn = status === 'BLOCKED' ? unblock : resume;
    const said = { id: 'TASKS-02', rule: 'started-before-prerequisite', reason: 'the interface is frozen', until: '2026-03-01' };
    const story = await (await stories.of(...twoTasks)).does(waive, said);
    await story.does(holdsUp, { ids: ['TASKS-02'], reason: 'the crane is away' });
    expect(await story.seenBy('waiver-active')).toEqual(['TASKS-02']);
    story.aDayLater();
    expect(await story.seenBy('waiver-active')).toEqual([]);
    expect(await story.seenBy('waiver-expired')).toEqual([]);
    await story.does(goesOn, { id: 'TASKS-02' });
    expect(await story.seenBy('waiver-expired')).toEqual(['TASKS-02']);
  });

  it('of a gate of the completion are shown while the task is blocked', async () => {
    const story = await (await stories.of(...twoTasks)).accepts({ ...policies.standard, evidence: ['tests'] });
    await story.started('TASKS-01');
    await story.does(waive, { id: 'TASKS-01', rule: 'evidence-missing', reason: 'the bench is away until May' });
    await story.does(block, { ids: ['TASKS-01'], reason: 'the crane is away' });
    expect(await story.seenBy('waiver-active')).toEqual(['TASKS-01']);
  });
});

describe('findings that are known since adoption', () => {
  const flawed = { id: 'TASKS-01', status: 'COMPLETED', recorded: 'none', ticked: 'none' } as const;
  const rules = ['started-without-pre-check', 'completed-without-post-check', 'unrecorded-completion', 'session-log-missing'];
  const adoptedFlaws = () => stories.from({ phases: [[flawed, { id: 'TASKS-02' }]], log: [] });

  it('count as notes, listed on request, and count again when asked to be strict', async () => {
    const story = await adoptedFlaws();
    const quiet = await story.findings();
    expect(quiet.summary).toMatchObject({ errors: 0 });
    expect(quiet.summary.known).toBeGreaterThanOrEqual(rules.length);
    expect(quiet.findings.filter(({ known }) => known)).toEqual([]);
    const all = await story.findings({ all: true });
    expect(all.findings.filter(({ known, severity }) => known && severity === 'note').map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(rules),
    );
    expect((await story.findings({ strict: true })).summary.errors).toBeGreaterThanOrEqual(rules.length);
  });

  it('are not the same on another task, or about something else', async () => {
    const story = (await adoptedFlaws()).byHand(set('TASKS-02', 'status', 'COMPLETED'));
    expect(await story.seenBy('session-log-missing')).toEqual(['TASKS-02']);
    story.byHand(set('TASKS-01', 'postCheck.items.session_log_date', true));
    expect(await story.seenBy('completed-without-post-check')).toEqual(expect.arrayContaining(['TASKS-01']));
  });

  it('stay known through recorded changes that do not mend them', async () => {
    const story = await adoptedFlaws();
    await story.does(log, { id: 'TASKS-01', status: 'IN_PROGRESS', note: 'looked at what is missing' });
    const { findings } = await story.findings({ all: true });
    expect(findings.filter(({ rule, task }) => rule === 'completed-without-post-check' && task === 'TASKS-01')).toMatchObject([
      { severity: 'note', known: true },
    ]);
  });

  it('stay known for what recorded changes have left of them', async () => {
    const story = await adoptedFlaws();
    await story.does(log, { id: 'TASKS-01', status: 'COMPLETED', note: 'built in the year before' });
    const { findings, summary } = await story.findings({ all: true });
    expect(summary.errors).toBe(0);
    expect(findings.filter(({ task, known }) => task === 'TASKS-01' && known).map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['completed-without-post-check', 'unrecorded-completion']),
    );
    await expect(story.does(start, { id: 'TASKS-02' })).rejects.toThrow(/^started-without-pre-check[^\n]*$/);
  });

  it('stay known where some of what was missing is there now', async () => {
    const begun = { id: 'TASKS-03', status: 'COMPLETED', dependsOn: 'TASKS-01, TASKS-02' } as const;
    const story = await stories.from({ phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02' }, begun]], log: [] });
    expect(await story.seenBy('started-before-prerequisite', { all: true })).toEqual(['TASKS-03']);
    await story.completed('TASKS-01');
    expect(await story.seenBy('started-before-prerequisite', { all: true })).toEqual(['TASKS-03']);
    expect(await story.seenBy('started-before-prerequisite')).toEqual([]);
  });

  it('are kept once, however many rows have the same', async () => {
    const story = await stories.from({ phases: [twoTasks], log: Array.from({ length: 3 }, () => '2026-02-30 | - | IN_PROGRESS | a') });
    expect(story.world().ledgers.baseline?.known).toMatchObject([{ rule: 'session-log-date', value: '2026-02-30, -' }]);
    expect((await story.findings()).summary).toMatchObject({ errors: 0, known: 3 });
  });

  it('are each known where a rule has found several of one kind', async () => {
    const story = await stories.from({
      phases: [twoTasks],
      log: ['2026-02-30 | - | IN_PROGRESS | a', '2026-02-31 | - | IN_PROGRESS | b'],
    });
    expect((await story.findings()).summary).toMatchObject({ errors: 0, known: 2 });
    story.byHand({ kind: 'add-log-row', date: '2026-02-29', task: '-', status: 'IN_PROGRESS', notes: 'c' });
    expect((await story.findings()).summary).toMatchObject({ errors: 1, known: 2 });
  });

  it('may be about no task', async () => {
    const rows = ['2026-02-01 | - | IN_PROGRESS | a', '2026-02-09 | - | IN_PROGRESS | b', '2026-02-03 | - | IN_PROGRESS | c'];
    const story = await stories.from({ phases: [twoTasks], log: rows });
    const { findings } = await story.findings({ all: true });
    expect(findings.filter(({ rule }) => rule === 'session-log-order')).toMatchObject([{ severity: 'note', known: true }]);
  });

  it('are retired once a recorded change has mended them', async () => {
    const story = await adoptedFlaws();
    await story.does(reopen, { id: 'TASKS-01', reason: 'recorded properly this time' });
    const items = Object.fromEntries(preCheckKeys.slice(0, 4).map((item) => [item, `read everything about ${item}`]));
    await story.does(verify, { id: 'TASKS-01', items });
    await story.does(complete, { id: 'TASKS-01', summary: 'Built again and recorded in full.' });
    expect(await story.seenBy('session-log-missing', { all: true })).toEqual([]);
    story.byHand({
      kind: 'remove-log-row',
      date: '2026-03-01',
      task: 'TASKS-01',
      status: 'COMPLETED',
      notes: 'Built again and recorded in full.',
    });
    expect((await story.findings()).findings).toContainEqual(expect.objectContaining({ rule: 'session-log-missing', severity: 'error' }));
  });
});

describe('policy-not-accepted', () => {
  const seen = (world: RuleWorld) => findingsOf(world).filter(({ rule }) => rule === 'policy-not-accepted');

  it('warns where the configuration is another than the accepted one, or gone', async () => {
    const world = (await stories.of(...twoTasks)).world();
    const expected = { severity: 'warning', file: '.tallyplan/config.yaml', line: 1 };
    expect(seen({ ...world, configuration: { digest: 'another' } })).toMatchObject([expected]);
    expect(seen({ ...world, configuration: { digest: null } })).toMatchObject([expected]);
  });

  it('lets the accepted one pass, and any before adoption', async () => {
    const world = (await stories.of(...twoTasks)).world();
    expect(seen({ ...world, configuration: { digest: world.ledgers.plan.policyDigest } })).toEqual([]);
    const before = textWorld(planText({ phases: [twoTasks] }), { digest });
    expect(seen({ ...before, configuration: { digest: 'whatever' } })).toEqual([]);
    expect(seen(before)).toEqual([]);
  });
});

describe('faults of ledgers', () => {
  const faulty = async (ledger: LedgerFault['ledger'], rule: LedgerFault['rule'], message = 'its id is not the hash of its content') => {
    const world = (await (await stories.of(...twoTasks)).started('TASKS-01')).world();
    const faults: readonly LedgerFault[] = [{ rule, ledger, line: 2, message }];
    const task: RuleWorld['ledgers']['task'] = (key) => ({ ...world.ledgers.task(key), ...(key === ledger ? { faults } : {}) });
    const plan = { ...world.ledgers.plan, ...(ledger === 'plan' ? { faults } : {}) };
    return findingsOf({ ...world, ledgers: { ...world.ledgers, task, plan } }).filter((finding) => finding.rule.startsWith('ledger-'));
  };

  it.each(['ledger-broken', 'ledger-forked', 'ledger-truncated'] as const)('are told as %s, at the line of the ledger', async (rule) => {
    expect(await faulty(taskKeyOf('TASKS-01'), rule)).toMatchObject([
      { rule, task: 'TASKS-01', file: '.tallyplan/ledger/TASKS-01.jsonl', line: 2 },
    ]);
    expect(await faulty('plan', rule)).toMatchObject([{ rule, file: '.tallyplan/ledger/plan.jsonl', line: 2 }]);
  });

  it('lead back to version control, save for a torn line, which is mended without losing what was recorded since', async () => {
    expect(await faulty('plan', 'ledger-broken')).toMatchObject([{ remedy: expect.stringContaining('version control') }]);
    expect(await faulty('plan', 'ledger-broken', tornLine)).toMatchObject([
      { remedy: expect.stringMatching(/^take line 2 out in an editor/) },
    ]);
  });

  it('are none in ledgers that operations wrote, whatever was edited in the plan', async () => {
    const story = await (await stories.of(...twoTasks)).completed('TASKS-01');
    for (const world of [
      story.world(),
      story.byHand(set('TASKS-01', 'status', 'BLOCKED')).world(),
      story.rewritten({ phases: [[]] }).world(),
    ]) {
      expect(findingsOf(world).filter(({ rule }) => rule.startsWith('ledger-'))).toEqual([]);
    }
  });
});

describe('a plan that lives by its operations', () => {
  it('has no errors', async () => {
    const story = await (await stories.of(...twoTasks, { id: 'TASKS-03' })).completed('TASKS-01');
    await story.does(defer, { ids: ['TASKS-03'], reason: 'not before the spring' });
    expect((await story.findings({ strict: true })).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
