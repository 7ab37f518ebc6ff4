/**
 * What a Markdown document declares, in one pass over what the scanner found.
 *
 *     front matter      ids, status, parents
 *     Document Control  ids, status, version, effort, references, prerequisites
 *     labelled lines    a status, where neither has one
 *     lines             tags, lists of tasks, steps, links, outputs
 *     table rows        traceability, outputs
 *     all text          elements and criteria
 */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { headingFrom } from '../text/heading.ts';
import type { Piece } from '../text/piece.ts';
import type { Scan } from '../text/scan-markdown.ts';
import { scanMarkdown } from '../text/scan-markdown.ts';
import { cellsOf } from '../text/table-cells.ts';
import { readControlRow, readLabelledLine } from './control-facts.ts';
import { controlRowsOf } from './control-rows.ts';
import { isUnfilled } from './declared-values.ts';
import type { DocumentFacts } from './document-facts.ts';
import { targetsIn } from './document-id.ts';
import { readFrontMatter } from './front-matter-facts.ts';
import { Gathered } from './gathered.ts';
import { type HtmlRow, htmlRowsIn, inMarkdown, mayHoldRows } from './html-marks.ts';
import { readIdList } from './id-list.ts';
import { LineReader } from './line-reader.ts';
import { LinkReader } from './link-reader.ts';
import { gatherNames } from './named-ids.ts';
import { idInTitle } from './own-id.ts';
import type { ReadOptions } from './read-facts.ts';
import { redirectOf } from './redirect.ts';
import { isOfNothing, namesDownstream, type OutlineSection, outlineOf, plainKind } from './sections.ts';
import { sourceLines, statedEffort, statedStatus } from './stated-status.ts';
import { tagsIn } from './tags.ts';

export function readMarkdown(text: ByteString, options: ReadOptions): DocumentFacts {
  const scan = scanMarkdown(text);
  const outline = outlineOf(scan, options.name);
  const gathered = new Gathered(options.name.key);
  const { facts } = gathered;
  readTitle(text, outline, { gathered, options });
  if (scan.frontMatter !== null) readFrontMatter(text, scan.frontMatter, { gathered, options });
  for (const row of controlRowsOf(scan, outline)) readControlRow(text, row, { gathered, options });
  const pieces = scan.runs.pieces(text);
  const hasHtmlRows = mayHoldRows(text);
  for (const line of sourceLines(text, { pieces, outline })) readLabelledLine(text, line, { gathered, options });
  facts.status ??= statedStatus(text, { pieces, outline }, options.profile);
  facts.effort ??= statedEffort(text, { pieces, outline });
  readPieces(pieces, { scan, outline, hasHtmlRows, reading: { gathered, options } });
  for (const { isTitle, number, heading, span } of outline) if (!isTitle) gathered.add('sections', { number, heading, span });
  facts.hasScope = outline.some((section) => section.kind.isScope && saysSomething(text, section));
  facts.hasAcceptanceCriteria = outline.some((section) => section.kind.isAcceptance && saysSomething(text, section));
  facts.redirect = redirectOf(scan, facts.links);
  facts.references.sort((a, b) => a.span.start - b.span.start);
  // A line that is a cell of a table in HTML is read as either.
  if (hasHtmlRows)
    facts.references = facts.references.filter(
      ({ span, target }, at, { [at - 1]: before }) => !(before?.span.start === span.start && before.target.document === target.document),
    );
  return facts;
}

export interface Reading {
  readonly gathered: Gathered;
  readonly options: ReadOptions;
}

