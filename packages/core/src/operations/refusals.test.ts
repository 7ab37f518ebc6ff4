/** Calls that are refused before anything is decided, or that there is nothing to do for: each says why, and changes nothing. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { readDocument } from '../document/read.ts';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Actor } from '../model/event.ts';
import { policies } from '../model/policy.ts';
import { configAccept } from './config.ts';
import { allOperations } from './index.ts';
import { init } from './init.ts';
import { agent, DataStore, person } from './testing/data-store.ts';
import { planText } from './testing/plan-text.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const table = `### Phase 0: Setup

| Status | ID | Task | Priority | Dependents |
|---|---|---|---|---|
| NOT_STARTED | SETUP-01 | Tools | P0 | |
| COMPLETED | SETUP-02 | Store | P0 | |
| perhaps | SETUP-03 | Masts | P0 | |
| DEFERRED | SETUP-04 | Ice | P0 | |

`;
const text = planText({
  phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02', dependents: 'SETUP-03' }]],
  log: ['2026-02-01 | SETUP-02 | COMPLETED | Built and tested.'],
}).replace('### Phase 1', `${table}### Phase 1`);
const { plan } = readDocument(encodeUtf8(text), { path: 'PLAN.md', library: () => yaml });
const reason = 'because it is so';

interface Call {
  readonly input: unknown;
  readonly actor?: Actor;
}

const operations = new Map((await allOperations()).map((operation) => [operation.name, operation]));

/** What a call is refused with, or else says; the plan and the ledgers are as before. */
async function answerOf(store: DataStore, name: string, { input, actor = person }: Call): Promise<string> {
  const operation = operations.get(name);
  if (operation === undefined) throw new Error(`there is no ${name}`);
  const state = () => [store.plan, JSON.stringify(store.ledgers().files())];
  const before = state();
  const outcome = await store.does(operation, input, actor);
  expect(state()).toEqual(before);
  if (!outcome.ok) return outcome.problems.map(({ rule, message }) => `${rule}: ${message}`).join('\n');
  return JSON.stringify(outcome.value.result);
}

const beforeAdoption: readonly (readonly [string, object])[] = [
  ['add phase', { name: 'Ice', goal: 'No ice.' }],
  ['fmt', { order: true }],
  ['record', {}],
  ['renew', {}],
  ['config accept', {}],
  ['evidence', { id: 'SETUP-01', run: 'tests' }],
  ['log', { id: '-', status: 'IN_PROGRESS', note: reason }],
  ['log', { id: 'SETUP-01', status: 'IN_PROGRESS', note: reason }],
  ['review', { id: 'SETUP-01' }],
  ['undo', { id: 'SETUP-01', reason }],
  ['complete', { id: 'SETUP-01', summary: 'Built it and ran its 40 tests' }],
];

it.each(beforeAdoption)('%s needs an adopted plan: %j', async (name, input) => {
  expect(await answerOf(new DataStore(plan, digest), name, { input })).toContain('not-adopted: DEVELOPMENT_PLAN.md has not been adopted');
});

it('session end needs a session, and an adopted plan', async () => {
  const store = new DataStore(plan, digest);
  expect(await answerOf(store, 'session end', { input: {} })).toContain('usage: session end: no session is under way here');
  expect(await answerOf(store, 'session end', { input: {}, actor: { ...agent, session: 'morning' } })).toContain('not-adopted');
});

