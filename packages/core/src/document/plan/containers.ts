/**
 * What holds the tasks and the log of a document: tables and blocks of YAML, in the order of the text, each
 * with the headings that it stands under.
 */
import type { Span } from '../../model/place.ts';
import type { Flaw } from '../../model/plan.ts';
import { contentOf } from '../../text/lines.ts';
import type { Scan } from '../../text/scan-markdown.ts';
import type { Table } from '../../text/tables.ts';
import type { YamlBlock } from '../../text/yaml/yaml-block.ts';
import type { TaskColumns } from '../document.ts';
import { type LogColumns, logColumns, taskColumns } from './columns.ts';
import { type EarlierBlocks, KnownBlocks } from './known-blocks.ts';
import { partsOf } from './parts.ts';
import { headingText, Outline } from './phases.ts';
import type { PlanContext } from './plan-parts.ts';
import { PlanTable } from './table.ts';
import { readTaskBlock, type TaskBlock } from './task-block.ts';
import { countOf, type LogFacts, type TaskFacts, type TaskList } from './task-facts.ts';
import { taskRows } from './task-rows.ts';
import { fact } from './task-shapes.ts';
import { type Tracking, trackingOf } from './tracked-yaml.ts';
import { usualRow } from './usual-row.ts';

export type Container = TableContainer | YamlContainer;

interface ContainerBase {
  readonly start: number;
  /** Positions of the headings above, the outermost first. */
  readonly headings: readonly number[];
}
export interface TableContainer extends ContainerBase {
  readonly kind: 'table';
  readonly table: PlanTable;
  readonly columns: TaskColumns;
  /** The rows that are tasks. */
  readonly rows: readonly number[];
}
/** One list of tasks in a block of YAML, or the one mapping that is a task. */
export interface YamlContainer extends ContainerBase {
  readonly kind: 'yaml';
  readonly block: YamlBlock;
  readonly memory: TaskBlock['memory'];
  readonly facts: TaskFacts;
  readonly list: TaskList;
  /** Positions of its entries in the facts. */
  readonly entries: readonly number[];
}

export interface LogTable {
  readonly table: PlanTable;
  readonly columns: LogColumns;
  /** What matches a row of the usual form (`usual-row.ts`). */
  readonly usual: RegExp;
  /** Position of the innermost heading that calls itself a session log; -1 where the table stands under none. */
  readonly heading: number;
}
export interface LogList {
  readonly block: YamlBlock;
  readonly facts: LogFacts;
}

export class Containers {
  readonly tasks: Container[] = [];
  readonly logTables: LogTable[] = [];
  readonly logLists: LogList[] = [];
  /** Tables that hold neither. */
  readonly otherTables: PlanTable[] = [];
  /** Positions of the headings that call themselves a session log. */
  logHeadings: ReadonlySet<number> = new Set();
  /** What the YAML of the document holds besides its tasks. */
  readonly blocks: TaskBlock[] = [];
  private readonly context: PlanContext;

  constructor(context: PlanContext) {
    this.context = context;
  }

  /**
   * Takes the tables and the YAML of a Markdown text, or all of a YAML one.
   *
   * @param known what an earlier reading of the same blocks found; it is not kept, or every reading would keep all before it
   */
  take(scan: Scan, known: EarlierBlocks | null): void {
    this.logHeadings = logHeadingsOf(scan);
    const outline = new Outline(scan.headings);
    for (const part of partsOf(scan)) {
      const headings = [...outline.above(part.start)];
      if (part.kind === 'table') this.takeTable(part.table, headings);
      else if (scan.isYaml) this.takeFile(part.body, known);
      else this.takeFence(part.body, headings, known);
    }
  }

  private takeFile(body: Span, known: EarlierBlocks | null): void {
    this.takeYaml({ body, headings: [], tracking: trackingOf(this.context.text, body) ?? 'likely', isPlan: true }, known);
  }

  /** YAML in a Markdown text: only what looks like tracking is read. */
  private takeFence(body: Span, headings: readonly number[], known: EarlierBlocks | null): void {
    const tracking = trackingOf(this.context.text, body);
    if (tracking !== null) this.takeYaml({ body, headings, tracking, isPlan: tracking === 'certain' }, known);
  }

