/** Last Updated: both sides have moved it, as a rule; the later one counts. */
import type { ByteString } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import type { Document } from '../document.ts';
import { applyEdits } from '../editing/edits.ts';
import type { PlanSides } from './merge-plans.ts';

/** The three texts with the later Last Updated in each of them, place by place; as they are where their places do not match. */
export function sameLastUpdated(sides: PlanSides): PlanSides {
  const { base, ours, theirs } = sides;
  const [mine, others] = [writtenIn(ours), writtenIn(theirs)];
  if (mine.length !== others.length) return sides;
  const before = base === null ? [] : writtenIn(base);
  const later = mine.map((written, place) => merged(before[place], written, itemAt(others, place)));
  const withLater = (document: Document) => withWritten(document, later);
  return { base: base === null ? null : withLater(base), ours: withLater(ours), theirs: withLater(theirs) };
}

function writtenIn({ text, sources }: Document): readonly string[] {
  return sources.lastUpdated.map(({ start, end }) => text.slice(start, end));
}

function merged(before: string | undefined, mine: string, others: string): string {
  if (mine === before) return others;
  return others !== before && momentIn(others) > momentIn(mine) ? others : mine;
}

/** A date with or without a time; '' where there is none. */
function momentIn(written: string): string {
  return /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?/.exec(written)?.[0].replace(' ', 'T') ?? '';
}

function withWritten(document: Document, written: readonly string[]): Document {
  const { text, sources } = document;
  const places = sources.lastUpdated;
  if (places.length !== written.length) return document;
  // An empty place has no value to exchange; what one side wrote there is a line of its own making.
  const edits = places
    .map(({ start, end }, index) => ({ start, end, text: itemAt(written, index) as ByteString }))
    .filter(({ start, end, text: value }) => start < end && value !== '' && text.slice(start, end) !== value);
  return edits.length === 0 ? document : document.reread(applyEdits(text, edits));
}