const refused: readonly (readonly [string, unknown, string])[] = [
  ['start', null, 'usage: start: '],
  ['start', {}, 'usage: start: id: '],
  ['start', { id: ['x'] }, 'usage: start: id: '],
  ['add phase', { name: '  ', goal: 'x' }, 'usage: add phase: a phase needs a name'],
  ['add task', { id: 'TASKS-07', phase: '1', name: ' ', priority: 'P0' }, 'usage: add task: a task needs a name'],
  [
    'add task',
    { id: 'TASKS-07', phase: '1', name: 'Ice', priority: 'P0', iplan: 'ice' },
    'usage: add task: ice is not the id of an IPLAN document',
  ],
  [
    'add task',
    { id: 'TASKS-07', phase: 'Winter', name: 'Ice', priority: 'P0' },
    'usage: add task: there is no phase Winter in DEVELOPMENT_PLAN.md',
  ],
  ['fmt', {}, 'usage: fmt: what shall be put in order?'],
  ['check', { ids: ['TASKS-77'] }, 'unknown-id: there is no task TASKS-77'],
  ['why', { id: 'TASKS-77' }, 'unknown-id: there is no task TASKS-77'],
  ['record', { ids: ['TASKS-77'] }, 'unknown-id: there is no task TASKS-77'],
  ['record', { ids: ['TASKS-77'], restore: true }, 'unknown-id: there is no task TASKS-77'],
  [
    'audit show',
    { ids: ['TASKS-77', 'SETUP-02', 'TASKS-78'] },
    'unknown-id: there is no task TASKS-77 in DEVELOPMENT_PLAN.md; did you mean TASKS-01?\nunknown-id: there is no task TASKS-78',
  ],
  ['defer', { ids: ['TASKS-01'] }, 'reason-missing: TASKS-01: needs a reason of at least'],
  ['block', { ids: ['TASKS-01'], reason: ' ' }, 'reason-missing: TASKS-01: needs a reason of at least'],
  ['reopen', { id: 'SETUP-02' }, 'reason-missing: SETUP-02: needs a reason of at least'],
  ['record', { ids: ['SETUP-01'], asFound: true, reason }, 'reason-missing: SETUP-01: --as-found needs the date of completion'],
  ['record', { ids: ['SETUP-01'], asFound: true, date: '2026-02-02' }, 'reason-missing: SETUP-01: needs a reason of at least'],
  ['record', { ids: ['SETUP-01'], asFound: true, date: '2027-02-02', reason }, 'usage: record: 2027-02-02 is still to come'],
  ['log', { id: '-', status: 'COMPLETED', note: reason }, 'wrong-status: a COMPLETED row names the task that it completes'],
  ['log', { id: '-', status: 'BLOCKED' }, 'note-missing: needs a note of at least'],
  ['log', { id: 'TASKS-01', status: 'BLOCKED' }, 'note-missing: TASKS-01: needs a note of at least'],
  ['log', { id: 'IPLAN-77', status: 'BLOCKED', note: reason }, 'unknown-id: there is no task IPLAN-77'],
  ['stop', { id: 'TASKS-01' }, 'reason-missing: TASKS-01: needs a question of at least'],
  ['instruct', { id: 'TASKS-01', text: reason }, 'wrong-status: TASKS-01: has no open STOP'],
  ['waive', { id: 'TASKS-01', rule: 'stop-opened', reason }, 'usage: waive: there is no rule stop-opened; did you mean stop-open?'],
  ['waive', { id: 'TASKS-01', rule: 'qqqqqqqqqqqqqqqqq', reason }, 'usage: waive: there is no rule qqqqqqqqqqqqqqqqq'],
  ['waive', { id: 'TASKS-01', rule: 'out-of-sequence', reason, until: '2026-02-28' }, 'usage: waive: --until 2026-02-28 is past'],
  ['waive', { id: 'TASKS-01', rule: 'out-of-sequence' }, 'reason-missing: TASKS-01: needs a reason of at least'],
  ['undo', { id: 'TASKS-01', reason }, 'wrong-status: TASKS-01: has no event that could be taken back'],
  ['evidence', { id: 'TASKS-01', run: 'tests' }, 'policy-forbids: TASKS-01: the accepted policy names no command tests'],
  ['iplan tick', { id: 'SETUP-01', steps: '1' }, 'wrong-status: SETUP-01: is NOT_STARTED'],
  ['verify', { id: 'SETUP-01', items: { verified_req: reason } }, 'usage: SETUP-01: has no checklist; there is nothing to verify'],
  ['verify', { id: 'TASKS-01', items: { qqqqqqqqqqqqqqqqqqqq: reason } }, 'usage: TASKS-01: has no item qqqqqqqqqqqqqqqqqqqq'],
  ['set', { id: 'SETUP-01', field: 'iplan_id', value: 'IPLAN-01' }, 'usage: set: SETUP-01 has no place for an IPLAN: tables have none'],
  ['move', { id: 'TASKS-01', phase: '1', before: 'SETUP-01' }, 'usage: move: SETUP-01 stands in Phase 0: Setup, not in Phase 1: Part 1'],
  ['impact', { id: 'REQ-01' }, 'unknown-id: there is no upstream document REQ-01'],
  ['resume', { id: 'SETUP-03' }, 'wrong-status: SETUP-03: is perhaps; resume starts from DEFERRED'],
  // What waits for it has a status that says nothing, and so nothing can be told of it.
  ['set', { id: 'TASKS-02', field: 'dependents', value: '', reason }, 'wrong-status: SETUP-03: is perhaps'],
  // There is nothing to do.
  ['record', { ids: ['TASKS-01'] }, 'TASKS-01: file and ledger agree; there is nothing to record'],
  ['record', { ids: ['TASKS-01'], restore: true }, 'TASKS-01: file and ledger agree; there is nothing to record'],
  ['record', {}, '[]'],
  ['fmt', { order: true }, 'every phase is in order'],
  ['review', { id: 'TASKS-01' }, 'TASKS-01: no document is linked, so there is nothing to hold against each other'],
  ['init', {}, 'DEVELOPMENT_PLAN.md is adopted already'],
];

