/** `move ID`: a whole entry, with the comments above it, to another place of the sequence. */

import * as v from 'valibot';
import { phaseOf } from '../model/in-plan.ts';
import type { Task } from '../model/plan.ts';
import { done } from '../model/problem.ts';
import type { TaskKey } from '../model/task-id.ts';
import { admit } from '../rules/alone-gates.ts';
import { step } from '../rules/next-steps.ts';
import { taskId } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import type { PlaceInPlan } from './place-in-plan.ts';
import { placeInPlan, tellPhase } from './place-in-plan.ts';
import { decided, planned } from './planning.ts';
import { beforeTask, phaseName } from './planning-input.ts';
import type { TaskResult } from './task-result.ts';
import { taskResult } from './task-result.ts';

const input = v.object({ id: taskId(), phase: phaseName(), before: beforeTask() });

export const move: ChangeOperation<typeof input, TaskResult> = {
  kind: 'change',
  name: 'move',
  summary: 'Move a task to another phase, or to another place of its phase.',
  group: 'planning',
  input,
  examples: [{ command: 'move TASKS-09 --phase 3 --before TASKS-13', does: 'takes the entry there, with the comments above it' }],
  decide({ id, phase, before }, world) {
    const admitted = admit(world, 'move', id);
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    const place = placeInPlan(world, 'move', { phase, before });
    if (!place.ok) return place;
    const where = tellPlace(world, place.value);
    if (standsThere(world, task, place.value)) {
      return done({
        result: taskResult(task, task.status, { message: `${task.id} stands ${where} already`, next: [step('status')] }),
        commit: null,
      });
    }
    const commit = planned(world, {
      operation: 'move',
      input: { phase: tellPhase(place.value.phase), ...(place.value.before === null ? {} : { before: place.value.before }) },
      changes: [{ kind: 'move-task', task: task.key, phase: place.value.phase.index, before: place.value.before }],
      told: [{ path: 'place', from: placeOf(world, task), to: where }],
      about: standing,
      reason: undefined,
      again: `move ${task.id} --phase <N>`,
    });
    return decided(commit, taskResult(task, task.status, { message: `${task.id} stands ${where} now`, next: [step('check')] }));
  },
};

function standsThere(world: World, task: Task, { phase, before }: PlaceInPlan): boolean {
  return before === task.key || (task.phase === phase.index && successorOf(world, task) === before);
}

function successorOf({ plan }: World, task: Task): TaskKey | null {
  const siblings = phaseOf(plan, task).tasks;
  return siblings[siblings.indexOf(task) + 1]?.key ?? null;
}

function placeOf(world: World, task: Task): string {
  return tellPlace(world, { phase: phaseOf(world.plan, task), before: successorOf(world, task) });
}

/** `in Phase 2: Data, before TASKS-09`. */
function tellPlace({ plan }: World, { phase, before }: PlaceInPlan): string {
  const successor = before === null ? undefined : plan.task(before);
  return `${successor === undefined ? 'at the end of' : 'in'} ${tellPhase(phase)}${successor === undefined ? '' : `, before ${successor.id}`}`;
}
