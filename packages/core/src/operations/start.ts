/**
 * `start ID`: work on a task begins.
 *
 * The pattern of every operation on a task: admit it (the tests that stand alone), ask the gates of the
 * transition, and answer either all that are shut or the values that shall hold from now on.
 */
import * as v from 'valibot';
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { admitEdited, forbidden } from '../rules/alone-gates.ts';
import { verifierOf } from '../rules/checklist-items.ts';
import { sequenceGates, startGates } from '../rules/gates.ts';
import { isHeldByActor } from '../rules/holder.ts';
import { afterStart } from '../rules/lead-on.ts';
import { openPreCheckItems, otherWork } from '../rules/next-steps.ts';
import { shutGates } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { optionalText, taskId } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { renewedByTool, toolReceipts } from './receipts.ts';
import { isDoneByHand, type Recording, recorded, statusSets, takingInput } from './recorded.ts';
import { reasonGate } from './said.ts';
import type { Decision } from './store.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

const input = v.object({
  id: taskId(),
  skipAhead: optionalText('Start it although another task comes first; says why.', { placeholder: 'REASON' }),
});

export const start: ChangeOperation<typeof input, TaskResult> = {
  kind: 'change',
  name: 'start',
  summary: 'Start a task whose pre-check is complete and whose turn it is.',
  group: 'life',
  input,
  examples: [
    { command: 'start TASKS-03', does: 'begins the work; the task is yours' },
    { command: 'start TASKS-07 --skip-ahead "the supplier waits for it"', does: 'passes the sequence, recorded with the reason' },
  ],
  decide({ id, skipAhead }, world) {
    const admitted = admitEdited(world, 'start', { id, absorbs: (difference) => isDoneByHand(difference, statusSets('IN_PROGRESS')) });
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    if (skipAhead !== undefined && world.policy.skipAhead === 'never') {
      return refused(
        forbidden(world, `the ${world.policy.name} policy lets nobody skip ahead`, {
          task: standing.task.id,
          have: ['skip_ahead: never'],
          missing: ['its turn in the sequence'],
          next: [otherWork],
        }),
      );
    }
    return refusedBy(world, standing.task, shut(world, standing, skipAhead)) ?? begin(world, standing, skipAhead);
  },
};

function shut(world: World, standing: Standing, skipAhead: string | undefined) {
  const again = { command: `tallyplan start ${standing.task.id} --skip-ahead "<why this one first>"` };
  return [
    ...shutGates(startGates, world, standing),
    ...(skipAhead === undefined ? shutGates(sequenceGates, world, standing) : [reasonGate(world, skipAhead, again)]),
  ];
}

/** What stands beside a start that takes the task: nothing where it was claimed before, or is a person's. */
function takenBy(world: World, { history }: Standing) {
  return isHeldByActor(world, history) ? {} : takingInput(world);
}

function begin(world: World, standing: Standing, skipAhead: string | undefined): Outcome<Decision<TaskResult>> {
  const { task } = standing;
  const commit = recorded(world, standing, {
    operation: 'start',
    input: { ...(skipAhead === undefined ? {} : { skipAhead }), ...takenBy(world, standing) },
    ...whatStarts(world, standing),
  });
  const next = afterStart(world, standing);
  return done({
    result: taskResult(task, 'IN_PROGRESS', { message: `${task.id} is IN_PROGRESS; it is ${world.actor.name}'s`, next }),
    commit,
  });
}

/** What holds of a task that starts: the tool has run its own items, and vouches for them. */
export function whatStarts(world: World, standing: Standing): Pick<Recording, 'sets' | 'receipts'> {
  const open = openPreCheckItems(standing);
  const toolItems = open.filter((item) => verifierOf(item) === 'by the tool');
  return {
    sets: {
      ...Object.fromEntries(toolItems.map((item) => [`preCheck.items.${item}`, true])),
      ...(open.length === toolItems.length ? { 'preCheck.status': 'COMPLETED' } : {}),
      ...statusSets('IN_PROGRESS'),
      'implementation.started': world.now.date,
    },
    receipts: toolReceipts(world, standing, [...new Set([...toolItems, ...renewedByTool(world, standing)])]),
  };
}
