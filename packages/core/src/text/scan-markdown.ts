/**
 * Cuts a Markdown text into runs that own every byte, in one pass over its lines, and notes where
 * headings, tables and fences stand. It follows CommonMark and GFM where a plan can tell the difference,
 * and never looks back, so its time is linear in the text.
 *
 *     (BOM) (front matter) { heading | comment | fence | table | text }*
 *
 * What is found is kept as numbers: a plan of 10,000 tasks has 400,000 lines.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { Fences, fenceBody, openingFence } from './fence.ts';
import { findFrontMatter } from './front-matter.ts';
import { Headings, headingAt } from './heading.ts';
import { byteOrderMark, endOfContent, endOfLine, skipSpaces, startOfLine } from './lines.ts';
import { Runs } from './runs.ts';
import { cellsOf, isDelimiterRow } from './table-cells.ts';
import { Tables } from './tables.ts';
import { underlinedHeading } from './underlined-heading.ts';

export interface Scan {
  readonly text: ByteString;
  /** The document is YAML as a whole, and `body` all of it. */
  readonly isYaml: boolean;
  /** The text without its byte order mark. */
  readonly body: Span;
  readonly runs: Runs;
  readonly headings: Headings;
  readonly tables: Tables;
  readonly fences: Fences;
  /** What stands between the markers of the front matter. */
  readonly frontMatter: Span | null;
  /** A comment that hides the rest of the document because it never ends. */
  readonly endlessComment: Span | null;
}

export function scanMarkdown(text: ByteString): Scan {
  return new Scanner(text).scan();
}

class Scanner implements Scan {
  readonly text: ByteString;
  readonly isYaml = false;
  readonly body: Span;
  readonly runs = new Runs();
  readonly headings: Headings;
  readonly tables: Tables;
  readonly fences: Fences;
  frontMatter: Span | null = null;
  endlessComment: Span | null = null;

  /** The line at hand: where it starts, and where the next one does. */
  private at = 0;
  private next = 0;
  private isInTable = false;
  /** Start of the line before, if that was text: it may be the head of a table. */
  private textBefore = -1;
  /** Whether a conflict begins somewhere in the text; looked for when it matters. */
  private hasConflict: boolean | undefined;

  constructor(text: ByteString) {
    this.text = text;
    this.headings = new Headings(text);
    this.tables = new Tables(text);
    this.fences = new Fences(text);
    this.body = { start: text.startsWith(byteOrderMark) ? byteOrderMark.length : 0, end: text.length };
  }

  scan(): Scan {
    const { text } = this;
    this.takeHead();
    while (this.at < text.length) {
      this.next = endOfLine(text, this.at);
      const first = skipSpaces(text, this.at);
      const isIndentedCode = first - this.at > 3 || text.charCodeAt(first) === 9;
      if (isIndentedCode || !this.takeConstruct(first)) this.takeText();
    }
    return this;
  }

  private takeHead(): void {
    const { text } = this;
    if (this.body.start > 0) this.runs.add('bom', 0);
    this.at = this.body.start;
    const found = findFrontMatter(text, this.at);
    if (found === null) return;
    this.frontMatter = found.body;
    if (found.start > this.at) this.take('comment', found.start);
    this.take('front-matter', found.end);
  }

  /** Takes what begins at the first visible character of the line; false where that is plain text. */
  private takeConstruct(first: number): boolean {
    switch (this.text.charCodeAt(first)) {
      case hash:
        return this.takeHeading(first) || this.takeRow();
      case lessThan:
        return this.takeComment(first) || this.takeHeading(first) || this.takeRow();
      case backtick:
      case tilde:
        return this.takeFence(first) || this.takeRow();
      case pipe:
        return this.takeRow() || this.takeTable(first);
      case hyphen:
        return this.takeTable(first) || this.takeUnderline() || this.takeRow();
      case equals:
        return this.takeUnderline() || this.takeRow();
      case colon:
        return this.takeTable(first) || this.takeRow();
      default:
        return this.takeRow();
    }
  }

  private takeHeading(first: number): boolean {
    const heading = headingAt(this.text, { start: this.at, first, end: this.next });
    if (heading === null) return false;
    this.headings.add(heading);
    this.take('heading', this.next);
    return true;
  }

