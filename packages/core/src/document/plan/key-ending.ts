/**
 * The last two digits of an id, as one number below a hundred. They tell nearly all other ids from one that is
 * looked for where these stand, so that one task of ten thousand is found without reading the ids of the others.
 */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { TaskKey } from '../../model/task-id.ts';

/** Of an id that does not end in a digit. */
const noEnding = 254;
/** Of an id that may end in any way, as far as can be told without reading it. */
export const anyEnding = 255;

/** null where the key does not end in digits. One that does ends in two: a key's numbers have that many at least. */
export function keyEnding(key: TaskKey): number | null {
  const [last, before] = [key.charCodeAt(key.length - 1) - zero, key.charCodeAt(key.length - 2) - zero];
  return isDigit(last) && isDigit(before) ? before * 10 + last : null;
}

/** What the key of the scalar that stands there ends with. */
export function endingAt(text: ByteString, { start, end }: Span): number {
  const quote = text.charCodeAt(start);
  // What stands there is what it says, unless something is escaped.
  if (quote === doubleQuote && text.slice(start, end).includes('\\')) return anyEnding;
  const at = quote === doubleQuote || quote === singleQuote ? end - 2 : end - 1;
  const last = text.charCodeAt(at) - zero;
  if (!isDigit(last)) return isLetter(last + zero) ? noEnding : anyEnding;
  const before = text.charCodeAt(at - 1) - zero;
  return isDigit(before) ? before * 10 + last : last;
}

const zero = 0x30;
const doubleQuote = 0x22;
const singleQuote = 0x27;

function isDigit(digit: number): boolean {
  return digit >= 0 && digit <= 9;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
