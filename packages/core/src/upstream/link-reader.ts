/** Links to other files, and the files that a document says the work makes. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import { targetsIn } from './document-id.ts';
import type { Reading } from './read-markdown.ts';
import { joinPath } from './relative-path.ts';

/** In `<…>` a path may have blanks. */
const link = /\]\(\s*(?:<([^<>()\n]{1,500})>|([^()<>\s]{1,500}(?:\([^()\s]{0,100}\)[^()<>\s]{0,100})?))(?:\s+["'][^()]{0,200})?\s*\)/g;
/** `[label]: path "title"`, at the beginning of a line; `[^1]: …` is a note. */
const definition = /^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[\t ]*(?:<([^<>\n]{1,500})>|([^<>\s]{1,500}))(?:[\t ]+["'(].{0,200})?[\t ]*$/;
/** Of HTML. */
const attribute = /<(?:a|img)\b[^<>]{0,300}?\s(?:href|src)\s*=\s*(?:"([^"<>\n]{1,500})"|'([^'<>\n]{1,500})')/gi;
/** Of a wiki: it names what it leads to, and no path. */
const wikiLink = /\[\[([^\][|\n]{1,300})(?:\|[^\][\n]{0,300})?\]\]/g;
const elsewhere = /^(?:[a-z][a-z0-9+.-]{1,20}:|\/\/|#)/i;
/** What stands for a name that is to be filled in. */
const unfilled = /\.{3}|[[\]{}<>*$]|(?:^|[-_/.])(?:NN+|XX+|YY+|ZZ+|AAA?|BBB?)(?![a-z])/;
/** A file that the work takes away is none that it makes, nor is one that it may do without, that comes later, or that is kept elsewhere. */
const isNotMade =
  /\b(?:optional(?:ly)?|planned|later|not yet|follow-?up|(?:other|another) repo(?:sitory)?|in the repo(?:sitory)? [\w-]+|delet(?:e|es|ed|ing|ion)|remov(?:e|es|ed|ing|al)|renamed? from|moved? from|superseded|formerly)\b/i;
/** What a build makes is not kept. */
const isBuilt = /^(?:[\w.@+-]+\/)*(?:dist|build|out|target|coverage|node_modules|__pycache__|\.?venv|logs?|te?mp)\/|\.log$/;
/** `api/v1/berths/`: nobody can tell it from a folder. */
const mayBeRoute = /^(?:api\/|(?:[\w.@+-]+\/)*v\d+\/)/;
const isHost = /^(?:[\w-]+\.)+(?:com|org|net|io|dev|edu|gov)\/|\.git$/i;
const code = /`([^`\s]{2,300})`/g;

export class LinkReader {
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  read(line: string, start: number): void {
    if (line.includes('](')) this.#inline(line, start);
    if (line.includes('[[')) this.#ofWiki(line, start);
    if (line.includes(']:')) this.#defined(line, start);
    if (line.includes('<')) this.#ofHtml(line, start);
  }

  #inline(line: string, start: number): void {
    const code = new SpansBetween(line, '`');
    const struckOut = new SpansBetween(line, '~~');
    for (const found of line.matchAll(link)) {
      if (code.isInside(found.index) || struckOut.isInside(found.index) || !isLink(line, found.index)) continue;
      const written = found[1] ?? found[2] ?? '';
      this.#add(written, start + found.index + found[0].indexOf(written));
    }
  }

  #ofWiki(line: string, start: number): void {
    const code = new SpansBetween(line, '`');
    const struckOut = new SpansBetween(line, '~~');
    for (const { 0: written, 1: name = '', index } of line.matchAll(wikiLink)) {
      if (code.isInside(index) || struckOut.isInside(index)) continue;
      const [leadsTo] = targetsIn(name.slice(name.lastIndexOf('/') + 1), this.#reading.options.profile);
      if (leadsTo === undefined) continue;
      const span = { start: start + index, end: start + index + written.length };
      this.#reading.gathered.add('links', {
        path: null,
        document: leadsTo.target.document,
        written: decodeUtf8(written as ByteString),
        span,
      });
    }
  }

  /** Of what only looks so (`[Note]: remember`) the value is one word without a path's marks. */
  #defined(line: string, start: number): void {
    const found = definition.exec(line);
    const written = found?.[1] ?? found?.[2] ?? '';
    if (found !== null && /[./#]/.test(written)) this.#add(written, start + found[0].indexOf(written, found[0].indexOf(']:')));
  }

  #ofHtml(line: string, start: number): void {
    const code = new SpansBetween(line, '`');
    for (const found of line.matchAll(attribute)) {
      const written = found[1] ?? found[2] ?? '';
      if (!code.isInside(found.index)) this.#add(written, start + found.index + found[0].lastIndexOf(written));
    }
  }

  #add(written: string, at: number): void {
    // `notes.md:12` is a line of it.
    const path = (written.split(/[?#]/)[0] ?? '').replace(/(?<=\.[A-Za-z]\w{0,7}):\d{1,7}(?::\d{1,7})?$/, '');
    if (path === '' || elsewhere.test(written) || unfilled.test(path)) return;
    this.#reading.gathered.add('links', {
      path: joinPath(this.#reading.options.path, decoded(path)),
      written: decodeUtf8(written as ByteString),
      span: { start: at, end: at + written.length },
    });
  }

  /** Paths in backticks: with a folder that ends in `/`, or a file that has an ending. */
  outputs(line: string, start: number): void {
    if (!line.includes('`') || isNotMade.test(line.replace(code, ''))) return;
    const struckOut = new SpansBetween(line, '~~');
    for (const found of line.matchAll(code)) {
      const written = found[1] ?? '';
      const path = outputPath(written);
      if (path === null || struckOut.isInside(found.index) || isRenamed(line, found.index + found[0].length)) continue;
      const at = start + found.index + 1;
      this.#reading.gathered.add('outputs', { path: decodeUtf8(path as ByteString), span: { start: at, end: at + written.length } });
    }
  }
}

