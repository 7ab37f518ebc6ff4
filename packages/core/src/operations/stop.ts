/** `stop` and `instruct`: the work stops with a question, and goes on with a person's answer. */
import * as v from 'valibot';
import type { OpenStop } from '../ledger/history.ts';
import { done, refused } from '../model/problem.ts';
import { sameActor } from '../model/same-actor.ts';
import { type Admitted, admit, admitEdited, forbidden } from '../rules/alone-gates.ts';
import { stopOpen } from '../rules/gates.ts';
import { problemOf } from '../rules/lead-on.ts';
import { answerStep, instructSteps, newInstructStep, otherWork, step, whyStep } from '../rules/next-steps.ts';
import { shut } from '../rules/shut-gate.ts';
import { statusBefore } from '../rules/standing.ts';
import { optionalText, taskId } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { recorded, statusSets } from './recorded.ts';
import { wordsGate } from './said.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

const stopInput = v.object({ id: taskId(), question: optionalText('What a person must answer before the work goes on.') });

/** The cause of a STOP that somebody raised by hand: the question itself, so that one question stops a task once. */
const causeOf = (question: string) => question.trim().toLowerCase().replace(/\s+/g, ' ');

export const stop: ChangeOperation<typeof stopInput, TaskResult> = {
  kind: 'change',
  name: 'stop',
  summary: 'Stop the work on a task and ask a person.',
  group: 'life',
  input: stopInput,
  examples: [
    {
      command: 'stop TASKS-03 --question "REQ-03 wants UTC, SPEC-03 local time: which one?"',
      does: 'the task is BLOCKED until a person instructs',
    },
  ],
  decide({ id, question = '' }, world) {
    const admitted = admit(world, 'stop', id);
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task, history } = standing;
    const asked = question.trim();
    const again = step(`stop ${task.id} --question "<what must be answered>"`);
    const same = history.stops.some(({ cause }) => cause === causeOf(asked)) ? stopOpen(world, standing) : null;
    const refusal = refusedBy<never>(world, task, [same, wordsGate(world, question, { what: 'a question', next: again })]);
    if (refusal !== null) return refusal;
    const commit = recorded(world, standing, {
      operation: 'stop',
      input: { question: asked, cause: causeOf(asked) },
      sets: statusSets('BLOCKED'),
      row: { status: 'BLOCKED', notes: `STOP: ${asked}` },
    });
    const next = [newInstructStep(world, task), otherWork];
    return done({ result: taskResult(task, 'BLOCKED', { message: `${task.id} is stopped: ${asked}`, next }), commit });
  },
};

/** A person's answer to one STOP: the task goes back to where it was, unless something else holds it up. */
export function answered(world: World, standing: Admitted, { stop, text }: { readonly stop: OpenStop; readonly text: string }) {
  const { history } = standing;
  const lifted = history.stops.length === 1 && history.blocks.length === 0;
  const status = standing.status === 'BLOCKED' && lifted ? statusBefore(standing) : standing.status;
  const commit = recorded(world, standing, {
    operation: 'instruct',
    input: { stop: stop.event, text },
    sets: statusSets(status),
    row: { status, notes: `Answered: ${text}` },
  });
  return { commit, status, lifted };
}

const instructInput = v.object({
  id: taskId(),
  text: optionalText('The answer.'),
  stop: optionalText('Which STOP, where the task has several: the first letters of its event id.', { placeholder: 'EVENT' }),
});

export const instruct: ChangeOperation<typeof instructInput, TaskResult> = {
  kind: 'change',
  name: 'instruct',
  summary: 'Answer a STOP (a person); the work can go on.',
  group: 'life',
  input: instructInput,
  examples: [
    {
      command: 'instruct TASKS-03 --text "UTC in the store, local time on the screen"',
      does: 'lifts the STOP; the answer stands in ledger and log',
    },
  ],
  decide({ id, text = '', stop: wanted }, world) {
    const admitted = admitEdited(world, 'instruct', {
      id,
      personSteps: ({ task, history }) => (history.stops.length > 0 ? instructSteps(world, task) : [whyStep(task)]),
    });
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task, history } = standing;
    const matching = history.stops.filter(({ event }) => wanted === undefined || event.startsWith(wanted.toLowerCase()));
    const [open] = matching;
    if (open === undefined || matching.length > 1) {
      const which = history.stops.map(({ event, question }) => `${event.slice(0, 8)}: ${question}`);
      const told =
        open === undefined
          ? history.stops.length === 0
            ? 'has no open STOP'
            : 'has no such open STOP'
          : 'has several open STOPs; say which with --stop';
      const next = history.stops.length > 0 ? instructSteps(world, task) : [];
      return refused(
        problemOf(
          world,
          shut('wrong-status', told, { have: which, missing: ['one open STOP'], ...(next.length > 0 ? { next } : {}) }),
          task,
        ),
      );
    }
    if (world.policy.fourEyes && sameActor(open.actor, world.actor)) {
      return refused(
        forbidden(world, `${task.id}: the ${world.policy.name} policy wants the answer from another than ${open.actor.name}, who asked`, {
          task: task.id,
        }),
      );
    }
    const unsaid = wordsGate(world, text, { what: 'an answer', next: answerStep(world, task, open) });
    const refusal = refusedBy<never>(world, task, [unsaid]);
    if (refusal !== null) return refusal;
    const { commit, status, lifted } = answered(world, standing, { stop: open, text: text.trim() });
    const message = lifted ? `${task.id}: answered; it is ${status}` : `${task.id}: answered; it is still ${status}`;
    return done({ result: taskResult(task, status, { message, next: [step(`why ${task.id}`)] }), commit });
  },
};
