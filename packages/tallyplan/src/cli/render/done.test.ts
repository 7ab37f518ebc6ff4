import { expect, it } from 'vitest';
import { examplePage } from '../golden.ts';
import { renderDone } from './done.ts';

it('says of each task what was done, and the calls that lead on once', () => {
  const next = [{ command: 'tallyplan next' }];
  expect(
    renderDone(
      [
        { message: 'one', next },
        { message: 'two', next },
      ],
      examplePage(),
    ),
  ).toBe('✓ one\n✓ two\n  next  tallyplan next\n');
});

it('says so where there was nothing to do', () => {
  expect(renderDone([], examplePage())).toBe('✓ there was nothing to do\n');
});

it('does not put the sign of what went well before bad news', () => {
  expect(renderDone({ message: '1 task is out of order' }, examplePage(), true)).toBe('✗ 1 task is out of order\n');
});
