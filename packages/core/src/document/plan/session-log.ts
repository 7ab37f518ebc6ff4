/** The session log: rows of tables, or of a list; their values are read when somebody asks for them. */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import { isCompletedRow } from '../../model/completed-row.ts';
import type { Span } from '../../model/place.ts';
import type { LogRow, Plan } from '../../model/plan.ts';
import type { Status } from '../../model/status.ts';
import { type TaskKey, taskKeyOf } from '../../model/task-id.ts';
import { unescapeCell } from '../../text/cell-text.ts';
import { endOfLine, startOfLine } from '../../text/lines.ts';
import type { ValueSource } from '../document.ts';
import { type RowSubject, subjectOf } from '../row-subject.ts';
import type { StatusVocabulary } from '../status-words.ts';
import type { Containers, LogList, LogTable } from './containers.ts';
import { isTemplateDate } from './dates.ts';
import type { PlanContext } from './plan-parts.ts';
import type { LogRowFacts } from './task-facts.ts';

export type LogColumn = 'date' | 'task' | 'status' | 'notes';

/** A row that knows where it stands. */
export interface PlacedRow extends LogRow {
  readonly span: Span;
  source(column: LogColumn): ValueSource | null;
}

/**
 * The rows of all tables, and then those of all lists. Each is made when it is asked for: nobody asks about most of
 * a long log.
 */
export class LogRows {
  readonly count: number;
  /** How many stand in tables: they come first. */
  readonly tabled: number;
  readonly #tables: readonly LogTable[];
  readonly #lists: readonly LogList[];
  readonly #context: PlanContext;
  readonly #plan: Pick<Plan, 'tasks' | 'task'>;
  readonly #rows: PlacedRow[] = [];
  #made = 0;
  #all: readonly PlacedRow[] | undefined;

  /** @param plan whose tasks the rows are about */
  constructor({ logTables: tables, logLists: lists }: Containers, context: PlanContext, plan: Pick<Plan, 'tasks' | 'task'>) {
    this.#tables = tables;
    this.#lists = lists;
    this.#context = context;
    this.#plan = plan;
    this.tabled = tables.reduce((count, { table }) => count + table.rowCount, 0);
    this.count = lists.reduce((count, { facts }) => count + facts.rows.length, this.tabled);
  }

  at(position: number): PlacedRow | undefined {
    const known = this.#rows[position];
    if (known !== undefined) return known;
    const row = this.#rowAt(position);
    if (row === undefined) return undefined;
    this.#rows[position] = row;
    this.#made++;
    return row;
  }

  /** How many were asked for so far. */
  get made(): number {
    return this.#made;
  }

  get all(): readonly PlacedRow[] {
    this.#all ??= this.from(0);
    return this.#all;
  }

