/**
 * `set ID FIELD VALUE`: one planning value of a task.
 *
 * A name may be mentioned by other tasks: they say the new one too. What a task waits for, and who has
 * its IPLAN, is tracked state: the ledger is told, and to take a prerequisite away is a person's.
 */
import * as v from 'valibot';
import { replaceName } from '../graph/replace-mentions.ts';
import { canHold } from '../model/apply-tracked.ts';
import type { Change, SettableField } from '../model/change.ts';
import { settableFields } from '../model/change.ts';
import type { Task } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { isTaskId } from '../model/task-id.ts';
import { admitEdited } from '../rules/alone-gates.ts';
import { step } from '../rules/next-steps.ts';
import { choice, taskId, text } from './input.ts';
import { misused } from './misused.ts';
import type { ChangeOperation, World } from './operation.ts';
import { decided, planned, worldAfter } from './planning.ts';
import { isPriority, looseningReason } from './planning-input.ts';
import { givenReason } from './said.ts';
import type { TaskResult } from './task-result.ts';
import { taskResult } from './task-result.ts';
import { waitingNotes } from './waiting-notes.ts';

const input = v.object({
  id: taskId(),
  field: choice(settableFields, 'The field.', { placeholder: 'FIELD', position: 1, completes: 'field' }),
  value: text('The new value, whole.', { placeholder: 'VALUE', position: 2 }),
  reason: looseningReason(),
});

export const set: ChangeOperation<typeof input, TaskResult> = {
  kind: 'change',
  name: 'set',
  summary: "Change a task's name, priority, dependents, prerequisites or IPLAN.",
  group: 'planning',
  input,
  examples: [
    { command: 'set TASKS-07 priority P0', does: 'makes it more urgent' },
    { command: 'set TASKS-07 name "Berth booking"', does: 'gives it a new name, in the tasks that mention it too' },
    { command: 'set TASKS-07 depends_on "TASKS-03, TASKS-04" --reason "the tide tables were dropped"', does: 'says what it waits for' },
  ],
  decide({ id, field, value, reason }, world) {
    // The same field set by hand before is taken up: it is what is asked for here.
    const admitted = admitEdited(world, 'set', { id, absorbs: ({ path }) => path === trackedPathOf[field] });
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    const to = value.trim();
    const refusal = misfit(task, field, to);
    if (refusal !== null) return refused(refusal);
    const from = fieldOf(task, field);
    const changes: readonly Change[] =
      from === to ? [] : [...changesOf(task, field, to), ...(field === 'name' ? mentionsOf(world, task, to) : [])];
    const absorbed = standing.differences.length > 0;
    if (changes.length === 0 && !absorbed) {
      return done({
        result: taskResult(task, task.status, { message: `${task.id}: ${field} is ${tell(to)} already`, next: [step(`show ${task.id}`)] }),
        commit: null,
      });
    }
    const others = changes.flatMap((change) => (change.kind === 'set-field' && change.task !== task.key ? [change.task] : []));
    const mentioning = [...new Set(others)];
    const commit = planned(world, {
      operation: 'set',
      input: {
        field,
        value: to,
        ...(mentioning.length > 0 ? { mentioning } : {}),
        ...givenReason(reason),
      },
      changes,
      told: field === 'iplan_id' || from === to ? [] : [{ path: field, from, to }],
      about: standing,
      reason,
      again: `set ${task.id} ${field} "${to}" --reason "<why>"`,
    });
    const mentioned = mentioning.length === 0 ? [] : [`so it is in ${mentioning.join(', ')}`];
    const message = [
      `${task.id}: ${field} is ${tell(to)}`,
      ...mentioned,
      ...waitingNotes(world, worldAfter(world, changes), task.key),
    ].join('; ');
    return decided(commit, taskResult(task, task.status, { message, next: [step(`show ${task.id}`)] }));
  },
};

/** Where a field is tracked state. `dependents` are other tasks' prerequisites, and the task's own planning. */
const trackedPathOf: Partial<Record<SettableField, string>> = { depends_on: 'prerequisites', iplan_id: 'implementation.iplanId' };

function fieldOf(task: Task, field: SettableField): string {
  switch (field) {
    case 'name':
      return task.name;
    case 'priority':
      return task.priority ?? '';
    case 'dependents':
      return task.dependentsText;
    case 'depends_on':
      return task.dependsOnText;
    case 'iplan_id':
      return task.implementation.iplanId ?? '';
  }
}

function changesOf(task: Task, field: SettableField, to: string): readonly Change[] {
  if (field !== 'iplan_id') return [{ kind: 'set-field', task: task.key, field, to }];
  const id: Change = { kind: 'set-tracked', task: task.key, path: 'implementation.iplanId', to: to === '' ? null : to };
  // In the reference family an IPLAN has a status of its own, which goes along with the task's from now on.
  const isFirst = task.family === 'B' && to !== '' && !task.implementation.holds.includes('iplanStatus');
  if (!isFirst || task.status === null) return [id];
  return [id, { kind: 'set-tracked', task: task.key, path: 'implementation.iplanStatus', to: task.status }];
}

/** Why a value can't stand in a field; null where it can. */
function misfit(task: Task, field: SettableField, to: string): Problem | null {
  if (field === 'name' && to === '') return misused('set', 'a task needs a name', { missing: ['VALUE'] });
  if (field === 'name' && /^\[[^\]]*\]$/.test(to))
    return misused('set', `${to} in brackets is a template's name`, { have: [to], missing: ['a name'] });
  if (field === 'priority' && !isPriority(to))
    return misused('set', 'a priority is P and a number, such as P0', { have: [to], missing: ['P0, P1, P2, …'] });
  if (field !== 'iplan_id') return null;
  if (!canHold(task, 'implementation.iplanId'))
    return misused(
      'set',
      `${task.id} has no place for an IPLAN: ${task.family === 'A' ? 'tables have' : `entries of family ${task.family} have`} none`,
      {
        have: [`a task of family ${task.family}`],
      },
    );
  if (to !== '' && !isTaskId(to))
    return misused('set', `${to} is not the id of an IPLAN document`, { have: [to], missing: ['an id such as IPLAN-07'] });
  return null;
}

/** Changes of the other tasks that mention a task by its name. */
function mentionsOf(world: World, task: Task, to: string): readonly Change[] {
  const shared = world.plan.tasks.some((other) => other !== task && other.name.trim().toLowerCase() === task.name.trim().toLowerCase());
  const mention = canBeMentioned(to) ? to : task.id;
  // A name that several tasks share means all of them: the others are still meant.
  const replacement = shared ? `${task.name.trim()}, ${mention}` : mention;
  return world.plan.tasks.flatMap((other) => {
    if (other === task) return [];
    return (['dependents', 'depends_on'] as const).flatMap((field): readonly Change[] => {
      const before = fieldOf(other, field);
      const after = before === '' ? before : replaceName(before, task.name, replacement);
      return after === before ? [] : [{ kind: 'set-field', task: other.key, field, to: after }];
    });
  });
}

/** A name that is read back as one where it stands between commas; else the id is written in its place. */
function canBeMentioned(name: string): boolean {
  return /^[\p{L}\p{N}][^;\n<]*[\p{L}\p{N})]$/u.test(name) && !/^(?:none|nil|null|n\/a)$/i.test(name) && !isTaskId(name);
}

const tell = (value: string) => (value === '' ? 'empty' : `"${value}"`);
