/**
 * The status of a document that has none in its Document Control or front matter: a line `**Status**: Approved` in its head,
 * its Document Control, a section called Status, or its foot; or such a section that begins with the word itself. Only words
 * that the profile knows say anything.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { headingFrom } from '../text/heading.ts';
import { endOfContent, endOfLine, trimSpan } from '../text/lines.ts';
import { isInText, type Piece } from '../text/piece.ts';
import { readEffort, readStatus } from './declared-values.ts';
import type { DeclaredStatus, Effort } from './document-facts.ts';
import { footOf, headOf, type LabelledLine, labelledLines, labelledPlaces } from './labels.ts';
import { isStatusRow } from './other-languages.ts';
import type { Profile } from './profile.ts';
import type { OutlineSection } from './sections.ts';

interface Outlined {
  readonly pieces: readonly Piece[];
  readonly outline: readonly OutlineSection[];
}

export function statedStatus(text: ByteString, { pieces, outline }: Outlined, profile: Profile): DeclaredStatus | null {
  const sections = outline.filter(isStatusSection);
  const places = [headOf(text, outline), ...outline.filter(({ kind }) => kind.isControl), ...sections, ...footOf(text, outline)];
  const lines = places
    .flatMap((place) => labelledLines(text, spanOf(place)))
    .filter(({ name }) => /^(?:document )?status$/.test(name) || isStatusRow(name));
  const values = [...lines.map(({ value }) => value), ...sections.flatMap(({ span }) => saidIn(text, span, profile))];
  for (const value of values) {
    const status = readStatus(text, value, { from: 'line', profile });
    if (status.means !== null && isInText(pieces, value.start)) return status;
  }
  return null;
}

/** The effort that a line of those places says, where no Document Control does: `**Estimated Effort**: 12 hours`. */
export function statedEffort(text: ByteString, { pieces, outline }: Outlined): Effort | null {
  // Most documents say none, and need not be looked through for it.
  if (!text.includes('ffort') && !text.includes('FFORT')) return null;
  for (const { name, value } of labelledPlaces(text, outline).flatMap((place) => labelledLines(text, place))) {
    if (!/^(?:estimated )?effort(?: estimate)?$/.test(name) || !isInText(pieces, value.start)) continue;
    const effort = readEffort(text, value);
    if (effort !== null) return effort;
  }
  return null;
}

/** Bytes beyond which nothing is a head any more. */
const longestHead = 8000;
/** Bytes that a list of ids may have. */
const longestList = 600;

/** An id, or what a template has in its place. */
const names = /[-.](?:\d|NN|XX|YY)|^(?:TBD|TODO)\b(?! [a-z])/;

/** Lines with an id in them, in the head and the Document Control: what the document stands on may be told by them. */
export function sourceLines(text: ByteString, { pieces, outline }: Outlined): readonly LabelledLine[] {
  const places = [headOf(text, outline), ...outline.filter(({ kind }) => kind.isControl).map(({ span }) => span)];
  return places
    .flatMap(({ start, end }) => labelledLines(text, { start, end: Math.min(end, start + longestHead) }, longestList))
    .filter(({ value }) => names.test(text.slice(value.start, value.end)) && isInText(pieces, value.start));
}

const spanOf = (place: Span | OutlineSection): Span => ('span' in place ? place.span : place);

/** Of the document, and not of what it is about: "Implementation Status" is another. */
function isStatusSection({ number, heading, kind }: OutlineSection): boolean {
  const name = heading.replace(/^[\d.\s]+/, '').toLowerCase();
  return !kind.isExample && (number === '#status' || /^(?:document )?status$/.test(name) || isStatusRow(name));
}

/**
 * The first line below a heading; of a list of what it was one after the other (`Proposed: 2026-01-01`, `2026-02-01: Accepted`)
 * that of the last day on which something was decided.
 */
function saidIn(text: ByteString, section: Span, profile: Profile): readonly Span[] {
  const lines = linesOf(text, section);
  const [first, ...more] = lines;
  if (first === undefined) return [];
  const said = (value: Span) => readStatus(text, value, { from: 'line', profile });
  if (first.day !== null && more.length > 0) {
    const dated = lines.filter((line) => line.day !== null && said(line).means !== null && !isOfSomethingElse(said(line)));
    // What is planned for a day to come, or is to be reviewed then, was decided before.
    const decided = dated.filter((line) => said(line).approval !== 'pending');
    const known = decided.length > 0 ? decided : dated;
    return [known.reduce((last, line) => ((line.day ?? '') < (last.day ?? '') ? last : line), known[0] ?? first)];
  }
  return [(said(first).approval === 'pending' ? more.findLast((value) => said(value).approval === 'approved') : undefined) ?? first];
}

/** `Archived - the thread`, `Rejected by the second team`: nobody says so of a whole document without more than a remark in brackets. */
function isOfSomethingElse({ approval, word }: DeclaredStatus): boolean {
  return (
    approval === 'withdrawn' && !/^(?:(?! by )[\p{L} _])+?(?: by \[?[A-Z]{2,12}-\d.*|\s*\(.*|[\s:,]*(?:on |since )?\d.*)?[.;]?$/u.test(word)
  );
}

interface StatusLine extends Span {
  /** Where the line says one. */
  readonly day: string | null;
}

/** Marks of items, and a day before the word: `- 2026-02-01: Accepted`. */
const lead = /^(?:[-*+>]\s+)*(?:[*_]{0,2}\d{4}-\d{2}-\d{2}[*_]{0,2}[:,]?\s*(?:(?:-|\xe2\x80[\x93\x94])\s+)?)?/;
const day = /\d{4}-\d{2}-\d{2}\b/;
/** `Accepted: 2026-02-01`, `Superseded by ADR-04 on 2026-02-01`; not `Rejected: the queue (2026-02-01)`, which is about something else. */
const dayBehind =
  /^[A-Za-z\x80-\xff _*-]{2,30}?(?: by [A-Z]{2,12}-\d{1,9})?[\s:,(*_-]{1,6}(?:(?:on|since|am|seit) )?(?=\d{4}-\d{2}-\d{2}\b)/;
const isToCome = /\b(?:planned|scheduled|expected|geplant)\b/i;

/** Of a line the day before its word, or right behind it. */
function dayOf(line: string, mark: number): string | null {
  if (isToCome.test(line)) return null;
  const before = day.exec(line.slice(0, mark));
  const behind = before === null ? (dayBehind.exec(line.slice(mark))?.[0].length ?? line.length) : 0;
  return (before ?? day.exec(line.slice(mark + behind)))?.[0] ?? null;
}

/** Lines below a heading: a status and its history are short. */
function linesOf(text: ByteString, section: Span): readonly StatusLine[] {
  const lines: StatusLine[] = [];
  const body = headingFrom(text, section.start)?.end ?? endOfLine(text, section.start);
  for (let at = body; at < section.end && lines.length < 10; at = endOfLine(text, at)) {
    const line = trimSpan(text, at, endOfContent(text, at, endOfLine(text, at)));
    if (line.start === line.end) continue;
    const written = text.slice(line.start, line.end);
    const mark = lead.exec(written)?.[0].length ?? 0;
    lines.push({ start: line.start + mark, end: line.end, day: dayOf(written, mark) });
  }
  return lines;
}
