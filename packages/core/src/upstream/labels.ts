/** Lines `**Label**: value` (`Label:: value`, `:label: value`, `: value` below its label), and where a document tells of itself by them: as it does by rows of a Document Control. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { headingFrom } from '../text/heading.ts';
import { endOfContent, endOfLine, startOfLine } from '../text/lines.ts';
import { inMarkdown } from './html-marks.ts';
import type { OutlineSection } from './sections.ts';

const label =
  /^[\t >]*(?:[-*+][\t ]+)?(?:\*{1,3}|_{1,3}|:)?([A-Za-z\xc3-\xf4][A-Za-z\x80-\xff -]{2,60}?)(?:\*{1,3}|_{1,3})?[\t ]{0,9}(?:::?|\xef\xbc\x9a)(?:\*{1,3}|_{1,3})?[\t ]*(.{1,600}?)[\t ]*(?:\*{1,3}|_{1,3})?[\t ]*$/;

/** Bytes at the end of a document in which its foot begins. */
const longestFoot = 2000;

export interface LabelledLine {
  /** In lower case. */
  readonly name: string;
  readonly value: Span;
  readonly line: Span;
}

/** Bytes beyond which a value is a sentence as a rule, and not what the label asks for. */
const longestValue = 120;

/** `**Status**: Draft<br>`, or a backslash: it only says that the next line is another. */
const mayBreak = /[<\\]/;
const lastBreak = /[\t ]*(?:<br[\t ]?\/?>|\\)[\t ]*$/i;
/** Code, as blank lines do not end it. */
const isFarIn = /^(?: {4}| {0,3}\t)/;
const isBlank = /^\s*$/;
const strokeOfRow = 0x7c;
/** A tab, ends of lines, a blank. */
const mayIndent: ReadonlySet<number> = new Set([9, 10, 13, 32]);
/** `: Draft` below a line `Status`. */
const definition = /^[\t ]{0,3}:[\t ]/;

/** `: Draft, Approved or Retired` says what a word means, and is no value. */
const isExplained = /^[^\d]*,|\bor\b/;

/** The lines of a place that hold nothing but a label with its value. */
export function labelledLines(text: ByteString, place: Span, longest = longestValue): readonly LabelledLine[] {
  const lines: LabelledLine[] = [];
  let isCode = false;
  let isAfterBlank = true;
  for (let at = place.start; at < place.end; at = endOfLine(text, at)) {
    const line = { start: at, end: endOfLine(text, at) };
    const first = text.charCodeAt(at);
    const mayBeIndented = mayIndent.has(first);
    isCode = mayBeIndented && (isAfterBlank || isCode) && isFarIn.test(text.slice(at, at + 4));
    isAfterBlank = mayBeIndented && isBlank.test(text.slice(at, line.end));
    if (isCode || isAfterBlank || first === strokeOfRow) continue;
    const written = text.slice(at, Math.min(endOfContent(text, at, line.end), at + 700));
    if (!/:|\xef\xbc\x9a/.test(written)) continue;
    const said = mayBreak.test(written) ? inMarkdown(written).replace(lastBreak, '') : written;
    const content = definition.test(said) && at > place.start ? termBefore(text, at) + said : said;
    const [, name = '', value = ''] = label.exec(content) ?? [];
    if (name === '' || value.length > longest || (content !== said && isExplained.test(value))) continue;
    const start = at + said.lastIndexOf(value);
    lines.push({
      name: decodeUtf8(name as ByteString)
        .trimEnd()
        .toLowerCase(),
      value: { start, end: start + value.length },
      line,
    });
  }
  return lines;
}

/** The line before, where it may be a term that is defined. */
function termBefore(text: ByteString, at: number): string {
  const start = startOfLine(text, at - 1);
  return text.slice(start, Math.min(endOfContent(text, start, at), start + 80));
}

/** The head of the document, its Document Control, sections that are called Status, and its foot after the last rule. */
export function labelledPlaces(text: ByteString, outline: readonly OutlineSection[]): readonly Span[] {
  const own = outline.filter(({ kind, number, heading }) => kind.isControl || /(?:^|\s)status$/i.test(heading) || number === '#status');
  return [headOf(text, outline), ...own.map(({ span }) => span), ...footOf(text, outline)];
}

/** All that stands before the first section. */
export function headOf(text: ByteString, outline: readonly OutlineSection[]): Span {
  return { start: 0, end: outline.find(({ isTitle }) => !isTitle)?.span.start ?? text.length };
}

export function footOf(text: ByteString, outline: readonly OutlineSection[]): readonly Span[] {
  const last = outline.at(-1);
  if (last === undefined) return [];
  const body = headingFrom(text, last.span.start)?.end ?? last.span.start;
  const near = Math.max(text.length - longestFoot, body - 1);
  const end = text.slice(near);
  const rule = Math.max(end.lastIndexOf('\n---'), end.lastIndexOf('\n***'));
  return rule < 0 ? [] : [{ start: near + rule + 1, end: text.length }];
}
