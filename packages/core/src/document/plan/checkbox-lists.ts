/**
 * Lists of checkboxes: how many trackers are kept that no tool reads. Boxes have no ids and no statuses, so
 * they are no tasks; whoever sees them in the document should learn why Tallyplan does not. One flaw for
 * each section that has some, at its first box, and no more than a reader can do with.
 */
import type { Span } from '../../model/place.ts';
import type { Flaw } from '../../model/plan.ts';
import type { Scan } from '../../text/scan-markdown.ts';

/** Sections that are told one by one; the last of them tells how many more there are. */
const mostLists = 10;
/** One box alone is a note to somebody, no list. */
const fewest = 2;

/** A list item of CommonMark that begins with the box of GFM, however deep it stands. */
const box = /^[ \t]{0,40}(?:[-*+]|\d{1,9}[.)])[ \t]{1,4}\[([ xX])\][ \t][^\r\n]*/gm;

interface BoxList {
  boxes: number;
  ticked: number;
  readonly first: Span;
}

export function checkboxFlaws(scan: Scan): Flaw[] {
  const lists = listsOf(scan).filter(({ boxes }) => boxes >= fewest);
  const told = lists.length > mostLists ? lists.slice(0, mostLists - 1) : lists;
  const flaws = told.map(({ boxes, ticked, first }) => flaw(first, `${boxes} checkboxes (${ticked} ticked) of this section`));
  const rest = lists.slice(told.length);
  const [first] = rest;
  if (first === undefined) return flaws;
  const boxes = rest.reduce((sum, list) => sum + list.boxes, 0);
  return [...flaws, flaw(first.first, `${boxes} checkboxes of this section and ${rest.length - 1} more`)];
}

function flaw(span: Span, what: string): Flaw {
  return { rule: 'unmapped', message: `${what} are not read as tasks: they have no ids.`, span };
}

/** The boxes of each section: of what stands between two headings. */
function listsOf({ text, runs, headings }: Scan): readonly BoxList[] {
  const lists: BoxList[] = [];
  let section = -1;
  let list: BoxList | null = null;
  for (const { start: begin, end } of runs.spansOf('text', text)) {
    for (const found of text.slice(begin, end).matchAll(box)) {
      const start = begin + found.index;
      const from = section;
      while (headings.start(section + 1) < start) section++;
      if (list === null || section !== from) {
        list = { boxes: 0, ticked: 0, first: { start, end: start + found[0].length } };
        lists.push(list);
      }
      list.boxes++;
      if (found[1] !== ' ') list.ticked++;
    }
  }
  return lists;
}
