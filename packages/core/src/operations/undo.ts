/**
 * `undo ID`: takes back the task's last event that still counts.
 *
 * Values go back; the ledger keeps both events. A log row stays, and is followed by one that withdraws it:
 * what was once said in public is not unsaid.
 */
import * as v from 'valibot';
import type { LedgerEvent } from '../model/event.ts';
import type { Problem } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { sameActor } from '../model/same-actor.ts';
import { isStatus } from '../model/status.ts';
import { isTrackedPath, sameValue } from '../model/tracked-state.ts';
import { admit, forbidden } from '../rules/alone-gates.ts';
import { problemOf } from '../rules/lead-on.ts';
import { instructSteps, step, whyStep } from '../rules/next-steps.ts';
import { actsAsPerson } from '../rules/permission.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { optionalText, taskId } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { recorded } from './recorded.ts';
import { reasonGate } from './said.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';
import { untick } from './untick.ts';

/** What can be taken back, and by whom: a STOP, an answer and a waiver stand; planning is done anew, and so are records of hand edits. */
const undoable: Readonly<Record<string, 'anyone' | 'person'>> = {
  verify: 'anyone',
  start: 'anyone',
  log: 'anyone',
  complete: 'person',
  block: 'person',
  unblock: 'person',
  defer: 'person',
  resume: 'person',
  release: 'person',
  reopen: 'person',
  'iplan tick': 'person',
  review: 'person',
  evidence: 'person',
};

const input = v.object({ id: taskId(), reason: optionalText('Why it is taken back.') });

export const undo: ChangeOperation<typeof input, TaskResult> = {
  kind: 'change',
  name: 'undo',
  summary: "Take back a task's last event; the ledger keeps both.",
  group: 'life',
  input,
  examples: [{ command: 'undo TASKS-03 --reason "started the wrong one"', does: 'the values go back to what they were' }],
  decide({ id, reason = '' }, world) {
    const admitted = admit(world, 'undo', id);
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    const last = lastEffective(standing.history.events);
    if (last === undefined) return refused(nothingToUndo(world, standing));
    const problem = notUndoable(world, standing, last);
    if (problem !== null) return refused(problem);
    const refusal = refusedBy<never>(world, task, [reasonGate(world, reason, step(`undo ${task.id} --reason "<why>"`))]);
    if (refusal !== null) return refusal;
    const opened = last.operation === 'iplan tick' ? untick(world, task, last) : null;
    if (opened !== null && 'why' in opened) return refused(problemOf(world, opened.why, task));
    const sets = reversed(last);
    const notes = reason.trim();
    const status = isStatus(sets.status) ? sets.status : standing.status;
    const commit = recorded(world, standing, {
      operation: 'undo',
      input: { undoes: last.id, operation: last.operation, reason: notes },
      sets,
      ...(wroteRow(last)
        ? {
            row: {
              status: status === 'COMPLETED' ? 'IN_PROGRESS' : status,
              notes: `Withdraws the row of ${last.operation} (${last.at.slice(0, 10)}): ${notes}`,
            },
          }
        : {}),
    });
    return done({
      result: taskResult(task, status, {
        message: `${task.id}: ${last.operation} is taken back; it is ${status}`,
        next: [whyStep(task)],
      }),
      commit: opened === null || opened.edit.edits.length === 0 ? commit : { ...commit, document: opened.edit },
    });
  },
};

/** Events that say who is at work, and nothing of the task: `release` gives back what they took. */
const ofWho: ReadonlySet<string> = new Set(['undo', 'claim', 'renew', 'session end']);

/** The last event that no undo took back; undo events, and who took the task, set aside. */
function lastEffective(events: readonly LedgerEvent[]): LedgerEvent | undefined {
  const undone = new Set(events.filter(({ operation }) => operation === 'undo').map(({ input: { undoes } }) => undoes));
  return events.findLast((event) => !ofWho.has(event.operation) && !undone.has(event.id));
}

/** Values go back to what they were before; rows of the log and planning stay. */
function reversed(event: LedgerEvent): Readonly<Record<string, string | boolean | null>> {
  const back = event.changes.filter(
    ({ path, from, to }) => isTrackedPath(path) && path !== 'log' && path !== 'prerequisites' && !sameValue(from, to),
  );
  return Object.fromEntries(back.map(({ path, from }) => [path, typeof from === 'string' || typeof from === 'boolean' ? from : null]));
}

function wroteRow(event: LedgerEvent): boolean {
  return event.changes.some(({ path, from, to }) => path === 'sessionLog' || (path === 'log' && !sameValue(from, to)));
}

function nothingToUndo(world: World, { task }: Standing): Problem {
  return problemOf(
    world,
    shut('wrong-status', 'has no event that could be taken back', { missing: ['an event of its own'], next: [whyStep(task)] }),
    task,
  );
}

/** A review that found nothing is a receipt like others; one that found something has stopped the work and asked. */
function hasAsked({ operation, input }: LedgerEvent): boolean {
  return operation === 'stop' || (operation === 'review' && input.passed === false);
}

function notUndoable(world: World, { task, history }: Standing, last: LedgerEvent): Problem | null {
  const who = hasAsked(last) ? undefined : undoable[last.operation];
  if (who === undefined) {
    const told = hasAsked(last) ? 'which asked a question: it is answered, and not taken back' : "which stands and can't be taken back";
    const isOpen = history.stops.some(({ event }) => event === last.id);
    return problemOf(
      world,
      shut('wrong-status', `its last event is ${last.operation}, ${told}`, {
        have: [`${last.operation} on ${last.at}`],
        missing: [isOpen ? 'an answer' : 'an event that can be taken back'],
        next: isOpen ? instructSteps(world, task) : [whyStep(task)],
      }),
      task,
    );
  }
  const own = who === 'anyone' && sameActor(last.actor, world.actor);
  if (own || actsAsPerson(world.actor, world.policy)) return null;
  return forbidden(
    world,
    `${task.id}: ${last.operation} by ${last.actor.name} is a person's to take back; an agent takes back only its own verify, start and log`,
    {
      task: task.id,
      have: [`${last.operation} by ${last.actor.name} on ${last.at}`],
      missing: ['a person'],
      next: [whyStep(task)],
    },
  );
}
