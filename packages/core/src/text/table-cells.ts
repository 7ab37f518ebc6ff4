/** Rows of a table: where their cells stand. A pipe ends a cell unless a backslash stands right before it. */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { endOfContent, isBlank, trimSpan } from './lines.ts';

const pipe = 0x7c;
const backslash = 0x5c;

/**
 * Starts and ends of a row's cells, trimmed, one after the other: [start, end, start, end, …].
 * An empty cell gives an empty span, after its first blank.
 */
export function cellsOf(text: ByteString, start: number, end: number): number[] {
  return firstCells(text, { start, end }, Number.POSITIVE_INFINITY);
}

/** The same for the first cells alone: what comes after them, which may be long, is not looked at. */
export function firstCells(text: ByteString, { start, end }: Span, count: number): number[] {
  const line = trimSpan(text, start, endOfContent(text, start, end));
  const cells: number[] = [];
  let from = text.charCodeAt(line.start) === pipe ? line.start + 1 : line.start;
  for (let at = from; at < line.end; at++) {
    if (text.charCodeAt(at) !== pipe || (at > line.start && text.charCodeAt(at - 1) === backslash)) continue;
    addCell(cells, trimSpan(text, from, at), Math.min(from + 1, at));
    from = at + 1;
    if (cells.length >= 2 * count) return cells;
  }
  if (from < line.end) addCell(cells, trimSpan(text, from, line.end), Math.min(from + 1, line.end));
  return cells;
}

/** @param place where an empty cell stands */
function addCell(cells: number[], { start, end }: Span, place: number): void {
  if (start === end) cells.push(place, place);
  else cells.push(start, end);
}

/** True for `|:---|---:|`: hyphens, colons, pipes and blanks, each cell with a hyphen and colons at its ends alone. */
export function isDelimiterRow(text: ByteString, start: number, end: number): boolean {
  const to = endOfContent(text, start, end);
  for (let at = start; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code !== pipe && code !== 0x2d && code !== 0x3a && !isBlank(code)) return false;
  }
  const line = text.slice(start, to);
  if (!line.includes('|')) return false;
  const cells = cellsOf(text, start, end);
  for (let i = 0; i < cells.length; i += 2) {
    if (!/^:?-+:?$/.test(text.slice(cells[i], cells[i + 1]))) return false;
  }
  return cells.length > 0;
}
