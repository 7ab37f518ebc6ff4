/**
 * The last two digits of an id that is looked for. They tell nearly all other ids from it where these stand,
 * so that one task of ten thousand is found without reading the ids of the others.
 */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { TaskKey } from '../../model/task-id.ts';

export interface KeyEnding {
  readonly last: number;
  readonly beforeLast: number;
}

/** null where the key does not end in digits. One that does ends in two: a key's numbers have that many at least. */
export function keyEnding(key: TaskKey): KeyEnding | null {
  const [last, beforeLast] = [key.charCodeAt(key.length - 1), key.charCodeAt(key.length - 2)];
  return isDigit(last) && isDigit(beforeLast) ? { last, beforeLast } : null;
}

/** False where the scalar that stands there surely has another key: its last letter or digit, or the digit before, is another. */
export function mayEndSo(text: ByteString, { start, end }: Span, { last, beforeLast }: KeyEnding): boolean {
  const quote = text.charCodeAt(start);
  const isQuoted = quote === doubleQuote || quote === singleQuote;
  const at = isQuoted ? end - 2 : end - 1;
  const code = text.charCodeAt(at);
  if (!isDigit(code) && !isLetter(code)) return true;
  const before = text.charCodeAt(at - 1);
  if (code === last && (isDigit(before) ? before === beforeLast : beforeLast === zero)) return true;
  // What stands there is what it says, unless something is escaped.
  return quote === doubleQuote && text.slice(start, end).includes('\\');
}

const zero = 0x30;
const doubleQuote = 0x22;
const singleQuote = 0x27;

function isDigit(code: number): boolean {
  return code >= zero && code <= 0x39;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
