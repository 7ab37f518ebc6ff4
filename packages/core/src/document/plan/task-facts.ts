/**
 * What opening a plan needs to know of every task in a YAML block, and no more: who it is, what it needs,
 * where it stands, as offsets. Everything else of an entry is read when somebody asks for it.
 */
import { itemAt } from '../../model/item-at.ts';
import { FactRows } from './fact-rows.ts';
import { fact, factWidth } from './task-shapes.ts';

export type Offsets = readonly [start: number, end: number];

/** A list that holds tasks, or the mapping that is one. */
export interface TaskList {
  readonly kind: 'tasks' | 'tracking' | 'development';
  readonly key: Offsets;
  readonly start: number;
  readonly end: number;
  /** Of its dashes; -1 for a mapping. */
  readonly column: number;
  /** Family E: position in `phases`; else -1. */
  readonly phase: number;
}

/** A phase of family E. */
export interface PhaseFacts {
  readonly start: number;
  readonly end: number;
  readonly values: ReadonlyMap<string, Offsets>;
  readonly dependencies: readonly Offsets[];
}

/** A session log that is a list. */
export interface LogFacts {
  readonly key: Offsets;
  readonly start: number;
  readonly end: number;
  readonly column: number;
  readonly rows: readonly LogRowFacts[];
}
export interface LogRowFacts {
  /** Its dash. */
  readonly start: number;
  readonly end: number;
  readonly values: ReadonlyMap<string, Offsets>;
}

export interface TaskFacts {
  readonly rows: FactRows;
  readonly lists: readonly TaskList[];
  readonly phases: readonly PhaseFacts[];
  readonly logs: readonly LogFacts[];
  /** Scalars of the root that stand for something. */
  readonly root: ReadonlyMap<string, Offsets>;
  /** Keys and items that stand twice. */
  readonly duplicates: readonly Offsets[];
  /** The scalars of a `depends_on` or `dependents` that is a list, by its start. */
  readonly listed: ReadonlyMap<number, readonly Offsets[]>;
}

export function countOf(facts: TaskFacts): number {
  return facts.rows.count;
}

/** How many entries have an id. */
export function identified({ rows }: TaskFacts): number {
  let count = 0;
  for (let row = 0; row < rows.count; row++) if (rows.at(row, fact.id) >= 0) count++;
  return count;
}

/** Columns of the table that are no offsets. */
const noOffsets: readonly number[] = [fact.dashColumn, fact.keyColumn, fact.marks, fact.list];
const isOffset: readonly boolean[] = Array.from({ length: factWidth }, (_, column) => !noOffsets.includes(column));

function movedRows({ all }: FactRows, by: number): FactRows {
  const moved = all.slice();
  for (let row = 0; row < all.length; row += factWidth) {
    for (let column = 0; column < factWidth; column++) {
      const value = itemAt(all, row + column);
      if (value >= 0 && isOffset[column] === true) moved[row + column] = value + by;
    }
  }
  return FactRows.of(moved);
}

/** The facts of the same bytes where they stand `by` bytes further on. */
export function movedFacts(facts: TaskFacts, by: number): TaskFacts {
  if (by === 0) return facts;
  const move = (offsets: Offsets): Offsets => [offsets[0] + by, offsets[1] + by];
  const moveEach = (values: ReadonlyMap<string, Offsets>) => new Map([...values].map(([name, offsets]) => [name, move(offsets)]));
  return {
    rows: movedRows(facts.rows, by),
    lists: facts.lists.map((list) => ({ ...list, key: move(list.key), start: list.start + by, end: list.end + by })),
    phases: facts.phases.map(({ start, end, values, dependencies }) => ({
      start: start + by,
      end: end + by,
      values: moveEach(values),
      dependencies: dependencies.map(move),
    })),
    logs: facts.logs.map((log) => ({
      ...log,
      key: move(log.key),
      start: log.start + by,
      end: log.end + by,
      rows: log.rows.map(({ start, end, values }) => ({ start: start + by, end: end + by, values: moveEach(values) })),
    })),
    root: moveEach(facts.root),
    duplicates: facts.duplicates.map(move),
    listed: new Map([...facts.listed].map(([start, items]) => [start + by, items.map(move)])),
  };
}
