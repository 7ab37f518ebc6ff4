/** The lines of an entry that another is shaped after, with what the other has in their place. */
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { Document, ValueSource, YamlTaskSource } from '../document.ts';
import { type EntryLine, isItem, isParent, lineAt, opensBlock } from './entry-line.ts';
import { replaceValue } from './planned.ts';

/** A value of the example, and what the new entry says there; null: the line is left out. */
export interface NewValue {
  readonly path: string;
  readonly source: ValueSource;
  readonly written: string | null;
}

/** A line of the new entry, and the path of the value that it is for. */
export interface NewLine {
  readonly path: string | null;
  readonly text: string;
}

interface ExampleLine extends EntryLine {
  /** The path of the value that begins in it. */
  path: string | null;
  /** What the new entry has in its place; null until it is known to be kept. */
  text: string | null;
}

/** The lines that are kept, in order; null where the example has several values on one line, and gives no shape. */
export function linesLike(document: Document, source: YamlTaskSource, values: readonly NewValue[]): readonly NewLine[] | null {
  const lines = exampleLines(document, source);
  for (const value of values) {
    const line = lineFor(lines, value);
    if (line === undefined || line.path !== null) return null;
    line.path = value.path;
    line.text = value.written === null ? null : writtenLine(document, line, { ...value, written: value.written });
  }
  for (const line of lines) if (line.path !== null && line.text !== null) keepParents(lines, line);
  for (const [index, line] of lines.entries()) if (isForeignList(lines, index, source)) line.text = `${keyOf(line)} []`;
  return withDash(keptLines(lines), source);
}

function exampleLines({ text }: Document, { entry }: YamlTaskSource): readonly ExampleLine[] {
  const lines: ExampleLine[] = [];
  for (let at = entry.start; at < entry.end; ) {
    const line = lineAt(text, at);
    lines.push({ ...line, path: null, text: null });
    at = line.end;
  }
  return lines;
}

/** The line of the value's key: where the value is a list over several lines, the one above it. */
function lineFor(lines: readonly ExampleLine[], { source }: NewValue): ExampleLine | undefined {
  const index = lines.findIndex(({ start, end }) => start <= source.start && source.start < Math.max(end, start + 1));
  const line = lines[index];
  if (line === undefined || source.start - line.start > line.indent) return line;
  return lines.slice(0, index).findLast((above) => isParent(above, line));
}

/** The value in its place; what followed it there was a comment. */
function writtenLine(document: Document, line: ExampleLine, { source, written }: NewValue & { written: string }): string {
  if (source.start >= line.end) return `${keyOf(line)} ${encodeUtf8(written)}`;
  const isEmpty = source.start === source.end;
  const value = isEmpty ? replaceValue(document, source, written).text.trimEnd() : encodeUtf8(written);
  return line.content.slice(0, source.start - line.start) + value;
}

/** A line that ends with the colon of its key, without the comment. */
function keyOf({ content }: EntryLine): string {
  return content.replace(/[ \t]*(?:#.*)?$/, '');
}

/** The lines that a kept one hangs under: `workflow:`, `pre_check:`, `checklist:`. */
function keepParents(lines: readonly ExampleLine[], kept: ExampleLine): void {
  const above = lines.slice(0, lines.indexOf(kept));
  const parent = above.findLast((line) => line.path === null && isParent(line, kept));
  if (parent === undefined || parent.text !== null) return;
  parent.text = keyOf(parent);
  keepParents(lines, parent);
}

/** A list of the entry itself that Tallyplan has no use for, such as the steps of family E: the new entry has an empty one. */
function isForeignList(lines: readonly ExampleLine[], index: number, { keyIndent }: YamlTaskSource): boolean {
  const line = lines[index];
  const next = lines.slice(index + 1).find(({ content }) => !/^[ \t]*(?:#.*)?$/.test(content));
  if (line === undefined || next === undefined) return false;
  return line.path === null && line.text === null && line.column === keyIndent && opensBlock(line) && isItem(next) && isParent(line, next);
}

/** With the blank lines that stood between two of them. */
function keptLines(lines: readonly ExampleLine[]): readonly NewLine[] {
  const kept: NewLine[] = [];
  let blank: NewLine | null = null;
  for (const { content, path, text } of lines) {
    if (content.trim() === '') blank = { path: null, text: content };
    else if (text !== null) {
      if (blank !== null && kept.length > 0) kept.push(blank);
      kept.push({ path, text });
      blank = null;
    }
  }
  return kept;
}

/** Gives the dash of the list to the first line, where the line that had it was left behind. */
function withDash(lines: readonly NewLine[], { indent, keyIndent }: YamlTaskSource): readonly NewLine[] {
  const [first, ...rest] = lines;
  if (first === undefined || /^[ \t]*-/.test(first.text)) return lines;
  return [{ ...first, text: `${' '.repeat(indent)}-`.padEnd(keyIndent) + first.text.trimStart() }, ...rest];
}
