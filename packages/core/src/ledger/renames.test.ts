import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import type { LedgerEvent } from '../model/event.ts';
import { policies } from '../model/policy.ts';
import { type TaskKey, taskKeyOf } from '../model/task-id.ts';
import { eventLine } from './event-line.ts';
import { mergeLedger, unitedLines } from './merge-ledgers.ts';
import { type Aliases, namesInConflict } from './renames.ts';
import { replayPlan } from './replay.ts';
import { sealEvent } from './seal-event.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const actor = { name: 'Astrid', kind: 'human' } as const;
let minute = 0;
const event = (operation: string, prev: readonly LedgerEvent[], input: object) =>
  sealEvent(
    { ledger: 'plan', operation, input: { ...input }, changes: [] },
    {
      prev: prev.map(({ id }) => id),
      at: new Date(Date.UTC(2026, 2, 1, 0, minute++)).toISOString(),
      actor,
      before: digest('one'),
      after: digest('other'),
    },
    digest,
  );
const rename = (prev: LedgerEvent, from: string, to: string) => event('rename', [prev], { from, to });
const text = (...events: readonly LedgerEvent[]) => events.map(eventLine).join('') as ByteString;
const merged = (one: ByteString, other: ByteString, take: 'ours' | 'theirs' | null) =>
  mergeLedger('plan', unitedLines(one, other), {
    actor,
    at: new Date(Date.UTC(2026, 2, 2, 0, minute++)).toISOString(),
    digest,
    decide: () => null,
    decideName: () => take,
  });
const namesIn = (ledger: ByteString) => {
  const { aliases, faults } = replayPlan(ledger, digest);
  return { faults, names: Object.fromEntries(aliases) };
};

const begin = event('log', [], {});
const toTwenty = rename(begin, 'TASKS-02', 'TASKS-20');
const toThirty = rename(begin, 'TASKS-02', 'TASKS-30');

describe('a task that two branches renamed', () => {
  it('to one name has it, without anybody deciding', () => {
    const { text: joined, names } = merged(text(begin, toTwenty), text(begin, rename(begin, 'TASKS-02', 'TASKS-20')), null);
    expect(names).toEqual([]);
    expect(namesIn(joined)).toEqual({ faults: [], names: { 'TASKS-02': 'TASKS-20' } });
  });

  it('to two names is in conflict until somebody decides; then every name leads to the one', () => {
    const [one, other] = [text(begin, toTwenty), text(begin, toThirty)];
    expect(merged(one, other, null)).toMatchObject({
      merges: [],
      names: [{ task: 'TASKS-02', ours: 'TASKS-20', theirs: 'TASKS-30' }],
    });
    expect(namesIn(merged(one, other, 'ours').text)).toEqual({ faults: [], names: { 'TASKS-02': 'TASKS-20', 'TASKS-30': 'TASKS-20' } });
    expect(namesIn(merged(one, other, 'theirs').text)).toEqual({ faults: [], names: { 'TASKS-02': 'TASKS-30', 'TASKS-20': 'TASKS-30' } });
  });

  it('after both had renamed it alike is told by its last common name, once', () => {
    const again = [rename(toTwenty, 'TASKS-20', 'TASKS-40'), rename(toTwenty, 'TASKS-20', 'TASKS-50')] as const;
    const { names } = merged(text(begin, toTwenty, again[0]), text(begin, toTwenty, again[1]), null);
    expect(names).toEqual([{ task: 'TASKS-20', ours: 'TASKS-40', theirs: 'TASKS-50' }]);
  });

  it('on the one side that goes on, with nothing new on the other, needs no merge event', () => {
    const one = text(begin, toTwenty);
    expect(merged(one, text(begin), null)).toEqual({ text: one, conflicts: [], names: [], merges: [], broken: null });
  });

  it('by several former names is in conflict once, in whatever order they are told', () => {
    const [a, b, c, d] = ['TASKS-01', 'TASKS-02', 'TASKS-03', 'TASKS-04'].map(taskKeyOf) as [TaskKey, TaskKey, TaskKey, TaskKey];
    const base = new Map([[a, b]]);
    for (const names of [
      [a, b],
      [b, a],
    ]) {
      const renamed = (to: TaskKey): Aliases => new Map(names.map((former) => [former, to]));
      const [ours, theirs] = [renamed(c), renamed(d)];
      expect(namesInConflict({ base, ours, theirs })).toEqual([{ task: b, ours: c, theirs: d }]);
    }
  });

  it('on one side only has the name of that side, whichever is merged into the other', () => {
    const further = rename(toTwenty, 'TASKS-20', 'TASKS-40');
    const waited = event('log', [toTwenty], {});
    const sides = [text(begin, toTwenty, further), text(begin, toTwenty, waited)] as const;
    const told = { faults: [], names: { 'TASKS-02': 'TASKS-40', 'TASKS-20': 'TASKS-40' } };
    expect(namesIn(merged(sides[0], sides[1], null).text)).toEqual(told);
    expect(namesIn(merged(sides[1], sides[0], null).text)).toEqual(told);
  });

  it('back on one side has the name of before, whichever is merged into the other', () => {
    const back = rename(toTwenty, 'TASKS-20', 'TASKS-02');
    const sides = [text(begin, toTwenty, back), text(begin, toTwenty, event('log', [toTwenty], {}))] as const;
    for (const [ours, theirs] of [sides, [sides[1], sides[0]]] as const)
      expect(namesIn(merged(ours, theirs, null).text)).toEqual({ faults: [], names: { 'TASKS-20': 'TASKS-02' } });
  });

  it('and that was decided differently in two places is in conflict again', () => {
    const [one, other] = [text(begin, toTwenty), text(begin, toThirty)];
    const [ours, theirs] = [merged(one, other, 'ours').text, merged(one, other, 'theirs').text];
    expect(merged(ours, theirs, null).names).toHaveLength(1);
    const { faults, names } = namesIn(merged(ours, theirs, 'theirs').text);
    expect(faults).toEqual([]);
    expect(names['TASKS-02']).toBe('TASKS-30');
  });
});

describe('a merge event', () => {
  it.each([
    ['a name that neither branch gave', [{ from: 'TASKS-30', to: 'TASKS-99' }], 'did not give one task'],
    ['what is no list', { from: 'TASKS-30', to: 'TASKS-20' }, 'is not what `merge` records'],
    ['what is no renaming', [{ from: 'TASKS-30' }], 'is not what `merge` records'],
  ])('can’t decide for %s', (_, renamed, fault) => {
    const forged = event('merge', [toTwenty, toThirty], { renamed });
    expect(namesIn(text(begin, toTwenty, toThirty, forged)).faults).toMatchObject([{ message: expect.stringContaining(fault) }]);
  });
});

describe('a plan that two branches adopted', () => {
  const adopted = (baselineDigest: string) => event('init', [], { baselineDigest, policyDigest: null, policy: policies.standard });

  it('in one state is one', () => {
    const { conflicts, merges } = merged(text(adopted('a')), text(adopted('a')), null);
    expect(conflicts).toEqual([]);
    expect(merges).toHaveLength(1);
  });

  it('in two states is in conflict', () => {
    expect(merged(text(adopted('a')), text(adopted('b')), null)).toMatchObject({
      merges: [],
      conflicts: [{ path: 'adoption', ours: 'a', theirs: 'b' }],
    });
  });
});
