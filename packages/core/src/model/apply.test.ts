import { describe, expect, test } from 'vitest';
import { applyChanges } from './apply.ts';
import type { Change, NewTask } from './change.ts';
import { exampleTask } from './example-task.ts';
import type { Plan, Task } from './plan.ts';
import { taskKeyOf } from './task-id.ts';
import { planOf } from './testing/plan-of.ts';

const plan = planOf({
  phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02' }], [{ id: 'TASKS-03' }], []],
  log: [['2026-05-01', 'TASKS-01', 'COMPLETED']],
});
const key = taskKeyOf;
const ids = ({ phases }: Plan) => phases.map(({ tasks }) => tasks.map(({ id }) => id).join(' '));
const newTask: NewTask = { id: 'TASKS-09', name: 'Tugs', priority: 'P1', dependents: 'All', dependsOn: 'TASKS-01', iplanId: null };

test('later changes see what earlier ones did', () => {
  const after = applyChanges(plan, [
    { kind: 'rename-task', task: key('TASKS-01'), to: 'TASKS-10' },
    { kind: 'set-field', task: key('TASKS-10'), field: 'name', to: '[to be filled in]' },
  ]);
  expect(after.task(key('TASKS-01'))).toBeUndefined();
  expect(after.task(key('TASKS-10'))).toMatchObject({ name: '[to be filled in]', placeholder: true });
  expect(plan.task(key('TASKS-01'))?.placeholder).toBe(false);
});

test('tasks are added, moved and taken out at their places', () => {
  expect(ids(applyChanges(plan, [{ kind: 'add-task', phase: 1, before: key('TASKS-03'), task: newTask }]))).toEqual([
    'TASKS-01 TASKS-02',
    'TASKS-09 TASKS-03',
    '',
  ]);
  expect(ids(applyChanges(plan, [{ kind: 'move-task', task: key('TASKS-01'), phase: 2, before: null }]))).toEqual([
    'TASKS-02',
    'TASKS-03',
    'TASKS-01',
  ]);
  expect(ids(applyChanges(plan, [{ kind: 'move-task', task: key('TASKS-01'), phase: 0, before: key('TASKS-01') }]))).toEqual(ids(plan));
  expect(ids(applyChanges(plan, [{ kind: 'remove-task', task: key('TASKS-03') }]))).toEqual(['TASKS-01 TASKS-02', '', '']);
});

test('a new task has not begun, whatever the one it is shaped after has', () => {
  const begun = applyChanges(plan, [{ kind: 'set-tracked', task: key('TASKS-03'), path: 'status', to: 'COMPLETED' }]);
  const added = applyChanges(begun, [{ kind: 'add-task', phase: 1, before: null, task: newTask }]).task(key('TASKS-09'));
  expect(added).toMatchObject({
    status: 'NOT_STARTED',
    name: 'Tugs',
    priority: 'P1',
    dependentsText: 'All',
    dependsOnText: 'TASKS-01',
    phase: 1,
  });
  expect([...(added?.preCheck?.items ?? []), ...(added?.postCheck?.items ?? [])].every(({ done }) => !done)).toBe(true);
});

test('a row goes to the end that the log grows at, and the last equal one is taken out', () => {
  const row = { date: '2026-04-01', task: 'TASKS-02', status: 'BLOCKED', notes: 'No disc.' } as const;
  const dates = (after: Plan) => after.sessionLog.map(({ date }) => date);
  const older = applyChanges(plan, [{ kind: 'add-log-row', ...row }]);
  expect(dates(older)).toEqual(['2026-05-01', '2026-04-01']);
  const newer = applyChanges(older, [{ kind: 'add-log-row', ...row, date: '2026-06-01' }]);
  expect(dates(newer)).toEqual(['2026-06-01', '2026-05-01', '2026-04-01']);
  expect(dates(applyChanges(newer, [{ kind: 'remove-log-row', ...row }]))).toEqual(['2026-06-01', '2026-05-01']);
  expect(dates(applyChanges(plan, [{ kind: 'remove-log-row', ...row }]))).toEqual(['2026-05-01']);
});

test('a phase is added after the last; in a plan whose phases have ids it has one too', () => {
  const change: Change = { kind: 'add-phase', number: '4', name: ' Winter\nservice', goal: '' };
  expect(applyChanges(plan, [change]).phases[3]).toMatchObject({
    index: 3,
    id: null,
    number: '4',
    name: 'Winter service',
    goal: null,
    tasks: [],
  });
  const phases = plan.phases.map((phase) => ({ ...phase, id: `PHASE-${phase.number}` }));
  expect(applyChanges({ ...plan, phases }, [change]).phases[3]?.id).toBe('PHASE-4');
});

