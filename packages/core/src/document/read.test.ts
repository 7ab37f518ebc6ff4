import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as library from 'yaml';
import type { ByteString } from '../model/byte-string.ts';
import { readDocument } from './read.ts';
import { anyText } from './testing/any-texts.ts';
import { Dice } from './testing/dice.ts';
import { touchDocument } from './testing/touch-document.ts';

const texts = fc.array(fc.nat(0xffff), { maxLength: 200, size: 'max' }).map((tape) => anyText(new Dice(tape)));
const numRuns = Number(process.env.FUZZ_RUNS ?? 3000);
const read = (text: ByteString, path = 'plan.md') => readDocument(text, { path, library: () => library });

describe('whatever the bytes are', () => {
  test('every one belongs to exactly one piece, and nothing that can be asked fails', () => {
    fc.assert(
      fc.property(texts, ({ text, path }) => {
        const document = read(text, path);
        expect(document.pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        expect(document.pieces.every(({ start, end }) => start < end)).toBe(true);
        touchDocument(document);
      }),
      { numRuns },
    );
  });
});
