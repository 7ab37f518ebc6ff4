/** What one change comes to in the text at hand: splices, or why it cannot be done. */
import type { ByteString } from '../../model/byte-string.ts';
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { Task } from '../../model/plan.ts';
import { isBlank, startOfLine } from '../../text/lines.ts';
import type { Document, Edit, ValueSource } from '../document.ts';

export type Planned =
  /** `alone`: the next change must see these edits before it is made. */
  | { readonly ok: true; readonly edits: readonly Edit[]; readonly alone?: true }
  /** `retry`: not at once, but perhaps one after the other. */
  | { readonly ok: false; readonly message: string; readonly retry?: true };

export function planned(...edits: readonly Edit[]): Planned {
  return { ok: true, edits };
}

/** Edits that lines of later changes may hang on. */
export function plannedAlone(...edits: readonly Edit[]): Planned {
  return { ok: true, edits, alone: true };
}

export function impossible(message: string): Planned {
  return { ok: false, message };
}

/** Why nothing is changed in a task that the reader calls read-only. */
export function unwritable({ id, line }: Pick<Task, 'id' | 'line'>): string {
  return `The YAML around ${id} (line ${line}) cannot be edited as it stands. Mend it first: \`tallyplan check\` shows where.`;
}

/** Whether a YAML file can't be added to, because it does not parse: its tasks are read-only, and so is the rest. */
export function isBroken({ isYaml, plan }: Document): boolean {
  return isYaml && plan.tasks.some((task) => !task.writable);
}

export const brokenFile =
  'The YAML of this file does not parse, so nothing can be added to it. Mend it first: `tallyplan check` shows where.';

/** Whole lines, without their endings, before the line that starts at `at` (or after the last line, with or without an end of its own). */
export function insertLines({ text, sources }: Document, at: number, lines: readonly string[]): Edit {
  const block = lines.join(sources.lineEnding);
  const isUnended = at > 0 && at === text.length && !text.endsWith('\n');
  const inserted = isUnended ? `${sources.lineEnding}${block}` : `${block}${sources.lineEnding}`;
  return { start: at, end: at, text: inserted as ByteString };
}

/** What stands at a value, quotes and decoration included. */
export function sliceOf({ text }: Document, span: { readonly start: number; readonly end: number }): ByteString {
  return text.slice(span.start, span.end) as ByteString;
}

/**
 * Puts a written value (decoded text, quotes and all) where another stands. In an empty place it gets the
 * blanks that keep it apart from what stands around it; an empty cell that is wide enough keeps its width.
 */
export function replaceValue({ text }: Document, source: ValueSource, written: string): Edit {
  const value = encodeUtf8(written);
  if (source.start < source.end || value === '') return { start: source.start, end: source.end, text: value };
  const before = isBlank(text.charCodeAt(source.start - 1)) ? '' : ' ';
  const free = blanksAt(text, source.start);
  const follows = text.charAt(source.start + free);
  const after = free === 0 && (follows === '|' || follows === '#') ? ' ' : '';
  const used = follows === '|' ? Math.max(0, Math.min(free - 1, written.length)) : 0;
  return { start: source.start, end: source.start + used, text: `${before}${value}${after}` as ByteString };
}

function blanksAt(text: ByteString, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return at - from;
}

/** Where the run of blank lines directly above `at` (the start of a line, or the end of the text) starts. */
export function blankStart(text: ByteString, at: number): number {
  let start = at;
  while (start > 0) {
    const above = startOfLine(text, start - 1);
    if (/[^ \t\r\n]/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}

/** Those blank lines as they are, without their endings. */
export function blankLinesAbove(text: ByteString, at: number): readonly string[] {
  const blank = text.slice(blankStart(text, at), at);
  return blank
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .slice(0, blank === '' ? 0 : undefined);
}
