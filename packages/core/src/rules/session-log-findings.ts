/** What `check` reports about the rows of the session log. What a completed task lacks there, `completion-findings.ts` tells. */

import { directionOfLog } from '../model/log-direction.ts';
import { onceFor } from '../model/once-for.ts';
import type { Place } from '../model/place.ts';
import type { LogRow, Plan } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { findTask, nearestTaskId } from './find-task.ts';
import type { RuleWorld } from './rule-world.ts';
import type { PlanRule, Sighting } from './sighting.ts';

export const sessionLogRules = {
  'session-log-unknown-task': unknownTasks,
  'session-log-order': outOfOrder,
  'session-log-date': noDates,
} as const satisfies Readonly<Record<string, PlanRule>>;

const mostHints = 20;

/** What is told of a row. A hostile log has a hundred thousand of them: words are made for those that are listed. */
abstract class RowSighting implements Sighting {
  abstract readonly rule: Sighting['rule'];
  abstract readonly message: string;
  abstract readonly remedy: string;
  protected abstract readonly column: 'task' | 'date';
  protected readonly row: LogRow;
  readonly #world: RuleWorld;

  constructor(world: RuleWorld, row: LogRow) {
    this.#world = world;
    this.row = row;
  }
  get about(): readonly string[] {
    return [this.row.date, this.row.task];
  }
  place(): Place {
    return this.#world.places.ofLogRow(this.row, this.column);
  }
}

class UnknownTask extends RowSighting {
  readonly rule = 'session-log-unknown-task';
  protected readonly column = 'task';
  readonly #nearest: string | null;

  constructor(world: RuleWorld, row: LogRow, nearest: string | null) {
    super(world, row);
    this.#nearest = nearest;
  }
  get message(): string {
    return `the log names ${this.row.task}, which is no task of the plan and no IPLAN of one`;
  }
  get remedy(): string {
    const hint = this.#nearest === null ? '' : ` (did you mean ${this.#nearest}?)`;
    return `correct the id${hint}, or write - where the row is about no task`;
  }
}

class NoDate extends RowSighting {
  readonly rule = 'session-log-date';
  protected readonly column = 'date';

  get message(): string {
    const { date } = this.row;
    return date === '' ? 'the row has no date' : `"${date}" is no date of the calendar, written YYYY-MM-DD`;
  }
  get remedy(): string {
    return `write the date of the session, YYYY-MM-DD (line ${this.row.line})`;
  }
}

function unknownTasks(world: RuleWorld): readonly Sighting[] {
  const isIplan = iplansOf(world);
  // Many rows name one task.
  const known = new Map<string, boolean>();
  const isKnown = ({ task }: LogRow) => {
    const found = known.get(task) ?? (namesNone(task) || findTask(world, task) !== undefined || wasRemoved(world, task) || isIplan(task));
    known.set(task, found);
    return found;
  };
  const unknown = rowsIn(world.plan).all.filter((row) => !isKnown(row));
  return unknown.map((row, i) => new UnknownTask(world, row, i < mostHints ? nearestTaskId(world, row.task) : null));
}

/** `-`, also as a dash, stands for no task; so does an empty cell, or a log without such a column. */
function namesNone(task: string): boolean {
  return /^[-–—]*$/.test(task.trim());
}

function wasRemoved({ ledgers }: RuleWorld, task: string): boolean {
  return ledgers.plan.removed.has(taskKeyOf(task));
}

/** Whether an id is that of an IPLAN of some task. Looked up late: it costs a full parse of every entry. */
function iplansOf({ plan }: RuleWorld): (id: string) => boolean {
  let iplans: ReadonlySet<TaskKey> | undefined;
  return (id) => {
    iplans ??= new Set(plan.tasks.flatMap(({ implementation: { iplanId } }) => (iplanId === null ? [] : [taskKeyOf(iplanId)])));
    return iplans.has(taskKeyOf(id));
  };
}

/** Each row that departs from the direction of the log, told by the row before it. */
function outOfOrder(world: RuleWorld): readonly Sighting[] {
  const { dated } = rowsIn(world.plan);
  const direction = directionOfLog(dated);
  return dated.flatMap((row, i): readonly Sighting[] => {
    const before = dated[i - 1];
    if (before === undefined || row.date === before.date || row.date > before.date === (direction === 'down')) return [];
    return [
      {
        rule: 'session-log-order',
        message: `${row.date} stands after ${before.date} in a log whose ${direction === 'down' ? 'oldest' : 'newest'} row comes first`,
        about: [before.date, row.date, row.task],
        place: () => world.places.ofLogRow(row, 'date'),
        remedy: `move the row to its date, or correct the date (line ${row.line})`,
      },
    ];
  });
}

function noDates(world: RuleWorld): readonly Sighting[] {
  return rowsIn(world.plan).undated.map((row) => new NoDate(world, row));
}

/** The rows that are no template's. */
interface Rows {
  readonly all: readonly LogRow[];
  readonly dated: readonly LogRow[];
  readonly undated: readonly LogRow[];
}

/** Taken apart once for all the rules. */
const rowsIn = onceFor((plan: Plan): Rows => {
  const all = plan.sessionLog.filter((row) => !row.placeholder);
  // Many rows bear one date.
  const dates = new Map<string, boolean>();
  const isDated = ({ date }: LogRow) => {
    const isDate = dates.get(date) ?? isCalendarDate(date);
    dates.set(date, isDate);
    return isDate;
  };
  return { all, dated: all.filter(isDated), undated: all.filter((row) => !isDated(row)) };
});

/** A day that there is, with or without a time after it. */
function isCalendarDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysOf(Number(year), Number(month));
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
