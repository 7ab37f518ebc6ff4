/**
 * What each change means for the plan, as data: the other half of the law
 * `read(edit(text, changes)) = apply(read(text), changes)`, which holds the document's editing.
 *
 * What a document decides by its form (lines, the words that say a status) is left as it was; statuses
 * come out as canonical words. A change that names a task or a phase which is not there is a broken
 * invariant and throws; one that asks for a value which the entry cannot hold does nothing.
 */
import { applyTracked, withField } from './apply-tracked.ts';
import type { AddLogRow, AddPhase, AddTask, Change, MoveTask, NewTask, RemoveLogRow, SetField } from './change.ts';
import { copyTask } from './copy-task.ts';
import { exampleTask } from './example-task.ts';
import { familiesOf } from './families.ts';
import { directionOfLog, placeByDate } from './log-direction.ts';
import { lookUps } from './look-ups.ts';
import type { Checklist, ImplementationField, LogRow, Phase, Plan, Task } from './plan.ts';
import { standardItems } from './standard-items.ts';
import { type TaskKey, taskKeyOf } from './task-id.ts';

/** The plan after all changes, one after another; later ones see what earlier ones did. */
export function applyChanges(plan: Plan, changes: readonly Change[]): Plan {
  return changes.reduce(applyChange, plan);
}

function applyChange(plan: Plan, change: Change): Plan {
  switch (change.kind) {
    case 'set-tracked':
      return replaceTask(plan, change.task, (task) => applyTracked(task, change));
    case 'set-field':
      return replaceTask(plan, change.task, (task) => setField(task, change));
    case 'rename-task':
      return replaceTask(plan, change.task, (task) => copyTask(task, { id: change.to, key: taskKeyOf(change.to) }));
    case 'add-log-row':
      return addLogRow(plan, change);
    case 'remove-log-row':
      return removeLogRow(plan, change);
    case 'set-last-updated':
      return rebuild(plan, { lastUpdated: change.at });
    case 'add-task':
      return insertTask(plan, newTask(plan, change), change);
    case 'move-task':
      return moveTask(plan, change);
    case 'remove-task':
      return withoutTask(plan, found(plan, change.task));
    case 'add-phase':
      return addPhase(plan, change);
  }
}

const logRow = { line: 0, placeholder: false } as const;

function setField(task: Task, { field, to }: SetField): Task {
  switch (field) {
    case 'name':
      return copyTask(task, { name: to });
    case 'priority':
      return copyTask(task, { priority: orNull(to) });
    case 'dependents':
      return copyTask(task, { dependentsText: to });
    case 'depends_on':
      return copyTask(task, { dependsOnText: to });
    case 'iplan_id':
      return copyTask(task, { implementation: withField(task.implementation, 'iplanId', orNull(to)) });
  }
}

function addLogRow(plan: Plan, { date, task, status, notes, back }: AddLogRow): Plan {
  const rows = plan.sessionLog;
  const growing = () => (directionOfLog(rows) === 'down' ? rows.length : 0);
  const row: LogRow = { ...logRow, date, task, status, statusText: status, notes };
  return rebuild(plan, { sessionLog: rows.toSpliced(back === true ? placeByDate(rows, date) : growing(), 0, row) });
}

function removeLogRow(plan: Plan, row: RemoveLogRow): Plan {
  const last = plan.sessionLog.findLastIndex((each) => isThatRow(each, row));
  return rebuild(plan, { sessionLog: plan.sessionLog.filter((_, index) => index !== last) });
}

/** Whether a row of the log has exactly the values that a change names. */
export function isThatRow(row: LogRow, wanted: Pick<RemoveLogRow, 'date' | 'task' | 'status' | 'notes'>): boolean {
  return row.date === wanted.date && row.task === wanted.task && row.status === wanted.status && row.notes === wanted.notes;
}

function newTask(plan: Plan, { phase, before, task }: AddTask): Task {
  const example = shapeOf(plan, phase, before);
  return copyTask(example, {
    id: task.id,
    key: taskKeyOf(task.id),
    name: task.name,
    priority: example.takesPriority ? orNull(task.priority) : null,
    phase,
    status: 'NOT_STARTED',
    statusText: 'NOT_STARTED',
    dependentsText: task.dependents,
    dependsOnText: task.dependsOn,
    line: 0,
    preCheck: unticked(example.preCheck),
    postCheck: unticked(example.postCheck),
    implementation: newImplementation(example, task),
  });
}

/** The task that a new one is shaped after: the first row of a table has but its columns. */
export function shapeOf(plan: Plan, phase: number, before: TaskKey | null): Task {
  const row = plan.phases[phase]?.firstRow ?? null;
  if (row === null) return exampleTask(plan, phase, before) ?? referenceTask;
  const { takesPriority, takesDependsOn, takesDependents, holds } = row;
  const implementation = { ...referenceTask.implementation, holds };
  return copyTask(referenceTask, {
    family: 'A',
    priority: null,
    takesPriority,
    takesDependsOn,
    takesDependents,
    preCheck: null,
    postCheck: null,
    implementation,
  });
}

