/** `block` and `unblock`: work can't go on for a reason that is no question to anybody. */
import * as v from 'valibot';
import { done } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import { admitEdited } from '../rules/alone-gates.ts';
import { stopOpen } from '../rules/gates.ts';
import { step } from '../rules/next-steps.ts';
import { type Standing, statusBefore } from '../rules/standing.ts';
import { optionalText, taskId, taskIds } from './input.ts';
import type { ChangeOperation } from './operation.ts';
import { isDoneByHand, recorded, statusSets } from './recorded.ts';
import { givenReason, reasonGate } from './said.ts';
import { forEachTask } from './several.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

const blockInput = v.object({ ids: taskIds(), reason: optionalText('What keeps the work back.') });

export const block: ChangeOperation<typeof blockInput, readonly TaskResult[]> = {
  kind: 'change',
  name: 'block',
  summary: 'Mark tasks as blocked, with the reason.',
  group: 'life',
  input: blockInput,
  examples: [
    { command: 'block TASKS-03 --reason "waiting for the tide tables of the port office"', does: 'the task is BLOCKED until `unblock`' },
  ],
  decide: ({ ids, reason = '' }, world) =>
    forEachTask(ids, (id) => {
      const admitted = admitEdited(world, 'block', { id, absorbs: (difference) => isDoneByHand(difference, statusSets('BLOCKED')) });
      if (!admitted.ok) return admitted;
      const standing = admitted.value;
      const { task } = standing;
      const again = step(`block ${task.id} --reason "<what keeps it back>"`);
      const refusal = refusedBy<never>(world, task, [reasonGate(world, reason, again)]);
      if (refusal !== null) return refusal;
      const notes = reason.trim();
      const commit = recorded(world, standing, {
        operation: 'block',
        input: { reason: notes },
        sets: statusSets('BLOCKED'),
        row: { status: 'BLOCKED', notes },
      });
      return done({
        result: taskResult(task, 'BLOCKED', { message: `${task.id} is BLOCKED: ${notes}`, next: [step(`unblock ${task.id}`)] }),
        commit,
      });
    }),
};

const unblockInput = v.object({ id: taskId(), reason: optionalText('What changed.') });

export const unblock: ChangeOperation<typeof unblockInput, TaskResult> = {
  kind: 'change',
  name: 'unblock',
  summary: 'Lift the blocks of a task; it goes back to the status that it had.',
  group: 'life',
  input: unblockInput,
  examples: [{ command: 'unblock TASKS-03', does: 'the task goes on where it was' }],
  decide({ id, reason }, world) {
    const admitted = admitEdited(world, 'unblock', {
      id,
      absorbs: (difference, standing) => isDoneByHand(difference, statusSets(statusAfter(standing))),
    });
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task, history } = standing;
    const onlyStopped = history.blocks.length === 0 ? stopOpen(world, standing) : null;
    const refusal = refusedBy<never>(world, task, [onlyStopped]);
    if (refusal !== null) return refusal;
    const status = statusAfter(standing);
    const commit = recorded(world, standing, {
      operation: 'unblock',
      input: givenReason(reason),
      sets: statusSets(status),
      row: { status, notes: `Unblocked${reason === undefined ? '' : `: ${reason.trim()}`}` },
    });
    const message = status === 'BLOCKED' ? `${task.id}: the blocks are lifted; its STOP is still open` : `${task.id} is ${status} again`;
    return done({ result: taskResult(task, status, { message, next: [step(`why ${task.id}`)] }), commit });
  },
};

/** Where a task is once its blocks are lifted. */
function statusAfter(standing: Standing): Status {
  return standing.history.stops.length > 0 ? 'BLOCKED' : statusBefore(standing);
}
