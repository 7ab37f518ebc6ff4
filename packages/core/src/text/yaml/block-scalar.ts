/** Block scalars, literal (`|`, `|-`) and folded (`>`, `>-`): how far they reach, and what they say. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { endOfContent, endOfLine, skipSpaces } from '../lines.ts';

/**
 * The end of the last line that belongs to the block (blank lines after its text are not), or -1 where the
 * library must decide.
 *
 * @param parent column of the collection that holds it
 */
export function blockScalarEnd(text: ByteString, { start, end, parent }: Span & { readonly parent: number }): number {
  const header = lineEnd(text, start, end);
  if (!/^[|>]-?(?: +#.*| *)$/.test(text.slice(start, endOfContent(text, start, header)))) return -1;
  let indent = -1;
  let widestBlank = 0;
  let last = header;
  for (let at = header; at < end; ) {
    const next = lineEnd(text, at, end);
    const contentEnd = endOfContent(text, at, next);
    const first = Math.min(skipSpaces(text, at), contentEnd);
    if (first === contentEnd) {
      widestBlank = Math.max(widestBlank, first - at);
      if (next === contentEnd || (indent >= 0 && widestBlank > indent)) return -1;
    } else {
      if (text.charCodeAt(first) === 9) return -1;
      if (first - at <= parent) return indent < 0 ? -1 : last;
      if (indent < 0) indent = first - at;
      if (first - at < indent || widestBlank > indent) return -1;
      if (hasControl(text, first, contentEnd)) return -1;
      last = next;
    }
    at = next;
  }
  return indent < 0 ? -1 : last;
}

function lineEnd(text: ByteString, at: number, end: number): number {
  return Math.min(endOfLine(text, at), end);
}

function hasControl(text: ByteString, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if ((code < 0x20 && code !== 9) || code === 0x7f) return true;
  }
  return false;
}

/** The text that a block scalar stands for. */
export function blockScalarText(source: string): string {
  const [header = '', ...lines] = source.replace(/\r\n/g, '\n').split('\n');
  const indent = Math.max(0, lines.find((line) => /[^ ]/.test(line))?.search(/[^ ]/) ?? 0);
  const content = lines.map((line) => line.slice(indent));
  while (content.at(-1) === '') content.pop();
  const text = header.startsWith('>') ? folded(content) : content.join('\n');
  return text === '' || header.charAt(1) === '-' ? text : `${text}\n`;
}

/**
 * Joins lines with blanks. Line breaks stay around lines that are indented further, and of n blank lines
 * between two others n breaks stay.
 */
function folded(lines: readonly string[]): string {
  let text = '';
  let separator = '';
  let wasIndented = false;
  for (const line of lines) {
    if (line === '') {
      if (separator === '\n' || text === '') text += '\n';
      else separator = '\n';
      continue;
    }
    const isIndented = /^[ \t]/.test(line);
    if (isIndented && separator === ' ') separator = '\n';
    else if (isIndented && separator === '\n' && !wasIndented) separator = '\n\n';
    text += separator + line;
    separator = isIndented ? '\n' : ' ';
    wasIndented = isIndented;
  }
  return text;
}