it.each(refused)('%s %j is answered, and changes nothing: %s', async (name, input, says) => {
  expect(await answerOf(await DataStore.adopted(plan, digest), name, { input })).toContain(says);
});

describe('what is a person’s', () => {
  const persons: readonly (readonly [string, object, string])[] = [
    ['config accept', {}, 'policy-forbids: accepting a policy is a person’s'.replace('’', "'")],
    [
      'record',
      { ids: ['SETUP-01'], asFound: true, date: '2026-02-02', reason },
      "policy-forbids: SETUP-01: --as-found is a person's to say, and robot acts as agent",
    ],
    ['waive', { id: 'TASKS-01', rule: 'out-of-sequence', reason }, "policy-forbids: TASKS-01: waive is a person's to do"],
    ['instruct', { id: 'TASKS-01', text: reason }, "policy-forbids: TASKS-01: instruct is a person's to do"],
    ['reopen', { id: 'SETUP-02', reason }, "policy-forbids: SETUP-02: reopen is a person's to do"],
  ];

  it.each(persons)('%s is refused to an agent: %j', async (name, input, says) => {
    expect(await answerOf(await DataStore.adopted(plan, digest), name, { input, actor: agent })).toContain(says);
  });

  it('is no claim’s, where the policy refuses it', async () => {
    const store = await DataStore.adopted(plan, digest);
    await store.accept(policies.strict);
    const actor: Actor = { ...agent, claimed: 'human' };
    for (const [name, input] of beforeAdoption.filter(([each]) => each !== 'complete')) {
      expect(await answerOf(store, name, { input, actor })).toContain(
        "policy-forbids: --kind human from inside an agent's environment is refused by the strict policy",
      );
    }
  });
});

it('a policy is accepted once, and said to be the accepted one from then on', async () => {
  const store = new DataStore(plan, digest);
  const message = async () => (JSON.parse(await answerOf(store, 'config', { input: {} })) as { message: string }).message;
  expect(await message()).toBe('no policy is accepted yet; the standard one is in force');
  await store.does(init, {});
  const { policyDigest } = store.ledgers().plan;
  // The configuration itself may say the same in other words.
  expect(policyDigest).not.toBeNull();
  expect(await store.does(configAccept, {})).toMatchObject({
    ok: true,
    value: { result: { message: 'the standard policy is accepted', differences: [] } },
  });
  expect(await answerOf(store, 'config accept', { input: {} })).toContain('the configuration is the accepted policy already');
});
