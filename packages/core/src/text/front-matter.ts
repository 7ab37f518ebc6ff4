/**
 * Front matter: YAML between two lines of `---` at the head of a document, or after a preamble of
 * `# ====` lines and HTML comments.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { endOfContent, endOfLine, skipSpaces, trimSpan } from './lines.ts';

export interface FrontMatter extends Span {
  readonly body: Span;
}

export function findFrontMatter(text: ByteString, from: number): FrontMatter | null {
  const start = skipPreamble(text, from);
  if (!isMarker(text, start, ['---'])) return null;
  const bodyStart = endOfLine(text, start);
  for (let at = bodyStart; at < text.length; at = endOfLine(text, at)) {
    if (!isMarker(text, at, ['---', '...'])) continue;
    const body = { start: bodyStart, end: at };
    return startsWithKey(text, body) ? { start, end: endOfLine(text, at), body } : null;
  }
  return null;
}

/** The first line that is neither blank, nor a rule of `# ===` with the comment lines that it frames, nor an HTML comment. */
function skipPreamble(text: ByteString, from: number): number {
  let at = from;
  let framed = false;
  while (at < text.length) {
    const next = endOfLine(text, at);
    const line = trimSpan(text, at, endOfContent(text, at, next));
    const content = text.slice(line.start, Math.min(line.end, line.start + 80));
    const isRule = /^#[\t ]*[=*#-]{3}/.test(content);
    framed ||= isRule;
    if (content.startsWith('<!--')) {
      const close = text.indexOf('-->', line.start + 2);
      if (close < 0) return from;
      at = endOfLine(text, close);
    } else if (content === '' || isRule || (framed && content.startsWith('#'))) at = next;
    else return at;
  }
  return from;
}

function isMarker(text: ByteString, at: number, markers: readonly string[]): boolean {
  const line = text.slice(at, Math.min(endOfLine(text, at), at + 200));
  return markers.some((marker) => line.startsWith(marker) && /^[\t ]*\r?\n?$/.test(line.slice(marker.length)));
}

/** A first line such as `title: …` tells front matter from what stands between two horizontal rules. */
function startsWithKey(text: ByteString, body: Span): boolean {
  for (let at = body.start; at < body.end; at = endOfLine(text, at)) {
    const line = text.slice(at, Math.min(endOfLine(text, at), at + 200));
    if (/^[\t ]*(?:#.*)?\r?\n?$/.test(line)) continue;
    return /^[\w"'][\w .'"/-]*:(?:[\t \r\n]|$)/.test(line) && skipSpaces(text, at) === at;
  }
  return true;
}
