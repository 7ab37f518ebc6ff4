import { expect, test } from 'vitest';
import { displayWidth } from './display-width.ts';

test.each([
  ['', 0],
  ['NOT_STARTED', 11],
  ['Källa', 5],
  ['Ka\u0308lla', 5],
  ['🔴', 2],
  ['⚠️ wait', 7],
  ['👩‍🔧', 2],
  ['👍🏽', 2],
  ['⚠', 1],
  ['潮汐', 4],
  ['ｱ', 1],
  ['Ｐ０', 4],
])('%j takes %i', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});
