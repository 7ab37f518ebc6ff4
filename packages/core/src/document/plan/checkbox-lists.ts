/**
 * Lists of checkboxes, and of items that begin with the icon of a status: how many trackers are kept that no tool reads.
 * Such items have no ids, so they are no tasks; whoever sees them in the document should learn why Tallyplan does not. One flaw for
 * each section that has some, at its first box, and no more than a reader can do with.
 */
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { Flaw } from '../../model/plan.ts';
import type { Scan } from '../../text/scan-markdown.ts';
import { iconSets, usualIcons } from '../status-words.ts';

/** Sections that are told one by one; the last of them tells how many more there are. */
const mostLists = 10;
/** One box alone is a note to somebody, no list. */
const fewest = 2;

/** A list item of CommonMark that begins with the box of GFM, however deep it stands. */
const box = String.raw`\[([ xX])\][ \t]`;
/** With the icon of a status; behind one that a legend explains stands a sign. */
const icon = String.raw`(?:\*\*|\[)?(${usualIcons.map(encodeUtf8).join('|')})(?!(?:\xef\xb8\x8f)?[ \t*\x60]{0,8}(?:[=:-]|\xe2\x80[\x93\x94]|\xe2\x86\x92))`;
const item = (mark: string) => new RegExp(String.raw`^[ \t]{0,40}(?:[-*+]|\d{1,9}[.)])[ \t]{1,4}(?:${mark})[^\r\n]*`, 'gm');
const done: ReadonlySet<string> = new Set(iconSets.map((icons) => encodeUtf8(icons.COMPLETED)));

interface BoxList {
  boxes: number;
  ticked: number;
  /** Items with an icon in the place of a box. */
  icons: number;
  readonly first: Span;
}

/** @param hasTasks in a document that has some, items with icons are remarks as a rule: criteria, what was found */
export function checkboxFlaws(scan: Scan, hasTasks: boolean): Flaw[] {
  const lists = listsOf(scan, item(hasTasks ? box : `${box}|${icon}`)).filter(({ boxes }) => boxes >= fewest);
  const told = lists.length > mostLists ? lists.slice(0, mostLists - 1) : lists;
  const flaws = told.map((list) => flaw(list.first, `${list.boxes} ${tell(list)} of this section`));
  const rest = lists.slice(told.length);
  const [first] = rest;
  if (first === undefined) return flaws;
  const boxes = rest.reduce((sum, list) => sum + list.boxes, 0);
  const what = rest.some(({ icons }) => icons > 0) ? 'items' : 'checkboxes';
  return [...flaws, flaw(first.first, `${boxes} ${what} of this section and ${rest.length - 1} more`)];
}

function tell({ ticked, icons }: BoxList): string {
  return icons === 0 ? `checkboxes (${ticked} ticked)` : `items with a status (${ticked} done)`;
}

function flaw(span: Span, what: string): Flaw {
  return { rule: 'unmapped', message: `${what} are not read as tasks: they have no ids.`, span };
}

/** The boxes of each section: of what stands between two headings. */
function listsOf({ text, runs, headings }: Scan, items: RegExp): readonly BoxList[] {
  const lists: BoxList[] = [];
  let section = -1;
  let list: BoxList | null = null;
  for (const { start: begin, end } of runs.spansOf('text', text)) {
    for (const found of text.slice(begin, end).matchAll(items)) {
      const start = begin + found.index;
      const from = section;
      while (headings.start(section + 1) < start) section++;
      if (list === null || section !== from) {
        list = { boxes: 0, ticked: 0, icons: 0, first: { start, end: start + found[0].length } };
        lists.push(list);
      }
      list.boxes++;
      const [, mark, status] = found;
      if (status !== undefined) list.icons++;
      if (status === undefined ? mark !== ' ' : done.has(status)) list.ticked++;
    }
  }
  return lists;
}
