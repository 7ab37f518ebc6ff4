import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { TaskKey } from '../model/task-id.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Checkpoint } from './checkpoint.ts';
import { asCheckpoint, checkpointOf, departures } from './checkpoint.ts';
import { fresh, HonestLedgers } from './testing/honest-ledgers.ts';

const sha256: Digest = (bytes) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const task = 'TASKS-01' as TaskKey;
const ledgers = () => new HonestLedgers(sha256).adopt({ 'TASKS-01': fresh }).add(task, 'verify').add(task, 'log');
const checkpoint = checkpointOf(ledgers().marked(), sha256);

/** The same checkpoint with other marks, its digest made anew. */
function withMarks(marks: Checkpoint['ledgers']): Checkpoint {
  return { v: 1, ledgers: marks, digest: sha256(encodeUtf8(canonicalJson({ v: 1, ledgers: marks }))) };
}

describe('a checkpoint', () => {
  it('lists ledgers by name, and has the digest of its canonical JSON without it', () => {
    expect(checkpoint.ledgers.map(({ name, length }) => [name, length])).toEqual([
      ['TASKS-01.jsonl', 2],
      ['plan.jsonl', 1],
    ]);
    expect(checkpoint).toEqual(withMarks(checkpoint.ledgers));
  });

  it('leaves out a ledger without events', () => {
    expect(checkpointOf([{ name: 'TASKS-09.jsonl', events: [], heads: [] }], sha256).ledgers).toEqual([]);
  });

  it('does not depend on the order that ledgers are read in', () => {
    expect(checkpointOf(ledgers().marked().toReversed(), sha256)).toEqual(checkpoint);
    expect(asCheckpoint({ ...checkpoint, ledgers: checkpoint.ledgers.toReversed() }, sha256)).toEqual(checkpoint);
  });

  it.each([
    ['no object', 1, /no JSON object/],
    ['of a newer version', { ...checkpoint, v: 2 }, /version 2.*knows 1/],
    ['without ledgers', { v: 1, digest: checkpoint.digest }, /no checkpoint/],
    ['with a mark of something else', withMarks([{ name: 'a', length: 1.5, head: 'f'.repeat(64) }]), /no checkpoint/],
    ['with a mark without a name', { ...checkpoint, ledgers: [{ length: 1, head: 'f'.repeat(64) }] }, /no checkpoint/],
    ['with a mark that is none', { ...checkpoint, ledgers: [null] }, /no checkpoint/],
    ['edited', { ...checkpoint, ledgers: [] }, /digest is not that/],
  ])('that is %s is none', (_, value, message) => {
    expect(asCheckpoint(value, sha256)).toMatch(message);
  });
});

describe('ledgers of today', () => {
  it('extend the checkpoint where they only grew', () => {
    expect(departures(checkpoint, ledgers().add(task, 'log').add('plan', 'log').marked())).toEqual([]);
  });

  it('do not extend one that counts otherwise', () => {
    const [mark, ...others] = checkpoint.ledgers;
    const wrong = withMarks([{ name: mark?.name ?? '', length: 1, head: mark?.head ?? '' }, ...others]);
    expect(departures(wrong, ledgers().marked())).toEqual([
      { rule: 'ledger-broken', file: 'TASKS-01.jsonl', line: 1, message: expect.stringMatching(/with 1 event up to.*that event makes 2/) },
    ]);
  });
});
