/** Changes of every kind, drawn for a plan. */
import type { Change } from '../../model/change.ts';
import { settableFields } from '../../model/change.ts';
import type { Plan, Task } from '../../model/plan.ts';
import { standardItems } from '../../model/standard-items.ts';
import { statuses } from '../../model/status.ts';
import { taskKeyOf } from '../../model/task-id.ts';
import type { Dice } from './dice.ts';

/** A change of that plan; null where the dice ask for what it has not (a task of a plan without tasks). */
export function changeOf(plan: Plan, dice: Dice): Change | null {
  const kind = dice.pick(kinds);
  if (kind === 'add-log-row')
    return {
      ...{ kind, date: dateIn(dice), task: dice.pick(['TASKS-01', 'IPLAN-02', '-']), status: dice.pick(statuses), notes: textOf(dice) },
      ...dice.pick([{}, { back: true } as const]),
    };
  if (kind === 'set-last-updated') return { kind, at: `${dateIn(dice)}T14:30:00` };
  if (kind === 'add-phase')
    return { kind, number: dice.pick(['7', '3.1']), name: `Part ${textOf(dice)}`, goal: dice.pick(['', 'Something new.']) };
  if (kind === 'remove-log-row') return removeRow(plan, dice);
  if (kind === 'add-task') return addTask(plan, dice);
  if (plan.tasks.length === 0) return null;
  const task = dice.pick(plan.tasks);
  switch (kind) {
    case 'set-tracked':
      return { kind, task: task.key, ...trackedOf(task, dice) };
    case 'set-field':
      return setField(task, dice);
    case 'rename-task':
      return { kind, task: task.key, to: newId(plan, dice) };
    case 'move-task':
      return { kind, task: task.key, ...placeIn(plan, dice) };
    case 'remove-task':
      return { kind, task: task.key };
  }
}

const kinds = [
  'set-tracked',
  'set-tracked',
  'set-tracked',
  'add-log-row',
  'set-last-updated',
  'set-field',
  'rename-task',
  'add-task',
  'add-phase',
  'move-task',
  'remove-task',
  'remove-log-row',
] as const satisfies readonly Change['kind'][];

function trackedOf(task: Task, dice: Dice): { path: string; to: string | boolean | null } {
  const items = (part: 'preCheck' | 'postCheck') => [
    ...(task[part]?.items.map(({ key }) => key) ?? []),
    'an_item_of_its_own',
    ...(task.family === 'E' ? standardItems.E[part] : []),
  ];
  switch (dice.roll(6)) {
    case 0:
      return { path: 'status', to: dice.pick(statuses) };
    case 1:
      return { path: dice.pick(['preCheck.status', 'postCheck.status', 'implementation.iplanStatus']), to: dice.pick(statuses) };
    case 2:
      return {
        path: dice.pick(['implementation.started', 'implementation.completed']),
        to: dice.pick([dateIn(dice), null, `${dateIn(dice)}T09:00:00`]),
      };
    case 3:
      return { path: 'implementation.iplanId', to: dice.pick(['IPLAN-09', null]) };
    case 4:
      return { path: `preCheck.items.${dice.pick(items('preCheck'))}`, to: dice.pick([true, false, true, null]) };
    default:
      return { path: `postCheck.items.${dice.pick(items('postCheck'))}`, to: dice.pick([true, false, true, null]) };
  }
}

function setField(task: Task, dice: Dice): Change {
  const field = dice.pick(settableFields);
  const to = {
    name: textOf(dice),
    priority: dice.pick(['P0', 'P2']),
    dependents: dice.pick(['', 'TASKS-02, TASKS-03', textOf(dice)]),
    depends_on: dice.pick(['TASKS-01', 'TASKS-01, SETUP-02', '']),
    iplan_id: 'IPLAN-11',
  }[field];
  return { kind: 'set-field', task: task.key, field, to };
}

function addTask(plan: Plan, dice: Dice): Change | null {
  if (plan.phases.length === 0) return null;
  const id = newId(plan, dice);
  const dependsOn = dice.pick(['', '', 'TASKS-01']);
  const task = {
    id,
    name: textOf(dice) || 'x',
    priority: dice.pick(['P0', 'P1']),
    dependents: dice.pick(['', 'TASKS-02']),
    dependsOn,
    iplanId: dice.pick([null, null, 'IPLAN-12']),
  };
  return { kind: 'add-task', ...placeIn(plan, dice), task };
}

function removeRow({ sessionLog }: Plan, dice: Dice): Change | null {
  if (sessionLog.length === 0) return null;
  const { date, task, status, notes } = dice.pick(sessionLog);
  return status === null ? null : { kind: 'remove-log-row', date, task, status, notes };
}

function placeIn(plan: Plan, dice: Dice): { phase: number; before: Task['key'] | null } {
  const phase = dice.roll(plan.phases.length);
  const tasks = plan.phases[phase]?.tasks ?? [];
  return { phase, before: tasks.length === 0 || dice.roll(2) === 0 ? null : dice.pick(tasks).key };
}

function newId(plan: Plan, dice: Dice): string {
  const number = 20 + dice.roll(9);
  const id = `TASKS-${number}`;
  return plan.task(taskKeyOf(id)) === undefined ? id : `TASKS-${number + 40 + plan.tasks.length}`;
}

function dateIn(dice: Dice): string {
  return `2026-1${dice.roll(3)}-0${1 + dice.roll(9)}`;
}

const fragments = [
  'word',
  ' ',
  '|',
  '\\',
  '<br>',
  '<!--',
  '-->',
  '\n',
  '`',
  '```',
  '**',
  '*',
  '_',
  '~~',
  '#',
  ' # ',
  ': ',
  '"',
  "'",
  '&lt;',
  '- ',
  '[',
  ']',
  '(x)',
  '{',
  '}',
  ',',
  '✅',
  'é',
  '\t',
  '\u0007',
  'null',
  '12',
  '%',
  '@',
  '!',
  '&',
  '|--|',
  '\r',
  '$&',
];

/** A text of a person: plain as a rule, and sometimes anything. */
function textOf(dice: Dice): string {
  if (!dice.rarely(2)) return dice.pick(['Order router', 'Feed client', 'Done and checked by two']);
  return dice.some(0, 5, () => dice.pick(fragments)).join('');
}
