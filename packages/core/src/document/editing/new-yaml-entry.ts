/**
 * The lines of a new task in a YAML list, in the shape of another entry: its keys and their order,
 * indentation, quotes and inner blank lines. Its comments, and keys that Tallyplan does not know
 * (an owner, a path), are that task's own and are left behind.
 */
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import type { NewTask } from '../../model/change.ts';
import type { Span } from '../../model/place.ts';
import type { Checklist, Task } from '../../model/plan.ts';
import type { Document, ValueSource, YamlTaskSource } from '../document.ts';
import { endOfContent, endOfLine } from '../scan/lines.ts';
import { replaceValue } from './planned.ts';
import { statusLike } from './status-like.ts';
import { writeText, writeWord } from './yaml-scalar.ts';

/** The entry's lines, without line endings. */
export function newYamlEntry(
  document: Document,
  example: { readonly task: Task; readonly source: YamlTaskSource },
  task: NewTask,
): readonly string[] {
  const values = valuesOf(document, example.task, example.source, task);
  const lines = linesOf(document.text, example.source);
  for (const value of values) placeValue(document, lines, value);
  keepParents(lines);
  return withMissing(withDash(kept(lines), example.source), example.source, task);
}

/** A value of the example, and what the new entry has in its place; null: the line is left out. */
interface NewValue {
  readonly path: string;
  readonly source: ValueSource;
  readonly written: string | null;
}

function valuesOf(document: Document, example: Task, source: YamlTaskSource, task: NewTask): readonly NewValue[] {
  const values: NewValue[] = [];
  const add = (path: string, write: (style: ValueSource) => string | null) => {
    const value = source.value(path);
    if (value !== null) values.push({ path, source: value, written: write(value) });
  };
  const text = (to: string) => (value: ValueSource) => writeText(to, value.style);
  const word = (to: string | null) => (value: ValueSource) => (to === null || to === '' ? null : writeWord(to, value.style));
  const notStarted = (value: ValueSource) => statusLike(document, value, 'NOT_STARTED');

  add('id', word(task.id));
  add('name', text(task.name));
  add('priority', word(task.priority));
  add('dependents', text(task.dependents));
  add('depends_on', (value) => (task.dependsOn === '' ? null : writeText(task.dependsOn, value.style)));
  add('status', notStarted);
  add('implementation.iplanId', word(task.iplanId));
  add('implementation.iplanStatus', task.iplanId === null ? () => null : notStarted);
  add('implementation.started', () => 'null');
  add('implementation.completed', () => 'null');
  for (const part of ['preCheck', 'postCheck'] as const) {
    add(`${part}.status`, notStarted);
    for (const { key } of itemsOf(example[part])) add(`${part}.items.${key}`, (value) => writeWord('false', value.style));
  }
  return values;
}

function itemsOf(checklist: Checklist | null): Checklist['items'] {
  return checklist === null ? [] : checklist.items;
}

/** A line of the example. `text` is what the new entry has in its place; null until it is known to be kept. */
interface EntryLine extends Span {
  readonly content: string;
  /** Column of the first visible character, and of the key after the dashes of a list. */
  readonly indent: number;
  readonly column: number;
  /** The path of the value that begins in it. */
  path: string | null;
  text: string | null;
}

function linesOf(text: ByteString, { entry }: YamlTaskSource): readonly EntryLine[] {
  const lines: EntryLine[] = [];
  for (let start = entry.start; start < entry.end; start = endOfLine(text, start)) {
    const end = endOfContent(text, start, Math.min(endOfLine(text, start), entry.end));
    const content = text.slice(start, end);
    const [, blanks = '', dashes = ''] = /^([ \t]*)((?:-[ \t]+)*)/.exec(content) ?? [];
    lines.push({ start, end, content, indent: blanks.length, column: blanks.length + dashes.length, path: null, text: null });
  }
  return lines;
}

/** Writes a value into the line that it begins in; what followed it there was a comment. */
function placeValue(document: Document, lines: readonly EntryLine[], { path, source, written }: NewValue): void {
  const line = lines.find(({ start, end }) => start <= source.start && source.start <= end);
  if (line === undefined) return;
  line.path = path;
  if (written === null) return;
  const isEmpty = source.start === source.end;
  const value = isEmpty ? replaceValue(document, source, written).text.trimEnd() : encodeUtf8(written);
  line.text = line.content.slice(0, source.start - line.start) + value;
}