  from(position: number): PlacedRow[] {
    const rows: PlacedRow[] = [];
    for (let at = position; at < this.count; at++) {
      const row = this.at(at);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  /** The ids that COMPLETED rows name. Of rows that are written as usual, none is made. */
  completedKeys(): ReadonlySet<TaskKey> {
    const { text, vocabulary } = this.#context;
    const keys = new Set<TaskKey>();
    let position = 0;
    for (const log of this.#tables) {
      for (let row = 0; row < log.table.rowCount; row++, position++) {
        const { task, status } = usualCells(text, log, row);
        if (task === undefined || status === undefined) this.#addCompleted(keys, position);
        else if (vocabulary.statusOf(status) === 'COMPLETED') keys.add(taskKeyOf(task));
      }
    }
    for (; position < this.count; position++) this.#addCompleted(keys, position);
    return keys;
  }

  #addCompleted(keys: Set<TaskKey>, position: number): void {
    const row = this.at(position);
    if (row !== undefined && isCompletedRow(row)) keys.add(taskKeyOf(row.task));
  }

  find(is: (row: PlacedRow) => boolean): PlacedRow | undefined {
    for (let at = 0; at < this.count; at++) {
      const row = this.at(at);
      if (row !== undefined && is(row)) return row;
    }
    return undefined;
  }

  findLast(is: (row: PlacedRow) => boolean): PlacedRow | undefined {
    for (let at = this.count - 1; at >= 0; at--) {
      const row = this.at(at);
      if (row !== undefined && is(row)) return row;
    }
    return undefined;
  }

  #rowAt(position: number): PlacedRow | undefined {
    const context = this.#context;
    let rest = position;
    for (const log of this.#tables) {
      if (rest < log.table.rowCount) return new TableLogRow(log, rest, { context, plan: this.#plan });
      rest -= log.table.rowCount;
    }
    for (const { block, facts } of this.#lists) {
      const row = facts.rows[rest];
      if (row !== undefined) return new ListLogRow(row, (start, end) => block.textAt(start, end), context);
      rest -= facts.rows.length;
    }
    return undefined;
  }
}

abstract class BaseRow {
  protected abstract readonly vocabulary: StatusVocabulary;
  abstract readonly statusText: string;
  abstract readonly date: string;

  get status(): Status | null {
    return this.vocabulary.statusOf(this.statusText);
  }
  get placeholder(): boolean {
    return isTemplateDate(this.date);
  }
}

const unusual: Readonly<Record<string, string>> = {};

/** The first cells of a row, by the names of their columns, where they are written as usual. */
function usualCells(text: ByteString, { usual, table }: LogTable, row: number): Readonly<Record<string, string>> {
  usual.lastIndex = table.startOf(row);
  return usual.exec(text)?.groups ?? unusual;
}

class TableLogRow extends BaseRow implements PlacedRow {
  protected readonly vocabulary: StatusVocabulary;
  private readonly log: LogTable;
  private readonly row: number;
  private readonly context: PlanContext;
  private readonly plan: Pick<Plan, 'tasks' | 'task'>;
  private knownSubject: RowSubject | undefined;
  private knownUsual: Readonly<Record<string, string>> | undefined;
  private knownCells: readonly number[] | undefined;
  private knownFirst: readonly number[] | undefined;
  private knownDate: string | undefined;
  private knownTask: string | undefined;
  private knownStatusText: string | undefined;

  constructor(log: LogTable, row: number, { context, plan }: { context: PlanContext; plan: Pick<Plan, 'tasks' | 'task'> }) {
    super();
    this.log = log;
    this.row = row;
    this.context = context;
    this.plan = plan;
    this.vocabulary = context.vocabulary;
  }

  get date(): string {
    this.knownDate ??= this.plain('date');
    return this.knownDate;
  }
  get task(): string {
    this.knownTask ??= this.log.columns.task < 0 ? this.subject.task : this.plain('task');
    return this.knownTask;
  }
  get statusText(): string {
    this.knownStatusText ??= this.plain('status');
    return this.knownStatusText;
  }
  get notes(): string {
    return this.log.columns.task < 0 ? this.subject.notes : this.writtenNotes;
  }
  get line(): number {
    return this.context.lines.lineOf(this.span.start);
  }
  get span(): Span {
    return this.log.table.row(this.row);
  }
  source(column: LogColumn): ValueSource | null {
    return this.log.table.source(this.cells, this.log.columns[column]);
  }
  /** What a cell of the first columns says: the notes, which come last in most logs, are not looked at for it. */
  private plain(column: 'date' | 'task' | 'status'): string {
    const { table, columns } = this.log;
    this.knownUsual ??= usualCells(this.context.text, this.log, this.row);
    const said = this.knownUsual[column];
    if (said !== undefined) return said;
    this.knownFirst ??= table.firstCells(this.row, 1 + Math.max(columns.date, columns.task, columns.status));
    return table.plainText(this.knownFirst, columns[column]);
  }
  private get writtenNotes(): string {
    const source = this.source('notes');
    return source === null ? '' : unescapeCell(decodeUtf8(this.context.text.slice(source.start, source.end) as ByteString));
  }
  /** Of a log that has no column for the task. */
  private get subject(): RowSubject {
    this.knownSubject ??= subjectOf(this.writtenNotes, this.plan);
    return this.knownSubject;
  }
  private get cells(): readonly number[] {
    this.knownCells ??= this.log.table.cells(this.row);
    return this.knownCells;
  }
}

/** What the rows of a list may call their values; the first that a row has counts. */
export const listKeys: Readonly<Record<LogColumn, readonly [string, ...string[]]>> = {
  date: ['date'],
  task: ['task', 'task_id', 'id'],
  status: ['status'],
  notes: ['notes', 'summary', 'progress_summary'],
};

class ListLogRow extends BaseRow implements PlacedRow {
  protected readonly vocabulary: StatusVocabulary;
  private readonly row: LogRowFacts;
  private readonly textAt: (start: number, end: number) => string;
  private readonly context: PlanContext;

  constructor(row: LogRowFacts, textAt: (start: number, end: number) => string, context: PlanContext) {
    super();
    this.row = row;
    this.textAt = textAt;
    this.context = context;
    this.vocabulary = context.vocabulary;
  }

  get date(): string {
    return this.value('date').trim();
  }
  get task(): string {
    return this.value('task').trim();
  }
  get statusText(): string {
    return this.value('status');
  }
  get notes(): string {
    return this.value('notes');
  }
  get line(): number {
    return this.context.lines.lineOf(this.row.start);
  }
  get span(): Span {
    const { text } = this.context;
    const { start, end } = this.row;
    // A row in { } ends within a line.
    return text.charAt(start) === '-' ? { start: startOfLine(text, start), end: endOfLine(text, end - 1) } : { start, end };
  }
  source(column: LogColumn): ValueSource | null {
    const offsets = this.offsets(column);
    if (offsets === undefined) return null;
    const [start, end] = offsets;
    return { start, end, style: start === end ? 'empty' : 'plain', writable: true };
  }
  private value(column: LogColumn): string {
    const offsets = this.offsets(column);
    return offsets === undefined ? '' : this.textAt(...offsets);
  }
  private offsets(column: LogColumn): readonly [number, number] | undefined {
    const key = listKeys[column].find((name) => this.row.values.has(name));
    return key === undefined ? undefined : this.row.values.get(key);
  }
}
