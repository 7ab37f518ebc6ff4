import { expect, it } from 'vitest';
import { itemAt } from './item-at.ts';

it('an item is found by its position, or is none of the list', () => {
  const [one, other] = [{ at: 1 }, { at: 2 }];
  expect(itemAt([one, other], 1)).toBe(other);
  expect(() => itemAt([one, other], 2)).toThrow('no item at 2 of 2');
});
