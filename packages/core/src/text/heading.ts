/** Headings: `## Text`, `<h2>Text</h2>` on a line of its own, and text that is underlined (`underlined-heading.ts`). */
import type { ByteString } from '../model/byte-string.ts';
import { itemAt } from '../model/item-at.ts';
import type { Span } from '../model/place.ts';
import { endOfContent, endOfLine, isBlank, skipSpaces, trimSpan } from './lines.ts';
import { underlinedHeading } from './underlined-heading.ts';

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

/** The heading that begins at the start of a line, and may go on in the next. */
export function headingFrom(text: ByteString, start: number): Heading | null {
  const end = endOfLine(text, start);
  const next = { start: end, end: endOfLine(text, end) };
  return headingAt(text, { start, first: skipSpaces(text, start), end }) ?? underlinedHeading(text, { start, end }, next);
}

/** The headings of a text, kept as two numbers each: a hostile file has millions. */
export class Headings implements Iterable<Heading> {
  private readonly text: ByteString;
  private readonly starts: number[] = [];
  private readonly levels: number[] = [];

  constructor(text: ByteString) {
    this.text = text;
  }

  get count(): number {
    return this.starts.length;
  }
  add({ start, level }: Heading): void {
    this.starts.push(start);
    this.levels.push(level);
  }
  /** The end of the text where there is none. */
  start(position: number): number {
    return this.starts[position] ?? this.text.length;
  }
  level(position: number): number {
    return this.levels[position] ?? 0;
  }
  at(position: number): Heading {
    const start = itemAt(this.starts, position);
    const heading = headingFrom(this.text, start);
    if (heading === null) throw new Error(`There was a heading at ${start}, and is none.`);
    return heading;
  }
  *[Symbol.iterator](): Generator<Heading> {
    for (let position = 0; position < this.count; position++) yield this.at(position);
  }
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

const opened = /^<h([1-6])(?=[\t >])/i;

function element(text: ByteString, { start, first, end }: Line): { level: number; text: Span } | null {
  const content = trimSpan(text, first, endOfContent(text, start, end));
  const level = opened.exec(text.slice(first, first + 4))?.[1];
  const close = content.end - '</h1>'.length;
  if (level === undefined || text.slice(close, content.end).toLowerCase() !== `</h${level}>`) return null;
  const tagEnd = text.indexOf('>', first) + 1;
  return tagEnd > close ? null : { level: Number(level), text: trimSpan(text, tagEnd, close) };
}
