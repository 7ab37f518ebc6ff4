import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as library from 'yaml';
import { Dice } from '../../document/testing/dice.ts';
import { yamlText } from '../../document/testing/yaml-texts.ts';
import { type ByteString, decodeUtf8, encodeUtf8 } from '../../model/byte-string.ts';
import { casesOf } from '../../model/testing/cases.ts';
import { readBlock } from './read-block.ts';
import { readByLibrary } from './read-by-library.ts';
import { scalarText, styleOf } from './scalar-text.ts';
import { inKey, keyStart, mayBe, plainStart, unsafe } from './yaml-characters.ts';
import { TreeBuilder, type YamlNode } from './yaml-tree.ts';

const texts = fc.array(fc.nat(0xffff), { maxLength: 100, size: 'max' }).map((tape) => yamlText(new Dice(tape)));
const numRuns = casesOf(process.env, 1500, 3000);

describe('the block reader and the library never disagree', () => {
  test('what the reader accepts is valid for the library, and says the same', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = read(text);
        if (reading === null) return;
        const document = library.parseDocument(decodeUtf8(text), { schema: 'failsafe', logLevel: 'error' });
        expect(document.errors.map(({ code }) => code).filter((code) => code !== 'DUPLICATE_KEY')).toEqual([]);
        expect(document.errors.length > 0).toBe(reading.duplicates > 0);
        expect(reading.root === null ? null : toData(text, reading.root)).toEqual(dataOf(document.contents));
      }),
      { numRuns },
    );
  });

  test('what both read stands in the same places', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = read(text);
        if (reading === null) return;
        const { root } = readByLibrary(text, { start: 0, end: text.length }, library);
        expect(root === null ? null : places(root)).toEqual(reading.root === null ? null : places(reading.root));
      }),
      { numRuns },
    );
  });
});

test.each(['a: "\\xZZ"\n', 'a: "\\u12"\n', 'a: "\\q"\n', "a: 'b\n", 'a: [b\n', 'a: [b c: d]\n', 'a: [!b c]\n'])(
  '%j is left to the library',
  (text) => {
    expect(read(encodeUtf8(text))).toBeNull();
  },
);

test('past the end of a text no character may stand', () => {
  expect(mayBe(''.charCodeAt(0), keyStart | inKey | plainStart | unsafe)).toBe(false);
});

function read(text: ByteString): { root: YamlNode | null; duplicates: number } | null {
  let duplicates = 0;
  class Counter extends TreeBuilder {
    override duplicateKey(): void {
      duplicates++;
    }
  }
  const builder = new Counter(text);
  return readBlock(text, { start: 0, end: text.length }, builder) < 0 ? { root: builder.root, duplicates } : null;
}

type Data = string | null | Data[] | { pairs: [Data, Data][] };

function toData(text: ByteString, node: YamlNode): Data {
  switch (node.kind) {
    case 'scalar':
      return scalarText(text.slice(node.start, node.end) as ByteString, styleOf(text, node.start, node.end));
    case 'list':
      return node.items.map((item) => toData(text, item));
    case 'map':
      return { pairs: node.pairs.map(({ key, value }) => [key, toData(text, value)]) };
  }
}

function dataOf(node: unknown): Data {
  if (library.isMap(node)) return { pairs: node.items.map(({ key, value }) => [dataOf(key), dataOf(value)]) };
  if (library.isSeq(node)) return node.items.map(dataOf);
  if (library.isScalar(node)) return String(node.value ?? '');
  return node === null ? null : '';
}

function places(node: YamlNode): unknown {
  const { kind, start, end } = node;
  switch (kind) {
    case 'scalar':
      return { style: node.style === 'literal' ? 'other' : node.style, start, end };
    case 'list':
      return { start, end, column: node.column, dashes: node.dashes, items: node.items.map(places) };
    case 'map':
      return { start, end, column: node.column, pairs: node.pairs.map(({ key, keySpan, value }) => [key, keySpan, places(value)]) };
  }
}

test.each([
  ['anchors', 'a: &x b\n'],
  ['aliases', 'a: *x\n'],
  ['tags', 'a: !!str b\n'],
  ['values over several lines', 'a: b\n  c\n'],
  ['quoted values over several lines', 'a: "b\n  c"\n'],
  ['flow mappings', 'a: {b: c}\n'],
  ['blocks that keep the blank lines after them', 'a: >+\n  b\n'],
  ['keys that are quoted', '"a": b\n'],
  ['documents after the first', 'a: b\n---\nc: d\n'],
  ['tabs before a key', 'a:\n\tb: c\n'],
  ['tabs after a dash', '-\tb\n'],
  ['columns that fit nothing', 'a:\n    b: c\n  d: e\n'],
  ['a mapping on the line of another', 'a: b: c\n'],
])('it leaves %s to the library', (_, text) => {
  expect(read(encodeUtf8(text))).toBeNull();
});

test('it tells of every key that a mapping already has, in large mappings too', () => {
  const keys = Array.from({ length: 100 }, (_, i) => `k${i}: v\n`).join('');
  expect(read(encodeUtf8('a: 1\nb: 2\na: 3\n'))?.duplicates).toBe(1);
  expect(read(encodeUtf8('x:\n  a: 1\ny:\n  a: 1\n'))?.duplicates).toBe(0);
  expect(read(encodeUtf8(keys))?.duplicates).toBe(0);
  expect(read(encodeUtf8(`${keys}k99: v\nk0: v\n`))?.duplicates).toBe(2);
});

test.each([
  'a: b\t# note\n',
  'a:\tb\n',
  'a: b\t\n',
  'a: b\n\t\n  \t \r\nc: d\n',
  'a: "b\tc"\n',
  '- a\tb\n',
  'a: [b,\tc]\t# note\n',
  'a: |\n  b\tc\n',
])('it reads tabs where they mean nothing: %j', (text) => {
  expect(read(encodeUtf8(text))).not.toBeNull();
});
