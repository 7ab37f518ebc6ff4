import { describe, expect, it } from 'vitest';
import type { Assignment } from '../ledger/history.ts';
import { endOfLease, holderOf } from './holder.ts';

const since = '2026-11-29T12:00:00.000Z';
const hold = (lease: number | null): Assignment => ({
  actor: { name: 'robot', kind: 'agent' },
  since,
  lease,
  renewed: since,
  left: false,
});
const at = (utc: string) => ({ now: { utc, date: '2026-11-29', local: utc } });

describe('a hold with a lease', () => {
  it.each([
    [3600, '2026-11-29T12:59:59.999Z', true],
    [3600, '2026-11-29T13:00:00.000Z', false],
    // A clock that was turned back ends nothing.
    [3600, '2025-01-01T00:00:00.000Z', true],
    [null, '2126-01-01T00:00:00.000Z', true],
    [0.5, '2026-11-29T12:00:00.499Z', true],
    [1e12, '2126-01-01T00:00:00.000Z', true],
    [1e300, '2126-01-01T00:00:00.000Z', true],
  ])('of %s seconds is there at %s: %s', (lease, utc, isThere) => {
    expect(holderOf(at(utc), { assignee: hold(lease) }) !== null).toBe(isThere);
  });

  it('ends in a year of four digits, whatever another program wrote', () => {
    expect(endOfLease(hold(1e300))).toBe('9999-12-31T23:59:59.999Z');
  });
});
