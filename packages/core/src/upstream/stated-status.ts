/**
 * The status of a document that has none in its Document Control or front matter: a line `**Status**: Approved` in its head,
 * its Document Control, a section called Status, or its foot; or such a section that begins with the word itself. Only words
 * that the profile knows say anything.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { headingFrom } from '../text/heading.ts';
import { endOfContent, endOfLine, trimSpan } from '../text/lines.ts';
import type { Piece } from '../text/piece.ts';
import { readStatus } from './declared-values.ts';
import type { DeclaredStatus } from './document-facts.ts';
import { footOf, headOf, labelledLines } from './labels.ts';
import type { Profile } from './profile.ts';
import type { OutlineSection } from './sections.ts';

interface Outlined {
  readonly pieces: readonly Piece[];
  readonly outline: readonly OutlineSection[];
}

export function statedStatus(text: ByteString, { pieces, outline }: Outlined, profile: Profile): DeclaredStatus | null {
  const sections = outline.filter(isStatusSection);
  const places = [headOf(text, outline), ...outline.filter(({ kind }) => kind.isControl), ...sections, ...footOf(text, outline)];
  const lines = places.flatMap((place) => labelledLines(text, spanOf(place))).filter(({ name }) => /^(?:document )?status$/.test(name));
  const values = [...lines.map(({ value }) => value), ...sections.flatMap(({ span }) => firstLineOf(text, span))];
  for (const value of values) {
    const status = readStatus(text, value, { from: 'line', profile });
    const isText = () => pieces.some(({ kind, start, end }) => kind === 'text' && start <= value.start && value.start < end);
    if (status.means !== null && isText()) return status;
  }
  return null;
}

const spanOf = (place: Span | OutlineSection): Span => ('span' in place ? place.span : place);

/** Of the document, and not of what it is about: "Implementation Status" is another. */
function isStatusSection({ number, heading, kind }: OutlineSection): boolean {
  return !kind.isExample && (number === '#status' || /^[\d.\s]*(?:document )?status$/i.test(heading));
}

/** The first line below a heading, without the mark of an item. */
function firstLineOf(text: ByteString, section: Span): readonly Span[] {
  const body = headingFrom(text, section.start)?.end ?? endOfLine(text, section.start);
  for (let at = body; at < section.end; at = endOfLine(text, at)) {
    const line = trimSpan(text, at, endOfContent(text, at, endOfLine(text, at)));
    if (line.start === line.end) continue;
    const mark = /^(?:[-*+>]\s+)*/.exec(text.slice(line.start, line.end))?.[0].length ?? 0;
    return [{ start: line.start + mark, end: line.end }];
  }
  return [];
}
