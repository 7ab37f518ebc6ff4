/**
 * The unified diff of a change whose splices are known. Nothing has to be searched for: the lines that an
 * edit touches are the ones that differ, so a large plan costs no more than a small one.
 */
import type { Edit } from '@tallyplan/core/document/document';
import { applyEdits } from '@tallyplan/core/document/editing/edits';
import { type ByteString, decodeUtf8 } from '@tallyplan/core/model/byte-string';
import type { Span } from '@tallyplan/core/model/place';

interface FileChange {
  /** How the file is named, from the root. */
  readonly file: string;
  /** null for a file that was not there. */
  readonly before: ByteString | null;
  /** In order, without overlap. */
  readonly edits: readonly Edit[];
}

/** Lines of context, as everywhere. */
const context = 3;

/** In the form that `patch` and `git apply` take. Empty where nothing changes. */
export function unifiedDiff({ file, before, edits }: FileChange): string {
  const text = before ?? ('' as ByteString);
  const differences = blocksOf(text, edits).flatMap((block) => differenceIn(text, block) ?? []);
  if (differences.length === 0) return '';
  const head = `--- ${before === null ? '/dev/null' : `a/${file}`}\n+++ b/${file}\n`;
  const lines = new LineCounter(text);
  let grown = 0;
  const hunks = hunksOf(text, differences).map((hunk) => {
    const told = tellHunk(text, hunk, { firstLine: lines.before(hunk.start) + 1, grown });
    grown += told.grown;
    return told.text;
  });
  return head + hunks.join('');
}

/** Whole lines that edits touch; edits that touch the same line, or lines side by side, are one block. */
type Block = Group<Edit>;

function blocksOf(text: ByteString, edits: readonly Edit[]): readonly Block[] {
  return groupsOf(edits, ({ start, end }) => ({ start: lineStart(text, start), end: lineEnd(text, end) }));
}

/** What stands side by side, and the lines that all of it takes. */
interface Group<Part> {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Part[];
}

/** In order; those whose lines meet are one. */
function groupsOf<Part>(parts: readonly Part[], linesOfPart: (part: Part) => Span): readonly Group<Part>[] {
  const groups: { start: number; end: number; parts: Part[] }[] = [];
  for (const part of parts) {
    const { start, end } = linesOfPart(part);
    const last = groups.at(-1);
    if (last === undefined || last.end < start) groups.push({ start, end, parts: [part] });
    else {
      last.end = Math.max(last.end, end);
      last.parts.push(part);
    }
  }
  return groups;
}

/** Lines, with their ends, that are taken away at a place, and those that come instead. */
interface Difference {
  readonly start: number;
  readonly end: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

function differenceIn(text: ByteString, { start, end, parts }: Block): Difference | null {
  const was = text.slice(start, end) as ByteString;
  const inside = parts.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const [removed, added] = [linesOf(was), linesOf(applyEdits(was, inside))];
  let first = 0;
  while (first < Math.min(removed.length, added.length) && removed[first] === added[first]) first++;
  let last = 0;
  while (last < Math.min(removed.length, added.length) - first && removed.at(-1 - last) === added.at(-1 - last)) last++;
  const taken = removed.slice(first, removed.length - last);
  const given = added.slice(first, added.length - last);
  if (taken.length === 0 && given.length === 0) return null;
  const from = start + removed.slice(0, first).join('').length;
  return { start: from, end: from + taken.join('').length, removed: taken, added: given };
}

/** Differences with their context; those whose contexts meet stand in one hunk. */
type Hunk = Group<Difference>;

function hunksOf(text: ByteString, differences: readonly Difference[]): readonly Hunk[] {
  return groupsOf(differences, ({ start, end }) => ({ start: linesAbove(text, start), end: linesBelow(text, end) }));
}

function tellHunk(
  text: ByteString,
  { start, end, parts }: Hunk,
  { firstLine, grown }: { readonly firstLine: number; readonly grown: number },
): { readonly text: string; readonly grown: number } {
  const told: string[] = [];
  let at = start;
  for (const { start: from, end: to, removed, added } of parts) {
    told.push(...marked(' ', linesOf(text.slice(at, from))), ...marked('-', removed), ...marked('+', added));
    at = to;
  }
  told.push(...marked(' ', linesOf(text.slice(at, end))));
  const count = (marks: string) => told.filter((line) => marks.includes(line.charAt(0))).length;
  const [old, now] = [count(' -'), count(' +')];
  // An empty side is told by the line before it.
  const range = (line: number, length: number) => `${length === 0 ? line - 1 : line},${length}`;
  return { text: `@@ -${range(firstLine, old)} +${range(firstLine + grown, now)} @@\n${told.join('')}`, grown: now - old };
}

function marked(mark: ' ' | '-' | '+', lines: readonly string[]): readonly string[] {
  return lines.map((line) => {
    const told = mark + decodeUtf8(line as ByteString);
    return line.endsWith('\n') ? told : `${told}\n\\ No newline at end of file\n`;
  });
}

/** Lines with their ends; only the last may lack one. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Counts line ends before ever later places. */
class LineCounter {
  readonly #text: ByteString;
  #at = 0;
  #count = 0;

  constructor(text: ByteString) {
    this.#text = text;
  }

  before(place: number): number {
    for (let end = this.#text.indexOf('\n', this.#at); end !== -1 && end < place; end = this.#text.indexOf('\n', this.#at)) {
      this.#count++;
      this.#at = end + 1;
    }
    return this.#count;
  }
}

function lineStart(text: ByteString, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: ByteString, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

function linesAbove(text: ByteString, from: number): number {
  let at = from;
  for (let line = 0; line < context && at > 0; line++) at = lineStart(text, at - 1);
  return at;
}

function linesBelow(text: ByteString, from: number): number {
  let at = from;
  for (let line = 0; line < context && at < text.length; line++) at = lineEnd(text, at);
  return at;
}