describe('what is not there', () => {
  test.each<[Change, string]>([
    [{ kind: 'remove-task', task: key('TASKS-08') }, 'no task TASKS-08'],
    [{ kind: 'add-task', phase: 7, before: null, task: newTask }, 'no phase at 7'],
    [{ kind: 'set-tracked', task: key('TASKS-01'), path: 'status', to: true }, 'which is none'],
    [{ kind: 'set-tracked', task: key('TASKS-01'), path: 'status', to: null }, 'which is none'],
  ])('is a broken invariant: %j', (change, message) => {
    expect(() => applyChanges(plan, [change])).toThrow(message);
  });

  test('and cannot be held is not set', () => {
    const set = (task: Task, path: string, to: string | boolean | null) => {
      const only = { ...planOf({ phases: [[]] }), phases: [{ ...planOf({ phases: [[]] }).phases[0], tasks: [task] }] } as Plan;
      const found: Plan = { ...only, tasks: [task], task: () => task };
      return applyChanges(found, [{ kind: 'set-tracked', task: task.key, path, to }]).tasks[0];
    };
    const [listed] = plan.tasks;
    if (listed === undefined) throw new Error('The plan has a task.');
    const row: Task = { ...listed, family: 'A', preCheck: null, postCheck: null };
    expect(set(row, 'preCheck.status', 'COMPLETED')?.preCheck).toBeNull();
    expect(set(row, 'implementation.completed', '2026-05-01')?.implementation.completed).toBeNull();
    expect(set(listed, 'prerequisites', 'TASKS-02')).toEqual(listed);
    const master: Task = {
      ...listed,
      family: 'E',
      preCheck: null,
      postCheck: { status: null, statusText: '', items: [{ key: 'session_logged', done: false }] },
    };
    expect(set(master, 'postCheck.items.session_logged', true)?.postCheckComplete).toBe(true);
    expect(set(master, 'postCheck.items.session_logged', null)?.postCheck).toBeNull();
    expect(set(master, 'postCheck.items.other', true)?.postCheck?.items).toHaveLength(1);
    expect(set(master, 'postCheck.status', 'COMPLETED')?.postCheck?.status).toBeNull();
  });
});

describe('the example for a new task', () => {
  const rows = (phases: readonly (readonly string[])[]): Plan => {
    const made = planOf({ phases: phases.map((tasks) => tasks.map((id) => ({ id }))) });
    const asRow = (task: Task): Task =>
      task.id.startsWith('ROW') ? { ...task, family: 'A', ...(task.id.startsWith('ROW-CHG') ? { priority: null } : {}) } : task;
    const withRows = made.phases.map((phase) => ({ ...phase, tasks: phase.tasks.map(asRow) }));
    const tasks = withRows.flatMap((phase) => phase.tasks);
    return { ...made, phases: withRows, tasks, task: (wanted) => tasks.find((task) => task.key === wanted) };
  };
  interface Case {
    readonly says: string;
    readonly phases: readonly (readonly string[])[];
    readonly phase: number;
    readonly before?: string;
    readonly example: string | null;
  }
  test.each<Case>([
    { says: 'is the one it goes before', phases: [['A-1', 'A-2']], phase: 0, before: 'A-1', example: 'A-1' },
    { says: 'is the last of its phase', phases: [['A-1', 'A-2'], ['A-3']], phase: 0, example: 'A-2' },
    { says: 'is the last of the nearest phase', phases: [['A-1'], ['A-2'], [], [], ['A-3']], phase: 2, example: 'A-2' },
    { says: 'is an entry rather than a row', phases: [['ROW-1'], [], ['A-1']], phase: 1, example: 'A-1' },
    { says: 'is a row where all phases are tables', phases: [['ROW-1'], ['ROW-2'], []], phase: 2, example: 'ROW-2' },
    {
      says: 'is a row of a table with priorities rather than a nearer one',
      phases: [['ROW-1'], ['ROW-2'], ['ROW-CHG-1'], []],
      phase: 3,
      example: 'ROW-2',
    },
    { says: 'is a row without a priority where none has one', phases: [['ROW-CHG-1'], ['ROW-CHG-2'], []], phase: 2, example: 'ROW-CHG-2' },
    { says: 'is none beside a first table alone', phases: [['ROW-1'], []], phase: 1, example: null },
    { says: 'is none in a plan without tasks', phases: [[], []], phase: 1, example: null },
  ])('$says', ({ phases, phase, before, example }) => {
    expect(exampleTask(rows(phases), phase, before === undefined ? null : key(before))?.id ?? null).toBe(example);
  });
});
