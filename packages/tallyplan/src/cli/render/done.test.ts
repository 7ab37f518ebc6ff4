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
