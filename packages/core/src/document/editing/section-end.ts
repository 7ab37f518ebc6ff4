/** Where the text of a section ends, and how lines are added there. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { endOfContent, startOfLine } from '../../text/lines.ts';
import type { Document, Edit } from '../document.ts';
import { blankLinesAbove, insertLines } from './planned.ts';

/** Lines that blank lines keep from what stands around them. */
export function insertApart(document: Document, at: number, lines: readonly string[]): Edit {
  const { text } = document;
  const above = at === 0 || blankLinesAbove(text, at).length > 0 ? [] : [''];
  const isBlankBelow = at >= text.length || /^[ \t]*\r?(?:\n|$)/.test(text.slice(at, at + 200));
  return insertLines(document, at, [...above, ...lines, ...(isBlankBelow ? [] : [''])]);
}

/**
 * Where the text of a section ends: before the blank lines and the rule that separate it from the next. Comments behind
 * the rule, and those that stand right above what follows with a blank line above them, are about that.
 */
export function contentEnd({ text, pieces }: Document, section: Span): number {
  const heading = pieces.findLast(({ kind, start }) => kind === 'heading' && start < section.end);
  const first = Math.max(section.start, heading?.end ?? 0);
  const comments = new Map(pieces.flatMap(({ kind, start, end }) => (kind === 'comment' && start >= first ? [[end, start] as const] : [])));
  let end = aboveBlank(text, first, section.end);
  let isRightAbove = end === section.end && end < text.length;
  for (let at = end, start = comments.get(at); start !== undefined; start = comments.get(at)) {
    at = aboveBlank(text, first, start);
    const between = text.slice(at, start);
    if (between.includes('---') || (isRightAbove && between !== '')) end = at;
    isRightAbove &&= between === '';
  }
  return end;
}

/** Where the blank lines and rules above a line start, from `first` on. */
function aboveBlank(text: ByteString, first: number, line: number): number {
  let at = line;
  while (at > first) {
    const start = startOfLine(text, at - 1);
    if (!isSeparator(text.slice(start, endOfContent(text, start, at)))) break;
    at = start;
  }
  return at;
}

/** Whether a line is blank, or a rule. */
export function isSeparator(line: string): boolean {
  return /^[ \t]*(?:-{3,}[ \t]*)?$/.test(line);
}

/** Why nothing is added at the end of some documents: a fence or a comment that is never closed would swallow it. */
export const neverClosed =
  'A fence or a comment at the end of the document is never closed, and would swallow what is added there. Close it first.';

/** Whether that is so at the end of a section. */
export function endsOpen({ text, isYaml, pieces }: Document, section: Span): boolean {
  const last = isYaml || section.end < text.length ? undefined : pieces.at(-1);
  if (last?.kind === 'comment') return !text.slice(last.start, last.end).includes('-->');
  return last?.kind === 'code' || last?.kind === 'yaml' || last?.kind === 'fence-open';
}
