import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import type { TaskKey } from '../model/task-id.ts';
import { casesOf } from '../model/testing/cases.ts';
import { baselineText, openBaseline, readBaseline } from './baseline.ts';
import { adoptedDigestOf, adoptedPrerequisitesOf, BaselineText } from './baseline-text.ts';
import type { Baseline } from './history.ts';

const sha256 = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');

/** Ids and words that look like what the parts stand between. */
const id = fc.oneof(
  fc.constantFrom('TASKS-01', 'TASKS-02', 'TASKS-012', 'ÄRGER-01', ']', '],"tasks":{', '","TASKS-01":"', '\\"', 'A]B'),
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => text.toUpperCase()),
);
const digest = fc.constantFrom('0'.repeat(64), 'a'.repeat(64));
const baselines: fc.Arbitrary<Baseline> = fc.record({
  v: fc.constant(1),
  tasks: fc.dictionary(id, digest, { maxKeys: 5 }),
  prerequisites: fc.dictionary(id, fc.array(id, { maxLength: 3 }), { maxKeys: 5 }),
  completed: fc.array(id, { maxLength: 3 }),
  underway: fc.array(id, { maxLength: 3 }),
  known: fc.array(
    fc.record({ rule: fc.constant('stop-open' as const), severity: fc.constant('note' as const), task: fc.option(id), value: id }),
    { maxLength: 3 },
  ),
});

it('says of every task, and of all, what a full reading says', () => {
  fc.assert(
    fc.property(baselines, fc.array(id), fc.nat(20), (baseline, others, turn) => {
      const text = baselineText(baseline);
      const opened = openBaseline(text, sha256(text), sha256).baseline;
      const read = readBaseline(text, sha256(text), sha256).baseline;
      if (opened === null || read === null) throw new Error('it is one');
      expect(opened).toBeInstanceOf(BaselineText);
      const keys = [...Object.keys(baseline.tasks), ...Object.keys(baseline.prerequisites), ...others] as TaskKey[];
      // Few are searched for before all are parsed: every key shall have its turn with both.
      for (const key of [...keys.slice(turn), ...keys.slice(0, turn)]) {
        expect(adoptedDigestOf(opened, key)).toBe(adoptedDigestOf(read, key));
        expect(adoptedPrerequisitesOf(opened, key)).toEqual(adoptedPrerequisitesOf(read, key));
      }
      const { v, tasks, prerequisites, completed, underway, known } = opened;
      expect({ v, tasks, prerequisites, completed, underway, known }).toEqual(read);
    }),
    { numRuns: casesOf(process.env, 1000) },
  );
});

it('is no other than the one that is vouched for', () => {
  const text = baselineText({ v: 1, tasks: {}, prerequisites: {}, completed: ['TASKS-01'], underway: [], known: [] });
  const other = text.replace('TASKS-01', 'TASKS-02') as ByteString;
  expect(openBaseline(other, sha256(text), sha256)).toMatchObject({ baseline: null, faults: [{ rule: 'ledger-broken' }] });
  expect(openBaseline(null, sha256(text), sha256)).toMatchObject({ baseline: null, faults: [{ rule: 'ledger-broken' }] });
  expect(openBaseline(text, null, sha256)).toEqual({ baseline: null, faults: [] });
  for (const around of [`${text} `, ` ${text}`, text.slice(0, -1)] as ByteString[])
    expect(openBaseline(around, sha256(around), sha256).baseline).not.toBeInstanceOf(BaselineText);
  const later = text.replace('"v":1', '"v":2') as ByteString;
  expect(openBaseline(later, sha256(later), sha256)).toMatchObject({ baseline: null, faults: [{ rule: 'ledger-broken' }] });
});

it('vouches for nothing where its parts are of another kind', () => {
  const text = '{"completed":[1],"known":[{}],"prerequisites":{"A-01":2},"tasks":{"A-01":3},"underway":[x],"v":1}\n' as ByteString;
  const { baseline } = openBaseline(text, sha256(text), sha256);
  expect(baseline).toMatchObject({ completed: [], known: [], prerequisites: {}, tasks: {}, underway: [] });
  expect(baseline && adoptedDigestOf(baseline, 'A-01' as TaskKey)).toBeUndefined();
  expect(readBaseline(text, sha256(text), sha256).faults).toHaveLength(1);
});
