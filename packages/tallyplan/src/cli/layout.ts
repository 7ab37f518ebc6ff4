/** Putting text on a page: wrapped paragraphs, aligned columns, bars. Text is unpainted when it is wrapped or cut. */
import type { Page } from './page.ts';

/** Breaks a text into lines of at most `width` columns, at spaces where there are any; its own line breaks stay. */
export function wrap(text: string, width: number, page: Page): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line.trimEnd(), width, page));
}

function wrapLine(line: string, width: number, page: Page): string[] {
  if (page.measure.width(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/ +/)) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (page.measure.width(joined) <= width) {
      current = joined;
      continue;
    }
    if (current !== '') lines.push(current);
    const pieces = breakWord(word, width, page);
    current = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  if (current !== '') lines.push(current);
  return lines;
}

function breakWord(word: string, width: number, page: Page): string[] {
  const pieces: string[] = [];
  let rest = word;
  while (page.measure.width(rest) > width) {
    const piece = page.measure.beginning(rest, Math.max(width, 1)) || rest.slice(0, 1);
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

/** A paragraph whose first line follows `first`, and whose others are indented as far. */
export function hanging(first: string, text: string, page: Page): string[] {
  const indent = page.measure.width(first);
  const lines = wrap(text, Math.max(page.width - indent, 10), page);
  return lines.map((line, index) => (index === 0 ? first : ' '.repeat(indent)) + line);
}

/** A paragraph after a sign. */
export function signed({ sign, paint }: { sign: string; paint: (text: string) => string }, text: string, page: Page): string[] {
  const [first = '', ...rest] = hanging(`${sign} `, text, page);
  return [paint(sign) + first.slice(sign.length), ...rest];
}

export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export interface Column {
  /** Gives way when the page is narrow: cut with an ellipsis. One column of a table. */
  readonly flexible?: true;
  readonly align?: 'right';
}

/** Rows as aligned columns, two spaces apart. The last column is not padded; one that is empty in every row takes no place. */
export function columns(rows: readonly (readonly Cell[])[], shape: readonly Column[], page: Page): string[] {
  const kept = shape.map((_, index) => index).filter((index) => rows.some((row) => (row[index]?.text ?? '') !== ''));
  return alignedColumns(
    rows.map((row) => kept.map((index) => row[index] ?? { text: '' })),
    kept.flatMap((index) => shape[index] ?? []),
    page,
  );
}

function alignedColumns(rows: readonly (readonly Cell[])[], shape: readonly Column[], page: Page): string[] {
  const widths = columnWidths(rows, shape, page);
  const fitted = shape.map((column, index) => ({ ...column, width: widths[index] ?? 0 }));
  return rows.map((row) =>
    row
      .map((cell, index) => drawCell(cell, fitted[index] ?? { width: 0 }, page))
      .join('  ')
      .trimEnd(),
  );
}

function columnWidths(rows: readonly (readonly Cell[])[], shape: readonly Column[], page: Page): number[] {
  const widths = shape.map((_, index) => rows.reduce((most, row) => Math.max(most, page.measure.width(row[index]?.text ?? '')), 0));
  const excess = widths.reduce((sum, width) => sum + width, 0) + 2 * (shape.length - 1) - page.width;
  const flexible = shape.findIndex((column) => column.flexible);
  if (excess > 0 && flexible >= 0) widths[flexible] = Math.max((widths[flexible] ?? 0) - excess, 8);
  return widths;
}

function drawCell(cell: Cell, column: Column & { readonly width: number }, page: Page): string {
  const text = column.flexible ? page.measure.fit(cell.text, column.width, page.signs.ellipsis) : cell.text;
  const space = ' '.repeat(Math.max(column.width - page.measure.width(text), 0));
  const drawn = cell.paint === undefined ? text : cell.paint(text);
  return column.align === 'right' ? space + drawn : drawn + space;
}

/** A bar of `width` columns: `done` and `underway` are parts of `total`. A part that is not nothing shows. */
export function bar(parts: { done: number; underway: number; total: number }, width: number, page: Page): string {
  const { full, part, empty } = page.signs.bar;
  const scale = (value: number) => (parts.total === 0 ? 0 : (value / parts.total) * width);
  const done = parts.done === parts.total ? Math.round(scale(parts.done)) : Math.min(Math.ceil(scale(parts.done)), width - 1);
  const underway = Math.min(Math.ceil(scale(parts.underway)), width - done);
  const { paint } = page;
  return paint.good(full.repeat(done)) + paint.warn(part.repeat(underway)) + paint.faint(empty.repeat(width - done - underway));
}

/** The same page, so much narrower: for what is indented. */
export function indented(page: Page, by = 2): Page {
  return { ...page, width: page.width - by };
}

/** Lines that close a document: joined, with one line break at the end. */
export function lines(...parts: readonly (string | readonly string[])[]): string {
  return `${parts.flat().join('\n')}\n`;
}
