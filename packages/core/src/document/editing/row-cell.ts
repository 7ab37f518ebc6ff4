/** Values in the cells of a task's row. */
import { type ByteString, decodeUtf8, encodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { escapeCell } from '../../text/cell-text.ts';
import { endOfContent, startOfLine, trimSpan } from '../../text/lines.ts';
import { cellsOf } from '../../text/table-cells.ts';
import type { Document, Edit, RowTaskSource } from '../document.ts';
import { plainCell } from '../plan/decoration.ts';
import { withWords } from './cell-words.ts';
import { type Planned, planned, plannedAlone, replaceValue, sliceOf } from './planned.ts';

/** Writes a text, escaped for its cell, where a column's value stands; a row that ends before that column is continued. */
export function setCell(document: Document, { row, column }: { row: RowTaskSource; column: number }, written: string): Planned {
  const cell = row.cell(column);
  if (cell !== null) return planned(replaceValue(document, cell, written));
  return written === '' ? planned() : plannedAlone(continueRow(document, { row, column }, written));
}

/** Adds the cells that a row lacks, up to the column. */
function continueRow({ text }: Document, { row, column }: { row: RowTaskSource; column: number }, written: string): Edit {
  const { start, end } = rowSpan(text, row);
  const line = trimSpan(text, start, endOfContent(text, start, end));
  const present = cellsOf(text, line.start, line.end).length / 2;
  const closed = text.charAt(line.end - 1) === '|' && text.charAt(line.end - 2) !== '\\';
  const cells = `${'  |'.repeat(column - present)} ${encodeUtf8(written)} |`;
  return { start: line.end, end: line.end, text: (closed ? cells : ` |${cells}`) as ByteString };
}

/** The line of the row itself, without the comments above it. */
export function rowSpan(text: ByteString, { entry }: RowTaskSource): Span {
  return { start: startOfLine(text, entry.end - 1), end: entry.end };
}

/** A cell that says `text`, decorated like the one in its place (`**P0**`) where it is read back all the same. */
export function decoratedCell(document: Document, { row, column }: { row: RowTaskSource; column: number }, text: string): string {
  const cell = row.cell(column);
  return withWords(cell === null ? '' : decodeUtf8(sliceOf(document, cell)), (words) => decoratedLike(words, text));
}

/** `text`, escaped, between the marks that `neighbour` stands between. */
export function decoratedLike(neighbour: string, text: string): string {
  const marks = /^([*_`~]+)(?=[^*_`~]).*?\1$/s.exec(neighbour)?.[1] ?? '';
  const escaped = escapeCell(text);
  const candidates = text === '' ? [''] : [`${marks}${escaped}${marks}`, escaped];
  return candidates.find((cell) => plainCell(encodeUtf8(cell)) === text) ?? withoutMarks(text);
}

/** A text whose first character is written as a number, so that no mark can be seen in it. */
function withoutMarks(text: string): string {
  const [first = '', ...rest] = text;
  return `&#${first.codePointAt(0)};${escapeCell(rest.join(''))}`;
}
