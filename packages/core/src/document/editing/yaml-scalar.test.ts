import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { casesOf } from '../../model/testing/cases.ts';
import type { ValueStyle } from '../document.ts';
import { writeText, writeWord } from './yaml-scalar.ts';

const styles: readonly ValueStyle[] = ['plain', 'empty', 'single-quoted', 'double-quoted'];

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(': ', ':', ' #', '#', '"', "'", '\\', '- ', '?', '[', ']', '{', '}', ',', '&a', '*a', '!', '|', '>', '%', '@', '`'),
      fc.constantFrom(
        'null',
        'true',
        'no',
        '~',
        '1',
        '0x1F',
        '1:30',
        '2026-11-22',
        '.5',
        '+',
        'e1',
        '---',
        '...',
        '<<',
        '=',
        ' ',
        '\t',
        '\n',
        '\r',
        '\u0000',
      ),
      fc.constantFrom('\u0085', '\u2028', '\ufeff', '\ufffe', '\u007f', '\u00a0', 'é', '✅', '\\n', '```'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('any text, in any style', () => {
  test.each(['1.1', '1.2'] as const)('is read as the same text by YAML %s', (version) => {
    fc.assert(
      fc.property(nasty, fc.constantFrom(...styles), (text, style) => {
        const line = `before: x\nkey: ${writeText(text, style)} # comment\nafter: end\n`;
        expect(parse(line, { version })).toEqual({ before: 'x', key: text, after: 'end' });
      }),
      { numRuns: casesOf(process.env, 2000) },
    );
  });

  test('stands on one line', () => {
    fc.assert(fc.property(nasty, fc.constantFrom(...styles), (text, style) => !/[\r\n]/.test(writeText(text, style))));
  });
});

test.each<[string, ValueStyle, string]>([
  ['Order Router', 'plain', 'Order Router'],
  ['Order Router', 'empty', 'Order Router'],
  ['Order Router', 'double-quoted', '"Order Router"'],
  ['Order Router', 'single-quoted', "'Order Router'"],
  ["The crew's list", 'single-quoted', "'The crew''s list'"],
  ['Say "now"', 'double-quoted', '"Say \\"now\\""'],
  ['Inspection: sharp', 'plain', '"Inspection: sharp"'],
  ['C# client', 'plain', 'C# client'],
  ['a #1 priority', 'plain', '"a #1 priority"'],
  ['12', 'plain', '"12"'],
  ['+.5', 'plain', '"+.5"'],
  ['E1', 'plain', '"E1"'],
  ['Yes', 'plain', '"Yes"'],
  ['two\nlines', 'single-quoted', '"two\\nlines"'],
  ['', 'plain', '""'],
  ['', 'flow-list', '[]'],
  ['TASKS-01', 'flow-list', '[TASKS-01]'],
  ['TASKS-01, SETUP-ENV', 'flow-list', '[TASKS-01, SETUP-ENV]'],
  ['TASKS-01,TASKS-02', 'flow-list', 'TASKS-01,TASKS-02'],
  ['TASKS-01, ', 'flow-list', '"TASKS-01, "'],
  ['no, yes', 'flow-list', 'no, yes'],
  ['everything in phase 1: all', 'flow-list', '"everything in phase 1: all"'],
  ['TASKS-01, TASKS-02', 'plain', 'TASKS-01, TASKS-02'],
])('%j in %s style is written %s', (text, style, scalar) => {
  expect(writeText(text, style)).toBe(scalar);
});

test.each<[string, ValueStyle, string]>([
  ['2026-11-22', 'plain', '2026-11-22'],
  ['2026-11-22T14:30:00', 'empty', '2026-11-22T14:30:00'],
  ['2026-11-22', 'double-quoted', '"2026-11-22"'],
  ['COMPLETED', 'single-quoted', "'COMPLETED'"],
  ['# odd', 'plain', '"# odd"'],
])('the word %j in %s style is written %s', (word, style, scalar) => {
  expect(writeWord(word, style)).toBe(scalar);
});
