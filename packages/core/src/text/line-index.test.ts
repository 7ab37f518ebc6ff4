import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import { LineIndex } from './line-index.ts';

const bytes = (text: string) => Buffer.from(text).toString('latin1') as ByteString;

describe('LineIndex', () => {
  it('counts columns in characters, from the byte order mark on', () => {
    const text = bytes('\ufeffa\nbé🚢c\n');
    expect(new LineIndex(text).placeOf({ start: text.indexOf('c'), end: text.indexOf('c') + 1 })).toEqual({
      line: 2,
      column: 5,
      endLine: 2,
      endColumn: 6,
    });
    expect(new LineIndex(text).placeOf({ start: 3, end: 4 })).toMatchObject({ line: 1, column: 1, endColumn: 2 });
  });

  it('tells the same of a place, whatever was asked for before', () => {
    const piece = fc.constantFrom('a', '\n', '\xff', '\x80', '\xe2\x82', bytes('é'), bytes('🚢'), bytes('\ufeff'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.array(fc.nat(60), { maxLength: 12 }), (pieces, places) => {
        const text = pieces.join('') as ByteString;
        const one = new LineIndex(text);
        for (const place of places.map((each) => Math.min(each, text.length))) {
          const span = { start: place, end: Math.min(place + 1, text.length) };
          expect(one.placeOf(span)).toEqual(new LineIndex(text).placeOf(span));
        }
      }),
    );
  });

  it('finds the places of a long line in order without counting from its start each time', () => {
    const text = bytes('REQ-100, '.repeat(15_000));
    const index = new LineIndex(text);
    let column = 0;
    for (let at = 0; at < text.length; at += 9) column = index.placeOf({ start: at, end: at + 7 }).column;
    expect(column).toBe(text.length - 8);
  });
});
