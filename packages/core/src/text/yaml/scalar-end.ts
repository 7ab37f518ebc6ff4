/** How far a value on one line reaches: the offset after it, or -1 where the block reader does not fully understand it. */
import type { ByteString } from '../../model/byte-string.ts';
import { isBlank } from '../lines.ts';
import { inKey, keyStart, mayBe, unsafe } from './yaml-characters.ts';

/** A plain value ends before a comment, or with the line; a colon that could make it a mapping is not understood. */
export function plainEnd(text: ByteString, start: number, end: number): number {
  let last = start;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) continue;
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed)) break;
    if (code === hash && last !== at) break;
    if (code === colon && (at + 1 >= end || isBreakOrSpace(text.charCodeAt(at + 1)))) return -1;
    if (mayBe(code, unsafe)) return -1;
    last = at + 1;
  }
  return last;
}

export function singleQuotedEnd(text: ByteString, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === singleQuote) {
      if (at + 1 >= end || text.charCodeAt(at + 1) !== singleQuote) return at + 1;
      at++;
    } else if (mayBe(code, unsafe)) return -1;
  }
  return -1;
}

export function doubleQuotedEnd(text: ByteString, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === doubleQuote) return at + 1;
    if (code === backslash) {
      const after = escapeEnd(text, at);
      if (after < 0 || after >= end) return -1;
      at = after - 1;
    } else if (mayBe(code, unsafe)) return -1;
  }
  return -1;
}

function escapeEnd(text: ByteString, at: number): number {
  const kind = text.charAt(at + 1);
  const digits = kind === 'x' ? 2 : kind === 'u' ? 4 : 0;
  if (digits === 0) return '0abtnvfre "/\\N_LP'.includes(kind) ? at + 2 : -1;
  const written = text.slice(at + 2, at + 2 + digits);
  return written.length === digits && /^[\da-fA-F]+$/.test(written) ? at + 2 + digits : -1;
}

/** A plain value inside `[…]`, up to a comma or the closing bracket. */
export function flowPlainEnd(text: ByteString, start: number, end: number): number {
  let last = -1;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === comma || code === closeBracket) return last;
    if (code === space) continue;
    if (!mayBe(code, at === start ? keyStart : inKey)) return -1;
    last = at + 1;
  }
  return -1;
}

function isBreakOrSpace(code: number): boolean {
  return isBlank(code) || code === lineFeed || code === carriageReturn;
}

const space = 0x20;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const hash = 0x23;
const colon = 0x3a;
const comma = 0x2c;
const doubleQuote = 0x22;
const singleQuote = 0x27;
const closeBracket = 0x5d;
const backslash = 0x5c;
