/** A page goes on behind the item that the one before ended with, wherever that stands by then. */
import { describe, expect, it } from 'vitest';
import { nameOfItem, pagingIn, placeAfter, wrongPaging } from './paging.ts';

const rows = (...notes: readonly string[]) => notes.map((note, line) => ({ date: '2026-03-01', task: 'TASKS-01', notes: note, line }));
const goesOn = (before: readonly Readonly<Record<string, unknown>>[], last: number, now: readonly Readonly<Record<string, unknown>>[]) => {
  const { after } = pagingIn({ after: nameOfItem(before, last) });
  return after === null ? null : now.slice(placeAfter(now, after));
};

describe('a page after an item', () => {
  const before = rows('a', 'b', 'c', 'd');

  it('begins with the next, where nothing has moved, where items came or went before it, and where it changed its line', () => {
    expect(goesOn(before, 1, before)).toMatchObject([{ notes: 'c' }, { notes: 'd' }]);
    expect(goesOn(before, 1, rows('new', 'newer', 'a', 'b', 'c', 'd'))).toMatchObject([{ notes: 'c' }, { notes: 'd' }]);
    expect(goesOn(before, 1, rows('b', 'c', 'd'))).toMatchObject([{ notes: 'c' }, { notes: 'd' }]);
    expect(goesOn(before, 3, rows('z', ...'abcd'))).toEqual([]);
  });

  it('begins where the item was, where it is gone; and has nothing where all are', () => {
    expect(goesOn(before, 1, rows('a', 'c', 'd'))).toMatchObject([{ notes: 'c' }, { notes: 'd' }]);
    expect(goesOn(before, 3, [])).toEqual([]);
  });

  it('takes the nearest of those that say the same', () => {
    expect(goesOn(rows('a', 'same', 'b', 'same', 'c'), 3, rows('new', 'a', 'same', 'b', 'same', 'c'))).toMatchObject([{ notes: 'c' }]);
  });

  it('knows a task by its id, whatever became of it', () => {
    const tasks = [{ id: 'TASKS-01', status: 'NOT_STARTED' }, { id: 'TASKS-02' }];
    expect(goesOn(tasks, 0, [{ id: 'TASKS-00' }, { id: 'TASKS-01', status: 'COMPLETED' }, { id: 'TASKS-02' }])).toEqual([
      { id: 'TASKS-02' },
    ]);
  });

  it('is asked for as a page said it', () => {
    expect(wrongPaging({ after: nameOfItem(before, 0) })).toEqual([]);
    for (const after of ['', '3', '-1-00000000', 3, '1-xyz'])
      expect(wrongPaging({ after })).toMatchObject([{ rule: 'usage', have: ['after'] }]);
  });
});