function newImplementation({ implementation }: Task, { iplanId }: NewTask): Task['implementation'] {
  const dates = implementation.holds.filter((field) => field === 'started' || field === 'completed');
  const iplan: readonly ImplementationField[] = iplanId === null ? [] : ['iplanId', 'iplanStatus'];
  const status = iplanId === null ? null : 'NOT_STARTED';
  return { iplanId, iplanStatus: status, iplanStatusText: status, started: null, completed: null, holds: [...iplan, ...dates] };
}

function unticked(checklist: Checklist | null): Checklist | null {
  if (checklist === null) return null;
  const items = checklist.items.map(({ key }) => ({ key, done: false }));
  return checklist.statusText === ''
    ? { status: null, statusText: '', items }
    : { status: 'NOT_STARTED', statusText: 'NOT_STARTED', items };
}

function openChecklist(keys: readonly string[]): Checklist {
  return { status: 'NOT_STARTED', statusText: 'NOT_STARTED', items: keys.map((key) => ({ key, done: false })) };
}

/** The shape of the reference family, B: what a task has where there is no other to copy from. */
export const referenceTask: Task & { readonly preCheck: Checklist; readonly postCheck: Checklist } = {
  id: '',
  key: taskKeyOf(''),
  name: '',
  priority: 'P0',
  phase: 0,
  family: 'B',
  status: 'NOT_STARTED',
  statusText: 'NOT_STARTED',
  dependentsText: '',
  dependsOnText: '',
  takesPriority: true,
  takesDependsOn: true,
  takesDependents: true,
  placeholder: false,
  writable: true,
  line: 0,
  preCheck: openChecklist(standardItems.B.preCheck),
  implementation: { iplanId: null, iplanStatus: null, iplanStatusText: null, started: null, completed: null, holds: [] },
  postCheck: openChecklist(standardItems.B.postCheck),
  postCheckComplete: false,
};

function moveTask(plan: Plan, { task: key, phase, before }: MoveTask): Plan {
  const task = found(plan, key);
  if (before === key) return plan;
  return insertTask(withoutTask(plan, task), copyTask(task, { phase, ...columnsAt(plan, task, { phase, before }) }), { phase, before });
}

/** A row holds what the table that it is put into has columns for. */
function columnsAt(plan: Plan, task: Task, { phase, before }: Pick<MoveTask, 'phase' | 'before'>): Partial<Task> {
  const like = shapeOf(plan, phase, before);
  if (task.family !== 'A' || like.family !== 'A') return {};
  const { takesPriority, takesDependsOn, takesDependents, implementation } = like;
  return { takesPriority, takesDependsOn, takesDependents, implementation: { ...task.implementation, holds: implementation.holds } };
}

function addPhase(plan: Plan, { number, name, goal }: AddPhase): Plan {
  const index = plan.phases.length;
  const id = plan.phases.at(-1)?.id == null ? null : `PHASE-${number}`;
  const phase: Phase = {
    index,
    number,
    id,
    name: oneLine(name),
    goal: orNull(oneLine(goal)),
    line: 0,
    tasks: [],
    dependencies: [],
    firstRow: null,
  };
  return rebuild(plan, { phases: [...plan.phases, phase] });
}

/** What a heading or a line of a document can hold of a text: its line breaks become blanks. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function found(plan: Plan, key: TaskKey): Task {
  const task = plan.task(key);
  if (task === undefined) throw new RangeError(`The plan has no task ${key}.`);
  return task;
}

function replaceTask(plan: Plan, key: TaskKey, change: (task: Task) => Task): Plan {
  const task = found(plan, key);
  return withTasksOf(plan, task.phase, (tasks) => tasks.map((each) => (each === task ? change(task) : each)));
}

function withoutTask(plan: Plan, task: Task): Plan {
  return withTasksOf(plan, task.phase, (tasks) => tasks.filter((each) => each !== task));
}

function insertTask(plan: Plan, task: Task, { phase, before }: Pick<AddTask, 'phase' | 'before'>): Plan {
  if (plan.phases[phase] === undefined) throw new RangeError(`The plan has no phase at ${phase}.`);
  return withTasksOf(plan, phase, (tasks) => {
    const at = before === null ? -1 : tasks.findIndex(({ key }) => key === before);
    return at < 0 ? [...tasks, task] : [...tasks.slice(0, at), task, ...tasks.slice(at)];
  });
}

function withTasksOf(plan: Plan, phase: number, change: (tasks: readonly Task[]) => readonly Task[]): Plan {
  return rebuild(plan, { phases: plan.phases.map((each) => (each.index === phase ? copyPhase(each, change(each.tasks)) : each)) });
}

function copyPhase(phase: Phase, tasks: readonly Task[]): Phase {
  const { index, number, id, name, goal, line, dependencies, firstRow } = phase;
  return { index, number, id, name, goal, line, tasks, dependencies, firstRow: tasks.length > 0 ? null : firstRow };
}

/** A plan of plain data with some parts exchanged; tasks follow from its phases. */
function rebuild(plan: Plan, parts: Partial<Pick<Plan, 'lastUpdated' | 'phases' | 'sessionLog'>>): Plan {
  const { title, lastUpdated, phases, sessionLog, flaws } = plan;
  const next = { title, lastUpdated, phases, sessionLog, flaws, ...parts };
  const tasks = next.phases.flatMap((phase) => phase.tasks);
  return { ...next, families: familiesOf(tasks), tasks, ...lookUps({ tasks, sessionLog: next.sessionLog }) };
}
