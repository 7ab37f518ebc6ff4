/** Damage that happens to files: lines cut, doubled and swapped, bytes lost and added, endings changed. */
import fc from 'fast-check';
import type { ByteString } from '../../model/byte-string.ts';

interface Blow {
  readonly kind: 'cut' | 'double' | 'swap' | 'drop-byte' | 'insert' | 'truncate' | 'indent' | 'crlf' | 'glue';
  /** Where, as a part of the whole, and how far. */
  readonly at: number;
  readonly to: number;
  readonly text: string;
}

const nasty = [
  '\t',
  '\r',
  '\r\n',
  '\n',
  '\0',
  '\xff',
  '\xc3',
  '\xe2\x80',
  '\xef\xbb\xbf',
  '|',
  '```',
  '```yaml\n',
  '~~~',
  '<!--',
  '-->',
  '#',
  '"',
  "'",
  ':',
  '- ',
  '---\n',
  '    ',
  ' ',
  '[',
  '&a',
  '*a',
  '\\',
  '\xf0\x9f\x94\xb4',
  '| a | b |\n|---|---|\n',
];

const blow: fc.Arbitrary<Blow> = fc.record({
  kind: fc.constantFrom('cut', 'double', 'swap', 'drop-byte', 'insert', 'truncate', 'indent', 'crlf', 'glue'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  text: fc.constantFrom(...nasty),
});

/** Texts of another kind after one to four blows. */
export function damaged(texts: fc.Arbitrary<ByteString>): fc.Arbitrary<ByteString> {
  return fc.tuple(texts, fc.array(blow, { minLength: 1, maxLength: 4 })).map(([text, blows]) => blows.reduce(strike, text) as ByteString);
}

function strike(text: string, { kind, at, to, text: inserted }: Blow): string {
  const place = Math.floor(at * text.length);
  const lines = text.split('\n');
  const i = Math.min(lines.length - 1, Math.floor(at * lines.length));
  const j = Math.min(lines.length - 1, Math.floor(to * lines.length));
  const line = lines[i] ?? '';
  switch (kind) {
    case 'cut':
      return [...lines.slice(0, i), ...lines.slice(i + 1)].join('\n');
    case 'double':
      return [...lines.slice(0, i), line, ...lines.slice(i)].join('\n');
    case 'swap':
      return lines.map((each, n) => (n === i ? (lines[j] ?? '') : n === j ? line : each)).join('\n');
    case 'drop-byte':
      return text.slice(0, place) + text.slice(place + 1);
    case 'insert':
      return text.slice(0, place) + inserted + text.slice(place);
    case 'truncate':
      return text.slice(0, place);
    case 'indent':
      return lines.map((each, n) => (n === i ? ` ${each}` : n === j ? each.replace(/^ /, '') : each)).join('\n');
    case 'crlf':
      return lines.map((each, n) => (n % 3 === i % 3 ? `${each}\r` : each)).join('\n');
    case 'glue':
      return [...lines.slice(0, i), line + (lines[i + 1] ?? ''), ...lines.slice(i + 2)].join('\n');
  }
}