  /** A line of `===` or `---` makes the one line of text before it a heading. */
  private takeUnderline(): boolean {
    const { text, textBefore: title } = this;
    if (title < 0 || this.isInTable || !this.beginsText(title)) return false;
    const heading = underlinedHeading(text, { start: title, end: this.at }, { start: this.at, end: this.next });
    if (heading === null || this.isConflictMarker()) return false;
    this.headings.add(heading);
    this.runs.cut('heading', title);
    this.at = heading.end;
    this.next = heading.end;
    this.textBefore = -1;
    return true;
  }

  /** Nothing that belongs to the same paragraph stands above the line. */
  private beginsText(line: number): boolean {
    if (this.runs.lastStart === line) return true;
    return /^(?:[\t ]*|[\t ]*(?:-{3,}|_{3,}|\*{3,})[\t ]*)\r?\n$/.test(this.text.slice(startOfLine(this.text, line - 1), line));
  }

  /** Between the sides of a conflict that git left, `=======` is no underline. */
  private isConflictMarker(): boolean {
    if (!/^={7}\r?\n?$/.test(this.text.slice(this.at, this.next))) return false;
    this.hasConflict ??= this.text.startsWith('<<<<<<<') || this.text.includes('\n<<<<<<<');
    return this.hasConflict;
  }

  /** A comment owns whole lines, to the end of the one that closes it. It does not end the table that it stands in. */
  private takeComment(first: number): boolean {
    const { text, isInTable } = this;
    if (!text.startsWith('<!--', first)) return false;
    const close = text.indexOf('-->', first + 2);
    if (close < 0) this.endlessComment = { start: first, end: endOfContent(text, this.at, this.next) };
    this.take('comment', close < 0 ? text.length : endOfLine(text, close));
    this.isInTable = isInTable;
    return true;
  }

  private takeFence(first: number): boolean {
    const { text } = this;
    const opening = openingFence(text, first, endOfContent(text, this.at, this.next));
    if (opening === null) return false;
    const open = { start: this.at, end: this.next };
    const body = fenceBody(text, this.next, opening);
    this.take('fence-open', open.end);
    this.fences.add(open.start, body);
    if (body.end > body.start) this.take(/^ya?ml$/i.test(opening.info) ? 'yaml' : 'code', body.end);
    if (body.end < text.length) this.take('fence-close', endOfLine(text, body.end));
    return true;
  }

  /** A delimiter row makes the line before it the head of a table. */
  private takeTable(first: number): boolean {
    const { text, textBefore: head } = this;
    if (head < 0 || this.isInTable || !isDelimiterRow(text, first, this.next)) return false;
    if (cellsOf(text, head, this.at).length < 2 || !text.slice(head, this.at).includes('|')) return false;
    this.runs.cut('table-head', head);
    this.tables.add(head);
    this.take('table-delimiter', this.next);
    this.isInTable = true;
    return true;
  }

  private takeRow(): boolean {
    const { text, at } = this;
    if (!this.isInTable || !hasPipe(text, at, this.next)) return false;
    // A log is long: the lines that begin with a pipe are surely rows, and taken together.
    piped.lastIndex = at;
    const end = piped.test(text) ? piped.lastIndex : this.next;
    for (let row = at; row < end; row = endOfLine(text, row)) this.tables.addRow(row);
    this.take('table-row', end);
    this.isInTable = true;
    return true;
  }

  private takeText(): void {
    const { at } = this;
    // Nearly every line is text behind text, which is in the run already.
    if (this.textBefore < 0) this.runs.add('text', at);
    this.at = this.next;
    this.isInTable = false;
    this.textBefore = at;
  }

  /** Gives the bytes up to `end`, which are whole lines, to a run of that kind. */
  private take(kind: Parameters<Runs['add']>[0], end: number): void {
    this.runs.add(kind, this.at);
    this.at = end;
    this.next = end;
    this.isInTable = false;
    this.textBefore = -1;
  }
}

const piped = /(?:\|[^\n]*\n)+/y;

function hasPipe(text: ByteString, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === pipe) return true;
  return false;
}

const equals = 0x3d;
const hash = 0x23;
const lessThan = 0x3c;
const backtick = 0x60;
const tilde = 0x7e;
const pipe = 0x7c;
const colon = 0x3a;
const hyphen = 0x2d;
