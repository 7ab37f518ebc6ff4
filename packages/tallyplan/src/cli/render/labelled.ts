/** Labelled lines: a faint label, then its values under each other. */
import { wrap } from '../layout.ts';
import type { Page } from '../page.ts';

export interface Labelled {
  readonly label: string;
  readonly values: readonly string[];
  /** Commands are printed as they are, to be copied, with a remark behind (`   (a person)`); everything else is wrapped. */
  readonly verbatim?: true;
  readonly paint?: (text: string) => string;
}

/** Blocks of labelled values, their labels in one column. A block without values is left out. */
export function labelled(blocks: readonly Labelled[], page: Page): string[] {
  const shown = blocks.filter(({ values }) => values.length > 0);
  const width = Math.max(...shown.map(({ label }) => label.length), 0);
  return shown.flatMap((block) => drawBlock(block, width, page));
}

function drawBlock({ label, values, verbatim, paint = (text) => text }: Labelled, width: number, page: Page): string[] {
  const indent = ' '.repeat(width + 4);
  const room = Math.max(page.width - indent.length, 10);
  const lines = values.flatMap((value) => (verbatim ? besideRemark(value, room, page) : wrap(value, room, page)));
  const first = `  ${page.paint.faint(label)}${' '.repeat(width - label.length)}  `;
  return lines.map((line, index) => (index === 0 ? first : indent) + paint(line));
}

/** The remark goes below where both don't fit. */
function besideRemark(value: string, room: number, page: Page): string[] {
  const [, text, remark] = page.measure.width(value) <= room ? [] : (/^(.*\S) {3}(\([^()]*\))$/.exec(value) ?? []);
  return text === undefined || remark === undefined ? [value] : [text, `  ${remark}`];
}
