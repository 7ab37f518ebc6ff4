/** The Document Control: rows of a table `| Item | Details |` or `| Field | Value |`, also in HTML, or keys of YAML. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { endOfLine } from '../text/lines.ts';
import type { Scan } from '../text/scan-markdown.ts';
import { cellsOf } from '../text/table-cells.ts';
import { htmlRowsIn, inMarkdown, mayHoldRows } from './html-marks.ts';
import { areControlHeads, isRecordRow } from './other-languages.ts';
import type { OutlineSection } from './sections.ts';

export interface ControlRow {
  /** In lower case, without decoration: "parent tasks". */
  readonly name: string;
  /** As written, without decoration: "Parent TASKS". */
  readonly label: string;
  readonly value: Span;
  /** The whole line. */
  readonly line: Span;
}

/** Words, in bold or not. */
const usualKey = /^(?:\*\*)?([A-Za-z][A-Za-z0-9 /()-]*)(?:\*\*)?$/;
const keyHead = /^(?:item|field|property|attribute|key|element)$/;
const valueHead = /^(?:details?|value|description|content|information)$/;

/** A row, in the text that it is read from. */
interface Row {
  readonly text: ByteString;
  readonly place: Span;
  /** Of the whole row in the document. */
  readonly line: Span;
  /** How far places in the document are from those in `text`. */
  readonly offset: number;
  /** Of HTML: all its cells are heads. */
  readonly isHead: boolean;
}

/** Where a Document Control stands: with its heads, and without. */
interface Places {
  readonly withHeads: readonly Span[];
  readonly without: readonly Span[];
}

/**
 * Which tables are Document Control: those that stand in a section of that name and have its heads; where no section has
 * the name, those with its heads before the second section. Without heads, the place must say it: a section of that name, or
 * what stands above all sections.
 */
export function controlRowsOf(scan: Pick<Scan, 'text' | 'tables' | 'runs'>, sections: readonly OutlineSection[]): readonly ControlRow[] {
  const named = sections.filter(({ kind }) => kind.isControl).map(({ span }) => span);
  const inner = sections.filter(({ isTitle }) => !isTitle);
  const before = (section: number): readonly Span[] => [{ start: 0, end: inner[section]?.span.start ?? scan.text.length }];
  const places = named.length > 0 ? { withHeads: named, without: named } : { withHeads: before(1), without: before(0) };
  const rows: ControlRow[] = [];
  for (const table of tablesOf(scan, places)) for (const row of controlRowsIn(table, places)) addRow(row, rows);
  return rows;
}

function tablesOf(scan: Pick<Scan, 'text' | 'tables' | 'runs'>, places: Places): readonly (readonly Row[])[] {
  const tables = markdownTables(scan, places);
  return mayHoldRows(scan.text) ? [...tables, ...htmlTables(scan)] : tables;
}

function markdownTables({ text, tables }: Pick<Scan, 'text' | 'tables'>, { withHeads }: Places): readonly (readonly Row[])[] {
  const found: (readonly Row[])[] = [];
  for (let position = 0; position < tables.count; position++) {
    if (!standsIn(withHeads, tables.start(position))) continue;
    const table = tables.at(position);
    const rows = [rowOfMarkdown(text, table.head.start)];
    for (const start of table.rowStarts) rows.push(rowOfMarkdown(text, start));
    found.push(rows);
  }
  return found;
}

function rowOfMarkdown(text: ByteString, start: number): Row {
  const line = { start, end: endOfLine(text, start) };
  return { text, place: line, line, offset: 0, isHead: false };
}

function htmlTables({ text, runs }: Pick<Scan, 'text' | 'runs'>): readonly (readonly Row[])[] {
  const tables: Row[][] = [];
  let last = -1;
  for (const { table, said, start, end, isHead } of runs.spansOf('text', text).flatMap((span) => htmlRowsIn(text, span))) {
    if (table !== last) tables.push([]);
    last = table;
    tables.at(-1)?.push({ text: said, place: { start: 0, end: said.length }, line: { start, end }, offset: start, isHead });
  }
  return tables;
}

function controlRowsIn(table: readonly Row[], { withHeads, without }: Places): readonly Row[] {
  const [head, ...rows] = table;
  if (head === undefined) return [];
  const [key = '', value = ''] = plainCells(head);
  if (isControlHead(key, value)) return standsIn(withHeads, head.line.start) ? rows : [];
  if (!standsIn(without, head.line.start) || !table.every((row) => cellsIn(row).length === 4)) return [];
  // A table of Markdown has heads: nothing, or its first row.
  if (key === '' && value === '') return rows;
  // `| Version | Date |`, `| Status | Meaning |`: heads of columns.
  if (head.isHead || isOwnName(value) || valueHead.test(value) || value === 'meaning') return [];
  const isPair = head.offset > 0 || table.filter((row) => isOwnName(plainCells(row)[0] ?? '')).length > 1;
  return isPair ? table : [];
}

const standsIn = (places: readonly Span[], at: number) => places.some(({ start, end }) => start <= at && at < end);
const cellsIn = ({ text, place }: Row) => cellsOf(text, place.start, place.end);

/** The first two cells, in lower case. */
function plainCells(row: Row): readonly string[] {
  const [keyStart = 0, keyEnd = 0, valueStart = 0, valueEnd = 0] = cellsIn(row);
  return [row.text.slice(keyStart, keyEnd), row.text.slice(valueStart, valueEnd)].map((cell) => plainKey(cell).toLowerCase());
}

const isControlHead = (key: string, value: string) => (keyHead.test(key) && valueHead.test(value)) || areControlHeads(key, value);

/** What a document says of itself, where rows have names. */
function isOwnName(name: string): boolean {
  return ownName.test(name) || isRecordRow(name);
}

const ownName =
  /^(?:(?:(?:document|artifact) )?(?:id|status|version|title|type|owner|author)s?|(?:\w+ )?date|(?:last )?(?:updated|modified|reviewed)|(?:estimated )?effort|priority|deciders|reviewers?|approvers?|parent\b.*|related \w+|requirements?|dependencies|depends on|block(?:ers|ed by))$/;

function addRow(row: Row, rows: ControlRow[]): void {
  const { text, line, offset } = row;
  const [keyStart, keyEnd, start, end] = cellsIn(row);
  if (start === undefined || end === undefined) return;
  const label = plainKey(text.slice(keyStart, keyEnd));
  if (label !== '') rows.push({ name: label.toLowerCase(), label, value: { start: offset + start, end: offset + end }, line });
}

function plainKey(cell: string): string {
  const usual = usualKey.exec(cell);
  if (usual !== null) return (usual[1] ?? '').trimEnd();
  return decodeUtf8(inMarkdown(cell) as ByteString)
    .replace(/[*`_]{1,3}/g, (mark) => (mark.startsWith('_') && mark.length === 1 ? mark : ''))
    .replace(/[\s:]+$/, '')
    .trim();
}
