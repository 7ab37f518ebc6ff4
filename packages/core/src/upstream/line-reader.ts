/** Lines of text: tags, lists of tasks that come before or after, steps, links, outputs. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { endOfContent, endOfLine, trimSpan } from '../text/lines.ts';
import { targetsIn } from './document-id.ts';
import { inMarkdown } from './html-marks.ts';
import { readIdList } from './id-list.ts';
import { LinkReader } from './link-reader.ts';
import type { Reading } from './read-markdown.ts';
import { dependencyIn, isOfNothing, type OutlineSection, type SectionKind } from './sections.ts';
import { isDependencyTag, tagsIn } from './tags.ts';

/** `- [x] **1.2**: text`; the mark is one character. */
const checkbox = /^([\t >]*(?:[-*+]|\d{1,9}[.)])[\t ]+\[)([ xX])\][\t ]+(?=\S)/;
/** `**Blocked By**: …`, `**Blocking Tasks** (must complete before):`, also as an item of a list. */
const label = /^[\t >]*(?:[-*+][\t ]+)?\*\*([^*]{2,60}?):?\*\*/;
/** Code, unless it stands in a list. */
const isFarIn = /^(?: {4}| {0,3}\t)/;
const hasHtml = /<(?:a|img)\s|<(?:b|strong)[\s>]/i;
/** The beginning of a link in HTML that goes on in the next line. */
const openLink = /<(?:a|img)(?:\s[^<>]*)?$/i;
/** Bytes that such a link may go on for. */
const longestLink = 600;
const item = /^[\t >]*(?:[-*+]|\d{1,9}[.)])[\t ]+/;

/** `- Upstream Sources: REQ-01`, `REQ: REQ-01` */
const sourceLabel =
  /^[\t >]*(?:[-*+][\t ]+)?\**(?:upstream\b[^:*]{0,40}|sources?|parents?|based on|implements|satisfies|(?:requirement|req|spec|specification|decision|adr|sys|prd|brd|ears|bdd)s?|related adrs?)\**(?::|\xef\xbc\x9a)\**[\t ]*/i;
/**
 * An item that is an id, and what its name is or a remark behind a sign, also a wide one: `- REQ-01: Limits`, `- [REQ-01](…) (first)`. `- REQ-77 was given
 * up` is prose, and what is planned is not there yet.
 */
