import { expect, it } from 'vitest';
import { valueIn } from './value-in.ts';

it('is what the map has; a map that lacks the key contradicts itself', () => {
  const map = new Map([['TASKS-01', 0]]);
  expect(valueIn(map, 'TASKS-01')).toBe(0);
  expect(() => valueIn(map, 'TASKS-02')).toThrow('no TASKS-02 among 1');
});
