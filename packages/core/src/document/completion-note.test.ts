import { expect, test } from 'vitest';
import { completionIn, withCompletion } from './completion-note.ts';

test.each([
  ['', '2026-11-22', 'Completed 2026-11-22'],
  ['  ', '2026-11-22', 'Completed 2026-11-22'],
  ['waits for the vendor', '2026-11-22', 'waits for the vendor; completed 2026-11-22'],
  ['Completed 2026-01-01', '2026-11-22', 'Completed 2026-11-22'],
  ['COMPLETED: 2026-01-01, by Ines', '2026-11-22', 'COMPLETED: 2026-11-22, by Ines'],
  ['Completed 2026-01-01', null, ''],
  ['waits for the vendor; completed 2026-01-01', null, 'waits for the vendor'],
  ['Completed 2026-01-01 by Ines', null, 'by Ines'],
  ['nothing told', null, 'nothing told'],
])('notes %j with the completion %j are %j', (notes, date, expected) => {
  const after = withCompletion(notes, date);
  expect(after).toBe(expected);
  expect(completionIn(after)).toBe(date);
});
