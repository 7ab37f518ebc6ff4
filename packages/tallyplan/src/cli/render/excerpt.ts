/** A line of a document with carets under a part of it, as compilers show their findings. */
import type { Page } from '../page.ts';

export interface Excerpt {
  readonly line: number;
  readonly text: string;
  /** Ranges in UTF-16 code units from 0, the ends exclusive. */
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

/** Long lines are shown around what is marked. */
const mostColumns = 160;

export function drawExcerpt({ line, text, marks }: Excerpt, page: Page): string[] {
  const { paint, signs, measure } = page;
  const number = String(line);
  const gutter = ` ${paint.faint(signs.gutter)} `;
  const room = Math.max(Math.min(page.width, mostColumns) - number.length - 5, 20);
  const shown = windowOf(text.replace(/\t/g, ' ').trimEnd(), { marks, room, page });
  const carets = [...Array(measure.width(shown.text) + 1)].map((_, column) => (shown.marked(column) ? signs.caret : ' '));
  return [
    `  ${paint.faint(number)}${gutter}${shown.text}`,
    `  ${' '.repeat(number.length)}${gutter}${paint.bad(carets.join('').trimEnd())}`,
  ];
}

interface Window {
  readonly text: string;
  /** Whether a column of `text` is marked. */
  marked(column: number): boolean;
}

function windowOf(text: string, { marks, room, page }: { marks: Excerpt['marks']; room: number; page: Page }): Window {
  const { measure, signs } = page;
  const first = Math.min(...marks.map(({ start }) => start), text.length);
  const from = measure.width(text) <= room ? 0 : first - measure.ending(text.slice(0, first), Math.floor(room / 3)).length;
  const lead = from === 0 ? '' : signs.ellipsis;
  const body = measure.fit(text.slice(from), room - lead.length, signs.ellipsis);
  const columnOf = (at: number) => lead.length + measure.width(text.slice(from, Math.max(at, from)));
  const ranges = marks.map(({ start, end }) => [columnOf(start), Math.max(columnOf(end), columnOf(start) + 1)] as const);
  return { text: lead + body, marked: (column) => ranges.some(([start, end]) => column >= start && column < end) };
}
