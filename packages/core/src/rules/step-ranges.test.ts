import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersIn, rangesOf } from './step-ranges.ts';

describe('numbers of steps', () => {
  it.each([
    ['3', [3]],
    ['1-3', [1, 2, 3]],
    ['5, 1-2,2', [1, 2, 5]],
  ])('%s', (text, numbers) => expect(numbersIn(text, 9)).toEqual(numbers));

  it.each(['', '0', '3-1', '1-10', '1.1', 'all', '1-', ',', '1,,2', '-1', '9999999'])('are not "%s"', (text) =>
    expect(numbersIn(text, 9)).toBeNull(),
  );

  it('are written as short as they can be, and read as the same', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (numbers) => {
        const ascending = [...numbers].sort((a, b) => a - b);
        expect(numbersIn(rangesOf(ascending), 40)).toEqual(ascending);
      }),
    );
    expect(rangesOf([1, 2, 3, 7, 9, 10])).toBe('1-3,7,9-10');
  });
});
