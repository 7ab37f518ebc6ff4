/** The Document Control: rows of a table `| Item | Details |` or `| Field | Value |`, also in HTML, or keys of YAML. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { endOfLine } from '../text/lines.ts';
import type { Scan } from '../text/scan-markdown.ts';
import { cellsOf } from '../text/table-cells.ts';
import { type HtmlRow, htmlRowsIn, inMarkdown, mayHoldRows } from './html-marks.ts';
import { areControlHeads } from './other-languages.ts';
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

/**
 * Which tables are Document Control: those that stand in a section of that name and have its heads; where no section has
 * the name, those with its heads before the second section.
 */
export function controlRowsOf(scan: Pick<Scan, 'text' | 'tables' | 'runs'>, sections: readonly OutlineSection[]): readonly ControlRow[] {
  const { text, tables } = scan;
  const named = sections.filter(({ kind }) => kind.isControl).map(({ span }) => span);
  const inner = sections.filter(({ isTitle }) => !isTitle);
  const places = named.length > 0 ? named : [{ start: 0, end: inner[1]?.span.start ?? text.length }];
  const rows: ControlRow[] = [];
  for (let position = 0; position < tables.count; position++) {
    const start = tables.start(position);
    if (!places.some((place) => place.start <= start && start < place.end)) continue;
    const table = tables.at(position);
    if (table === undefined || !isControlHead(text, table.head)) continue;
    for (const at of table.rowStarts) {
      const line = { start: at, end: endOfLine(text, at) };
      rows.push(...rowAt(text, line, { line, offset: 0 }));
    }
  }
  if (!mayHoldRows(text)) return rows;
  // Without heads the place alone says what a table is: a section of that name, or the head of the document.
  const heads = named.length > 0 ? named : [{ start: 0, end: inner[0]?.span.start ?? text.length }];
  return [...rows, ...htmlControlRows(scan, { places, heads })];
}

function htmlControlRows(
  { text, runs }: Pick<Scan, 'text' | 'runs'>,
  { places, heads }: { readonly places: readonly Span[]; readonly heads: readonly Span[] },
): readonly ControlRow[] {
  const tables = new Map<number, HtmlRow[]>();
  for (const row of runs.spansOf('text', text).flatMap((span) => htmlRowsIn(text, span))) {
    const rows = tables.get(row.table);
    if (rows === undefined) tables.set(row.table, [row]);
    else rows.push(row);
  }
  return [...tables.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const standsIn = (spans: readonly Span[]) => spans.some(({ start, end }) => start <= first.start && first.start < end);
    const hasHeads = isControlHead(first.said, { start: 0, end: first.said.length });
    const hasNone = standsIn(heads) && rows.every(({ said }) => cellsOf(said, 0, said.length).length === 4);
    if (!(hasHeads && standsIn(places)) && !hasNone) return [];
    return rows
      .slice(hasHeads ? 1 : 0)
      .flatMap(({ said, start, end }) => rowAt(said, { start: 0, end: said.length }, { line: { start, end }, offset: start }));
  });
}

function isControlHead(text: ByteString, head: Span): boolean {
  const [keyStart = 0, keyEnd = 0, valueStart = 0, valueEnd = 0] = cellsOf(text, head.start, head.end);
  const key = plainKey(text.slice(keyStart, keyEnd)).toLowerCase();
  const value = plainKey(text.slice(valueStart, valueEnd)).toLowerCase();
  return (keyHead.test(key) && valueHead.test(value)) || areControlHeads(key, value);
}

/** @param of the line in the document, and how far its places are from those of `text` */
function rowAt(text: ByteString, row: Span, { line, offset }: { readonly line: Span; readonly offset: number }): readonly ControlRow[] {
  const [keyStart, keyEnd, start, end] = cellsOf(text, row.start, row.end);
  if (start === undefined || end === undefined) return [];
  const label = plainKey(text.slice(keyStart, keyEnd));
  return label === '' ? [] : [{ name: label.toLowerCase(), label, value: { start: offset + start, end: offset + end }, line }];
}

function plainKey(cell: string): string {
  const usual = usualKey.exec(cell);
  if (usual !== null) return (usual[1] ?? '').trimEnd();
  return decodeUtf8(inMarkdown(cell) as ByteString)
    .replace(/[*`_]{1,3}/g, (mark) => (mark.startsWith('_') && mark.length === 1 ? mark : ''))
    .replace(/[\s:]+$/, '')
    .trim();
}
