import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import type { LedgerEvent, Receipt } from '../model/event.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { ValueChange } from '../model/tracked-state.ts';
import { readChain } from './chain.ts';
import { eventLine } from './event-line.ts';
import { type MergeContext, mergeLedger, unitedLines } from './merge-ledgers.ts';
import { replayTask } from './replay.ts';
import { sealEvent } from './seal-event.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const task = 'TASKS-01' as TaskKey;
const actor = { name: 'Astrid', kind: 'human' } as const;
const from = (
  ...[operation, prev, changes, minute, input = {}, receipts]: readonly [
    string,
    readonly LedgerEvent[],
    readonly ValueChange[],
    number,
    object?,
    (readonly Receipt[])?,
  ]
) =>
  sealEvent(
    { ledger: task, operation, task, input: { ...input }, changes, ...(receipts === undefined ? {} : { receipts }) },
    {
      prev: prev.map(({ id }) => id),
      at: `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`,
      actor: { ...actor, name: `by ${minute}` },
      before: digest(`${minute}`),
      after: digest(`${minute + 1}`),
    },
    digest,
  );
const status = (before: string, to: string): ValueChange => ({ path: 'status', from: before, to });
const text = (...events: readonly LedgerEvent[]) => events.map(eventLine).join('') as ByteString;
const context = (decide: MergeContext['decide'] = () => null): MergeContext => ({
  actor,
  at: '2026-03-02T00:00:00.000Z',
  digest,
  decide,
  decideName: () => null,
});
const merged = (one: ByteString, other: ByteString, decide?: MergeContext['decide']) =>
  mergeLedger(task, unitedLines(one, other), context(decide));

const begin = from('log', [], [status('NOT_STARTED', 'NOT_STARTED')], 0);
const waive = from('waive', [begin], [], 1, { rule: 'priority-order', reason: 'r', until: null, content: 'c' });
const start = from('start', [begin], [status('NOT_STARTED', 'IN_PROGRESS')], 2);
const defer = from('defer', [begin], [status('NOT_STARTED', 'DEFERRED')], 3);

