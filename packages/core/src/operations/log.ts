/** `log ID`: one row for the session log. */
import * as v from 'valibot';
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import { statuses } from '../model/status.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { admit, claimRefused, notAdopted } from '../rules/alone-gates.ts';
import { findTask } from '../rules/find-task.ts';
import { onward } from '../rules/lead-on.ts';
import { otherWork, step } from '../rules/next-steps.ts';
import type { LedGate, ShutGate } from '../rules/shut-gate.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { boundedText, choice, optionalText } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { recorded } from './recorded.ts';
import { wordsGate } from './said.ts';
import type { Decision } from './store.ts';
import { refusedBy } from './task-result.ts';

const input = v.object({
  id: v.pipe(
    boundedText(),
    v.nonEmpty('may not be empty'),
    v.description('The task, an IPLAN of one, or - for the plan as a whole.'),
    v.metadata({ placeholder: 'ID', position: 0, completes: 'task' }),
  ),
  status: choice(statuses, 'The status after the session.', { completes: 'status' }),
  note: optionalText('What was done, used, blocked or checked.'),
});

export interface LogResult {
  readonly task: string;
  readonly row: { readonly date: string; readonly task: string; readonly status: Status; readonly notes: string };
  readonly message: string;
}

export const log: ChangeOperation<typeof input, LogResult> = {
  kind: 'change',
  name: 'log',
  summary: 'Add one row to the session log.',
  group: 'life',
  input,
  examples: [{ command: 'log TASKS-03 --status IN_PROGRESS --note "tide import reads all six stations"', does: 'adds a row dated today' }],
  decide({ id, status, note = '' }, world) {
    if (id === '-') return logForPlan(world, status, note);
    const admitted = admit(world, 'log', taskOfIplan(world, id) ?? id);
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    const tooEarly = status === 'COMPLETED' && standing.vouched.status !== 'COMPLETED' ? notCompleted(world, standing) : null;
    const refusal = refusedBy<never>(world, task, tooEarly === null ? [unsaid(world, { id: task.id, status, note })] : [tooEarly]);
    if (refusal !== null) return refusal;
    const notes = note.trim();
    const commit = recorded(world, standing, { operation: 'log', input: { status, note: notes }, sets: {}, row: { status, notes } });
    return done({ result: answer(world, task.id, { status, notes }), commit });
  },
};

/** The gate `note-missing`. */
function unsaid(world: World, { id, status, note }: { id: string; status: Status; note: string }): LedGate | null {
  const missing = wordsGate(world, note, { what: 'a note', next: step(`log ${id} --status ${status} --note "<what happened>"`) });
  return missing && { ...missing, rule: 'note-missing' };
}

function notCompleted(world: World, standing: Standing): ShutGate {
  return shut('wrong-status', `is ${String(standing.vouched.status)}; a COMPLETED row needs a COMPLETED task`, {
    have: [`status ${String(standing.vouched.status)}`],
    missing: ['status COMPLETED'],
    next: onward(world, standing),
  });
}

/** The task that an IPLAN belongs to; null where the id is no IPLAN of the plan. */
function taskOfIplan(world: World, id: string): string | null {
  if (findTask(world, id) !== undefined || !/^IPLAN-/i.test(id)) return null;
  return world.plan.tasksOfIplan(taskKeyOf(id))[0]?.id ?? null;
}

function logForPlan(world: World, status: Status, note: string): Outcome<Decision<LogResult>> {
  const early = notAdopted(world) ?? claimRefused(world, 'log');
  if (early !== null) return refused(early);
  const notes = note.trim();
  const missing =
    status === 'COMPLETED'
      ? shut('wrong-status', 'a COMPLETED row names the task that it completes', {
          missing: ['the id of a COMPLETED task'],
          next: [otherWork],
        })
      : unsaid(world, { id: '-', status, note });
  if (missing !== null) {
    const { rule, message, have, missing: needed, next } = missing;
    return refused({ rule, message, file: world.file, have, missing: needed, next, waivable: false });
  }
  const row = { date: world.now.date, task: '-', status, notes };
  return done({
    result: answer(world, '-', { status, notes }),
    commit: {
      changes: [
        { kind: 'add-log-row', ...row },
        { kind: 'set-last-updated', at: world.now.local },
      ],
      events: [
        { ledger: 'plan', operation: 'log', input: { status, note: notes }, changes: [{ path: 'sessionLog', from: null, to: row }] },
      ],
    },
  });
}

function answer(world: World, task: string, row: { status: Status; notes: string }): LogResult {
  return { task, row: { date: world.now.date, task, ...row }, message: `logged: ${world.now.date} ${task} ${row.status}` };
}
