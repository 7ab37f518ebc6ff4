import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as library from 'yaml';
import { type ByteString, encodeUtf8 } from '../model/byte-string.ts';
import { readDocument } from './read.ts';
import { arbitraryPlan } from './testing/arbitrary-plan-text.ts';
import { touchDocument } from './testing/touch-document.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 3000);
const read = (text: ByteString, path = 'plan.md') => readDocument(text, { path, library: () => library });

describe('whatever the bytes are', () => {
  test('every one belongs to exactly one piece, and nothing that can be asked fails', () => {
    fc.assert(
      fc.property(arbitraryPlan, ({ text, path }) => {
        const document = read(text, path);
        expect(document.pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        expect(document.pieces.every(({ start, end }) => start < end)).toBe(true);
        touchDocument(document);
      }),
      { numRuns },
    );
  });
});
