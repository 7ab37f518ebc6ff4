import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, isCanonicalText, parsedJson } from './canonical-json.ts';

/** The scheme as the RFC tells it, by itself: recursion over sorted keys. What the module is held to. */
function oracle(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oracle)}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${oracle((value as Record<string, unknown>)[key])}`)}}`;
}

const anything = fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 });

describe('canonical JSON', () => {
  it('writes the example of RFC 8785', () => {
    const given =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
    expect(canonicalJson(JSON.parse(given))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units, as the example of the RFC does', () => {
    const given = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(Object.values(JSON.parse(canonicalJson(given)) as object)).toHaveLength(7);
    expect(canonicalJson(given)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it.each([
    [0, '0'],
    [-0, '0'],
    [1e21, '1e+21'],
    [1e20, '100000000000000000000'],
    [1e-7, '1e-7'],
    [0.000001, '0.000001'],
    [5e-324, '5e-324'],
    [-5e-324, '-5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [295147905179352830000, '295147905179352830000'],
    [333333333.33333325, '333333333.33333325'],
  ])('writes the number %d as %s', (number, text) => {
    expect(canonicalJson(number)).toBe(text);
  });

  it.each([
    ['a number without end', Number.POSITIVE_INFINITY],
    ['what is no number', Number.NaN],
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a hole in a list', [undefined]],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map()],
  ])('refuses %s', (_, value) => {
    for (const holding of [value, { a: [value] }, [[{ a: { b: value } }]]]) expect(() => canonicalJson(holding)).toThrow(TypeError);
  });

  it('leaves out properties that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it('refuses what is nested so deeply that no ledger has it', () => {
    const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(canonicalJson(nested(64))).toHaveLength(128);
    expect(() => canonicalJson(nested(65))).toThrow(/64 levels/);
    expect(isCanonicalText(nested(100_000), '['.repeat(100_000) + ']'.repeat(100_000))).toBe(false);
  });

  it('is the same for every value as the scheme by itself, and says the same value', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const text = canonicalJson(value);
        expect(text).toBe(oracle(value));
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('telling a canonical text', () => {
  it('knows its own', () => {
    fc.assert(fc.property(anything, (value) => isCanonicalText(JSON.parse(canonicalJson(value)), canonicalJson(value))));
  });

  it('knows no other text of any value', () => {
    const spoiled = fc
      .tuple(anything, fc.nat(), fc.constantFrom(' ', '\n', '"a":1,', '0', 'e0', '\\u0041', '.0', ','))
      .map(([value, at, part]) => {
        const text = canonicalJson(value);
        return text.slice(0, at % (text.length + 1)) + part + text.slice(at % (text.length + 1));
      });
    fc.assert(
      fc.property(spoiled, (text) => {
        const value = parsedJson(text);
        expect(value !== undefined && isCanonicalText(value, text)).toBe(value !== undefined && oracle(value) === text);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['keys that look like indexes, in canonical order', '{"10":1,"9":2}', true],
    ['keys that look like indexes, in order of value', '{"9":2,"10":1}', false],
    ['keys out of order behind one that looks like an index', '{"b":1,"1":2}', false],
    ['an escape that stands for a lone surrogate', '["\\ud800"]', false],
    ['a backslash before letters that look like one', '["\\\\ud800"]', true],
    ['a key that stands twice', '{"a":1,"a":1}', false],
    ['a key that every object inherits', '{"__proto__":1}', true],
  ])('%s', (_, text, canonical) => {
    expect(isCanonicalText(JSON.parse(text), text)).toBe(canonical);
  });
});

it('parses what is JSON, and nothing else', () => {
  expect(parsedJson('[1]')).toEqual([1]);
  expect(parsedJson('[1')).toBeUndefined();
});
