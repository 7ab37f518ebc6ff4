import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../model/digest.ts';
import type { TaskKey } from '../model/task-id.ts';
import { lostContentNotes, reliedContents } from './relied-contents.ts';
import { fresh, HonestLedgers } from './testing/honest-ledgers.ts';
import { verifyLedgers } from './verify.ts';

const sha256: Digest = (bytes) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const task = 'TASKS-01' as TaskKey;
const gate = { path: 'docs/REQ-01.md', digest: 'd', blob: 'a'.repeat(40), committed: true };
const lock = { ...gate, path: 'docs/REQ-02.md', blob: 'b'.repeat(40) };

/** Two receipts of one document, one of another, one of what was never committed, one outside of git. */
function relied() {
  const receipt = (item: string, ...documents: readonly (typeof gate | { blob: null })[]) => ({
    item,
    note: 'read from beginning to end',
    trust: 'self-reported' as const,
    documents: documents.map((document) => ({ ...gate, ...document })),
  });
  const ledgers = new HonestLedgers(sha256)
    .adopt({ 'TASKS-01': fresh })
    .add(task, 'log')
    .add(task, 'verify', { receipts: [receipt('verified_req', gate, lock), receipt('checked_gaps', gate)] })
    .add(task, 'verify', { receipts: [receipt('verified_req', { ...gate, blob: 'c'.repeat(40), committed: false }, { blob: null })] });
  return reliedContents(verifyLedgers(ledgers.files(), sha256).tasks);
}

describe('contents that receipts relied on', () => {
  it('are those that had been committed, each once, where it was relied on first', () => {
    expect(relied().map(({ file, line, item, path, blob }) => [file, line, item, path, blob])).toEqual([
      ['TASKS-01.jsonl', 2, 'verified_req', gate.path, gate.blob],
      ['TASKS-01.jsonl', 2, 'verified_req', lock.path, lock.blob],
    ]);
  });

  it('are told where they are gone', () => {
    expect(lostContentNotes(relied(), { contents: [lock], isSure: true })).toEqual([
      {
        file: 'TASKS-01.jsonl',
        line: 2,
        message:
          'its receipt of verified_req relied on docs/REQ-02.md as it was committed then (blob bbbbbbbbbbbb…), which the history no longer holds',
      },
    ]);
  });

  it('are one note where a part of the history is missing, and none where there is none to ask', () => {
    expect(lostContentNotes(relied(), { contents: [gate, lock], isSure: false })).toEqual([
      { file: 'TASKS-01.jsonl', line: 2, message: expect.stringMatching(/and 1 more.*this clone does not hold.*--unshallow/) },
    ]);
    expect(lostContentNotes(relied(), { contents: [gate], isSure: false })).toMatchObject([
      { message: expect.stringMatching(/\(blob aaaaaaaaaaaa…\), which this clone does not hold/) },
    ]);
    expect(lostContentNotes(relied(), { contents: [], isSure: true })).toEqual([]);
    expect(lostContentNotes(relied(), null)).toEqual([]);
  });
});
