/**
 * Headings that are underlined: a line of text, and below it a line of `===` (level 1) or `---` (level 2).
 *
 *     Phase 1: Data
 *     -------------
 *
 * CommonMark takes any paragraph above such a line for a heading. Authors mean `---` as a rule, too, and forget the
 * blank line above it: a remark, a goal or a list must not end the section that it stands in. So the text is one line,
 * and begins and ends like a title; where the underline is as long as the text, nobody meant a rule.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import type { Heading } from './heading.ts';
import { endOfContent, trimSpan } from './lines.ts';

/**
 * @param title a whole line of text
 * @param underline the whole line below it
 */
export function underlinedHeading(text: ByteString, title: Span, underline: Span): Heading | null {
  const marks = trimSpan(text, underline.start, endOfContent(text, underline.start, underline.end));
  const length = marks.end - marks.start;
  const said = trimSpan(text, title.start, endOfContent(text, title.start, title.end));
  if (length < 3 || said.end - said.start > longestTitle || said.start > title.start) return null;
  if (!/^(?:=+|-+)$/.test(text.slice(marks.start, marks.end))) return null;
  const level = text.charAt(marks.start) === '=' ? 1 : 2;
  const words = text.slice(said.start, said.end);
  if (beginsOther.test(words) || !(isAsLong(words, length) || (level === 1 ? beginsTitle.test(words) : isTitle(words)))) return null;
  return { start: title.start, end: underline.end, level, text: said };
}

/** Bytes; longer lines are prose. */
const longestTitle = 1000;

/** Items, quotations, rows, headings, comments: what is a thing of its own. A rule has no words at all. */
const beginsOther = /^(?:[-*+>|#:]|<!--)(?![*])|^[-=*_\t ]+$/;

/** A letter, a digit, anything beyond ASCII; `1.` begins a list. */
const beginsTitle = /^(?!\d{1,9}[.)](?:[\t ]|$))[A-Za-z0-9\x80-\xff["'`(]/;

/** No sentence, and no `Label: value`. */
function isTitle(words: string): boolean {
  return beginsTitle.test(words) && !/[.!?;:,]$/.test(words) && !/^[A-Za-z\x80-\xff][A-Za-z\x80-\xff _-]{0,60}:[\t ]/.test(words);
}

/** Drawn below all of the words, and below no more, in characters or in columns. */
function isAsLong(words: string, length: number): boolean {
  const characters = words.replace(/[\x80-\xbf]/g, '').length;
  return length > 3 && length >= characters - 2 && length <= words.length + 2;
}