function readTitle(text: ByteString, [title]: readonly OutlineSection[], { gathered, options }: Reading): void {
  if (title?.isTitle !== true) return;
  const { facts } = gathered;
  facts.title = title.heading.replace(/[*`]/g, '').trim();
  const span = headingFrom(text, title.span.start)?.text ?? { start: title.span.start, end: title.span.start };
  const line = text.slice(span.start, span.end);
  const own = idInTitle(line, options);
  if (own !== undefined) {
    const place = { start: span.start + own.start, end: span.start + own.end };
    gathered.add('ids', { from: 'title', written: own.written, key: own.target.document, span: place });
  }
  if (!/\[|NN|XX/.test(line)) return;
  const unfilled = openName.exec(line) ?? (own?.target.document === options.name.key ? null : /\b[A-Z]{2,12}-(?:NN|XX)\b/.exec(line));
  if (unfilled !== null) {
    const start = span.start + unfilled.index;
    gathered.add('placeholders', {
      field: 'title',
      written: decodeUtf8(unfilled[0] as ByteString),
      span: { start, end: start + unfilled[0].length },
    });
  }
}

/** Up to the end of a title: no letters of any script; of the bytes of UTF-8 those of punctuation, signs and icons. */
const signs = String.raw`(?:[^\w(\x80-\xff]|\xe2[\x80-\xbf]{2}|\xf0\x9f[\x80-\xbf]{2}|\xef\xb8\x8f)*`;
/**
 * Brackets in the place of the name, where they are all of it or what stands in them is a form: `[API] Limits` has a mark
 * before its name, `[DEPRECATED]` behind one is a remark, `[REQ-01]` an id.
 */
const openName = new RegExp(
  [
    String.raw`(?<=^(?:#\s+)?(?:[^:[]{0,80}(?::|\xef\xbc\x9a)\s*|[A-Z][A-Z0-9]{1,15}-\d{1,9}[ \t]+(?:(?:-|\xe2\x80[\x93\x94])[ \t]+)?)?)\[(?:(?![^\][]*[-.]\d)[A-Z]`,
    String.raw`(?:[^\][]{2,200}\](?=\s*\[|${signs}$)|[^\][]{0,200}?(?:[_/]|\be\.g\.|\b(?:name|title|description|feature|component|project)\b)[^\][]{0,200}\](?!\())`,
    // In other letters than Latin ones.
    String.raw`|(?:[\xcd-\xe1\xe3-\xef][\x80-\xbf]{1,2}|[ /]){2,60}\](?=${signs}$))`,
  ].join(''),
);

interface ScannedDocument {
  readonly scan: Scan;
  readonly outline: readonly OutlineSection[];
  readonly hasHtmlRows: boolean;
  readonly reading: Reading;
}

function readPieces(pieces: readonly Piece[], { scan, outline, hasHtmlRows, reading }: ScannedDocument): void {
  const { text } = scan;
  const lines = new LineReader(text, reading);
  const sections = new SectionWalk(outline);
  const tables = new TableWalk(scan, reading);
  let lastText: Span = { start: 0, end: 0 };
  let isTagFence = false;
  /** Text and tables without a heading or code between them. */
  let plain = null as Span | null;
  for (const piece of pieces) {
    const section = sections.at(piece.start);
    const kind = section?.kind ?? plainKind;
    const isPlain = plainPieces.has(piece.kind);
    if (plain !== null && !isPlain) gatherNames(text, plain, { section: sections.before, reading });
    plain = isPlain ? { start: plain?.start ?? piece.start, end: piece.end } : null;
    if (isPlain || piece.kind === 'heading') lastText = piece;
    switch (piece.kind) {
      case 'heading':
        lines.section(section);
        gatherNames(text, piece, { section, reading });
        break;
      case 'text':
        lines.read(piece, kind);
        if (hasHtmlRows) for (const row of htmlRowsIn(text, piece)) tables.htmlRow(row, kind);
        break;
      case 'fence-open':
        isTagFence = holdsTags(text, piece, lastText) && !isOfNothing(kind);
        break;
      case 'code':
        if (isTagFence) lines.readTags(piece, kind);
        break;
      case 'table-head':
        tables.head(text.slice(piece.start, piece.end) as ByteString);
        break;
      case 'table-row':
        tables.row(piece, kind);
    }
    sections.before = section;
  }
  if (plain !== null) gatherNames(text, plain, { section: sections.before, reading });
}

const plainPieces: ReadonlySet<Piece['kind']> = new Set(['text', 'table-head', 'table-delimiter', 'table-row']);

/** A fence without a language, or of Markdown, that nobody has called an example. */
function holdsTags(text: ByteString, fence: Span, before: Span): boolean {
  const info = /^[\t ]*[`~]+[\t ]*([^\s`]*)/.exec(text.slice(fence.start, fence.end))?.[1] ?? '';
  if (!/^(?:|markdown|md|text|txt|plain|plaintext|tags)$/i.test(info)) return false;
  const above = text.slice(Math.max(before.start, before.end - 400), before.end).trimEnd();
  const line = above.slice(above.lastIndexOf('\n') + 1);
  return !isSample.test(line);
}

const isSample =
  /\be\.g\.|\b(?:examples?|for instance|samples?|such as|looks? (?:like|so)|looked (?:like|so)|like (?:this|so)|usage|format|syntax|template|pattern|beispiele?|exemples?|ejemplos?|esempi(?:o)?|voorbeeld)\b/i;

/** The innermost section of ever later places. */
class SectionWalk {
  /** Of the piece before. */
  before: OutlineSection | null = null;
  readonly #outline: readonly OutlineSection[];
  #next = 0;
  readonly #open: OutlineSection[] = [];

  constructor(outline: readonly OutlineSection[]) {
    this.#outline = outline;
  }

  at(place: number): OutlineSection | null {
    for (
      let section = this.#outline[this.#next];
      section !== undefined && section.span.start <= place;
      section = this.#outline[this.#next]
    ) {
      while (this.#open.length > 0 && (this.#open.at(-1)?.span.end ?? 0) <= section.span.start) this.#open.pop();
      this.#open.push(section);
      this.#next++;
    }
    while (this.#open.length > 0 && (this.#open.at(-1)?.span.end ?? 0) <= place) this.#open.pop();
    return this.#open.at(-1) ?? null;
  }
}

/** Rows of tables that declare something: of what the document stands on, of tasks before and after. */
class TableWalk {
  readonly #text: ByteString;
  readonly #reading: Reading;
  readonly #links: LinkReader;
  #hasTaskColumn = false;
  /** Columns of ids that something had before. */
  #former: ReadonlySet<number> = new Set();
  /** Where the table of the last row in HTML begins. */
  #htmlTable = -1;

  constructor({ text }: Scan, reading: Reading) {
    this.#text = text;
    this.#reading = reading;
    this.#links = new LinkReader(reading);
  }

  head(whole: ByteString): void {
    this.#hasTaskColumn = /\btasks?\b[^|]{0,20}\bid\b/i.test(whole);
    if (!isFormer.test(whole)) this.#former = new Set();
    else {
      const cells = cellsOf(whole, 0, whole.length);
      const heads = cells.flatMap((start, at) => (at % 2 === 0 ? [whole.slice(start, cells[at + 1])] : []));
      this.#former = new Set(heads.flatMap((head, column) => (isFormer.test(head) ? [column] : [])));
    }
  }

  htmlRow({ said, start, table }: HtmlRow, kind: OutlineSection['kind']): void {
    if (table !== this.#htmlTable) this.head(said);
    this.#htmlTable = table;
    this.#cells(said, start, kind);
  }

  row(line: Span, kind: OutlineSection['kind']): void {
    if (isOfNothing(kind)) return;
    const whole = this.#text.slice(line.start, line.end);
    this.#links.read(whole, line.start);
    if (!kind.isControl && kind.isOutput) this.#links.outputs(whole, line.start);
    this.#cells(whole as ByteString, line.start, kind);
  }

  /** What the cells of a row declare. @param offset where it stands in the document */
  #cells(whole: ByteString, offset: number, kind: OutlineSection['kind']): void {
    const { gathered, options } = this.#reading;
    if (isOfNothing(kind) || kind.isControl) return;
    const isDownstream =
      kind.isDownstream ||
      (kind.isTraceability && (standsOnThis.test(whole) || namesDownstream((/[A-Za-z][^|]*/.exec(whole)?.[0] ?? '').toLowerCase())));
    const cells = () => cellsOf(whole, 0, whole.length);
    if (whole.includes('@') && !kind.isDownstream) this.#tagged(whole, offset, cells());
    if (isDownstream) gathered.downstream(targetsIn(whole, options.profile), offset);
    const { type } = options.name;
    const order = kind.dependency ?? (/^\W*depends?\b/i.test(whole) ? 'before' : null);
    const isDependency = order !== null && (kind.isTraceability || this.#hasTaskColumn);
    const isReference = kind.isTraceability && !isDownstream;
    if (!isDependency && !isReference) return;
    const places = cells();
    for (let at = 0; at < places.length; at += 2) {
      if (this.#former.has(at / 2)) continue;
      const start = places[at] ?? 0;
      const { ids, placeholders } = wholeList(whole.slice(start, places[at + 1]), options.profile);
      const place = offset + start;
      if (isReference) gathered.references(ids, { from: 'traceability', name: 'traceability', offset: place });
      if (isReference) gathered.placeholders(placeholders, { field: 'traceability', offset: place });
      if (isDependency && order !== null) gathered.prerequisites(ids, { order, from: 'table', type, offset: place });
    }
  }

  #tagged(whole: string, offset: number, cells: readonly number[]): void {
    const { gathered, options } = this.#reading;
    for (let at = 0; at < cells.length; at += 2) {
      const start = cells[at] ?? 0;
      for (const { name, ids, placeholders } of tagsIn(whole.slice(start, cells[at + 1]), options.profile)) {
        gathered.references(ids, { from: 'tag', name, offset: offset + start });
        gathered.placeholders(placeholders, { field: `@${name}`, offset: offset + start });
      }
    }
  }
}

/** The relation of a row that tells what stands on the document. */
const standsOnThis =
  /\b(?:(?:derived|built|generated|made|refined) from|(?:implements|reali[sz]es|refines|specifies|tests|verifies|fulfil?ls|satisfies)) this\b/i;

const isFormer =
  /\b(?:legacy|old|former|obsolete|superse(?:ded|des)|replace[ds]|removed|dropped|predecessor|formerly)\b|\bprevious (?:id|number|name)\b/i;

/** The ids of a cell that holds nothing else. */
function wholeList(written: string, profile: ReadOptions['profile']): ReturnType<typeof readIdList> {
  if (!/[-.][\dNXYZA]/.test(written)) return { ids: [], placeholders: [] };
  const cell = inMarkdown(written);
  const list = readIdList(cell, profile);
  const said = [...list.ids, ...list.placeholders].reduce((length, { start, end }) => length + (end - start), 0);
  const other = cell
    .replace(/\[[^\][]*\]\([^()]*\)|<br[\t ]?\/?>|[\t ](?:and|und|et|e|y|en|og|och)(?=[\t ])/g, '')
    .replace(/[\s,;|`*()[\]-]/g, '').length;
  return other <= said + 2 || isUnfilled(cell) ? list : { ids: [], placeholders: [] };
}

/** More than a heading. */
function saysSomething(text: ByteString, { span }: OutlineSection): boolean {
  const body = headingFrom(text, span.start)?.end ?? span.start;
  return /[^\s#|:-]/.test(text.slice(body, span.end));
}
