/**
 * `complete ID --summary TEXT`: a task is done, and everything says so at once: statuses, dates,
 * post-check, one session-log row, Last Updated (Rules 1 and 2 of the plan).
 */
import * as v from 'valibot';
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { rowsIn, type ValueChange } from '../model/tracked-state.ts';
import { admitEdited } from '../rules/alone-gates.ts';
import { alreadyStarted, completeGates } from '../rules/gates.ts';
import { completeStep, openPostCheckItems, otherWork, whyStep } from '../rules/next-steps.ts';
import { actsAsPerson } from '../rules/permission.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { shutGates } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { completedRowsOf } from '../rules/standing.ts';
import { datesToCome } from './beside-the-way.ts';
import { itemNotes, optionalText, taskId, text } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { attestedReceipts, renewedByTool, toolReceipts } from './receipts.ts';
import { recorded, statusSets } from './recorded.ts';
import { asListed, attestationGate, givenReason, noteGate, proposing, reasonGate, summaryGate, unknownItems } from './said.ts';
import type { Decision } from './store.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

const input = v.object({
  id: taskId(),
  summary: text('What was done, and how it was checked.'),
  attest: itemNotes('A post-check item that you vouch for, with what was checked.'),
  reason: optionalText('Why a task that another has started is completed by you (a person).'),
});

export const complete: ChangeOperation<typeof input, TaskResult> = {
  kind: 'change',
  needsEvidence: true,
  name: 'complete',
  summary: 'Complete a task: status, checklists, dates and log row in one change.',
  group: 'life',
  input,
  examples: [
    {
      command: 'complete TASKS-03 --summary "Berth store with migrations; 41 tests, coverage 92 %"',
      does: 'completes a task of the reference format',
    },
    {
      command: 'complete TASKS-03 --summary "Tide tables of six stations, imported" --attest tests_passing="npm test: 41 passed"',
      does: 'vouches for a post-check item',
    },
  ],
  decide({ id, summary, attest: given, reason }, world) {
    const admitted = admitEdited(world, 'complete', {
      id,
      absorbs: (difference) => completesByHand(difference) && datesToCome(difference, world.now).length === 0,
    });
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const attest = asListed(standing.task.postCheck, given);
    const taken = alreadyStarted(world, standing);
    const forAnother = taken !== null && actsAsPerson(world.actor, world.policy);
    const again = completeStep(standing.task, openPostCheckItems(standing), forAnother ? '"<why you complete it for another>"' : undefined);
    const shutNow = [...shutGates(completeGates, world, standing), ...(taken === null || forAnother ? [] : [taken])];
    const next = shutNow.length === 0 ? [again] : [whyStep(standing.task)];
    const unknown = unknownItems(world, standing, { list: 'postCheck', notes: attest, next });
    if (unknown !== null) return refused(unknown);
    const said = [
      forAnother ? whyForAnother(reasonGate(world, reason, again), taken) : null,
      summaryGate(world, summary),
      noteGate(world, attest, again),
      attestationGate(standing, attest),
    ];
    return refusedBy(world, standing.task, [...shutNow, ...proposing(again, said)]) ?? finish(world, standing, { summary, attest, reason });
  },
};

/** Says whose the task is, for which a person needs a reason. */
function whyForAnother(unsaid: ShutGate | null, { message }: ShutGate): ShutGate | null {
  return unsaid && { ...unsaid, message: `${message}; to complete it all the same ${unsaid.message}` };
}

/** Hand edits that say just what `complete` does: they are taken up, and what is missing is filled in. */
function completesByHand({ path, from, to }: ValueChange): boolean {
  if (path === 'status' || path === 'implementation.iplanStatus') return to === 'COMPLETED';
  // Of ticks on the way there.
  if (path === 'postCheck.status') return to === 'COMPLETED' || to === 'IN_PROGRESS';
  if (path.startsWith('postCheck.items.')) return to === true;
  if (path === 'log') return rowsIn(from).length < rowsIn(to).length;
  return path === 'implementation.completed';
}

interface Completion {
  readonly summary: string;
  readonly attest: Readonly<Record<string, string>>;
  readonly reason: string | undefined;
}

function finish(world: World, standing: Standing, { summary, attest, reason }: Completion): Outcome<Decision<TaskResult>> {
  const { task } = standing;
  const items = task.postCheck?.items.map(({ key }) => [`postCheck.items.${key}`, true] as const) ?? [];
  const commit = recorded(world, standing, {
    operation: 'complete',
    input: { summary: summary.trim(), attest, ...givenReason(reason) },
    sets: {
      ...statusSets('COMPLETED'),
      'implementation.completed': standing.file['implementation.completed'] === null ? world.now.date : completedByHand(standing, world),
      ...Object.fromEntries(items),
      'postCheck.status': 'COMPLETED',
    },
    ...(rowByHand(world, standing) ? {} : { row: { status: 'COMPLETED' as const, notes: summary.trim() } }),
    receipts: [...attestedReceipts(world, standing, attest), ...toolReceipts(world, standing, renewedByTool(world, standing))],
  });
  const message = `${task.id} is COMPLETED; statuses, checklists and the session log say so`;
  return done({ result: taskResult(task, 'COMPLETED', { message, next: [otherWork] }), commit });
}

/** A date that a hand already wrote stays. */
function completedByHand(standing: Standing, world: World): string {
  const date = standing.file['implementation.completed'];
  return typeof date === 'string' ? date : world.now.date;
}

/** A hand edit that already wrote the row keeps it. */
function rowByHand(world: World, standing: Standing): boolean {
  return completedRowsOf(world, standing.task).length > rowsIn(standing.vouched.log).length;
}
