/** What changed in a document since somebody vouched by it, for people: where, and the lines before and after. */

import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import { itemAt } from '../model/item-at.ts';
import type { Place, Span } from '../model/place.ts';
import type { UpstreamDocument } from '../upstream/upstream.ts';
import type { DocumentChange, SuspectReceipt } from './freshness.ts';
import type { RuleWorld } from './rule-world.ts';
import { beginning } from './sighting.ts';

export interface ChangeShown {
  readonly path: string;
  readonly place: Place;
  /** One clause: `docs/07_REQ/REQ-04.md changed in "2. Rules"`. */
  readonly told: string;
  /** Lines of the section that went (`- …`) and came (`+ …`), a few of each; empty where git no longer has the former text. */
  readonly diff: readonly string[];
}

/** Lines of each side that are shown. */
const most = 3;

/** Where and what a change is. */
export function showChange({ upstream }: RuleWorld, { kind, path, document, relied }: DocumentChange): ChangeShown {
  if (kind === 'gone' || document === null) return { path, place: beginning, told: `${path} is gone`, diff: [] };
  if (kind === 'not read') return { path, place: beginning, told: `${path} is cited by now, and was not read for it`, diff: [] };
  const former = relied?.blob == null ? null : upstream.former(document, relied.blob);
  const sections = relied?.sections ?? [];
  const before = former === null ? null : linesOf(former, sections);
  const after = linesOf(document, sections);
  const found = before === null || after === null ? null : (between(before, after, 'said') ?? between(before, after, 'text'));
  if (former === null || found === null) {
    const where = sections.length === 0 ? '' : ` in section ${sections.join(', ')}`;
    return { path, place: beginning, told: `${path} changed${where}`, diff: [] };
  }
  const { line, gone, come } = found;
  const [came] = come;
  // Where something only went, the next line may be another section's.
  const heading = came === undefined ? headingAt(former, gone) : headingAt(document, come);
  return {
    path,
    place: { line, column: 1, endLine: line, endColumn: 1 },
    told: `${path} changed${heading === null ? '' : ` in "${heading}"`}`,
    diff: [...few(gone, found.by).map((text) => `- ${text}`), ...few(come, found.by).map((text) => `+ ${text}`)],
  };
}

/** The section that the first of these lines stands in. */
function headingAt({ facts }: UpstreamDocument, lines: readonly ContentLine[]): string | null {
  const { start } = itemAt(lines, 0);
  return facts.sections.findLast(({ span }) => span.start <= start && start < span.end)?.heading ?? null;
}

/** A suspect receipt in one sentence: which item, whose word, since when, and what changed. */
export function tellSuspect(world: RuleWorld, { receipt, changes }: SuspectReceipt): string {
  const shown = changes.map((change) => showChange(world, change));
  const diff = shown.flatMap((each) => each.diff).slice(0, 2 * most);
  const clause = diff.length === 0 ? '' : ` (${diff.join(' / ')})`;
  return `${receipt.item}: ${shown.map(({ told }) => told).join(', ')} since ${receipt.actor.name} vouched for it on ${receipt.at.slice(0, 10)}${clause}`;
}

/** A line of what counts. */
interface ContentLine {
  /** From 1. */
  readonly line: number;
  readonly start: number;
  /** As it is written. */
  readonly text: string;
  /** Without what is set aside, and without what only lines it up. */
  readonly said: string;
}

/** The lines of the sections that count, all of them where none are named; null where the text can't be had. Those that are the record of the work are left out. */
function linesOf(document: UpstreamDocument, sections: readonly string[]): readonly ContentLine[] | null {
  const { text, setAside, facts } = document;
  if (text === null) return null;
  const parts = facts.sections.filter(({ number }) => sections.includes(number)).map(({ span }) => span);
  const lines: ContentLine[] = [];
  let aside = 0;
  for (let start = 0, line = 1; start < text.length; line++) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    while ((setAside[aside]?.end ?? Number.POSITIVE_INFINITY) <= start) aside++;
    if (parts.length === 0 || parts.some((part) => part.start <= start && start < part.end)) {
      const said = without(text, { start, end }, setAside.slice(aside, aside + mostInLine))
        .replace(/\s+/g, ' ')
        .trim();
      if (said !== '') lines.push({ line, start, text: text.slice(start, end), said });
    }
    start = end + 1;
  }
  return lines;
}

/** Of a line with more marks of checkboxes the rest is compared with them. */
const mostInLine = 20;

function without(text: string, { start, end }: Span, spans: readonly Span[]): string {
  let said = '';
  let at = start;
  for (const span of spans) {
    if (span.start >= end) break;
    said += text.slice(at, Math.max(at, span.start));
    at = Math.max(at, Math.min(span.end, end));
  }
  return said + text.slice(at, end);
}

/** `said` is what a line says; `text` tells lines apart by their blanks, too, which count in code. */
type ComparedBy = 'said' | 'text';

interface Between {
  readonly by: ComparedBy;
  /** The first that came, or the one that stands now where something went. */
  readonly line: number;
  readonly gone: readonly ContentLine[];
  readonly come: readonly ContentLine[];
}

/** What is left of both once the lines that they begin and end with alike are set aside, and those in between that both have; null where all are alike. */
function between(before: readonly ContentLine[], after: readonly ContentLine[], by: ComparedBy): Between | null {
  let first = 0;
  while (first < before.length && first < after.length && before[first]?.[by] === after[first]?.[by]) first++;
  let [last, lastAfter] = [before.length, after.length];
  while (last > first && lastAfter > first && before[last - 1]?.[by] === after[lastAfter - 1]?.[by])
    [last, lastAfter] = [last - 1, lastAfter - 1];
  const all = { gone: before.slice(first, last), come: after.slice(first, lastAfter) };
  if (all.gone.length + all.come.length === 0) return null;
  const only = { gone: notAmong(all.gone, all.come, by), come: notAmong(all.come, all.gone, by) };
  // Where all of them are in both, they stand in another order.
  const { gone, come } = only.gone.length + only.come.length === 0 ? all : only;
  return { by, line: come[0]?.line ?? (after[first - 1]?.line ?? 0) + 1, gone, come };
}

function notAmong(lines: readonly ContentLine[], others: readonly ContentLine[], by: ComparedBy): readonly ContentLine[] {
  const known = new Set(others.map((line) => line[by]));
  return lines.filter((line) => !known.has(line[by]));
}

/** Without the blanks around them, unless it is about those. */
function few(lines: readonly ContentLine[], by: ComparedBy): readonly string[] {
  const texts = lines.slice(0, most).map(({ text }) => decodeUtf8(text as ByteString));
  return texts
    .map((text) => (by === 'said' ? text.trim() : text.trimEnd()))
    .map((line) => (line.length > 120 ? `${line.slice(0, 119)}…` : line));
}
