/** A task that is a row of a table. */

import { isAllOther } from '../../model/other-numbers.ts';
import type { Span } from '../../model/place.ts';
import { isPlaceholderTask } from '../../model/placeholder.ts';
import type { Family, Implementation, Task } from '../../model/plan.ts';
import type { Status } from '../../model/status.ts';
import { type TaskKey, taskKeyOf } from '../../model/task-id.ts';
import { completionIn } from '../completion-note.ts';
import type { TaskColumns, ValueSource } from '../document.ts';
import type { StatusVocabulary } from '../status-words.ts';
import { dateOf } from './dates.ts';
import { anyEnding } from './key-ending.ts';
import { heldBy } from './row-shape.ts';
import type { PlanTable } from './table.ts';

export interface TableTaskContext {
  readonly table: PlanTable;
  readonly columns: TaskColumns;
  readonly vocabulary: StatusVocabulary;
  lineOf(offset: number): number;
}

export class TableTask implements Task {
  readonly phase: number;
  readonly family: Family = 'A';
  readonly writable = true;
  readonly preCheck = null;
  readonly postCheck = null;
  readonly postCheckComplete = true;
  private readonly context: TableTaskContext;
  private readonly rowNumber: number;
  private knownCells: readonly number[] | undefined;
  private knownId: string | undefined;
  private knownKey: TaskKey | undefined;

  constructor(context: TableTaskContext, rowNumber: number, phase: number) {
    this.context = context;
    this.rowNumber = rowNumber;
    this.phase = phase;
  }

  get id(): string {
    this.knownId ??= this.plain('id');
    return this.knownId;
  }
  get key(): TaskKey {
    this.knownKey ??= taskKeyOf(this.id);
    return this.knownKey;
  }
  /** Its id is read with its row. */
  get keyEnding(): number {
    return anyEnding;
  }
  /** So is its name. */
  mayNameIplan(): boolean {
    return false;
  }
  mayBeNamed(): boolean {
    return true;
  }
  dependentsAre(list: RegExp): boolean {
    const { dependentsText: text } = this;
    return isAllOther(list, text, { start: 0, end: text.length });
  }
  get name(): string {
    return this.plain('name');
  }
  get priority(): string | null {
    return this.plain('priority') || null;
  }
  get status(): Status | null {
    return this.context.vocabulary.statusOf(this.statusText);
  }
  get statusText(): string {
    return this.plain('status');
  }
  get dependentsText(): string {
    return this.plain('dependents');
  }
  get dependsOnText(): string {
    return this.plain('dependsOn');
  }
  get takesPriority(): boolean {
    return this.context.columns.priority >= 0;
  }
  get takesDependsOn(): boolean {
    return this.context.columns.dependsOn >= 0;
  }
  get takesDependents(): boolean {
    return this.context.columns.dependents >= 0;
  }
  get placeholder(): boolean {
    return isPlaceholderTask(this.id, this.name);
  }
  get line(): number {
    return this.context.lineOf(this.row.start);
  }
  get implementation(): Implementation {
    const { completed } = this.context.columns;
    const noted = completed < 0 ? completionIn(this.plain('notes')) : this.plain('completed');
    return {
      iplanId: null,
      iplanStatus: null,
      iplanStatusText: null,
      started: dateOf(this.plain('started')),
      completed: dateOf(noted),
      holds: heldBy(this.context.columns),
    };
  }

  get row(): Span {
    return this.context.table.row(this.rowNumber);
  }
  get table(): PlanTable {
    return this.context.table;
  }
  get columns(): TaskColumns {
    return this.context.columns;
  }
  cell(column: number): ValueSource | null {
    return this.context.table.source(this.cells, column);
  }
  /** Where its status stands; its start where the row ends before it. */
  get statusPlace(): Span {
    const { start } = this.row;
    return this.cell(this.context.columns.status) ?? { start, end: start };
  }
  /** Where a value stands; null where the table has no such column, or the row ends before it. */
  source(path: string): ValueSource | null {
    const name = columnsByPath[path];
    return name === undefined ? null : this.cell(this.context.columns[name]);
  }

  private get cells(): readonly number[] {
    this.knownCells ??= this.context.table.cells(this.rowNumber);
    return this.knownCells;
  }
  private plain(column: keyof TaskColumns): string {
    return this.context.table.plainText(this.cells, this.context.columns[column]);
  }
}

const columnsByPath: Readonly<Record<string, keyof TaskColumns>> = {
  id: 'id',
  name: 'name',
  status: 'status',
  priority: 'priority',
  dependents: 'dependents',
  depends_on: 'dependsOn',
  'implementation.started': 'started',
  'implementation.completed': 'completed',
};
