import { describe, expect, it } from 'vitest';
import type { ByteString } from './byte-string.ts';
import { allSidesOf, conflictSides, strayMarker } from './conflict-sides.ts';

const text = (...lines: readonly string[]) => `${lines.join('\n')}\n` as ByteString;
const ours = ['<<<<<<< HEAD', 'ours'];
const ending = ['=======', 'theirs', '>>>>>>> branch'];

describe('the sides of a conflict', () => {
  it('are told in the style merge, without a base', () => {
    expect(conflictSides(text('a', ...ours, ...ending, 'b'))).toEqual({
      ours: text('a', 'ours', 'b'),
      base: null,
      theirs: text('a', 'theirs', 'b'),
    });
  });

  it('are told with the base in diff3, whatever line ends there are', () => {
    const lines = text(...ours, '||||||| 1a2b', 'base', ...ending).replaceAll('\n', '\r\n') as ByteString;
    expect(conflictSides(lines)).toEqual({ ours: 'ours\r\n', base: 'base\r\n', theirs: 'theirs\r\n' });
  });

  it('keep a conflict of the ancestor, under longer markers, as its lines', () => {
    const nested = ['<<<<<<<<< one', 'x', '=========', 'y', '>>>>>>>>> other'];
    const lines = text(...ours, '||||||| merged', ...nested, ...ending);
    expect(conflictSides(lines)?.base).toBe(text(...nested));
    expect(allSidesOf(lines)).toEqual([text('ours'), text('theirs'), text('x'), text('y')]);
  });

  it('have no markers in them where the style zdiff3 cut a nested conflict in two', () => {
    const cut = ['||||||| merged common ancestors', 'x', '>>>>>>>>> Temporary merge branch 2'];
    expect(allSidesOf(text(...ours, ...cut, ...ending))).toEqual([text('ours'), text('theirs'), text('x')]);
  });

  it.each([
    ['no marker', text('a', '=======', 'b')],
    ['a beginning without an end', text(...ours, '=======')],
    ['an end without a beginning', text('>>>>>>> branch', '<<<<<<< x')],
    ['a conflict within another', text(...ours, ...ours, ...ending)],
  ])('are none where there is %s', (_, lines) => {
    expect(conflictSides(lines)).toBeNull();
  });
});

describe('a marker without the others of its conflict', () => {
  it.each([
    ['the end alone', text('a', 'theirs', '>>>>>>> branch', 'b'), 9],
    ['the beginning alone', text('a', ...ours, 'b'), 2],
    ['one beside a conflict that is whole', text(...ours, ...ending, '>>>>>>> branch'), 0],
  ])('is found: %s', (_, lines, at) => {
    expect(strayMarker(lines)).toBe(at);
  });

  it.each([
    ['a conflict that is whole', text(...ours, ...ending)],
    ['a quotation within six others', text('>>>>>>> ', '>>>>>>>', ' >>>>>>> branch', '> > > > > > > quoted')],
  ])('is none: %s', (_, lines) => {
    expect(strayMarker(lines)).toBeNull();
  });
});
