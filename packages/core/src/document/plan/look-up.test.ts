import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as library from 'yaml';
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { Task } from '../../model/plan.ts';
import { taskKeyOf } from '../../model/task-id.ts';
import { casesOf } from '../../model/testing/cases.ts';
import type { Document } from '../document.ts';
import { readDocument } from '../read.ts';
import { anyText } from '../testing/any-texts.ts';
import { Dice } from '../testing/dice.ts';

const read = (text: string, path = 'plan.md') => readDocument(encodeUtf8(text), { path, library: () => library });

/** Looked up one by one, an id leads to the tasks and rows that a look at all of them gives. */
function expectFound({ plan, text }: Document, ids: readonly string[]): void {
  for (const key of new Set(ids.map(taskKeyOf))) {
    const tasks = plan.tasks.filter((task) => task.key === key);
    expect(plan.tasksOf(key), `tasks ${key}\n${text}`).toEqual(tasks);
    expect(plan.task(key)).toBe(tasks[0]);
    const rows = plan.sessionLog.filter((row) => taskKeyOf(row.task) === key);
    expect(
      plan.rowsOf(key).map(({ line }) => line),
      `rows ${key}\n${text}`,
    ).toEqual(rows.map(({ line }) => line));
  }
  const completed = plan.sessionLog.filter((row) => row.status === 'COMPLETED' && !row.placeholder);
  expect(new Set(plan.completedKeys()), `COMPLETED rows\n${text}`).toEqual(new Set(completed.map((row) => taskKeyOf(row.task))));
}

const tapes = fc.array(fc.nat(0xffff), { maxLength: 300, size: 'max' });

test('an id leads to its tasks and its rows, whatever the text', () => {
  fc.assert(
    fc.property(tapes, fc.nat(20), (tape, turn) => {
      const { text, path } = anyText(new Dice(tape));
      const document = readDocument(text, { path, library: () => library });
      const { tasks, sessionLog } = document.plan;
      const ids = [...tasks.map(({ id }) => id), ...sessionLog.map(({ task }) => task), 'TASKS-1', 'tasks-007', 'NO-99', '', 'TASKS-XX'];
      // Few are searched for before all are filed: every id shall have its turn with both.
      expectFound(document, [...ids.slice(turn), ...ids.slice(0, turn)]);
    }),
    { numRuns: casesOf(process.env, 400) },
  );
});

/** Whether a text says nothing but ids with other numbers, found out by taking it apart. */
function saysOthers(text: string, digits: string): boolean {
  const ids = text.split(',').map((part) => part.trim());
  return ids.every((id) => id === '' || (/^[A-Z]+-\d+$/.test(id) && Number(id.split('-')[1]) !== Number(digits)));
}

test('who is left out of those before a task says nothing but other ids, whatever the text', () => {
  fc.assert(
    fc.property(tapes, fc.nat(30), (tape, number) => {
      const { text, path } = anyText(new Dice(tape));
      const { plan } = readDocument(text, { path, library: () => library });
      const digits = String(number);
      const found = plan.mayPrecede(digits);
      for (const task of plan.tasks) {
        if (!found.includes(task))
          expect(saysOthers(task.dependentsText, digits), `${digits} in ${task.dependentsText}\n${text}`).toBe(true);
      }
    }),
    { numRuns: casesOf(process.env, 400) },
  );
});

test.each([
  ['"TASKS-05"', true],
  ['TASKS-5, TASKS-15', true],
  ["'TASKS-15, TASKS-0005'", true],
  ['[TASKS-15, TASKS-05]', true],
  ['"TASKS-0\\x35"', true],
  ['"TASKS-01..07"', true],
  ['TASKS-15 and what waits for it', true],
  ['>\n      TASKS-05', true],
  ['TASKS-15, tasks-05', true],
  ['"TASKS-15, TASKS-50"', false],
  ["'TASKS-15'", false],
  ['TASKS-15, API-50', false],
  ['""', false],
])('a task with the dependents %s may come before TASKS-05: %s', (dependents, expected) => {
  const entry = `  - id: TASKS-01\n    service_name: X\n    dependents: ${dependents}\n    workflow:\n      tasks:\n        status: NOT_STARTED\n`;
  const { plan } = read(`## Phase 1: A\n\n\`\`\`yaml\nphase_1_tasks:\n${entry}\`\`\`\n`);
  expect(plan.mayPrecede('5')).toHaveLength(expected ? 1 : 0);
});

/** A task and a row that are meant by TASKS-05, in all the ways that an id can be written. */
const spellings = [
  'TASKS-05',
  'TASKS-5',
  'TASKS-0005',
  'tasks-05',
  '"TASKS-05"',
  "'TASKS-05'",
  '"TASKS-0\\x35"',
  '"TASKS-05\\t"',
  '"TASKS-\\u0030\\x35"',
  '" TASKS-05 "',
  '>\n      TASKS-05',
  '|-\n      TASKS-05',
  '&five TASKS-05',
  '!!str TASKS-05',
];

