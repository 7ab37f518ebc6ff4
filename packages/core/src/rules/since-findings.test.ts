/** What was done since a revision, judged by the policy of then, and what its ledgers lost. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LedgerFiles } from '../ledger/history.ts';
import type { ByteString } from '../model/byte-string.ts';
import type { Actor } from '../model/event.ts';
import type { Policy } from '../model/policy.ts';
import { policies } from '../model/policy.ts';
import { complete } from '../operations/complete.ts';
import { evidence } from '../operations/evidence.ts';
import { record } from '../operations/record.ts';
import { start } from '../operations/start.ts';
import { instruct, stop } from '../operations/stop.ts';
import { agent } from '../operations/testing/data-store.ts';
import { planText, preCheckKeys } from '../operations/testing/plan-text.ts';
import { Stories, type Story, set } from '../operations/testing/story.ts';
import { textWorld } from '../operations/testing/text-world.ts';
import { undo } from '../operations/undo.ts';
import { verify } from '../operations/verify.ts';
import { waive } from '../operations/waive.ts';
import type { RuleWorld } from './rule-world.ts';
import { policyOf, sightingsSince } from './since-findings.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const stories = new Stories(digest);
const begin = () => stories.of({ id: 'TASKS-01' }, { id: 'TASKS-02' });
const filesOf = (story: Story): LedgerFiles => story.world().ledgers.files();

const id = 'TASKS-01';
const summary = 'Built the berth store and ran its 40 tests';
const reason = 'the quay model is frozen';
const items = Object.fromEntries(preCheckKeys.slice(0, 4).map((item) => [item, `read everything about ${item}`]));
const claimed: Actor = { name: 'robot', kind: 'agent', claimed: 'human' };
const lenient: Policy = {
  ...policies.standard,
  summaryLength: 1,
  noteLength: 1,
  refusedPhrases: [],
  commands: { tests: { run: 'npm test', timeout: 60 } },
};
const ran = (exitCode: number) => ({
  id,
  run: 'tests',
  outcome: { exitCode, duration: 9, outputDigest: 'd', outputTail: '', revision: null, tree: 'the tree' },
});
const completed = (story: Story, said = summary) => story.does(complete, { id, summary: said });

type Deeds = (story: Story) => Promise<unknown>;
/** The policy of then, what was done under a lenient one since, and what is forbidden about it. */
type Case = readonly [what: string, then: Partial<Policy>, deeds: Deeds, forbidden: readonly string[]];

const cases: readonly Case[] = [
  ['skips ahead', { skipAhead: 'never' }, skipsAhead, ['skips ahead']],
  ['starts in its turn', { skipAhead: 'never' }, (story) => story.started(id), []],
  ['skips ahead where a reason is enough', {}, skipsAhead, []],
  ['says too little', {}, async (story) => completed(await story.started(id), 'Built and tested.'), ['a summary that says nothing']],
  [
    'says it with blanks',
    {},
    async (story) => completed(await story.started(id), `Built${' '.repeat(40)}it`),
    ['a summary that says nothing'],
  ],
  ['says nothing', { summaryLength: 2 }, async (story) => completed(await story.started(id), 'All done!'), ['a summary that says nothing']],
  ['says enough', { summaryLength: summary.length }, async (story) => completed(await story.started(id)), []],
  ['notes too little', { noteLength: 60 }, (story) => story.started(id), ['a note shorter than 60 characters for verified_req']],
  ['notes enough', { noteLength: 30 }, (story) => story.started(id), []],
  [
    'vouches without a document',
    { upstream: 'required' },
    (story) => story.started(id),
    ['vouches for verified_req, verified_tasks, confirmed_arch, checked_gaps without a document'],
  ],
  ['vouches without a document where none is asked for', {}, (story) => story.started(id), []],
  ['brings no evidence', { evidence: ['tests'] }, async (story) => completed(await story.started(id)), ['without evidence of tests']],
  [
    'brings evidence that failed last',
    { evidence: ['tests'] },
    async (story) => {
      await (await story.started(id)).does(evidence, ran(0));
      await completed(await story.does(evidence, ran(1)));
    },
    ['without evidence of tests'],
  ],
  [
    'brings evidence that was taken back',
    { evidence: ['tests'] },
    async (story) => {
      await (await story.started(id)).does(evidence, ran(0));
      await completed(await story.does(undo, { id, reason }));
    },
    ['without evidence of tests'],
  ],
  [
    'brings evidence of something else',
    { evidence: ['tests', 'lint'] },
    async (story) => completed(await (await story.started(id)).does(evidence, ran(0))),
    ['without evidence of lint'],
  ],
  [
    'brings evidence that failed at first',
    { evidence: ['tests'] },
    async (story) => {
      await (await story.started(id)).does(evidence, ran(1));
      await completed(await story.does(evidence, ran(0)));
    },
    [],
  ],
  [
    'completes by hand, without evidence and with a word',
    { evidence: ['tests'] },
    async (story) => {
      const row = { kind: 'add-log-row', date: '2026-03-02', task: id, status: 'COMPLETED', notes: 'built' } as const;
      await (await story.started(id)).byHand(set(id, 'status', 'COMPLETED'), row).does(record, { ids: [id] });
    },
    ['a summary that says nothing', 'without evidence of tests'],
  ],
  [
    'starts by hand',
    { evidence: ['tests'] },
    async (story) => (await story.does(verify, { id, items })).byHand(set(id, 'status', 'IN_PROGRESS')).does(record, { ids: [id] }),
    [],
  ],
  [
    'was completed long ago, as a person says',
    { evidence: ['tests'] },
    (story) => story.does(record, { ids: [id], asFound: true, date: '2026-02-01', reason }),
    [],
  ],
  ['waives what is not to be waived', { waivable: [] }, waivesPreCheck, ['waives started-without-pre-check']],
  ['waives what may be waived', { waivable: ['started-without-pre-check'] }, waivesPreCheck, []],
  ['waives where all may be waived', { waivable: null }, waivesPreCheck, []],
  ['answers themselves', { fourEyes: true }, (story) => asksAndAnswers(story), ['answers a STOP of the same actor']],
  ['answers another', { fourEyes: true }, (story) => asksAndAnswers(story, agent), []],
  ['answers themselves where they may', {}, (story) => asksAndAnswers(story), []],
  ['claims to be a person', { claimedHuman: 'refused' }, (story) => story.does(verify, { id, items }, claimed), ['claims to be a person']],
  ['claims it where that is believed', {}, (story) => story.does(verify, { id, items }, claimed), []],
  [
    'took back what is forbidden, and did it again as it should be',
    { evidence: ['tests'] },
    async (story) => {
      await completed(await story.started(id));
      await story.does(undo, { id, reason });
      await completed(await story.does(evidence, ran(0)));
    },
    [],
  ],
];

