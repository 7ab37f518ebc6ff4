/** One line of a YAML entry: where it stands, and in which columns its dash and its key begin. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { endOfContent, endOfLine, startOfLine } from '../../text/lines.ts';

/** `start` to `end` is the whole line, its ending included; `content` is the line without it. */
export interface EntryLine extends Span {
  readonly content: string;
  /** Columns of the first visible character, and of the key after the dashes of lists. */
  readonly indent: number;
  readonly column: number;
}

/** The line that an offset stands in. */
export function lineAt(text: ByteString, offset: number): EntryLine {
  const start = startOfLine(text, offset);
  const end = endOfLine(text, offset);
  const content = text.slice(start, endOfContent(text, start, end));
  const visible = content.replace(/^[ \t]+/, '');
  const key = visible.replace(/^(?:-[ \t]+)+/, '');
  return { start, end, content, indent: content.length - visible.length, column: content.length - key.length };
}

/** The lines that a value stands in: one as a rule. */
export function linesOfValue(text: ByteString, { start, end }: Span): Span {
  return { start: startOfLine(text, start), end: endOfLine(text, Math.max(start, end - 1)) };
}

/** A line that opens a block: `opening` is its content without the comment. */
export interface OpenLine extends EntryLine {
  readonly opening: string;
}

/** The line above that opens the mapping or list which a line belongs to; null where it is not told by a key, or stands above `first` (an offset). */
export function parentOf(text: ByteString, line: EntryLine, first: number): OpenLine | null {
  for (let at = line.start; at > first; ) {
    const above = lineAt(text, at - 1);
    if (isFurtherOut(above, line)) {
      const opening = openingOf(above);
      return opening === null ? null : { ...above, opening };
    }
    at = above.start;
  }
  return null;
}

/** Whether `above` opens a block that `line` may belong to. */
export function isParent(above: EntryLine, line: EntryLine): boolean {
  return opensBlock(above) && isFurtherOut(above, line);
}

/** Whether `above` says something in a column that a line does not belong to itself. The items of a list may stand in the column of its key. */
function isFurtherOut(above: EntryLine, line: EntryLine): boolean {
  if (/^[ \t]*(?:#|$)/.test(above.content)) return false;
  return above.column < line.indent || (isItem(line) && !isItem(above) && above.column === line.indent);
}

/** Whether a line is the beginning of a list's entry. */
export function isItem({ indent, column }: EntryLine): boolean {
  return column > indent;
}

/** Whether what a line says goes on below it: a key with nothing after its colon, or a dash alone. */
export function opensBlock(line: EntryLine): boolean {
  return openingOf(line) !== null;
}

/** What such a line says, an anchor or a tag included; null for another one. */
function openingOf({ content }: EntryLine): string | null {
  return /^([ \t]*(?:-[ \t]+)*(?:[^#\s].*?:|-)(?:[ \t]+[&!][^\s#]*)*)[ \t]*(?:#.*)?$/.exec(content)?.[1] ?? null;
}

/** The key, or the dash, that such a line begins with: what stands before anchors, tags and comments. */
export function keyOf({ content }: EntryLine): string {
  return content.replace(/(?<=[:-])(?:[ \t]+[&!#].*|[ \t]*)$/, '');
}

/** Whether a value has a line of its own, `key: value`, so that another line can stand below it; not so inside `{ }` and `[ ]`. */
export function hasOwnLine(text: ByteString, value: Span): boolean {
  const { start, content, column } = lineAt(text, value.start);
  return /^[^{}[\],"'][^{}[\],]*:[ \t]*$/.test(content.slice(column, value.start - start));
}
