import { expect, test } from 'vitest';
import { inFormOf } from './date-form.ts';

const at = '2026-11-02T14:30:05';

test.each([
  ['2026-01-15', '2026-11-02'],
  ['YYYY-MM-DD', '2026-11-02'],
  ['[YYYY-MM-DD]', '2026-11-02'],
  ['[2026-01-15]', '[2026-11-02]'],
  ['2026-01-15T10:00:00', '2026-11-02T14:30:05'],
  ['YYYY-MM-DDTHH:MM:SS', '2026-11-02T14:30:05'],
  ['2026-01-15 10:00', '2026-11-02 14:30'],
  ['2026-01-15T10:00:00.123Z', '2026-11-02T14:30:05'],
  ['2026/01/15', '2026/11/02'],
  ['15.01.2026', '02.11.2026'],
  ['January 15, 2026', 'November 2, 2026'],
  ['Jan 15, 2026', 'Nov 2, 2026'],
  ['15 January 2026', '2 November 2026'],
  ['1 May 2026', '2 November 2026'],
  ['2026-01-15 (review)', '2026-11-02 (review)'],
  ['**2026-01-15**', '**2026-11-02**'],
  ['some day', '2026-11-02'],
  ['', '2026-11-02'],
])('%j becomes %j', (written, expected) => {
  expect(inFormOf(written, at)).toBe(expected);
});

test('a time that is not known is not made up', () => {
  expect(inFormOf('2026-01-15T10:00:00', '2026-11-02')).toBe('2026-11-02');
});
