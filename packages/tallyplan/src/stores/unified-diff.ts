/**
 * The unified diff of a change whose splices are known: the `diff` package is asked about a window around
 * them, never about the whole of two large texts.
 */
import { createRequire } from 'node:module';
import type { Edit } from '@tallyplan/core/document/document';
import { applyEdits } from '@tallyplan/core/document/editing/edits';
import { type ByteString, decodeUtf8 } from '@tallyplan/core/model/byte-string';
import type * as DiffPackage from 'diff';

/** Loaded when a diff is asked for; a package of its own beside the bundle. */
const load = createRequire(import.meta.url);

interface Change {
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
export function unifiedDiff({ file, before, edits }: Change): string {
  const diff: typeof DiffPackage = load('diff');
  const text = before ?? ('' as ByteString);
  const hunks = hunksOf(text, edits, diff);
  if (hunks.length === 0) return '';
  const names = { oldFileName: before === null ? '/dev/null' : `a/${file}`, newFileName: `b/${file}` };
  return diff.formatPatch({ ...names, oldHeader: undefined, newHeader: undefined, hunks }, diff.FILE_HEADERS_ONLY);
}

type Hunk = DiffPackage.StructuredPatchHunk;

function hunksOf(text: ByteString, edits: readonly Edit[], diff: typeof DiffPackage): Hunk[] {
  const hunks: Hunk[] = [];
  let linesBefore = 0;
  let counted = 0;
  let grown = 0;
  for (const { start, end, edits: inside } of windowsOf(text, edits)) {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < start; at = text.indexOf('\n', at + 1)) linesBefore++;
    counted = start;
    const old = text.slice(start, end) as ByteString;
    const shifted = inside.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const [was, is] = [decodeUtf8(old), decodeUtf8(applyEdits(old, shifted))];
    for (const hunk of diff.structuredPatch('', '', was, is, undefined, undefined, { context }).hunks) {
      hunks.push({ ...hunk, oldStart: hunk.oldStart + linesBefore, newStart: hunk.newStart + linesBefore + grown });
    }
    grown += count(is) - count(was);
  }
  return hunks;
}

interface Window {
  readonly start: number;
  end: number;
  readonly edits: Edit[];
}

/** Whole lines around the edits; those that touch are one. */
function windowsOf(text: ByteString, edits: readonly Edit[]): readonly Window[] {
  const windows: Window[] = [];
  for (const edit of edits) {
    const start = linesAbove(text, edit.start);
    const end = linesBelow(text, edit.end);
    const last = windows.at(-1);
    if (last === undefined || last.end < start) windows.push({ start, end, edits: [edit] });
    else {
      last.end = end;
      last.edits.push(edit);
    }
  }
  return windows;
}

/** One line more than the context, since an edit may begin with the line end before it. */
function linesAbove(text: ByteString, from: number): number {
  let at = from;
  for (let line = 0; line <= context + 1 && at >= 0; line++) at = at === 0 ? -1 : text.lastIndexOf('\n', at - 1);
  return at + 1;
}

function linesBelow(text: ByteString, from: number): number {
  let at = from;
  for (let line = 0; line <= context + 1; line++) {
    const end = text.indexOf('\n', at);
    if (end === -1) return text.length;
    at = end + 1;
  }
  return at;
}

function count(text: string): number {
  return text.split('\n').length - 1;
}
