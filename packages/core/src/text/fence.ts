/** Code fences, by the rules of CommonMark. */
import type { ByteString } from '../model/byte-string.ts';
import { itemAt } from '../model/item-at.ts';
import type { Span } from '../model/place.ts';
import { endOfContent, endOfLine, isBlank, skipSpaces, startOfLine, trimSpan } from './lines.ts';

export interface Fence {
  /** The line that opens it. */
  readonly open: Span;
  /** Whole lines between the markers; to the end of the text where it is never closed. */
  readonly body: Span;
  /** The first word after the marker: the language. */
  readonly info: string;
}

export interface OpeningFence {
  readonly mark: '`' | '~';
  readonly length: number;
  readonly info: string;
}

/** The fences of a text, kept as three numbers each. */
export class Fences {
  private readonly text: ByteString;
  private readonly opens: number[] = [];
  private readonly bodies: number[] = [];

  constructor(text: ByteString) {
    this.text = text;
  }

  get count(): number {
    return this.opens.length;
  }
  add(open: number, body: Span): void {
    this.opens.push(open);
    this.bodies.push(body.start, body.end);
  }
  at(position: number): Fence {
    const start = itemAt(this.opens, position);
    const body = { start: itemAt(this.bodies, position * 2), end: itemAt(this.bodies, position * 2 + 1) };
    const opening = openingFence(this.text, skipSpaces(this.text, start), endOfContent(this.text, start, body.start));
    return { open: { start, end: body.start }, body, info: opening?.info ?? '' };
  }
}

/** The fence that a line opens, read from its first visible character. */
export function openingFence(text: ByteString, first: number, end: number): OpeningFence | null {
  const mark = text.charAt(first) === '`' ? '`' : '~';
  const after = skipMarks(text, first, mark);
  if (after - first < 3) return null;
  const words = trimSpan(text, after, end);
  const info = text.slice(words.start, words.end);
  if (mark === '`' && info.includes('`')) return null;
  return { mark, length: after - first, info: /^[^\t ]*/.exec(info)?.[0] ?? '' };
}

/** The whole lines from `start` to the fence that closes. */
export function fenceBody(text: ByteString, start: number, opening: OpeningFence): Span {
  const marker = opening.mark.repeat(3);
  for (let at = text.indexOf(marker, start); at >= 0; at = text.indexOf(marker, at)) {
    const line = Math.max(startOfLine(text, at), start);
    const next = endOfLine(text, at);
    if (closes(text, { start: line, first: at, end: next }, opening)) return { start, end: line };
    at = next;
  }
  return { start, end: text.length };
}

function closes(text: ByteString, line: { start: number; first: number; end: number }, opening: OpeningFence): boolean {
  const indent = line.first - line.start;
  if (indent > 3 || skipSpaces(text, line.start) !== line.first) return false;
  const after = skipMarks(text, line.first, opening.mark);
  if (after - line.first < opening.length) return false;
  const end = endOfContent(text, line.start, line.end);
  for (let at = after; at < end; at++) if (!isBlank(text.charCodeAt(at))) return false;
  return true;
}

function skipMarks(text: ByteString, at: number, mark: string): number {
  let after = at;
  while (text.charAt(after) === mark) after++;
  return after;
}
