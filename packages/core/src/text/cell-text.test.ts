import fc from 'fast-check';
import { expect, test } from 'vitest';
import { casesOf } from '../model/testing/cases.ts';
import { escapeCell, unescapeCell } from './cell-text.ts';

/** Texts made of what is dangerous in a table, so that its combinations come up often. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '|',
        '\\',
        '\n',
        '\r',
        '\t',
        ' ',
        '<br>',
        '<BR/>',
        '<br \n/>',
        '<!--',
        '-->',
        '&',
        '&lt;',
        '&#92;',
        '&#x41;',
        '&amp;',
        ';',
      ),
      fc.constantFrom(
        '`',
        '```',
        '~~~',
        '*',
        '**',
        '#',
        '<',
        '>',
        '--',
        '-',
        'a',
        'é',
        '✅',
        '\u0000',
        '\u0085',
        '\u2028',
        '\ufeff',
        '\u00a0',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('a text that was escaped for a cell is read back as it was written', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      expect(unescapeCell(escapeCell(text))).toBe(text);
    }),
    { numRuns: casesOf(process.env, 3000) },
  );
});

test('an escaped text holds nothing that could end its cell, its row or its table', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const cell = escapeCell(text);
      expect(cell.replaceAll('\t', '')).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(cell).not.toMatch(/(?<!\\)\|/);
      expect(cell).not.toMatch(/\\\\\|/);
      expect(cell).not.toMatch(/\\$/);
      expect(cell).not.toMatch(/<!--|-->/);
      expect(cell).toBe(cell.trim());
    }),
    { numRuns: casesOf(process.env, 3000) },
  );
});

test.each([
  ['Verified 40 tests, `npm test` is green', 'Verified 40 tests, `npm test` is green'],
  ['a | b', 'a \\| b'],
  ['C:\\temp\\new', 'C:\\temp\\new'],
  ['ends with \\', 'ends with &#92;'],
  ['\\|', '&#92;\\|'],
  ['first\nsecond', 'first<br>second'],
  ['<!-- hidden -->', '&lt;!-- hidden --&gt;'],
  ['a literal <br> tag', 'a literal &lt;br> tag'],
  ['a literal &lt; entity', 'a literal &amp;lt; entity'],
  ['R&D', 'R&D'],
  [' padded ', '&#32;padded&#32;'],
  ['', ''],
])('%j is written as %j', (text, cell) => {
  expect(escapeCell(text)).toBe(cell);
  expect(unescapeCell(cell)).toBe(text);
});

test.each([
  ['one<br/>two<BR>three<br />four', 'one\ntwo\nthree\nfour'],
  ['&quot;quoted&quot;&nbsp;text', '"quoted"\u00a0text'],
  ['&#x41;&#66;', 'AB'],
  ['&#xD800; and &#9999999; stand for nothing', '&#xD800; and &#9999999; stand for nothing'],
  ['&eacute; is left to the renderer', '&eacute; is left to the renderer'],
])('what people write by hand is read as they meant it: %j', (cell, text) => {
  expect(unescapeCell(cell)).toBe(text);
});
