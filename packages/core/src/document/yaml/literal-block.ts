/** Literal block scalars (`|` and `|-`): how far they reach, and what they say. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { endOfContent, endOfLine, skipSpaces } from '../scan/lines.ts';

/**
 * The end of the last line that belongs to the block (blank lines after its text are not), or -1 where the
 * library must decide.
 *
 * @param parent column of the collection that holds it
 */
export function literalEnd(text: ByteString, { start, end, parent }: Span & { readonly parent: number }): number {
  const header = lineEnd(text, start, end);
  if (!/^\|-?(?: +#.*| *)$/.test(text.slice(start, endOfContent(text, start, header)))) return -1;
  let indent = -1;
  let widestBlank = 0;
  let last = header;
  for (let at = header; at < end; ) {
    const next = lineEnd(text, at, end);
    const contentEnd = endOfContent(text, at, next);
    const first = Math.min(skipSpaces(text, at), contentEnd);
    if (first === contentEnd) {
      if (indent < 0) widestBlank = Math.max(widestBlank, first - at);
      if (next === contentEnd) return -1;
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

/** The bytes that a literal block stands for: its lines without their indentation. */
export function literalValue(source: string): string {
  const [header = '', ...rest] = source.replace(/\r\n/g, '\n').split('\n');
  const indent = rest.reduce((found, line) => (found >= 0 || /^ *$/.test(line) ? found : line.search(/[^ ]/)), -1);
  const body = rest.map((line) => line.slice(Math.max(indent, 0))).join('\n');
  const kept = body.replace(/\n*$/, '');
  return kept === '' || header.startsWith('|-') ? kept : `${kept}\n`;
}