/** `handlers[name](event)` is none, nor is what is escaped. */
function isLink(line: string, end: number): boolean {
  const start = line.lastIndexOf('[', end);
  return line.charAt(end - 1) !== '\\' && (start <= 0 || !/[\w\])\\]/.test(line.charAt(start - 1)));
}

/** `src/old.ts` → `src/new.ts` */
function isRenamed(line: string, end: number): boolean {
  return /^\s*(?:->|=>|\xe2\x86\x92)\s*`/.test(line.slice(end, end + 12));
}

/** null for what is no path within the repository: a route, a module, a pattern, a command. */
export function outputPath(written: string): string | null {
  const path = written.replace(/:\d+(?:-\d+)?$/, '');
  if (/^[/~.]{0,2}\//.test(path) || elsewhere.test(path) || unfilled.test(path) || /[()=,;|"'\\]/.test(path)) return null;
  if (isBuilt.test(path) || isHost.test(path) || path.startsWith('@') || (path.endsWith('/') && mayBeRoute.test(path))) return null;
  const isFile = /(?:^|\/)[\w.@+-]*[\w-]\.[A-Za-z][A-Za-z0-9]{0,7}$/.test(path) && path.includes('/');
  return isFile || /^[\w.@+-]+(?:\/[\w.@+-]+)*\/$/.test(path) ? joinPath('', path) : null;
}

/** Whether ever later places of a line stand between two marks. */
class SpansBetween {
  readonly #line: string;
  readonly #mark: string;
  #next: number;
  #isOpen = false;

  constructor(line: string, mark: string) {
    this.#line = line;
    this.#mark = mark;
    this.#next = line.indexOf(mark);
  }

  isInside(at: number): boolean {
    for (; this.#next >= 0 && this.#next < at; this.#next = this.#line.indexOf(this.#mark, this.#next + this.#mark.length)) {
      this.#isOpen = !this.#isOpen;
    }
    return this.#isOpen;
  }
}

/** `%20` and the like; what is no such code stays as it is. */
function decoded(path: string): string {
  const text = decodeUtf8(path as ByteString);
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
