/** Lines of a ByteString: they end with LF; the CR of CRLF belongs to the line's end and not to its content. */
import type { ByteString } from '../model/byte-string.ts';

/** U+FEFF in UTF-8. */
export const byteOrderMark = '\xef\xbb\xbf';

const lineFeed = 10;
const carriageReturn = 13;

/** The start of the next line: after the line feed, or the end of the text. */
export function endOfLine(text: ByteString, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed + 1;
}

/** The end of a line's content: `end` without its line ending. */
export function endOfContent(text: ByteString, start: number, end: number): number {
  let at = end;
  if (at > start && text.charCodeAt(at - 1) === lineFeed) at--;
  if (at > start && at < end && text.charCodeAt(at - 1) === carriageReturn) at--;
  return at;
}

/** The start of the line that `at` stands in. */
export function startOfLine(text: ByteString, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The first byte from `at` on that is no space. */
export function skipSpaces(text: ByteString, at: number): number {
  let first = at;
  while (text.charCodeAt(first) === 32) first++;
  return first;
}

/** True for a space or a tab: all that a ByteString can be trimmed of, since U+00A0 is two bytes. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** The span without the spaces and tabs at both ends. */
export function trimSpan(text: ByteString, start: number, end: number): { start: number; end: number } {
  let from = start;
  let to = end;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

/** A whole line without its line ending. */
export function contentOf(text: ByteString, line: { start: number; end: number }): { start: number; end: number } {
  return { start: line.start, end: endOfContent(text, line.start, line.end) };
}