test.each(spellings)('a task whose id is written %s is found, and is not taken for another', (id) => {
  const entry = (written: string) => `  - id: ${written}\n    service_name: X\n    workflow:\n      tasks:\n        status: NOT_STARTED\n`;
  const text = `## Phase 1: A\n\n\`\`\`yaml\nphase_1_tasks:\n${entry('TASKS-04')}${entry(id)}${entry('TASKS-15')}${entry('TASKS-50')}\`\`\`\n`;
  const document = read(text);
  expect(document.plan.tasksOf(taskKeyOf('TASKS-05'))).toHaveLength(1);
  expectFound(document, ['TASKS-05', 'TASKS-15', 'TASKS-50', 'TASKS-04', 'TASKS-55', 'TASKS-500']);
});

test.each(['TASKS-05', '**TASKS-5**', '[TASKS-005](tasks/05.md)', '`tasks-05`', 'TASKS-&#48;5', 'TASKS-0&#x35;', '<!-- five --> TASKS-05'])(
  'a row that names %s is found, and is not taken for that of another',
  (cell) => {
    const row = (task: string) => `| 2026-05-05 | ${task} | IN_PROGRESS | 5 of 05, 15 and 50 |\n`;
    const rows = ['TASKS-15', cell, 'TASKS-50', 'TASKS-4', cell].map(row).join('<!-- TASKS-05 -->\n');
    const document = read(`## Session Log\n\n| Date | Task ID | Status | Notes |\n|---|---|---|---|\n${rows}`);
    expect(document.plan.rowsOf(taskKeyOf('TASKS-05'))).toHaveLength(2);
    expectFound(document, ['TASKS-05', 'TASKS-15', 'TASKS-50', 'TASKS-04', 'TASKS-55']);
  },
);

test.each([
  ['| 2026-05-05 | TASKS-05 | COMPLETED | Built |', ['TASKS-5']],
  ['| 2026-05-05 | **TASKS-05** | ✅ Done | Built |', ['TASKS-5']],
  ['| 2026-05-05 | TASKS-05 | DONE | Built |', ['TASKS-5']],
  ['| YYYY-MM-DD | TASKS-05 | COMPLETED | What was done |', []],
  ['| 2026-05-05 | TASKS-05 | IN_PROGRESS | COMPLETED half |', []],
  ['| 2026-05-05 |  | COMPLETED | Built |', ['']],
  ['2026-05-05 | IPLAN-05 | COMPLETED | Built', ['IPLAN-5']],
])('%s says of %j that it was completed', (row, ids) => {
  const document = read(`## Session Log\n\n| Date | Task ID | Status | Notes |\n|---|---|---|---|\n${row}\n`);
  expect([...document.plan.completedKeys()]).toEqual(ids.map(taskKeyOf));
  expectFound(document, ['TASKS-05']);
});

test('an IPLAN leads to the tasks that name it, whatever the text', () => {
  fc.assert(
    fc.property(tapes, (tape) => {
      const { text, path } = anyText(new Dice(tape));
      const open = () => readDocument(text, { path, library: () => library }).plan;
      const named = ({ implementation: { iplanId } }: Task) => (iplanId === null ? null : taskKeyOf(iplanId));
      const { tasks } = open();
      for (const key of new Set([...tasks.flatMap((task) => named(task) ?? []), taskKeyOf('IPLAN-01'), taskKeyOf('none')])) {
        const expected = tasks.flatMap((task, at) => (named(task) === key ? [at] : []));
        const plan = open();
        expect(
          plan.tasksOfIplan(key).map((task) => plan.tasks.indexOf(task)),
          `${key}\n${text}`,
        ).toEqual(expected);
      }
    }),
    { numRuns: casesOf(process.env, 200, 1000) },
  );
});

test.each([
  ['iplan_id: IPLAN-07', true],
  ['"iplan_id": \'IPLAN-7\' # the first', true],
  ['"iplan_\\x69d": IPLAN-07', true],
  ['iplan_id: "IPLAN-0\\x37"', true],
  ['iplan_id: |\n          IPLAN-07', true],
  ['iplan_id:\n          IPLAN-07', true],
  ['iplan_id: IPLAN-70', false],
  ['iplan_id: null # not IPLAN-07', false],
  ['iplan: IPLAN-07', false],
])('%s is found as IPLAN-07: %s', (line, isFound) => {
  const entry = (id: string, says: string) =>
    `  - id: ${id}\n    service_name: "A"\n    workflow:\n      tasks:\n        status: NOT_STARTED\n        ${says}\n`;
  const text = `## Phase 1: A\n\n\`\`\`yaml\nphase_1_tasks:\n${entry('TASKS-01', line)}${entry('TASKS-02', 'iplan_id: IPLAN-02')}\`\`\`\n`;
  expect(
    read(text)
      .plan.tasksOfIplan(taskKeyOf('IPLAN-7'))
      .map(({ id }) => id),
  ).toEqual(isFound ? ['TASKS-01'] : []);
});

test('to find the task of an IPLAN, the entries that name another are not read in full', () => {
  const entry = (number: number) =>
    `  - id: TASKS-${number}\n    workflow:\n      tasks:\n        status: NOT_STARTED\n        iplan_id: IPLAN-${number}\n`;
  const entries = Array.from({ length: 50 }, (_, at) => entry(at + 10)).join('');
  const { plan, effort } = read(`## Phase 1: A\n\n\`\`\`yaml\nphase_1_tasks:\n${entries}\`\`\`\n`);
  expect(plan.tasksOfIplan(taskKeyOf('IPLAN-33'))).toHaveLength(1);
  expect(effort.entriesParsed).toBe(1);
});
