import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as library from 'yaml';
import { Dice } from '../../document/testing/dice.ts';
import { yamlText } from '../../document/testing/yaml-texts.ts';
import { decodeUtf8, encodeUtf8 } from '../../model/byte-string.ts';
import { casesOf } from '../../model/testing/cases.ts';
import { coreValue, readYamlData } from './yaml-data.ts';

const numRuns = casesOf(process.env, 600, 2000);
const texts = fc.array(fc.nat(0xffff), { maxLength: 100, size: 'max' }).map((tape) => yamlText(new Dice(tape)));
const dataOf = (text: string) => readYamlData(encodeUtf8(text), () => library);

test('data is what the library makes of it', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { value, flaws } = readYamlData(text, () => library);
      const document = library.parseDocument(decodeUtf8(text).replace(/^\ufeff/, ''), { logLevel: 'error' });
      expect(flaws.length > 0).toBe(document.errors.length > 0 || !expands(document));
      if (flaws.length === 0) expect(value).toEqual(document.toJS());
    }),
    { numRuns },
  );
});

function expands(document: library.Document): boolean {
  try {
    document.toJS({ maxAliasCount: 100 });
    return true;
  } catch {
    return false;
  }
}

test.each([
  '',
  '~',
  'null',
  'NULL',
  'true',
  'False',
  'yes',
  '0',
  '-7',
  '+7',
  '007',
  '0x1F',
  '0o17',
  '1.',
  '.5',
  '-1e3',
  '1e',
  '.inf',
  '-.INF',
  '.NaN',
  '2026-11-22',
  '1_000',
  '0b1',
  'x',
])('the plain scalar %j means what the library says', (text) => {
  expect(coreValue(text)).toEqual(library.parse(text));
});

test('a configuration is read without the library', () => {
  const text = 'policy: strict # ours\nsummary: 40\nwords:\n  "⏳": NOT_STARTED\n';
  expect(
    readYamlData(encodeUtf8('policy: strict # ours\nsummary: 40\nglobs: [docs, "a b"]\n'), () => {
      throw new Error('not needed');
    }),
  ).toEqual({
    value: { policy: 'strict', summary: 40, globs: ['docs', 'a b'] },
    flaws: [],
  });
  expect(dataOf(text).value).toEqual({ policy: 'strict', summary: 40, words: { '⏳': 'NOT_STARTED' } });
});

test.each([
  ['a: 1\na: 2\n', 'duplicate-key', 5],
  ['"a": 1\n"a": 2\n', 'duplicate-key', 7],
  ['é: 1\na: [1\n', 'invalid-yaml', 11],
  ['a: *b\n', 'invalid-yaml', 0],
  ['a: &a [*b]\n', 'invalid-yaml', 0],
  ['['.repeat(20_000), 'invalid-yaml', 0],
])('%j is no data, and the flaw says where', (text, rule, start) => {
  const { value, flaws } = dataOf(text);
  expect(value).toBeNull();
  expect(flaws).toHaveLength(1);
  expect(flaws[0]).toMatchObject({ rule });
  expect(flaws[0]?.span.start).toBeGreaterThanOrEqual(start);
});

test('aliases that would explode are refused', () => {
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`);
  const { flaws } = dataOf(`l0: &l0 x\n${levels.join('\n')}\n`);
  expect(flaws[0]?.rule).toBe('invalid-yaml');
});

test('keys cannot reach the prototype', () => {
  const { value } = dataOf('__proto__:\n  polluted: true\n');
  expect(Object.keys(value as object)).toEqual(['__proto__']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
