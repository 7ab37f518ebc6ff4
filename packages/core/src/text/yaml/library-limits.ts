/**
 * What the library is not asked to read. It recurses with the depth of the text, and near the end of the
 * stack V8 may end the whole process; and it takes a millisecond for a kilobyte, more for a broken one.
 */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { endOfLine } from '../lines.ts';

export interface Refusal extends Span {
  readonly message: string;
}

/** Some eight hundred tasks in one block, and as many seconds as anybody waits. */
const maximalSize = 1_000_000;
/** Open brackets at once. */
const maximalFlowDepth = 200;
/** Columns before the first word of a line: nesting needs one each. */
const maximalIndent = 400;

export function refusedByLibrary(text: ByteString, span: Span): Refusal | null {
  if (span.end - span.start > maximalSize) {
    const megabytes = Math.ceil((span.end - span.start) / 1_000_000);
    return {
      start: span.start,
      end: endOfLine(text, span.start),
      message: `it is written in an unusual form, and too large for that (${megabytes} MB)`,
    };
  }
  const deep = tooDeepAt(text, span);
  return deep < 0 ? null : { start: deep, end: deep + 1, message: 'it is nested too deep' };
}

/** Where brackets or columns nest too deep, or -1. Quotes are not looked at: a text of brackets counts too. */
function tooDeepAt(text: ByteString, { start, end }: Span): number {
  let depth = 0;
  let column = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === openBracket || code === openBrace) depth++;
    else if ((code === closeBracket || code === closeBrace) && depth > 0) depth--;
    // Blanks and the marks of entries and keys, up to the first word.
    if (code === lineFeed) column = 0;
    else if (column >= 0) column = indentMarks.has(code) ? column + 1 : -1;
    if (depth > maximalFlowDepth || column > maximalIndent) return at;
  }
  return -1;
}

const lineFeed = 10;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
/** Space, tab, hyphen, question mark, colon. */
const indentMarks: ReadonlySet<number> = new Set([0x20, 0x09, 0x2d, 0x3f, 0x3a]);
