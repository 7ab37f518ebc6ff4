import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import type { LedgerEvent } from '../model/event.ts';
import { readChain } from './chain.ts';
import { eventLine } from './event-line.ts';
import { planFaults } from './plan-checks.ts';
import { sealEvent } from './seal-event.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const adopts = (baselineDigest: string, name: string, prev: readonly LedgerEvent[] = []) =>
  sealEvent(
    { ledger: 'plan', operation: 'init', input: { baselineDigest }, changes: [] },
    {
      prev: prev.map(({ id }) => id),
      at: '2026-03-01T00:00:00.000Z',
      actor: { name, kind: 'human' },
      before: digest('one'),
      after: digest('other'),
    },
    digest,
  );
const first = adopts('a', 'Ada');

it.each<[string, LedgerEvent, readonly string[]]>([
  ['a branch of its own, in the same state', adopts('a', 'Ben'), []],
  ['a branch of its own, in another state', adopts('b', 'Ben'), ['it adopts the plan a second time']],
  ['what the first adoption began', adopts('a', 'Ben', [first]), ['it adopts the plan a second time']],
])('the plan is adopted again in %s', (_, second, told) => {
  const text = [first, second].map(eventLine).join('') as ByteString;
  expect(planFaults(readChain('plan', text, digest), [], digest).map(({ message }) => message)).toEqual(told);
});
