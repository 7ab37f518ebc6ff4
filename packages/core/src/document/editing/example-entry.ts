/** The lines of an entry that another is shaped after, with what the other has in their place. */
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { Document, ValueSource, YamlTaskSource } from '../document.ts';
import { type EntryLine, isItem, isParent, keyOf, lineAt, opensBlock } from './entry-line.ts';
import { type FlowKey, flowEnd, flowEntryLike } from './flow-entry.ts';
import { replaceValue } from './planned.ts';

/** A value of the example, and what the new entry says there; null: the line is left out. */
export interface NewValue {
  readonly path: string;
  readonly source: ValueSource;
  readonly written: string | null;
}

/** A line of the new entry, and the paths of the values that it is for: several inside { }. */
export interface NewLine {
  readonly paths: readonly string[];
  readonly text: string;
}

interface ExampleLine extends EntryLine {
  /** The values that begin in it. */
  readonly values: NewValue[];
  /** What the new entry has in its place; null until it is known to be kept. */
  text: string | null;
}

/**
 * The lines that are kept, in order; null where the example has several values on one line in another way than in { },
 * and gives no shape.
 *
 * @param missing what is added in the { } that has its neighbour
 */
export function linesLike(
  document: Document,
  source: YamlTaskSource,
  { values, missing }: { readonly values: readonly NewValue[]; readonly missing: readonly FlowKey[] },
): readonly NewLine[] | null {
  const lines = exampleLines(document, source);
  for (const value of values) {
    const line = lineFor(lines, value);
    if (line === undefined) return null;
    line.values.push(value);
  }
  for (const line of lines) takeOver(document, lines, line);
  for (const line of lines) if (line.values.length > 0 && !writeLine(document, line, missing)) return null;
  for (const line of lines) if (line.values.length > 0 && line.text !== null) keepParents(lines, line);
  for (const [index, line] of lines.entries()) if (isForeignList(lines, index, source)) line.text = `${keyOf(line)} []`;
  return withDash(keptLines(lines), source);
}

function exampleLines({ text }: Document, { entry }: YamlTaskSource): readonly ExampleLine[] {
  const lines: ExampleLine[] = [];
  for (let at = entry.start; at < entry.end; ) {
    const line = lineAt(text, at);
    lines.push({ ...line, values: [], text: null });
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

/** What stands in { } over several lines belongs to the first of them. */
function takeOver({ text }: Document, lines: readonly ExampleLine[], line: ExampleLine): void {
  const brace = braceIn(line);
  const end = brace === null ? null : flowEnd(text, brace);
  if (end === null) return;
  for (const below of lines) {
    if (below.start > line.start && below.start < end) line.values.push(...below.values.splice(0));
  }
}

/** Writes what the new entry has in the place of a line; false where that can't be told. */
function writeLine(document: Document, line: ExampleLine, missing: readonly FlowKey[]): boolean {
  const brace = braceIn(line);
  if (brace !== null && line.values.every(({ source }) => source.start !== brace)) {
    const values = new Map(line.values.map(({ path, source, written }) => [source.start, { path, written }] as const));
    const written = flowEntryLike(document.text, brace, { values, missing });
    line.text = written === null ? null : line.content.slice(0, brace - line.start) + encodeUtf8(written);
    return written !== null;
  }
  for (const { source, written } of line.values) line.text = written === null ? null : writtenLine(document, line, { source, written });
  return line.values.length === 1;
}

/** Where the value of a line like `tasks: {status: NOT_STARTED, iplan_id: IPLAN-01}` begins; null for a line of another form. */
function braceIn({ start, content }: EntryLine): number | null {
  const before = /^(?:[ \t]*-[ \t]+|[ \t]*(?:-[ \t]+)*(?:"[^"\\]*"|'[^']*'|[^{}[\],"'#]*):[ \t]+)(?=[{[])/.exec(content)?.[0];
  return before === undefined ? null : start + before.length;
}

/** The value in its place; what followed it there was a comment. */
function writtenLine(document: Document, line: ExampleLine, { source, written }: { source: ValueSource; written: string }): string {
  if (source.start >= line.end) return `${keyOf(line)} ${encodeUtf8(written)}`;
  const isEmpty = source.start === source.end;
  const value = isEmpty ? replaceValue(document, source, written).text.trimEnd() : encodeUtf8(written);
  return line.content.slice(0, source.start - line.start) + value;
}

/** The lines that a kept one hangs under: `workflow:`, `pre_check:`, `checklist:`. */
function keepParents(lines: readonly ExampleLine[], kept: ExampleLine): void {
  const above = lines.slice(0, lines.indexOf(kept));
  const parent = above.findLast((line) => line.values.length === 0 && isParent(line, kept));
  if (parent === undefined || parent.text !== null) return;
  parent.text = keyOf(parent);
  keepParents(lines, parent);
}

/** A list of the entry itself that Tallyplan has no use for, such as the steps of family E: the new entry has an empty one. */
function isForeignList(lines: readonly ExampleLine[], index: number, { keyIndent }: YamlTaskSource): boolean {
  const line = lines[index];
  const next = lines.slice(index + 1).find(({ content }) => !/^[ \t]*(?:#.*)?$/.test(content));
  if (line === undefined || next === undefined) return false;
  return (
    line.values.length === 0 && line.text === null && line.column === keyIndent && opensBlock(line) && isItem(next) && isParent(line, next)
  );
}

/** With the blank lines that stood between two of them. */
function keptLines(lines: readonly ExampleLine[]): readonly NewLine[] {
  const kept: NewLine[] = [];
  let blank: NewLine | null = null;
  for (const { content, values, text } of lines) {
    if (content.trim() === '') blank = { paths: [], text: content };
    else if (text !== null) {
      if (blank !== null && kept.length > 0) kept.push(blank);
      kept.push({ paths: values.flatMap((value) => (value.written === null ? [] : [value.path])), text });
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
