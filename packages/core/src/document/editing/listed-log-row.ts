/**
 * A row of a session log that is a YAML list:
 *
 *     session_log:
 *       - date: "2026-11-22"
 *         task_id: "TASKS-07"
 *         status: "completed"
 *         notes: "What was done, and how it was checked."
 *
 * A new row has the keys of its neighbour, in their order and quotes; what else the neighbour says is its own.
 */
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import type { AddLogRow } from '../../model/change.ts';
import type { Span } from '../../model/place.ts';
import { endOfLine } from '../../text/lines.ts';
import { scalarText, styleOf } from '../../text/yaml/scalar-text.ts';
import type { Document, Edit, LogList, LogSource } from '../document.ts';
import { lineAt } from './entry-line.ts';
import { placeOfRow } from './place-of-row.ts';
import { blankLinesAbove, insertLines, type Planned, planned } from './planned.ts';
import { statusWordLike } from './status-like.ts';
import { writeText, writeWord } from './yaml-scalar.ts';

export function addListedRow(document: Document, log: LogSource | null, row: AddLogRow): Planned {
  if (log === null || log.list === null) return planned(...startList(document, row));
  const { list } = log;
  const { sessionLog } = document.plan;
  const { neighbour, behind: down } = placeOfRow(document, log, row);
  if (neighbour === undefined) return planned(...fillList(document, list, row));
  const model = log.row(neighbour);
  if (list.inBrackets) return planned(inBrackets(document, { list, at: down ? model.end : model.start, down }, row));
  const lines = rowLines(list.indent, fieldsLike(document, { list, model: fieldsOf(document, model) }, row));
  const [, second] = sessionLog;
  const gap = second === undefined ? [] : blankLinesAbove(document.text, log.row(second).start);
  return planned(insertLines(document, down ? model.end : model.start, down ? [...gap, ...lines] : [...lines, ...gap]));
}

/** `[{date: …}, {date: …}]`: one more behind the last, or before the first. */
function inBrackets(document: Document, { list, at, down }: { list: LogList; at: number; down: boolean }, row: AddLogRow): Edit {
  const fields = fieldsLike(document, { list, model: [] }, row).map(([key, value]) => `${key}: ${value}`);
  const written = encodeUtf8(`{${fields.join(', ')}}`);
  return { start: at, end: at, text: (down ? `, ${written}` : `${written}, `) as ByteString };
}

/** One `key: value` of a row; the value as it is written, perhaps with a comment after it. */
interface Field {
  readonly key: string;
  readonly value: string;
  readonly style: FieldStyle;
}
type FieldStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'empty';

/** The simple fields of a row that stands there. */
function fieldsOf({ text }: Document, row: Span): readonly Field[] {
  const fields: Field[] = [];
  const keyColumn = lineAt(text, row.start).column;
  for (let at = row.start; at < row.end; ) {
    const { content, column, end } = lineAt(text, at);
    const [, key, value = ''] = /^([\w-]+):(?:[ ]+(.*))?$/.exec(content.slice(column)) ?? [];
    if (key !== undefined && column === keyColumn) fields.push({ key, value, style: styleOfValue(value) });
    at = end;
  }
  return fields;
}

/** A text over several lines gives way to a quoted one. */
function styleOfValue(value: string): FieldStyle {
  const style = styleOf(value as ByteString, 0, value.length);
  return style === 'literal' ? 'double-quoted' : style;
}

const quoted: Omit<Field, 'key'> = { value: '', style: 'double-quoted' };

/** The fields of the new row, with what they are written as. */
function fieldsLike(
  document: Document,
  { list, model }: { list: Pick<LogList, 'keys'>; model: readonly Field[] },
  row: AddLogRow,
): readonly [string, string][] {
  const { keys } = list;
  const writers = new Map<string, (like: Omit<Field, 'key'>) => string>([
    [keys.date, ({ style }) => writeWord(row.date, style)],
    [keys.task, ({ style }) => writeWord(row.task, style)],
    [keys.status, ({ value, style }) => writeWord(statusWordLike(document, textOf(value, style), row.status), style)],
    [keys.notes, ({ style }) => writeText(row.notes, style)],
  ]);
  const fields: [string, string][] = [];
  for (const like of model) {
    const write = writers.get(like.key);
    if (write !== undefined) fields.push([like.key, write(like)]);
    writers.delete(like.key);
  }
  return [...fields, ...[...writers].map(([key, write]): [string, string] => [key, write(quoted)])];
}

function textOf(value: string, style: FieldStyle): string {
  const quote = value.charAt(0);
  const end = style === 'plain' ? value.search(/[ ]+#|[ ]*$/) : value.lastIndexOf(quote) + 1;
  return scalarText(value.slice(0, end) as ByteString, style);
}

function rowLines(indent: number, fields: readonly (readonly [string, string])[]): readonly string[] {
  return fields.map(([key, value], index) => `${' '.repeat(indent)}${index === 0 ? '- ' : '  '}${key}: ${encodeUtf8(value)}`);
}

/** What stands before the brackets of an empty list (comments, an anchor, a tag), and what between them. */
const emptyList = /^((?:\s|#[^\n]*\n|[&!][^\s[\]{},]*)*?)([ \t]*\[)((?:\s|#[^\n]*\n)*)\]/;

/** The first row of a list that is empty: `session_log: []`. The brackets go, and a comment between them stays; a list of dashes has none. */
function fillList(document: Document, list: LogList, row: AddLogRow): readonly Edit[] {
  const { text } = document;
  const start = text.indexOf(':', list.span.start) + 1;
  const rows = newRow(document, list, row);
  const found = emptyList.exec(text.slice(start));
  if (found === null) return [insertLines(document, endOfLine(text, start), rows)];
  const [all, before = '', opening = ''] = found;
  const [from, end] = [start + before.length, start + all.length];
  const without = (first: number, last: number): Edit => ({ start: first, end: last, text: '' as ByteString });
  const brackets = all.includes('#', before.length) ? [without(from, from + opening.length), without(end - 1, end)] : [without(from, end)];
  return [...brackets, insertLines(document, endOfLine(text, end), rows)];
}

/** A list at the end of the file, or under the key that already stands there with nothing in it. */
function startList(document: Document, row: AddLogRow): readonly Edit[] {
  const { text } = document;
  const root = /^([ ]*)[^\s#]/m.exec(text)?.[1] ?? '';
  const lines = newRow(document, { ...firstList, indent: root.length + 2 }, row);
  const key = new RegExp(`^(${root}session_log:(?:[ \\t]+[&!][^\\s#]*)*)([ \\t]+(?:~|null))?[ \\t]*(?:#.*)?\\r?$`, 'm').exec(text);
  if (key !== null) {
    const [, opening = '', nothing = ''] = key;
    const start = key.index + opening.length;
    return [{ start, end: start + nothing.length, text: '' as ByteString }, insertLines(document, endOfLine(text, key.index), lines)];
  }
  const gap = blankLinesAbove(text, text.length).length === 0 ? [''] : [];
  return [insertLines(document, text.length, [...gap, `${root}session_log:`, ...lines])];
}

const firstList: Pick<LogList, 'keys'> = {
  keys: { date: 'date', task: 'task_id', status: 'status', notes: 'notes' },
};

function newRow(document: Document, list: Pick<LogList, 'indent' | 'keys'>, row: AddLogRow): readonly string[] {
  return rowLines(list.indent, fieldsLike(document, { list, model: [] }, row));
}
