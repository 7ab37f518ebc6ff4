/**
 * The digest of what a document says, which stays when only its form or the record of the work changes.
 *
 * Version 1: the bytes without what is set aside (`set-aside.ts`), by lines: line endings, blanks at the ends of lines,
 * blank lines and rules (`---`) do not count. What is left is joined with line feeds, part by part, and hashed.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Span } from '../model/place.ts';

/** Of the algorithm: a digest of another version can't be compared, and counts as changed. */
const version = 'v1';

export interface Content {
  readonly text: ByteString;
  /** In order, without overlap. */
  readonly setAside: readonly Span[];
}

/** @param parts what of the document counts; null for a part that is not there */
export function contentDigestOf(content: Content, parts: readonly (Span | null)[], digest: Digest): string {
  const texts = parts.map((part) => (part === null ? '-' : `+${contentIn(content, part)}`));
  return `${version}:${digest(texts.join('\0') as ByteString)}`;
}

/** What counts of a part of a document: its lines, as a text. */
export function contentIn({ text, setAside }: Content, { start, end }: Span): string {
  const kept: string[] = [];
  let at = text.startsWith('\xef\xbb\xbf') ? Math.max(start, 3) : start;
  for (let next = firstEndingAfter(setAside, start); next < setAside.length; next++) {
    const span = setAside[next];
    if (span === undefined || span.start >= end) break;
    if (span.start > at) kept.push(text.slice(at, span.start));
    at = Math.max(at, span.end);
  }
  if (at < end) kept.push(text.slice(at, end));
  return plainLines(kept.join(''));
}

function plainLines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\t ]+$/gm, '')
    .replace(/^(?:-{3,}|\*{3,}|_{3,})$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .replace(/^\n|\n$/g, '');
}

function firstEndingAfter(spans: readonly Span[], place: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