const isListedSource =
  /^[\t >]*(?:[-*+]|\d{1,9}[.)])[\t ]+(?:\[[ xX]\][\t ]+)?[*`]{0,3}(?:\[{1,2}[^\][]{0,200}\]{1,2}(?:\([^()]{0,300}\)|\[[^\][]{0,200}\])?|[A-Za-z][A-Za-z0-9]{1,20}[-.](?:\d[\d.-]*|(?:NN+|XX+|YY+)(?=[*`\t ]*$)))[*`]{0,3}[\t ]*(?:$|[:,;(]|-|\xe2\x80[\x93\x94]|\xe3\x80\x81|\xef\xbc[\x88\x8c\x9a\x9b])(?!.*\b(?:planned|to be written|to come|tbd|todo|future|later|pending|not yet|was|dropped|given up|removed|superseded|replaced|obsolete)\b)/i;

export class LineReader {
  readonly #text: ByteString;
  readonly #reading: Reading;
  readonly #links: LinkReader;
  /** Task lists are an IPLAN's: the type of the highest layer. */
  readonly #hasTaskList: boolean;
  /** Which way the tasks of the list at hand stand; null outside such a list. */
  #list: SectionKind['dependency'] = null;
  /** Lines that are indented far belong to the item before, or are code where there is none. */
  #isInList = false;

  constructor(text: ByteString, reading: Reading) {
    this.#text = text;
    this.#reading = reading;
    this.#links = new LinkReader(reading);
    const { name, profile } = reading.options;
    this.#hasTaskList = name.layer === Math.max(...profile.layers.values());
  }

  /** A heading ends lists, and may begin one: `#### Blocking Tasks`. */
  section(section: OutlineSection | null): void {
    this.#list = section?.kind.dependency ?? null;
    this.#isInList = false;
  }

  /** Lines of running text. */
  read(span: Span, kind: SectionKind): void {
    if (this.#isProse(span, kind)) {
      // Nobody looked whether an item stands in it.
      this.#isInList = true;
      return;
    }
    let isAfterBlank = true;
    let isCode = false;
    for (let at = span.start; at < span.end; at = endOfLine(this.#text, at)) {
      const end = endOfContent(this.#text, at, endOfLine(this.#text, at));
      const first = trimSpan(this.#text, at, end).start;
      if (first === end) {
        isAfterBlank = true;
        continue;
      }
      isCode = !this.#isInList && (isAfterBlank || isCode) && isFarIn.test(this.#text.slice(at, Math.min(end, at + 4)));
      if (!isCode) {
        if (first === at && isAfterBlank) this.#isInList = false;
        if (item.test(this.#text.slice(at, Math.min(end, first + 12)))) this.#isInList = true;
        this.#readLine({ start: at, end }, kind);
      }
      isAfterBlank = false;
    }
  }

  /** Most text is: nothing in it declares anything, and no line needs to be looked at. */
  #isProse({ start, end }: Span, kind: SectionKind): boolean {
    if (this.#list !== null || kind.isTaskList || kind.isTraceability || kind.isOutput || kind.isDownstream) return false;
    const text = this.#text.slice(start, end);
    if (text.includes('@') || text.includes('](') || text.includes('[[') || text.includes('**') || text.includes(']:')) return false;
    return !text.includes('<') || !hasHtml.test(text);
  }

  /** Lines of a fence: tags alone. A fence within one is quoted. */
  readTags(span: Span, { isDownstream }: Pick<SectionKind, 'isDownstream'>): void {
    let isQuoted = false;
    for (let at = span.start; at < span.end; at = endOfLine(this.#text, at)) {
      const line = this.#text.slice(at, endOfContent(this.#text, at, endOfLine(this.#text, at)));
      if (/^[\t ]*(?:```|~~~)/.test(line)) isQuoted = !isQuoted;
      else if (isQuoted) continue;
      else if (isDownstream) this.#downstream(line, at);
      else this.#tags(line, at);
    }
  }

  #downstream(line: string, start: number): void {
    if (/[-.]\d/.test(line)) this.#reading.gathered.downstream(targetsIn(line, this.#reading.options.profile), start);
  }

  #readLine({ start, end }: Span, kind: SectionKind): void {
    const written = this.#text.slice(start, end);
    if (kind.isTaskList && this.#hasTaskList && !kind.isHistory) this.#step(written, start);
    if (isOfNothing(kind)) return;
    this.#links.read(written + this.#restOfLink(written, end), start);
    let at = 0;
    for (const next of [...itemsOfHtml(written), written.length]) {
      this.#readItem(inMarkdown(written.slice(at, next)), start + at, kind);
      at = next;
    }
  }

  #readItem(line: string, start: number, kind: SectionKind): void {
    if (kind.isDownstream) this.#downstream(line, start);
    else this.#tags(line, start);
    this.#dependencies(line, start);
    if (kind.isTraceability && !kind.isDownstream) this.#sources(line, start);
    if (kind.isOutput) this.#links.outputs(line, start);
  }

  #restOfLink(line: string, end: number): string {
    if (!line.includes('<') || !openLink.test(line)) return '';
    const near = this.#text.slice(end, end + longestLink);
    return /^[^<>]*>/.exec(near.split(/\n[\t ]*\r?\n/)[0] ?? '')?.[0] ?? '';
  }

  #tags(line: string, start: number): void {
    const { gathered, options } = this.#reading;
    for (const { name, ids, placeholders } of tagsIn(line, options.profile)) {
      gathered.references(ids, { from: 'tag', name, offset: start });
      gathered.placeholders(placeholders, { field: `@${name}`, offset: start });
      if (isDependencyTag(name)) gathered.prerequisites(ids, { order: 'before', from: 'tag', type: options.name.type, offset: start });
    }
  }

  #step(line: string, start: number): void {
    const found = checkbox.exec(line);
    if (found === null) return;
    const [whole, before = '', mark = ''] = found;
    const at = start + before.length;
    const { facts } = this.#reading.gathered;
    this.#reading.gathered.add('steps', {
      number: facts.steps.length + 1,
      text: decodeUtf8(line.slice(whole.length).trimEnd() as ByteString),
      done: mark !== ' ',
      mark: { start: at, end: at + 1 },
      span: { start, end: start + line.length },
    });
  }

  #dependencies(line: string, start: number): void {
    const found = line.includes('**') ? label.exec(line) : null;
    if (found === null) {
      this.#listLine(line, start);
      return;
    }
    const name = (found[1] ?? '').toLowerCase();
    const order = dependencyIn(name);
    if (/ tasks\b/.test(name)) this.#list = order;
    else if (order !== null) this.#blocksLine(line, { start, from: found[0].length, order });
    else this.#listLine(line, start);
  }

  #listLine(line: string, start: number): void {
    if (this.#list === null) return;
    const begin = item.exec(line)?.[0].length;
    if (begin !== undefined) this.#listed(line, { start, from: begin, order: this.#list });
    // A line at the margin that is no item ends the list.
    else if (/^\S/.test(line)) this.#list = null;
  }

  #blocksLine(
    line: string,
    { start, from, order }: { readonly start: number; readonly from: number; readonly order: 'before' | 'after' },
  ): void {
    const { gathered, options } = this.#reading;
    const colon = /^[\t ]*(?::|\xef\xbc\x9a)/.exec(line.slice(from))?.[0].length ?? 0;
    const offset = from + colon;
    const { ids, placeholders } = readIdList(line.slice(offset), options.profile);
    if (order === 'before') gathered.references(ids, { from: 'blocks-line', name: 'Blocked By', offset: start + offset });
    gathered.prerequisites(ids, { order, from: 'blocks-line', type: options.name.type, offset: start + offset });
    gathered.placeholders(placeholders, { field: order === 'before' ? 'Blocked By' : 'Blocks', offset: start + offset });
  }

  /** Of an item only the id that it begins with counts. */
  #listed(
    line: string,
    { start, from, order }: { readonly start: number; readonly from: number; readonly order: 'before' | 'after' },
  ): void {
    const { gathered, options } = this.#reading;
    const { ids, placeholders } = readIdList(line.slice(from).split(/:(?=\s)/)[0] ?? '', options.profile);
    const first = ids.slice(0, 1);
    if (order === 'before') gathered.references(first, { from: 'task-list', name: 'Blocking Tasks', offset: start + from });
    gathered.prerequisites(first, { order, from: 'task-list', type: options.name.type, offset: start + from });
    const field = order === 'before' ? 'Blocking Tasks' : 'Dependent Tasks';
    gathered.placeholders(placeholders.slice(0, ids.length === 0 ? 1 : 0), { field, offset: start + from });
  }

  /** `- Upstream Sources: [PRD-03](…), SYS-03` in a section about traceability. */
  #sources(line: string, start: number): void {
    const { gathered, options } = this.#reading;
    const offset = sourceLabel.exec(line)?.[0].length ?? (isListedSource.test(line) ? item.exec(line)?.[0].length : undefined);
    if (offset === undefined) return;
    const { ids, placeholders } = readIdList(line.slice(offset), options.profile);
    gathered.references(ids, { from: 'traceability', name: 'traceability', offset: start + offset });
    gathered.placeholders(placeholders, { field: 'traceability', offset: start + offset });
  }
}

const itemOfHtml = /`[^`]*`|(?<!^)<li(?=[\s>])/gi;
const none: readonly number[] = [];

/** Where further items of HTML begin in a line that holds several, outside of code. */
function itemsOfHtml(line: string): readonly number[] {
  if (!line.includes('<')) return none;
  return Array.from(line.matchAll(itemOfHtml)).flatMap(({ 0: found, index }) => (found.startsWith('`') ? none : [index]));
}
