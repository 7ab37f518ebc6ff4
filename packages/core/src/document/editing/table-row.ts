/** A new row of a Markdown table, in the shape of a line that stands there: indentation, outer pipes, padding, alignment. */
import { type ByteString, decodeUtf8, encodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { displayWidth } from '../../text/display-width.ts';
import { endOfContent } from '../../text/lines.ts';
import type { Document, TableSource } from '../document.ts';

/**
 * The row, without line ending.
 *
 * @param model the neighbour that it looks like; null in a table that has only its head
 * @param cells what stands in each column of the table, escaped; '' for an empty cell
 */
export function rowLike(
  document: Document,
  { table, model }: { table: TableSource; model: Span | null },
  cells: readonly string[],
): ByteString {
  const line = shapeOf(document, model ?? table.head);
  const lines = model === null ? [] : [table.head, table.delimiter, model].map((span) => shapeOf(document, span));
  const aligned = measures.find((measure) => commonWidths(lines, measure).length > 0) ?? displayWidth;
  const widths = commonWidths(lines, aligned);
  const written = cells.map((cell, column) => pad(cell, line, (text) => (widths[column] ?? 0) - aligned(text)));
  const opens = line.opens || !cells.slice(0, 1).every((cell) => /^(?!\d+[.)])[\p{L}\p{N}]/u.test(cell));
  const closes = line.closes || cells.at(-1) === '';
  const row = written.join('|');
  const opened = opens ? `|${row}` : row.trimStart();
  return encodeUtf8(line.indent + (closes ? `${opened}|` : opened.trimEnd()));
}

/** The row that others come after; null in a table that has only its head. */
export function lastRow(table: TableSource): Span | null {
  return table.rowCount === 0 ? null : table.row(table.rowCount - 1);
}

/** How a line of a table is laid out. */
interface LineShape {
  readonly indent: string;
  /** Whether it begins and ends with a pipe. */
  readonly opens: boolean;
  readonly closes: boolean;
  /** The blank that keeps its cells from the pipes, if any. */
  readonly before: string;
  readonly after: string;
  /** What stands between the pipes, blanks included. */
  readonly cells: readonly string[];
}

function shapeOf({ text }: Document, span: Span): LineShape {
  const line = decodeUtf8(text.slice(span.start, endOfContent(text, span.start, span.end)) as ByteString);
  const content = line.replace(/^[ \t]+|[ \t]+$/g, '');
  const opens = content.startsWith('|');
  const closes = /(?<!\\)\|$/.test(content);
  const cells = content.slice(opens ? 1 : 0, closes && content.length > 1 ? -1 : undefined).split(/(?<!\\)\|/);
  const filled = cells
    .map((cell, at) => inner(cell, { isFirst: !opens && at === 0, isLast: !closes && at === cells.length - 1 }))
    .filter((cell) => cell.trim() !== '');
  return {
    indent: line.slice(0, line.length - line.trimStart().length),
    opens,
    closes,
    before: filled.some((cell) => !/^[ \t]/.test(cell)) ? '' : ' ',
    after: filled.some((cell) => !/[ \t]$/.test(cell)) ? '' : ' ',
    cells,
  };
}

/** A cell at the open end of a line says nothing about blanks there. */
function inner(cell: string, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): string {
  return `${isFirst ? ' ' : ''}${cell}${isLast ? ' ' : ''}`;
}

type Measure = (text: string) => number;

/** By what tables are aligned: as they are seen, or by the count of characters. */
const measures: readonly Measure[] = [displayWidth, (text) => [...text].length];

/** The width of each column, where head, delimiter and neighbour agree on all of them (but for the last, which often runs free); none otherwise. */
function commonWidths(lines: readonly LineShape[], measure: Measure): readonly number[] {
  const [first, ...others] = lines.map(({ cells }) => cells.map(measure));
  if (first === undefined) return [];
  const agreed = first.map((width, column) => (others.every((widths) => widths[column] === width) ? width : 0));
  return agreed.slice(0, -1).every((width) => width > 0) ? agreed : [];
}

function pad(cell: string, { before, after }: LineShape, lacks: Measure): string {
  const text = cell === '' ? before || after : `${before}${cell}${after}`;
  return text + ' '.repeat(Math.max(0, lacks(text)));
}
