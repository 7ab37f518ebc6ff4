/** `remove ID`: takes out the entry of a task that never started. What has begun is deferred instead, so that its story stays in the plan. */

import * as v from 'valibot';
import { phaseOf } from '../model/in-plan.ts';
import type { NextStep } from '../model/problem.ts';
import { done } from '../model/problem.ts';
import { admit } from '../rules/alone-gates.ts';
import { step } from '../rules/next-steps.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { taskId } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { tellPhase } from './place-in-plan.ts';
import { planned } from './planning.ts';
import { looseningReason } from './planning-input.ts';
import { givenReason } from './said.ts';
import { refusedBy } from './task-result.ts';

const input = v.object({ id: taskId(), reason: looseningReason() });

export interface RemoveResult {
  readonly task: string;
  readonly message: string;
  readonly next: readonly NextStep[];
}

export const remove: ChangeOperation<typeof input, RemoveResult> = {
  kind: 'change',
  name: 'remove',
  summary: 'Take a task that never started out of the plan.',
  group: 'planning',
  input,
  examples: [{ command: 'remove TASKS-24', does: 'takes the entry out, with the comments above it' }],
  decide({ id, reason }, world) {
    const admitted = admit(world, 'remove', id);
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    const refusal = refusedBy<never>(world, task, [begun(world, standing)]);
    if (refusal !== null) return refusal;
    const entry = {
      name: task.name,
      priority: task.priority,
      phase: tellPhase(phaseOf(world.plan, task)),
      dependents: task.dependentsText,
      depends_on: task.dependsOnText,
    };
    const commit = planned(world, {
      operation: 'remove',
      input: givenReason(reason),
      changes: [{ kind: 'remove-task', task: task.key }],
      told: [{ path: 'entry', from: entry, to: null }],
      about: null,
      task: task.id,
      reason,
      again: `remove ${task.id} --reason "<why>"`,
    });
    if (!commit.ok) return commit;
    const { value } = commit;
    const changes = [
      ...value.changes.filter(({ kind }) => kind !== 'set-last-updated'),
      { kind: 'set-last-updated', at: world.now.local } as const,
    ];
    return done({
      result: { task: task.id, message: `${task.id} is taken out; its ledger stays`, next: [step('check')] },
      commit: { ...value, changes },
    });
  },
};

/** Work that was ever begun, by the ledger or by the plan as it was adopted. */
function begun({ ledgers }: World, { task, history, vouched }: Standing): ShutGate | null {
  const first = history.events.find(({ changes }) => changes.some(({ path, to }) => path === 'status' && hasBegun(to)));
  const adopted = [history.base?.status, ledgers.adoptedState(task.key)?.status].some(hasBegun);
  const dated = vouched['implementation.started'] ?? vouched['implementation.completed'] ?? null;
  const rows = vouched.log;
  if (first === undefined && !adopted && dated === null && !(Array.isArray(rows) && rows.length > 0)) return null;
  const told =
    first === undefined
      ? 'was begun before the plan was adopted'
      : `was begun: ${first.operation} by ${first.actor.name} on ${first.at.slice(0, 10)}`;
  return shut('wrong-status', `${told}; only what never started can be taken out`, {
    have: [told],
    missing: ['a task that never started'],
    next: [step(`defer ${task.id} --reason "<why it can wait>"`)],
  });
}

function hasBegun(status: unknown): boolean {
  return status === 'IN_PROGRESS' || status === 'COMPLETED';
}
