/** Headings: `## Text`, and `<h2>Text</h2>` on a line of its own. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { endOfContent, isBlank, trimSpan } from './lines.ts';

export interface Heading extends Span {
  /** 1 to 6. */
  readonly level: number;
  /** What it says, without its marks. */
  readonly text: Span;
}

/** A whole line, with its first visible character. */
export interface Line extends Span {
  readonly first: number;
}

export function headingAt(text: ByteString, line: Line): Heading | null {
  const found = text.charAt(line.first) === '#' ? hashes(text, line) : element(text, line);
  return found === null ? null : { start: line.start, end: line.end, ...found };
}

function hashes(text: ByteString, { start, first, end }: Line): { level: number; text: Span } | null {
  const content = trimSpan(text, first, endOfContent(text, start, end));
  let after = first;
  while (text.charAt(after) === '#') after++;
  const level = after - first;
  if (level > 6 || (after < content.end && !isBlank(text.charCodeAt(after)))) return null;
  return { level, text: withoutClosingHashes(text, trimSpan(text, after, content.end)) };
}

function withoutClosingHashes(text: ByteString, span: Span): Span {
  let end = span.end;
  while (end > span.start && text.charAt(end - 1) === '#') end--;
  if (end > span.start && !isBlank(text.charCodeAt(end - 1))) return span;
  return trimSpan(text, span.start, end);
}

function element(text: ByteString, { start, first, end }: Line): { level: number; text: Span } | null {
  const content = trimSpan(text, first, endOfContent(text, start, end));
  const level = text.charCodeAt(first + 2) - 0x30;
  const isOpened = /^<[hH][1-6][\t >]/.test(text.slice(first, first + 4));
  const isClosed = new RegExp(`^</[hH]${level}>$`).test(text.slice(content.end - 5, content.end));
  const tagEnd = isOpened && isClosed ? text.indexOf('>', first) + 1 : 0;
  if (tagEnd === 0 || tagEnd > content.end - 5) return null;
  return { level, text: trimSpan(text, tagEnd, content.end - 5) };
}
