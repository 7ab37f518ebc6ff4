/** `reopen ID`: a completed task was not complete after all. A person's to say. */
import * as v from 'valibot';
import type { Task } from '../model/plan.ts';
import { done } from '../model/problem.ts';
import { admitEdited } from '../rules/alone-gates.ts';
import { completeStep, step } from '../rules/next-steps.ts';
import { optionalText, taskId } from './input.ts';
import type { ChangeOperation } from './operation.ts';
import { isDoneByHand, type Recording, recorded, statusSets, takingInput } from './recorded.ts';
import { reasonGate } from './said.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

const input = v.object({ id: taskId(), reason: optionalText('What turned out to be wrong or missing.') });

export const reopen: ChangeOperation<typeof input, TaskResult> = {
  kind: 'change',
  name: 'reopen',
  summary: 'Take a completed task up again (a person).',
  group: 'life',
  input,
  examples: [
    { command: 'reopen TASKS-03 --reason "the night tide was never tested"', does: 'the task is IN_PROGRESS; its post-check starts over' },
  ],
  decide({ id, reason = '' }, world) {
    const admitted = admitEdited(world, 'reopen', { id, absorbs: (difference, { task }) => isDoneByHand(difference, takenUp(task)) });
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    const refusal = refusedBy<never>(world, task, [reasonGate(world, reason, step(`reopen ${task.id} --reason "<what is wrong>"`))]);
    if (refusal !== null) return refusal;
    const notes = reason.trim();
    const items = task.postCheck?.items.map(({ key }) => key) ?? [];
    const commit = recorded(world, standing, {
      operation: 'reopen',
      input: { reason: notes, ...takingInput(world) },
      sets: takenUp(task),
      row: { status: 'IN_PROGRESS', notes: `Reopened: ${notes}` },
    });
    return done({
      result: taskResult(task, 'IN_PROGRESS', {
        message: `${task.id} is IN_PROGRESS again; it is ${world.actor.name}'s`,
        next: [completeStep(task, items)],
      }),
      commit,
    });
  },
};

function takenUp(task: Task): Recording['sets'] {
  return { ...statusSets('IN_PROGRESS'), ...startedOver(task) };
}

/** What was said of the completion, its date and its post-check, no longer holds. */
export function startedOver({ postCheck }: Task): Recording['sets'] {
  return {
    'implementation.completed': null,
    ...Object.fromEntries((postCheck?.items ?? []).map(({ key }) => [`postCheck.items.${key}`, false])),
    'postCheck.status': 'NOT_STARTED',
  };
}
