/** The text that a YAML scalar stands for. */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import { blockScalarText } from './block-scalar.ts';
import type { ScalarStyle } from './yaml-events.ts';

/** @param source the scalar as it is written, with its quotes */
export function scalarText(source: ByteString, style: Exclude<ScalarStyle, 'other'>): string {
  switch (style) {
    case 'empty':
      return '';
    case 'plain':
      return decodeUtf8(source);
    case 'single-quoted':
      return decodeUtf8(source).slice(1, -1).replaceAll("''", "'");
    case 'double-quoted':
      return unescaped(decodeUtf8(source.slice(1, -1) as ByteString));
    case 'literal':
      return blockScalarText(decodeUtf8(source));
  }
}

/** Told by its first character; for scalars that the block reader accepted. */
export function styleOf(text: ByteString, start: number, end: number): Exclude<ScalarStyle, 'other'> {
  if (start === end) return 'empty';
  switch (text.charCodeAt(start)) {
    case 0x27:
      return 'single-quoted';
    case 0x22:
      return 'double-quoted';
    case 0x7c: // |
    case 0x3e: // >
      return 'literal';
    default:
      return 'plain';
  }
}

function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|.)/gsu, meaning) : text;
}

function meaning(written: string): string {
  const kind = written.charAt(1);
  return written.length > 2 && (kind === 'x' || kind === 'u')
    ? String.fromCharCode(Number.parseInt(written.slice(2), 16))
    : (escapes[kind] ?? kind);
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
