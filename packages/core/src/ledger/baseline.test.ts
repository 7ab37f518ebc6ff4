import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { TaskKey } from '../model/task-id.ts';
import { adoptedStateIn, adoptedStatesText, baselineDigest, baselineOf, baselineText, readBaseline } from './baseline.ts';
import { finished, fresh } from './testing/honest-ledgers.ts';
import { digestOfState } from './tracked-state.ts';

const sha256: Digest = (bytes) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const key = (id: string) => id as TaskKey;
const baseline = baselineOf({
  tasks: [
    { key: key('TASKS-01'), digest: 'a', prerequisites: [] },
    { key: key('TASKS-02'), digest: digestOfState(finished, sha256), prerequisites: [key('TASKS-01')] },
    { key: key('TASKS-01'), digest: 'b', prerequisites: [key('TASKS-02')] },
    { key: key('ЗАДАЧА-“1”'), digest: digestOfState(finished, sha256), prerequisites: [] },
  ],
  completed: [key('TASKS-02')],
  underway: [],
  known: [{ rule: 'id-width', severity: 'warning', task: 'TASKS-01', value: 'TASKS-001' }],
});

describe('the baseline', () => {
  it('has a digest for each task, of two with one key the first', () => {
    expect(baseline.tasks).toMatchObject({ 'TASKS-01': 'a' });
    expect(baseline.prerequisites).toEqual({ 'TASKS-02': ['TASKS-01'] });
  });

  it('reads back as it was written, where its digest is the one that was recorded', () => {
    expect(readBaseline(baselineText(baseline), baselineDigest(baseline, sha256), sha256)).toEqual({ baseline, faults: [] });
  });

  it('is none before adoption', () => {
    expect(readBaseline(null, null, sha256)).toEqual({ baseline: null, faults: [] });
    expect(readBaseline(baselineText(baseline), null, sha256)).toEqual({ baseline: null, faults: [] });
  });

  it.each([
    ['missing', null, /is missing/],
    ['edited', `${baselineText(baseline)} `, /not the one that the plan was adopted with/],
  ])('that is %s is a fault', (_, text, message) => {
    const read = readBaseline(text as ByteString | null, baselineDigest(baseline, sha256), sha256);
    expect(read).toEqual({
      baseline: null,
      faults: [{ rule: 'ledger-broken', ledger: 'plan', line: 1, message: expect.stringMatching(message) }],
    });
  });

  it.each([
    ['of a newer version', { ...baseline, v: 2 }, /version 2.*knows 1/],
    ['of an older version', { ...baseline, v: 0 }, /no baseline/],
    ['without tasks', { ...baseline, tasks: [] }, /no baseline/],
    ['with a number for a digest', { ...baseline, tasks: { A: 1 } }, /no baseline/],
    ['with prerequisites that are no lists', { ...baseline, prerequisites: { A: 'B' } }, /no baseline/],
    ['without the completed', { ...baseline, completed: null }, /no baseline/],
    ['without those under way', { ...baseline, underway: [1] }, /no baseline/],
    ['with findings that are none', { ...baseline, known: [{ rule: 'id-width' }] }, /no baseline/],
    ['with findings of nothing', { ...baseline, known: [null] }, /no baseline/],
    ['with a finding of a numbered task', { ...baseline, known: [{ ...baseline.known[0], task: 1 }] }, /no baseline/],
    ['that is no object', [], /no baseline/],
  ])('%s is a fault, even where its digest was recorded', (_, value, message) => {
    const text = encodeUtf8(JSON.stringify(value));
    expect(readBaseline(text, sha256(text), sha256)).toMatchObject({
      baseline: null,
      faults: [{ message: expect.stringMatching(message) }],
    });
  });

  it('that is no JSON is a fault, even where its digest was recorded', () => {
    expect(readBaseline(encodeUtf8('{'), sha256(encodeUtf8('{')), sha256)).toMatchObject({ baseline: null, faults: [{ line: 1 }] });
  });
});

describe('the states that tasks were adopted with', () => {
  const text = adoptedStatesText([
    { task: 'TASKS-02', state: finished },
    { task: 'ЗАДАЧА-“1”', state: { ...finished, log: [{ date: '2026-01-31', notes: 'Berth store | 41 tests “green”' }] } },
    { task: 'TASKS-01', state: fresh },
  ]);
  const stateOf = (id: string, states: string = text) => adoptedStateIn(states as ByteString, key(id), { baseline, digest: sha256 });

  it('are found by their task, whatever it is called', () => {
    expect(stateOf('TASKS-02')).toEqual(finished);
    expect(stateOf('ЗАДАЧА-“1”')).toEqual(finished);
  });

  it('are none where the task has none, or a part of another’s name', () => {
    expect(stateOf('TASKS-03')).toBeNull();
    expect(stateOf('02')).toBeNull();
  });

  it('are none where the baseline has another digest', () => {
    expect(stateOf('TASKS-01')).toBeNull();
    expect(stateOf('TASKS-02', text.replace('2026-01-31', '2026-02-31'))).toBeNull();
  });

  it('are none where the line is torn or says something else', () => {
    expect(stateOf('TASKS-02', '{"state":{"status":1},"task":"TASKS-02"}\n')).toBeNull();
    expect(stateOf('TASKS-02', '{"state":[],"task":"TASKS-02"}\n')).toBeNull();
    expect(stateOf('TASKS-02', '{"state":{"name":"x"},"task":"TASKS-02"}\n')).toBeNull();
    expect(stateOf('TASKS-02', '"state":{},"task":"TASKS-02"}\n')).toBeNull();
    expect(stateOf('TASKS-02', text.slice(0, text.indexOf('\n')))).toBeNull();
  });
});
