/**
 * The text of a document, one UTF-16 code unit for each byte (the ByteString of WebIDL).
 *
 * Why not an ordinary string: a file may hold bytes that are not UTF-8, and reading it must lose
 * none of them. In a ByteString every offset is a byte offset, every byte survives, and the engine
 * keeps it in one byte a character. Text for people is decoded where it leaves the document, and
 * encoded where it enters.
 */
declare const byteString: unique symbol;
export type ByteString = string & { readonly [byteString]: true };

/** True when every code unit of `text` is below 256, that is, when it can stand for bytes. */
export function isByteString(text: string): text is ByteString {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole range of a byte is meant
  return /^[\x00-\xff]*$/.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole range of ASCII is meant
const ascii = /^[\x00-\x7f]*$/;

/** UTF-8 bytes of a text. A lone surrogate becomes U+FFFD, as in the Encoding Standard. */
export function encodeUtf8(text: string): ByteString {
  if (ascii.test(text)) return text as ByteString;
  let bytes = '';
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += encodePoint(point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
  }
  return bytes as ByteString;
}

function encodePoint(point: number): string {
  if (point < 0x80) return String.fromCharCode(point);
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), 0x80 | (point & 63));
  if (point < 0x10000) {
    return String.fromCharCode(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return String.fromCharCode(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
}

/** Whether each character is one of ASCII. Most texts are short: to look at them costs less than to start the regular expression. */
export function isAscii(text: string): boolean {
  if (text.length > 40) return ascii.test(text);
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** The text that UTF-8 bytes stand for; each byte that is no UTF-8 becomes one U+FFFD. Never throws. */
export function decodeUtf8(bytes: ByteString): string {
  if (isAscii(bytes)) return bytes;
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const { point, length } = decodePoint(bytes, at);
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

/** How many UTF-16 code units the bytes before `end` (counted from `start`) decode to: a column. */
export function decodedLength(bytes: ByteString, start: number, end: number): number {
  let units = 0;
  for (let at = start; at < end; ) {
    const { point, length } = decodePoint(bytes, at);
    units += point > 0xffff ? 2 : 1;
    at += length;
  }
  return units;
}

/** Least code point of each sequence length: anything smaller is an overlong form. */
const leastPoint = [0, 0, 0x80, 0x800, 0x10000];

function decodePoint(bytes: string, at: number): { point: number; length: number } {
  const first = bytes.charCodeAt(at);
  if (first < 0x80) return { point: first, length: 1 };
  const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
  if (length === 0) return { point: 0xfffd, length: 1 };
  let point = first & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = bytes.charCodeAt(at + i);
    if (Number.isNaN(next) || (next & 0xc0) !== 0x80) return { point: 0xfffd, length: 1 };
    point = (point << 6) | (next & 63);
  }
  const valid = point >= (leastPoint[length] ?? 0) && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return valid ? { point, length } : { point: 0xfffd, length: 1 };
}
