/**
 * The lines of a new task in a YAML list, in the shape of another entry: its keys and their order,
 * indentation, quotes and inner blank lines. Its comments, and keys that Tallyplan does not know
 * (an owner, a path), are that task's own and are left behind.
 */
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { NewTask } from '../../model/change.ts';
import type { Task } from '../../model/plan.ts';
import { startOfLine } from '../../text/lines.ts';
import type { Document, ValueSource, YamlTaskSource } from '../document.ts';
import { linesLike, type NewLine, type NewValue } from './example-entry.ts';
import { flowEntryLike } from './flow-entry.ts';
import { statusLike } from './status-like.ts';
import { styleFor } from './value-style.ts';
import { writeText, writeWord } from './yaml-scalar.ts';

interface Example {
  readonly task: Task;
  readonly source: YamlTaskSource;
}

/** The entry's lines, without line endings; null where the example has several values on one line, or no status, and gives no shape. */
export function newYamlEntry(document: Document, example: Example, task: NewTask): readonly string[] | null {
  if (example.source.value('status') === null) return null;
  const brace = braceOf(document, example.source);
  if (brace !== null) {
    const entry = entryInBraces(document, { ...example, brace }, task);
    const before = example.source.listed ? document.text.slice(startOfLine(document.text, brace), brace) : '- ';
    return entry === null ? null : linesOf(before + entry);
  }
  const isMainInBraces = example.source.mainIndent < 0;
  const isInside = ({ path }: MissingLine) => isMainInBraces && path.startsWith('implementation.');
  const missing = missingLines(task, nameKeyOf(example.task)).filter(({ value }) => value !== '');
  const lines = linesLike(document, example.source, {
    values: valuesOf(document, example, task),
    missing: missing.filter(isInside).map((line) => ({ ...line, written: line.value })),
  });
  if (lines === null) return null;
  return withMissing(
    lines,
    example,
    missing.filter((line) => !isInside(line)),
  ).flatMap(({ text }) => linesOf(text));
}

function linesOf(text: string): readonly string[] {
  return text.split('\n');
}

/** Where the brace of an entry like `- {id: TASKS-01, …}` stands, or of one in `[ ]`; null for one of the usual form. */
function braceOf({ text }: Document, { first, listed }: YamlTaskSource): number | null {
  const [before] = (listed ? /^-[ \t]+(?=\{)/ : /^(?=\{)/).exec(text.slice(first, first + 100)) ?? [];
  return before === undefined ? null : first + before.length;
}

/** The new entry from brace to brace, perhaps of several lines; null where the example gives no shape. */
export function entryInBraces(
  document: Document,
  { brace, ...example }: Example & { readonly brace: number },
  task: NewTask,
): string | null {
  const values = valuesOf(document, example, task).map(({ path, source, written }) => [source.start, { path, written }] as const);
  const missing = missingLines(task, nameKeyOf(example.task)).flatMap((line) =>
    line.value === '' ? [] : [{ ...line, written: line.value }],
  );
  const entry = flowEntryLike(document.text, brace, { values: new Map(values), missing });
  return entry === null ? null : encodeUtf8(entry);
}

function nameKeyOf({ family }: Task): string {
  return family === 'E' ? 'name' : 'service_name';
}

/** What the new entry says in the place of each value of the example. */
function valuesOf(document: Document, { task: example, source }: Example, task: NewTask): readonly NewValue[] {
  const notStarted = (value: ValueSource) => statusLike(document, value, 'NOT_STARTED');
  const text = (to: string) => (value: ValueSource) => writeText(to, styleFor(to, document, value));
  const word = (to: string) => (value: ValueSource) => writeWord(to, value.style);
  const gone = () => null;
  const writers: Record<string, (value: ValueSource) => string | null> = {
    id: word(task.id),
    name: text(task.name),
    priority: task.priority === '' ? gone : word(task.priority),
    dependents: text(task.dependents),
    depends_on: task.dependsOn === '' ? gone : text(task.dependsOn),
    status: notStarted,
    'implementation.iplanId': task.iplanId === null ? gone : word(task.iplanId),
    'implementation.iplanStatus': task.iplanId === null ? gone : notStarted,
    'implementation.started': () => 'null',
    'implementation.completed': () => 'null',
  };
  for (const part of ['preCheck', 'postCheck'] as const) {
    writers[`${part}.status`] = notStarted;
    for (const { key } of example[part]?.items ?? []) writers[`${part}.items.${key}`] = word('false');
  }
  return Object.entries(writers).flatMap(([path, writer]) => {
    const value = source.value(path);
    return value === null ? [] : [{ path, source: value, written: writer(value) }];
  });
}

/** A line that the example may lack; its first neighbour that is there decides its place. An empty value: nothing to add. */
interface MissingLine {
  readonly path: string;
  readonly key: string;
  readonly value: string;
  readonly after: readonly string[];
}

/** Adds the lines of what the new task has and the example had not. */
function withMissing(lines: readonly NewLine[], { source }: Example, missing: readonly MissingLine[]): readonly NewLine[] {
  const result = [...lines];
  for (const { path, key, value, after } of missing) {
    if (result.some(({ paths }) => paths.includes(path))) continue;
    const [neighbour = 0] = after.map((each) => result.findIndex(({ paths }) => paths.includes(each))).filter((at) => at >= 0);
    const indent = path.startsWith('implementation.') ? source.mainIndent : source.keyIndent;
    result.splice(neighbour + 1, 0, { paths: [path], text: `${' '.repeat(indent)}${key}: ${encodeUtf8(value)}` });
  }
  return result;
}

function missingLines({ name, priority, dependents, dependsOn, iplanId }: NewTask, nameKey: string): readonly MissingLine[] {
  const quoted = (text: string) => (text === '' ? '' : writeText(text, 'double-quoted'));
  const word = (text: string | null) => (text === null || text === '' ? '' : writeWord(text, 'plain'));
  const own = ['dependents', 'priority', 'name', 'id'];
  return [
    { path: 'name', key: nameKey, value: quoted(name), after: ['id'] },
    { path: 'priority', key: 'priority', value: word(priority), after: ['name', 'id'] },
    { path: 'dependents', key: 'dependents', value: quoted(dependents), after: own.slice(1) },
    { path: 'depends_on', key: 'depends_on', value: quoted(dependsOn), after: own },
    { path: 'implementation.iplanId', key: 'iplan_id', value: word(iplanId), after: ['status'] },
    {
      path: 'implementation.iplanStatus',
      key: 'iplan_status',
      value: iplanId === null ? '' : 'NOT_STARTED',
      after: ['implementation.iplanId'],
    },
  ];
}
