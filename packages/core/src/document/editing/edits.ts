/**
 * Splices of a text: put in order, applied, and joined where one list of them follows another.
 *
 * A list of edits in order is sorted, its members do not even touch, and each of them changes something.
 */
import type { ByteString } from '../../model/byte-string.ts';
import type { Edit } from '../document.ts';

/** Edits of one text in order. Insertions at one place keep the order they are given in. Throws where two of them overlap. */
export function inOrder(text: ByteString, edits: readonly Edit[]): readonly Edit[] {
  const sorted = edits.filter((edit) => text.slice(edit.start, edit.end) !== edit.text).sort((a, b) => a.start - b.start || a.end - b.end);
  const ordered: Edit[] = [];
  for (const edit of sorted) {
    const last = ordered.at(-1);
    if (last === undefined || last.end < edit.start) ordered.push(edit);
    else if (last.end > edit.start) throw new Error(`Two edits overlap at byte ${edit.start}.`);
    else ordered[ordered.length - 1] = { start: last.start, end: edit.end, text: `${last.text}${edit.text}` as ByteString };
  }
  return ordered;
}

/** The text after edits that are in order. */
export function applyEdits(text: ByteString, edits: readonly Edit[]): ByteString {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('') as ByteString;
}

/** The edits of the first text that do at once what `first`, and then `second` on the text after it, do. Both are in order. */
export function composeEdits(first: readonly Edit[], second: readonly Edit[]): readonly Edit[] {
  if (first.length === 0) return second;
  return editsOf(edited(runsOf(first), second));
}

/** A text as runs: what is kept of another text, or what is new. */
type Run = { readonly start: number; readonly end: number } | { readonly text: string };

function runsOf(edits: readonly Edit[]): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const edit of edits) {
    runs.push({ start: at, end: edit.start }, { text: edit.text });
    at = edit.end;
  }
  return [...runs, { start: at, end: Number.POSITIVE_INFINITY }];
}

function edited(runs: readonly Run[], edits: readonly Edit[]): readonly Run[] {
  const result: Run[] = [];
  let at = 0;
  for (const edit of edits) {
    result.push(...cut(runs, at, edit.start), { text: edit.text });
    at = edit.end;
  }
  return [...result, ...cut(runs, at, Number.POSITIVE_INFINITY)];
}

/** The part of a text between two of its offsets. */
function cut(runs: readonly Run[], from: number, to: number): readonly Run[] {
  const part: Run[] = [];
  let offset = 0;
  for (const run of runs) {
    const length = 'text' in run ? run.text.length : run.end - run.start;
    const start = Math.max(0, from - offset);
    const end = Math.min(length, to - offset);
    if (start < end) part.push('text' in run ? { text: run.text.slice(start, end) } : { start: run.start + start, end: run.start + end });
    offset += length;
  }
  return part;
}

function editsOf(runs: readonly Run[]): readonly Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  let text = '';
  for (const run of runs) {
    if ('text' in run) {
      text += run.text;
      continue;
    }
    if (text !== '' || run.start > at) edits.push({ start: at, end: run.start, text: text as ByteString });
    at = run.end;
    text = '';
  }
  return edits;
}
