/** `defer`, `resume` and `release`: a task is put off, taken up again, or given back. */
import * as v from 'valibot';
import { done, refused } from '../model/problem.ts';
import { admitEdited } from '../rules/alone-gates.ts';
import { stopOpen } from '../rules/gates.ts';
import { isHeldByActor, otherHolder } from '../rules/holder.ts';
import { onward, problemOf } from '../rules/lead-on.ts';
import { otherWork, step } from '../rules/next-steps.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { optionalText, taskId, taskIds } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { isDoneByHand, recorded, statusSets } from './recorded.ts';
import { givenReason, reasonGate } from './said.ts';
import { forEachTask } from './several.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

const deferInput = v.object({ ids: taskIds(), reason: optionalText('Why it can wait.') });

const putOff = { ...statusSets('DEFERRED'), 'implementation.started': null };
const givenBack = { ...statusSets('NOT_STARTED'), 'implementation.started': null };

export const defer: ChangeOperation<typeof deferInput, readonly TaskResult[]> = {
  kind: 'change',
  name: 'defer',
  summary: 'Put tasks off to a later phase or release, with the reason.',
  group: 'life',
  input: deferInput,
  examples: [{ command: 'defer TASKS-09 --reason "not needed for the first season"', does: 'the task is DEFERRED until `resume`' }],
  decide: ({ ids, reason = '' }, world) =>
    forEachTask(ids, (id) => {
      const admitted = admitEdited(world, 'defer', { id, absorbs: (difference) => isDoneByHand(difference, putOff) });
      if (!admitted.ok) return admitted;
      const standing = admitted.value;
      const { task } = standing;
      const refusal = refusedBy<never>(world, task, [reasonGate(world, reason, step(`defer ${task.id} --reason "<why it can wait>"`))]);
      if (refusal !== null) return refusal;
      const notes = reason.trim();
      const commit = recorded(world, standing, {
        operation: 'defer',
        input: { reason: notes },
        sets: putOff,
        row: { status: 'DEFERRED', notes },
      });
      return done({ result: taskResult(task, 'DEFERRED', { message: `${task.id} is DEFERRED: ${notes}`, next: [otherWork] }), commit });
    }),
};

const resumeInput = v.object({ id: taskId(), reason: optionalText('Why now.') });

export const resume: ChangeOperation<typeof resumeInput, TaskResult> = {
  kind: 'change',
  name: 'resume',
  summary: 'Take a deferred task up again; it has not started.',
  group: 'life',
  input: resumeInput,
  examples: [{ command: 'resume TASKS-09', does: 'the task is NOT_STARTED and waits for its turn' }],
  decide({ id, reason }, world) {
    const admitted = admitEdited(world, 'resume', { id, absorbs: (difference) => isDoneByHand(difference, statusSets('NOT_STARTED')) });
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    const refusal = refusedBy<never>(world, task, [stopOpen(world, standing)]);
    if (refusal !== null) return refusal;
    const commit = recorded(world, standing, {
      operation: 'resume',
      input: givenReason(reason),
      sets: statusSets('NOT_STARTED'),
      row: { status: 'NOT_STARTED', notes: `Resumed${reason === undefined ? '' : `: ${reason.trim()}`}` },
    });
    return done({ result: taskResult(task, 'NOT_STARTED', { message: `${task.id} is NOT_STARTED again`, next: [otherWork] }), commit });
  },
};

const releaseInput = v.object({ ids: taskIds(), reason: optionalText('Why, where it is not yours.') });

export const release: ChangeOperation<typeof releaseInput, readonly TaskResult[]> = {
  kind: 'change',
  name: 'release',
  summary: 'Give a claimed or started task back, so that anybody can take it.',
  group: 'life',
  input: releaseInput,
  examples: [{ command: 'release TASKS-03', does: 'the task is NOT_STARTED and nobody has it' }],
  decide: ({ ids, reason }, world) =>
    forEachTask(ids, (id) => {
      const admitted = admitEdited(world, 'release', { id, absorbs: (difference) => isDoneByHand(difference, givenBack) });
      if (!admitted.ok) return admitted;
      const standing = admitted.value;
      const { task, history } = standing;
      const mine = isHeldByActor(world, history);
      if (standing.vouched.status === 'NOT_STARTED' && history.assignee === null)
        return refused(problemOf(world, nobodyHasIt(world, standing), task));
      const gate = mine ? null : notYours(world, standing, reason);
      const refusal = refusedBy<never>(world, task, [gate]);
      if (refusal !== null) return refusal;
      const commit = recorded(world, standing, {
        operation: 'release',
        input: givenReason(reason),
        sets: givenBack,
      });
      return done({
        result: taskResult(task, 'NOT_STARTED', { message: `${task.id} is NOT_STARTED; nobody has it`, next: [otherWork] }),
        commit,
      });
    }),
};

/** Says whose it is, which is why a reason is asked for. */
function notYours(world: World, { task, history }: Standing, reason: string | undefined): ShutGate | null {
  const unsaid = reasonGate(world, reason, step(`release ${task.id} --reason "<why>"`));
  const holder = otherHolder(world, history);
  if (unsaid === null || holder === null) return unsaid;
  return { ...unsaid, message: `${unsaid.message}, because it is ${holder.actor.name}'s` };
}

function nobodyHasIt(world: World, standing: Standing): ShutGate {
  return shut('wrong-status', 'is NOT_STARTED and nobody has it; release gives back what was claimed or started', {
    have: ['status NOT_STARTED', 'no claim'],
    missing: ['a claim, or status IN_PROGRESS'],
    next: onward(world, standing),
  });
}
