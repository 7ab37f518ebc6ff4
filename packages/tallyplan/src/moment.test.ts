import { afterEach, describe, expect, it } from 'vitest';
import { momentOf } from './moment.ts';

describe('a moment', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  const now = new Date('2026-11-22T22:30:05.250Z');

  it('has UTC with milliseconds for ledgers and the calendar of the time zone for plans', () => {
    process.env.TZ = 'Asia/Tokyo';
    expect(momentOf(now)).toEqual({ utc: '2026-11-22T22:30:05.250Z', date: '2026-11-23', local: '2026-11-23T07:30:05' });
    process.env.TZ = 'America/Lima';
    expect(momentOf(now)).toMatchObject({ date: '2026-11-22', local: '2026-11-22T17:30:05' });
  });

  it('takes the date that is asked for, and leaves UTC alone', () => {
    process.env.TZ = 'UTC';
    expect(momentOf(now, '2026-01-02')).toEqual({ utc: '2026-11-22T22:30:05.250Z', date: '2026-01-02', local: '2026-01-02T22:30:05' });
  });
});
