/** Where tasks, phases and the log stand in the text, for editing. */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import type { Phase, Task } from '../model/plan.ts';
import { endOfContent, endOfLine, skipSpaces, startOfLine } from '../text/lines.ts';
import type { LogSource, PhaseSource, RowTaskSource, Sources, TaskSource, ValueSource, YamlTaskSource } from './document.ts';
import { PlanPhase } from './plan/plan-phase.ts';
import { TableTask } from './plan/table-task.ts';
import { fact } from './plan/task-shapes.ts';
import { sourceOf } from './plan/yaml-entry.ts';
import { YamlTask } from './plan/yaml-task.ts';
import type { StatusVocabulary } from './status-words.ts';

export interface SourceParts {
  readonly vocabulary: StatusVocabulary;
  readonly log: () => LogSource | null;
  readonly lastUpdated: () => readonly ValueSource[];
}

export class DocumentSources implements Sources {
  readonly vocabulary: StatusVocabulary;
  private readonly text: ByteString;
  private readonly parts: SourceParts;
  private knownLog: LogSource | null | undefined;
  private knownLastUpdated: readonly ValueSource[] | undefined;
  private knownEnding: '\n' | '\r\n' | undefined;

  constructor(text: ByteString, parts: SourceParts) {
    this.text = text;
    this.parts = parts;
    this.vocabulary = parts.vocabulary;
  }

  task(task: Task): TaskSource {
    if (task instanceof YamlTask) return yamlSource(this.text, task);
    if (task instanceof TableTask) return rowSource(this.text, task);
    throw new TypeError(`${task.id} is no task of this document: it is a copy, or made by hand.`);
  }

  phase(phase: Phase): PhaseSource {
    if (!(phase instanceof PlanPhase)) throw new TypeError('This phase is none of this document: it is a copy, or made by hand.');
    const { draft } = phase;
    return {
      section: draft.section(),
      heading: draft.heading(),
      container: containerOf(this.text, phase),
    };
  }

  get log(): LogSource | null {
    if (this.knownLog === undefined) this.knownLog = this.parts.log();
    return this.knownLog;
  }
  get lastUpdated(): readonly ValueSource[] {
    this.knownLastUpdated ??= this.parts.lastUpdated();
    return this.knownLastUpdated;
  }
  get lineEnding(): '\n' | '\r\n' {
    this.knownEnding ??= lineEndingOf(this.text);
    return this.knownEnding;
  }
}

function yamlSource(text: ByteString, task: YamlTask): YamlTaskSource {
  const { entry, lines, columns } = task;
  const main = entry?.mainEnd ?? { end: lines.end, column: columns.key };
  return {
    kind: 'yaml',
    first: lines.start,
    entry: wholeEntry(text, task),
    indent: columns.dash >= 0 ? columns.dash : columns.key,
    keyIndent: columns.key,
    listed: columns.dash >= 0,
    mainEnd: main.end,
    mainIndent: main.column,
    value: (path) => entry?.source(path) ?? rootSource(task, path),
  };
}

/** Family G leaves id and name at the root. */
function rootSource(task: YamlTask, path: string): ValueSource | null {
  const [column, name] = rootPaths[path] ?? [];
  const offsets = column === undefined || name === undefined ? null : task.offsetsOf(column, name);
  if (offsets === null) return null;
  const [start, end] = offsets;
  return sourceOf({ kind: 'scalar', start, end, style: task.styleAt(start, end) });
}

const rootPaths: Readonly<Record<string, readonly [column: number, name: string]>> = {
  id: [fact.id, 'id'],
  name: [fact.name, 'service_name'],
  priority: [fact.priority, 'priority'],
  dependents: [fact.dependents, 'dependents'],
  depends_on: [fact.dependsOn, 'depends_on'],
};

/**
 * The entry with the comments right above it, and with the blank lines after it, which keep it from the next. A comment
 * right below its last line that stands further in than the dashes of the list is its own, too.
 */
function wholeEntry(text: ByteString, task: YamlTask): Span {
  const { lines, list, columns } = task;
  const isOwn = (line: number) => columns.dash >= 0 && commentColumn(text, line) > columns.dash;
  const floor = endOfLine(text, list.key[0]);
  let start = startOfLine(text, lines.start);
  while (start > floor) {
    const above = startOfLine(text, start - 1);
    if (above < floor || commentColumn(text, above) < 0) break;
    start = above;
  }
  const followsEntry = start > floor && !isBlankLine(text, startOfLine(text, start - 1));
  while (followsEntry && start < lines.start && isOwn(start)) start = endOfLine(text, start);
  // What is written in { } ends within a line.
  let end = columns.dash >= 0 && lines.end > 0 ? endOfLine(text, lines.end - 1) : lines.end;
  while (end < text.length && isOwn(end)) end = endOfLine(text, end);
  while (end < list.end && isBlankLine(text, end)) end = endOfLine(text, end);
  return { start, end };
}

/** The column of the `#` of a line that is a comment; -1 of any other. */
function commentColumn(text: ByteString, line: number): number {
  const at = skipSpaces(text, line);
  return text.charAt(at) === '#' ? at - line : -1;
}

function isBlankLine(text: ByteString, line: number): boolean {
  return skipSpaces(text, line) >= endOfContent(text, line, endOfLine(text, line));
}

function rowSource(text: ByteString, task: TableTask): RowTaskSource {
  const { row } = task;
  let start = row.start;
  while (start > task.table.delimiter.end) {
    const above = startOfLine(text, start - 1);
    if (!/^ {0,3}<!--.*-->[\t ]*\r?\n?$/.test(text.slice(above, start))) break;
    start = above;
  }
  return {
    kind: 'row',
    entry: { start, end: row.end },
    table: task.table,
    columns: task.columns,
    cell: (column) => task.cell(column),
    value: (path) => task.source(path),
  };
}

/** The first container of a phase is the one that new tasks go to. */
function containerOf(text: ByteString, phase: PlanPhase): PhaseSource['container'] {
  const [container] = phase.draft.containers;
  if (container === undefined) return null;
  if (container.kind === 'table') return { kind: 'table', table: container.table, columns: container.columns };
  const { key, end } = container.list;
  const span = { start: startOfLine(text, key[0]), end: Math.max(end, endOfLine(text, key[1])) };
  return { kind: 'yaml', span, key: text.slice(...key) };
}

function lineEndingOf(text: ByteString): '\n' | '\r\n' {
  if (!text.includes('\r')) return '\n';
  let all = 0;
  let windows = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    all++;
    if (text.charCodeAt(at - 1) === 13) windows++;
  }
  return windows * 2 > all ? '\r\n' : '\n';
}