describe('two branches of a ledger', () => {
  it('become the ancestor, ours, theirs, and one event that names both ends and their plans', () => {
    const { text: joined, merges, conflicts } = merged(text(begin, waive), text(begin, start));
    expect(conflicts).toEqual([]);
    expect(merges).toMatchObject([
      {
        operation: 'merge',
        task,
        prev: [waive.id, start.id],
        changes: [status('NOT_STARTED', 'IN_PROGRESS')],
        plan: { before: waive.plan.after, after: start.plan.after },
      },
    ]);
    expect(joined).toBe(text(begin, waive, start, ...merges));
    expect(replayTask(task, joined, digest)).toMatchObject({
      state: { status: 'IN_PROGRESS' },
      assignee: { actor: { name: 'by 2' } },
      waivers: [{ reason: 'r' }],
      faults: [],
      heads: [merges[0]?.id],
    });
  });

  it('say the same whichever is merged into the other', () => {
    const states = [merged(text(begin, waive), text(begin, start)), merged(text(begin, start), text(begin, waive))].map(
      ({ text: joined }) => {
        const { state, assignee, waivers, faults } = replayTask(task, joined, digest);
        return { state, assignee, waivers, faults };
      },
    );
    expect(states[0]).toEqual(states[1]);
  });

  it('may both have begun it', () => {
    const other = from('block', [], [status('NOT_STARTED', 'BLOCKED')], 4, { reason: 'ice' });
    const { text: joined } = merged(text(begin), text(other));
    expect(replayTask(task, joined, digest)).toMatchObject({
      state: { status: 'BLOCKED' },
      blocks: [{ reason: 'ice' }],
      statusBeforeBlock: 'NOT_STARTED',
      faults: [],
    });
  });

  it('are left with two ends where both moved one value, until somebody decides', () => {
    const open = merged(text(begin, start), text(begin, defer));
    expect(open).toMatchObject({ merges: [], conflicts: [{ path: 'status', ours: 'IN_PROGRESS', theirs: 'DEFERRED' }] });
    expect(replayTask(task, open.text, digest).faults).toMatchObject([{ rule: 'ledger-forked' }]);
    const decided = merged(text(begin, start), text(begin, defer), () => 'theirs');
    expect(decided.merges).toMatchObject([{ input: { decided: { status: 'theirs' } }, changes: [status('IN_PROGRESS', 'DEFERRED')] }]);
    expect(replayTask(task, decided.text, digest)).toMatchObject({ state: { status: 'DEFERRED' }, assignee: null, faults: [] });
  });

  it('keep what ours had moved where that was decided for', () => {
    const decided = merged(text(begin, start), text(begin, defer), () => 'ours');
    expect(decided.merges).toMatchObject([{ input: { decided: { status: 'ours' } }, changes: [] }]);
    expect(replayTask(task, decided.text, digest)).toMatchObject({ state: { status: 'IN_PROGRESS' }, assignee: {}, faults: [] });
  });

  it('keep what one of them has and the other never had', () => {
    const dated = from('set', [begin], [{ path: 'implementation.started', from: null, to: '2026-03-01' }], 4);
    const { text: joined, merges } = merged(text(begin, waive), text(begin, dated));
    expect(merges).toMatchObject([{ changes: [{ path: 'implementation.started', from: null, to: '2026-03-01' }] }]);
    expect(replayTask(task, joined, digest)).toMatchObject({ state: { 'implementation.started': '2026-03-01' }, faults: [] });
  });

  const inProgress = status('NOT_STARTED', 'IN_PROGRESS');
  const started = from('start', [begin], [inProgress], 5);
  const blockedAfter = (before: LedgerEvent, was: string, minute: number) =>
    from('block', [before], [status(was, 'BLOCKED')], minute, { reason: 'ice' });
  const released = (minute: number) => from('release', [start], [status('IN_PROGRESS', 'NOT_STARTED')], minute);
  const [givenBack, alsoGivenBack] = [released(6), released(7)];
  const done = (minute: number) => from('complete', [start], [status('IN_PROGRESS', 'COMPLETED')], minute, { summary: 'built' });
  const vouched = (prev: LedgerEvent, note: string, minute: number) =>
    from('verify', [prev], ticks(true), minute, { items: {} }, [{ item: 'own', note, trust: 'self-reported', documents: [] }]);
  const ticks = (to: boolean, was: boolean | null = null): readonly ValueChange[] => [{ path: 'preCheck.items.own', from: was, to }];
  const first = from('verify', [begin], ticks(true), 1, { items: {} }, [
    { item: 'own', note: 'read', trust: 'self-reported', documents: [] },
  ]);
  const again = from('verify', [first], [], 8, { items: {} }, [{ item: 'own', note: 'again', trust: 'self-reported', documents: [] }]);
  const takenBack = from('record', [first], ticks(false, true), 9, { as: 'edit' });

  it.each<[string, readonly [readonly LedgerEvent[], readonly LedgerEvent[]], object]>([
    [
      'both started',
      [
        [begin, start],
        [begin, started],
      ],
      { assignee: { actor: { name: 'by 2' } }, state: { status: 'IN_PROGRESS' } },
    ],
    [
      'one claimed',
      [
        [begin, waive],
        [begin, from('claim', [begin], [], 4, { lease: 60 })],
      ],
      { assignee: { actor: { name: 'by 4' } } },
    ],
    [
      'both gave back, and one took again',
      [
        [begin, start, givenBack],
        [begin, start, alsoGivenBack, from('claim', [alsoGivenBack], [], 9, { lease: 60 })],
      ],
      { assignee: { actor: { name: 'by 9' } }, state: { status: 'NOT_STARTED' } },
    ],
    [
      'one gave it back and another began anew',
      [
        [begin, start, from('log', [start], [], 8)],
        [begin, start, givenBack, from('start', [givenBack], [inProgress], 9)],
      ],
      { assignee: { actor: { name: 'by 9' } }, state: { status: 'IN_PROGRESS' } },
    ],
    [
      'both gave back',
      [
        [begin, start, givenBack],
        [begin, start, alsoGivenBack],
      ],
      { assignee: null },
    ],
    [
      'both completed',
      [
        [begin, start, done(6)],
        [begin, start, done(5)],
      ],
      { completion: { event: done(5).id } },
    ],
    [
      'both blocked, one of them work that had begun',
      [
        [begin, started, blockedAfter(started, 'IN_PROGRESS', 6)],
        [begin, blockedAfter(begin, 'NOT_STARTED', 7)],
      ],
      { statusBeforeBlock: 'IN_PROGRESS', blocks: [{}, {}], state: { status: 'BLOCKED' } },
    ],
    [
      'both vouch for one item',
      [
        [begin, vouched(begin, 'early', 4)],
        [begin, vouched(begin, 'late', 5)],
      ],
      { receipts: [{ note: 'late' }] },
    ],
    [
      'one vouched again for what the other took back',
      [
        [begin, first, again],
        [begin, first, takenBack],
      ],
      { receipts: [] },
    ],
    [
      'one took back what both had, and the other did something else',
      [
        [begin, first, takenBack],
        [begin, first, from('waive', [first], [], 7, { rule: 'priority-order', reason: 'r', until: null, content: 'c' })],
      ],
      { receipts: [], waivers: [{}] },
    ],
    [
      'one took back what it had begun',
      [
        [begin, waive],
        [begin, start, from('undo', [start], [status('IN_PROGRESS', 'NOT_STARTED')], 6, { undoes: start.id })],
      ],
      { assignee: null, state: { status: 'NOT_STARTED' }, waivers: [{}] },
    ],
  ])('come to the same from either side, where %s', (_, [one, other], said) => {
    for (const [ours, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const { text: joined, conflicts } = merged(text(...ours), text(...theirs));
      expect(conflicts).toEqual([]);
      expect(replayTask(task, joined, digest)).toMatchObject({ ...said, faults: [] });
    }
  });

  it('keep a STOP of either side open', () => {
    const stop = from('stop', [start], [status('IN_PROGRESS', 'BLOCKED')], 5, { question: 'which?', cause: 'which?' });
    const { text: joined } = merged(text(begin, start, stop), text(begin, defer), () => 'theirs');
    expect(replayTask(task, joined, digest)).toMatchObject({ state: { status: 'DEFERRED' }, stops: [{ question: 'which?' }] });
  });

  it('that were merged in two places at once are merged again', () => {
    const one = merged(text(begin, waive), text(begin, start));
    const other = mergeLedger(task, unitedLines(text(begin, start), text(begin, waive)), { ...context(), at: '2026-03-03T00:00:00.000Z' });
    const both = merged(one.text, other.text);
    expect(both.merges).toHaveLength(1);
    expect(replayTask(task, both.text, digest)).toMatchObject({ state: { status: 'IN_PROGRESS' }, faults: [] });
  });

  it('are not merged where one only goes on from the other', () => {
    expect(merged(text(begin), text(begin, start))).toEqual({
      text: text(begin, start),
      conflicts: [],
      names: [],
      merges: [],
      broken: null,
    });
  });

  it('get no merge event where a line is broken', () => {
    const forged = text(begin, start).replace('"by 2"', '"by 9"') as ByteString;
    expect(merged(forged, text(begin, waive))).toMatchObject({ merges: [], broken: expect.stringContaining('not the hash') });
  });
});

describe('a ledger with two ends that were both tampered with', () => {
  const forged = (...events: readonly LedgerEvent[]) => text(...events).replaceAll('"by ', '"for ') as ByteString;

  it('says what its last good line says, and where it is broken', () => {
    const last = `${text(begin)}${forged(start, defer)}` as ByteString;
    expect(replayTask(task, last, digest)).toMatchObject({
      state: { status: 'NOT_STARTED' },
      faults: [{ line: 2 }, { line: 3 }, { rule: 'ledger-forked' }],
    });
    expect(replayTask(task, forged(begin, start, defer), digest)).toMatchObject({
      state: null,
      faults: [{ line: 1 }, { line: 2 }, { line: 3 }, {}],
    });
    expect(merged(last, text(begin))).toMatchObject({ merges: [], broken: expect.stringContaining('line 2') });
  });
});

describe('events that name no task, as another program may write them', () => {
  it('are joined by one that names none either', () => {
    const { task: _, ...nameless } = { ledger: task, operation: 'log', task, input: {}, changes: [status('NOT_STARTED', 'NOT_STARTED')] };
    const link = { prev: [], actor, before: digest('0'), after: digest('1') };
    const two = ['2026-03-01T10:00:00.000Z', '2026-03-01T10:01:00.000Z'].map((at) => sealEvent(nameless, { ...link, at }, digest));
    const { merges } = merged(text(...two.slice(0, 1)), text(...two.slice(1)));
    expect(merges).toMatchObject([{ operation: 'merge', prev: two.map(({ id }) => id) }]);
    expect(merges[0]).not.toHaveProperty('task');
  });
});

describe('a merge event', () => {
  it('can’t bring a value that neither branch had', () => {
    const forged = from('merge', [start, defer], [status('IN_PROGRESS', 'COMPLETED')], 9);
    expect(replayTask(task, text(begin, start, defer, forged), digest).faults).toMatchObject([
      { line: 4, message: expect.stringContaining('neither branch had') },
    ]);
  });

  it('can’t join an event with one that it follows', () => {
    const forged = from('merge', [start, begin], [], 9);
    expect(readChain(task, text(begin, start, forged), digest).faults).toMatchObject([
      { message: expect.stringContaining('not two ends') },
    ]);
  });
});
