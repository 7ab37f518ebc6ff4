/** What `check` reports about the rows of the session log. What a completed task lacks there, `completion-findings.ts` tells. */

import { directionOfLog } from '../model/log-direction.ts';
import { onceFor } from '../model/once-for.ts';
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

function unknownTasks(world: RuleWorld): readonly Sighting[] {
  const isIplan = iplansOf(world);
  const unknown = rowsIn(world.plan).all.filter(
    ({ task }) => !namesNone(task) && findTask(world, task) === undefined && !wasRemoved(world, task) && !isIplan(task),
  );
  return unknown.map((row, i): Sighting => {
    const nearest = i < mostHints ? nearestTaskId(world, row.task) : null;
    return {
      rule: 'session-log-unknown-task',
      message: `the log names ${row.task}, which is no task of the plan and no IPLAN of one`,
      about: [row.date, row.task],
      place: () => world.places.ofLogRow(row, 'task'),
      remedy: `correct the id${nearest === null ? '' : ` (did you mean ${nearest}?)`}, or write - where the row is about no task`,
    };
  });
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
  return rowsIn(world.plan).undated.map(
    (row): Sighting => ({
      rule: 'session-log-date',
      message: row.date === '' ? 'the row has no date' : `"${row.date}" is no date of the calendar, written YYYY-MM-DD`,
      about: [row.date, row.task],
      place: () => world.places.ofLogRow(row, 'date'),
      remedy: `write the date of the session, YYYY-MM-DD (line ${row.line})`,
    }),
  );
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
