/**
 * What holds the tasks and the log of a document: tables and blocks of YAML, in the order of the text, each
 * with the headings that it stands under.
 */
import type { Span } from '../../model/place.ts';
import type { TaskColumns } from '../document.ts';
import { endOfContent } from '../scan/lines.ts';
import type { Scan, Table } from '../scan/scan-markdown.ts';
import type { YamlBlock } from '../yaml/yaml-block.ts';
import { type LogColumns, logColumns, taskColumns } from './columns.ts';
import { EntryTemplates } from './entry-templates.ts';
import { headingText, Outline } from './phases.ts';
import type { PlanContext } from './plan-parts.ts';
import { PlanTable } from './table.ts';
import { readTaskBlock, type TaskBlock } from './task-block.ts';
import type { LogFacts, TaskFacts, TaskList } from './task-facts.ts';
import { taskRows } from './task-rows.ts';
import { fact, factWidth } from './task-shapes.ts';
import { tracksTasks } from './tracked-yaml.ts';

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
  readonly facts: TaskFacts;
  readonly list: TaskList;
  /** Positions of its entries in the facts. */
  readonly entries: readonly number[];
}

export interface LogTable {
  readonly table: PlanTable;
  readonly columns: LogColumns;
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
  /** Positions of the headings that call themselves a session log. */
  logHeadings: readonly number[] = [];
  /** What the YAML of the document holds besides its tasks. */
  readonly facts: TaskBlock[] = [];
  private readonly context: PlanContext;
  private readonly templates: EntryTemplates;

  constructor(context: PlanContext) {
    this.context = context;
    this.templates = new EntryTemplates(context.text);
  }

  /** Takes the tables and fences of a Markdown text, or all of a YAML one. */
  take(scan: Scan): void {
    const { text } = this.context;
    if (scan.isYaml) {
      this.takeYaml(scan.body, []);
      return;
    }
    this.logHeadings = scan.headings.flatMap((heading, position) => (isLogHeading(headingText(text, heading)) ? [position] : []));
    const outline = new Outline(scan.headings, text.length);
    const fences = scan.fences.filter(({ info, body }) => (info === '' || /^ya?ml$/i.test(info)) && tracksTasks(text, body));
    let fence = 0;
    for (const table of scan.tables) {
      for (let next = fences[fence]; next !== undefined && next.open.start < table.head.start; next = fences[++fence]) {
        this.takeYaml(next.body, [...outline.above(next.open.start)]);
      }
      this.takeTable(table, [...outline.above(table.head.start)]);
    }
    for (const { open, body } of fences.slice(fence)) this.takeYaml(body, [...outline.above(open.start)]);
  }

  private takeYaml(span: Span, headings: readonly number[]): void {
    const { flaws } = this.context;
    const { block, facts } = readTaskBlock({ ...this.context, templates: this.templates }, span);
    flaws.push(...block.flaws);
    this.facts.push({ block, facts });
    for (const log of facts.logs) this.logLists.push({ block, facts: log });
    const entries = entriesByList(facts);
    for (const [position, list] of facts.lists.entries()) {
      this.tasks.push({ kind: 'yaml', start: list.key[0], headings, block, facts, list, entries: entries[position] ?? [] });
    }
  }

  private takeTable(found: Table, headings: readonly number[]): void {
    const { text, flaws } = this.context;
    const table = new PlanTable(text, found);
    const heading = headings.findLast((position) => this.logHeadings.includes(position)) ?? -1;
    const log = logColumns(table.columns);
    const columns = taskColumns(table.columns);
    if (log !== null && (heading >= 0 || (columns === null && log.date === 0) || (log.date === 0 && log.notes === 3))) {
      this.logTables.push({ table, columns: log, heading });
      return;
    }
    if (columns === null) return;
    const { rows, unmapped } = taskRows(table, columns);
    if (rows.length > 0 || table.rowCount === 0) {
      this.tasks.push({ kind: 'table', start: found.head.start, headings, table, columns, rows });
    }
    if (unmapped.length > 0) {
      const row = table.row(unmapped[0] ?? 0);
      const message = `${unmapped.length === 1 ? 'A row' : `${unmapped.length} rows`} of this table cannot be read as tasks: the id is no id, or not unique.`;
      flaws.push({ rule: 'unmapped', message, span: { start: row.start, end: endOfContent(text, row.start, row.end) } });
    }
  }
}

/** The log is found by its name: section numbers repeat and move. */
function isLogHeading(text: string): boolean {
  return /session[\s_-]{0,3}log/i.test(text);
}

function entriesByList(facts: TaskFacts): number[][] {
  const entries: number[][] = [];
  for (let position = 0; position < facts.count; position++) {
    const list = facts.table[position * factWidth + fact.list] ?? -1;
    if (list < 0) continue;
    entries[list] ??= [];
    entries[list].push(position);
  }
  return entries;
}