  private takeYaml({ body, headings, tracking, isPlan }: TrackedYaml, known: EarlierBlocks | null): void {
    const { flaws } = this.context;
    const found = this.readBlock(body, known);
    const { block, memory, facts } = found;
    const entries = entriesByList(facts);
    const lists = facts.lists.flatMap((list, position): YamlContainer[] => {
      const own = entries[position] ?? [];
      // A phase of family E may have no tasks yet.
      const isEmptyPhase = list.phase >= 0 && own.length === 0;
      if (tracking === 'likely' && !isEmptyPhase && !own.some((entry) => hasStatus(facts, entry))) return [];
      return [{ kind: 'yaml', start: list.key[0], headings, block, memory, facts, list, entries: own }];
    });
    this.blocks.push(found);
    for (const list of lists) this.tasks.push(list);
    for (const log of facts.logs) this.logLists.push({ block, facts: log });
    if (isPlan || lists.length > 0) flaws.push(...block.flaws);
    else if (!block.isWritable) flaws.push(...block.flaws.slice(0, 1).map(asUnmapped));
  }

  private readBlock(body: Span, known: EarlierBlocks | null): TaskBlock {
    const { context } = this;
    return known?.find(context, body) ?? readTaskBlock(context, body);
  }

  /** For the next reading of nearly the same text. */
  get knownBlocks(): KnownBlocks {
    return new KnownBlocks(this.context.text, this.blocks);
  }

  private takeTable(found: Table, headings: readonly number[]): void {
    const { text, flaws } = this.context;
    const table = new PlanTable(text, found);
    const heading = headings.findLast((position) => this.logHeadings.has(position)) ?? -1;
    const columns = taskColumns(table.columns);
    const log = logColumns(table.columns);
    if (log !== null && (heading >= 0 || looksLikeLog(log, columns))) {
      this.logTables.push({ table, columns: log, usual: usualRow(log), heading });
      return;
    }
    if (columns === null) {
      this.otherTables.push(table);
      return;
    }
    const { rows, unmapped } = taskRows(table, columns);
    if (rows.length > 0 || table.rowCount === 0) {
      this.tasks.push({ kind: 'table', start: found.head.start, headings, table, columns, rows });
    }
    const [first] = unmapped;
    if (first === undefined) return;
    const count = unmapped.length === 1 ? 'A row' : `${unmapped.length} rows`;
    const message = `${count} of this table cannot be read as tasks: the id is no id, or not unique.`;
    flaws.push({ rule: 'unmapped', message, span: contentOf(text, table.row(first)) });
  }
}

/** Outside a section of that name: a table that begins with the date, and has no ids or the columns of a log. */
function looksLikeLog(log: LogColumns, tasks: TaskColumns | null): boolean {
  return log.date === 0 && (tasks === null || log.notes === 3);
}

interface TrackedYaml {
  readonly body: Span;
  readonly headings: readonly number[];
  readonly tracking: Tracking;
  /** Whatever is wrong with it is an error. */
  readonly isPlan: boolean;
}

function hasStatus({ rows }: TaskFacts, entry: number): boolean {
  return rows.at(entry, fact.status) >= 0;
}

/** Broken YAML that may hold tasks, but not a plan's: worth a note, no error. */
function asUnmapped({ span, message }: Flaw): Flaw {
  return { rule: 'unmapped', message: `This looks like a list of tasks that cannot be read. ${message}`, span };
}

/** The log is found by its name: section numbers repeat and move. */
function logHeadingsOf({ text, headings }: Scan): ReadonlySet<number> {
  const found = new Set<number>();
  for (let position = 0; position < headings.count; position++) {
    const heading = headings.at(position);
    if (/session[\s_-]{0,3}log/i.test(headingText(text, heading))) found.add(position);
  }
  return found;
}

function entriesByList(facts: TaskFacts): number[][] {
  const entries: number[][] = [];
  for (let position = 0; position < countOf(facts); position++) {
    const list = facts.rows.at(position, fact.list);
    entries[list] ??= [];
    entries[list].push(position);
  }
  return entries;
}