/** Keeps the lines that kept values hang under: `workflow:`, `pre_check:`, `checklist:`. */
function keepParents(lines: readonly EntryLine[]): void {
  for (const [index, line] of lines.entries()) {
    if (line.path === null || line.text === null) continue;
    for (let at = parentOf(lines, index); at >= 0; at = parentOf(lines, at)) {
      const parent = lines[at];
      if (parent !== undefined) parent.text ??= parent.content.replace(/[ \t]*(?:#.*)?$/, '');
    }
  }
}

/** The line that opens the mapping or list around a line; -1 where that is the entry itself. */
function parentOf(lines: readonly EntryLine[], index: number): number {
  const line = lines[index];
  if (line === undefined) return -1;
  const isItem = line.column > line.indent;
  return lines.findLastIndex(
    (above, at) =>
      at < index &&
      opensBlock(above) &&
      (above.column < line.indent || (isItem && above.column === above.indent && above.column === line.indent)),
  );
}

function opensBlock({ content, path }: EntryLine): boolean {
  return path === null && /^[ \t]*(?:-[ \t]+)*(?:[^#\s].*:|-)[ \t]*(?:#.*)?$/.test(content);
}

/** The kept lines in order, with the blank lines that stood between two of them. */
function kept(lines: readonly EntryLine[]): readonly EntryLine[] {
  const result: EntryLine[] = [];
  let blank: EntryLine | null = null;
  for (const line of lines) {
    if (line.indent === line.content.length) blank = { ...line, text: line.content };
    else if (line.text !== null) {
      if (blank !== null && result.length > 0) result.push(blank);
      result.push(line);
      blank = null;
    }
  }
  return result;
}

/** Gives the dash of the list to the first line, where the line that had it was left behind. */
function withDash(lines: readonly EntryLine[], { indent, keyIndent }: YamlTaskSource): readonly EntryLine[] {
  const [first, ...rest] = lines;
  if (first?.text == null || first.column > first.indent || first.content.trim() === '-') return lines;
  return [{ ...first, text: `${`${' '.repeat(indent)}-`.padEnd(keyIndent)}${first.text.trimStart()}` }, ...rest];
}

/** Adds the lines of what the new task has and the example had not, each after its usual neighbour. */
function withMissing(lines: readonly EntryLine[], { keyIndent, mainIndent: main }: YamlTaskSource, task: NewTask): readonly string[] {
  const wanted: readonly MissingLine[] = [
    { path: 'name', after: ['id'], indent: keyIndent, text: `service_name: ${writeText(task.name, 'double-quoted')}` },
    {
      path: 'priority',
      after: ['name', 'id'],
      indent: keyIndent,
      text: task.priority === '' ? '' : `priority: ${writeWord(task.priority, 'plain')}`,
    },
    {
      path: 'dependents',
      after: ['priority', 'name', 'id'],
      indent: keyIndent,
      text: task.dependents === '' ? '' : `dependents: ${writeText(task.dependents, 'double-quoted')}`,
    },
    {
      path: 'depends_on',
      after: ['dependents', 'priority', 'name', 'id'],
      indent: keyIndent,
      text: task.dependsOn === '' ? '' : `depends_on: ${writeText(task.dependsOn, 'double-quoted')}`,
    },
    {
      path: 'implementation.iplanId',
      after: ['status'],
      indent: main,
      text: task.iplanId === null ? '' : `iplan_id: ${writeWord(task.iplanId, 'plain')}`,
    },
    {
      path: 'implementation.iplanStatus',
      after: ['implementation.iplanId'],
      indent: main,
      text: task.iplanId === null ? '' : 'iplan_status: NOT_STARTED',
    },
  ];
  const result = lines.map(({ path, text }) => ({ path, text: text ?? '' }));
  for (const { path, after, indent, text } of wanted) {
    if (text === '' || result.some((line) => line.path === path)) continue;
    const neighbour = after.map((each) => result.findIndex((line) => line.path === each)).find((at) => at >= 0) ?? result.length - 1;
    result.splice(neighbour + 1, 0, { path, text: ' '.repeat(indent) + encodeUtf8(text) });
  }
  return result.map(({ text }) => text);
}

/** A line that the example may lack; its first neighbour that is there decides its place. An empty text: nothing to add. */
interface MissingLine {
  readonly path: string;
  readonly after: readonly string[];
  readonly indent: number;
  readonly text: string;
}
