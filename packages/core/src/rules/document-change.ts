/** What changed in a document since somebody vouched by it, for people: where, and the lines before and after. */

import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
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
  if (former === null || before === null || after === null) {
    const where = sections.length === 0 ? '' : ` in section ${sections.join(', ')}`;
    return { path, place: beginning, told: `${path} changed${where}`, diff: [] };
  }
  const { first, gone, come } = between(before, after);
  const [came] = come;
  const [went] = gone;
  // Where something only went, the next line may be another section's.
  const heading = came === undefined ? headingAt(former, went) : headingAt(document, came);
  const line = came?.line ?? (after[first - 1]?.line ?? 0) + 1;
  return {
    path,
    place: { line, column: 1, endLine: line, endColumn: 1 },
    told: `${path} changed${heading === null ? '' : ` in "${heading}"`}`,
    diff: [...few(gone).map((text) => `- ${text}`), ...few(come).map((text) => `+ ${text}`)],
  };
}

function headingAt({ facts }: UpstreamDocument, said: ContentLine | undefined): string | null {
  if (said === undefined) return null;
  return facts.sections.findLast(({ span }) => span.start <= said.start && said.start < span.end)?.heading ?? null;
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

/** What is left of both once the lines that they begin and end with alike are set aside, and those in between that both have. */
function between(before: readonly ContentLine[], after: readonly ContentLine[]) {
  let first = 0;
  while (first < before.length && first < after.length && before[first]?.said === after[first]?.said) first++;
  let [last, lastAfter] = [before.length, after.length];
  while (last > first && lastAfter > first && before[last - 1]?.said === after[lastAfter - 1]?.said)
    [last, lastAfter] = [last - 1, lastAfter - 1];
  const [gone, come] = [before.slice(first, last), after.slice(first, lastAfter)];
  const [only, onlyAfter] = [notAmong(gone, come), notAmong(come, gone)];
  // Where all of them are in both, they stand in another order.
  return only.length + onlyAfter.length === 0 ? { first, gone, come } : { first, gone: only, come: onlyAfter };
}

function notAmong(lines: readonly ContentLine[], others: readonly ContentLine[]): readonly ContentLine[] {
  const known = new Set(others.map(({ said }) => said));
  return lines.filter(({ said }) => !known.has(said));
}

function few(lines: readonly ContentLine[]): readonly string[] {
  const said = lines.slice(0, most).map(({ text }) => decodeUtf8(text as ByteString).trim());
  return said.map((line) => (line.length > 120 ? `${line.slice(0, 119)}…` : line));
}