async function skipsAhead(story: Story) {
  await story.does(verify, { id: 'TASKS-02', items });
  await story.does(start, { id: 'TASKS-02', skipAhead: 'the first one waits for steel' });
}

function waivesPreCheck(story: Story) {
  return story.does(waive, { id, rule: 'started-without-pre-check', reason });
}

async function asksAndAnswers(story: Story, asker?: Actor) {
  await story.does(stop, { id, question: 'UTC or local time?' }, asker);
  await story.does(instruct, { id, text: 'UTC in the store' });
}

describe('under a policy that was loosened since, whoever', () => {
  it.each(cases.map(([what, then, deeds, forbidden]) => ({ what, then, deeds, forbidden })))(
    '$what',
    async ({ then, deeds, forbidden }) => {
      const story = await (await begin()).accepts({ ...policies.standard, commands: lenient.commands, ...then });
      const older = filesOf(story);
      await deeds(await story.accepts(lenient));
      const { findings } = await story.findings({ older });
      const told = findings.filter(({ rule }) => rule === 'policy-forbids');
      expect(told.map(({ message }) => message)).toEqual(forbidden.map((clause) => expect.stringContaining(clause)));
      expect(findings.filter(({ rule }) => rule === 'policy-changed')).toMatchObject([{ line: 3, file: '.tallyplan/ledger/plan.jsonl' }]);
    },
  );
});

describe('what was done before the revision', () => {
  it('is judged no more', async () => {
    const story = await (await (await begin()).accepts(lenient)).started(id);
    await completed(story, 'built');
    await story.accepts({ ...policies.standard, summaryLength: 40 });
    const { findings } = await story.findings({ older: filesOf(story) });
    expect(findings.filter(({ rule }) => rule.startsWith('policy-'))).toEqual([]);
  });
});

describe('the policy of then', () => {
  const then = { ...policies.standard, noteLength: 44 };

  it('is the one that was accepted by then; where the plan was not adopted yet, that of the adoption', async () => {
    const story = await (await begin()).accepts(then);
    const older = filesOf(story);
    const world = (await story.accepts(lenient)).world();
    expect(policyOf(older, world)).toMatchObject({ noteLength: 44 });
    expect(policyOf(nothing, world)).toEqual(policies.standard);
    expect(policyOf(nothing, notAdopted())).toEqual(policies.standard);
  });
});

describe('the ledgers', () => {
  const withFiles = (story: Story, change: (files: LedgerFiles) => LedgerFiles): RuleWorld => {
    const world = story.world();
    return { ...world, ledgers: { ...world.ledgers, files: () => change(filesOf(story)) } };
  };
  const seen = (older: LedgerFiles, world: RuleWorld) =>
    sightingsSince(older, world).map(({ rule, file, message }) => [rule, file, message]);

  it('hold together where they only grew', async () => {
    const story = await begin();
    const older = filesOf(story);
    expect(sightingsSince(older, (await story.started(id)).world())).toEqual([]);
  });

  it('are missed where they are gone, all of them too', async () => {
    const older = filesOf(await (await begin()).started(id));
    expect(seen(older, notAdopted())).toContainEqual(['ledger-truncated', '.tallyplan/ledger/TASKS-01.jsonl', expect.any(String)]);
    expect(sightingsSince(nothing, notAdopted())).toEqual([]);
  });

  it('are told of once where what is wrong shows without any revision', async () => {
    const story = await (await begin()).started(id);
    const forged = (text: ByteString) => text.replace('"start"', '"stArt"') as ByteString;
    const changed = (files: LedgerFiles) => ({
      ...files,
      ledgers: files.ledgers.map((ledger) => ({ ...ledger, text: forged(ledger.text) })),
    });
    const world = withFiles(story, changed);
    expect(seen(changed(filesOf(story)), world)).toEqual([]);
  });

  it('are told of where only all of them together show it', async () => {
    const story = await (await begin()).started(id);
    const doubled = (files: LedgerFiles) => ({
      ...files,
      ledgers: [
        ...files.ledgers,
        ...files.ledgers.filter(({ name }) => name !== 'plan.jsonl').map((ledger) => ({ ...ledger, name: 'TASKS-02.jsonl' })),
      ],
    });
    const told = [
      expect.stringMatching('ledger-broken'),
      '.tallyplan/ledger/TASKS-02.jsonl',
      expect.stringContaining('stands in another ledger'),
    ];
    expect(seen(filesOf(story), withFiles(story, doubled))).toEqual([told, told]);
  });
});

const nothing: LedgerFiles = { ledgers: [], baseline: null, states: null };
const notAdopted = () => textWorld(planText({ phases: [[{ id }]] }), { digest });
