import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ByteString } from '../../model/byte-string.ts';
import { casesOf } from '../../model/testing/cases.ts';
import type { Edit } from '../document.ts';
import { applyEdits, composeEdits, inOrder } from './edits.ts';

const bytes = (text: string) => text as ByteString;
const edit = (start: number, end: number, text: string): Edit => ({ start, end, text: bytes(text) });

test('edits are applied each at its own place', () => {
  expect(applyEdits(bytes('one two three'), [edit(0, 3, '1'), edit(4, 4, 'and '), edit(8, 13, '')])).toBe('1 and two ');
});

test('edits are put in order, and those that touch become one', () => {
  const text = bytes('abcdef');
  expect(inOrder(text, [edit(4, 5, 'E'), edit(0, 1, 'A'), edit(1, 1, '+'), edit(1, 1, '-')])).toEqual([edit(0, 1, 'A+-'), edit(4, 5, 'E')]);
});

test('an edit that changes nothing is none', () => {
  expect(inOrder(bytes('abc'), [edit(1, 2, 'b'), edit(2, 2, '')])).toEqual([]);
});

test('edits that overlap are a broken invariant', () => {
  expect(() => inOrder(bytes('abcdef'), [edit(0, 3, ''), edit(2, 4, '')])).toThrow('overlap at byte 2');
});

/** Some edits of a text, in order. */
const editsOf = (text: string) =>
  fc.array(fc.tuple(fc.nat(text.length), fc.nat(3), fc.constantFrom('', 'x', 'yz', '12345')), { maxLength: 5 }).map((drafts) => {
    const edits: Edit[] = [];
    let free = 0;
    for (const [at, length, replacement] of drafts.sort((a, b) => a[0] - b[0])) {
      if (at < free || at + length > text.length) continue;
      edits.push(edit(at, at + length, replacement));
      free = at + length + 1;
    }
    return inOrder(bytes(text), edits);
  });

test('composed edits do at once what the two lists do one after the other', () => {
  const twice = fc
    .string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 30 })
    .chain((text) =>
      editsOf(text).chain((first) => editsOf(applyEdits(bytes(text), first)).map((second) => ({ text: bytes(text), first, second }))),
    );
  fc.assert(
    fc.property(twice, ({ text, first, second }) => {
      const composed = composeEdits(first, second);
      expect(applyEdits(text, composed)).toBe(applyEdits(applyEdits(text, first), second));
      for (const [i, each] of composed.entries()) {
        const next = composed[i + 1];
        if (next !== undefined) expect(each.end).toBeLessThan(next.start);
      }
    }),
    { numRuns: casesOf(process.env, 2000) },
  );
});
