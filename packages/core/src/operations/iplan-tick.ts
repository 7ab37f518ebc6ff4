/**
 * `iplan tick ID 1-7`: steps of an IPLAN's task list are done.
 *
 * One byte of the document changes for each, in the same atomic change as the event that says so. A tick is not
 * content: no receipt turns suspect by it.
 */
import * as v from 'valibot';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Task } from '../model/plan.ts';
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { admit, unknownTask } from '../rules/alone-gates.ts';
import { taskOfIplan } from '../rules/consistency/plan-task-of.ts';
import { findTask } from '../rules/find-task.ts';
import { alreadyStarted } from '../rules/gates.ts';
import { afterLastStep, problemOf } from '../rules/lead-on.ts';
import { step, whyStep } from '../rules/next-steps.ts';
import { actsAsPerson } from '../rules/permission.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { numbersIn } from '../rules/step-ranges.ts';
import { iplanDocumentsOf } from '../rules/task-documents.ts';
import type { Step } from '../upstream/document-facts.ts';
import type { UpstreamDocument } from '../upstream/upstream.ts';
import { taskId, text } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { otherWorld } from './other-world.ts';
import { recorded } from './recorded.ts';
import type { Decision } from './store.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

const input = v.object({
  id: taskId(0, 'The task, or its IPLAN.'),
  steps: text('The steps that are done, by their places in the list.', { placeholder: '1-7', position: 1 }),
});

export interface TickResult extends TaskResult {
  readonly document: string;
  /** Steps that were ticked now. */
  readonly ticked: readonly StepJson[];
  /** Steps that are still open. */
  readonly open: readonly StepJson[];
}
interface StepJson {
  readonly number: number;
  readonly text: string;
}

/** The document whose steps count for a task; or why there is none. */
export function stepListOf(world: World, task: Task): { readonly document: UpstreamDocument } | { readonly why: ShutGate } {
  const documents = iplanDocumentsOf(world, task);
  const [document, ...twins] = documents;
  if (document !== undefined && twins.length === 0 && document.facts.steps.length > 0) return { document };
  const told =
    twins.length > 0
      ? 'has two IPLAN documents of one id'
      : document !== undefined && /\.ya?ml$/i.test(document.path)
        ? 'has an IPLAN in YAML, which has no list of checkboxes to tick: how far its steps are is noted in the file itself'
        : 'has no IPLAN document with a task list';
  const missing = ['one IPLAN document with a task list: checkboxes below a heading "Task List"'];
  return { why: shut('wrong-status', told, { have: documents.map(({ path }) => path), missing, next: [whyStep(task)] }) };
}

export const iplanTick: ChangeOperation<typeof input, TickResult> = {
  kind: 'change',
  name: 'iplan tick',
  summary: "Tick steps of an IPLAN's task list.",
  group: 'life',
  input,
  examples: [
    { command: 'iplan tick TASKS-03 1-3', does: 'the first three steps are done' },
    { command: 'iplan tick IPLAN-03 4,7', does: 'the same by the id of the IPLAN' },
  ],
  decide({ id, steps }, world) {
    const named = meantTask(world, id);
    if (named === undefined) return refused(unknownTask(world, id));
    const admitted = admit(world, 'iplan tick', named.id);
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    const taken = actsAsPerson(world.actor, world.policy) ? null : alreadyStarted(world, standing);
    const refusal = refusedBy<never>(world, task, [taken]);
    if (refusal !== null) return refusal;
    const list = stepListOf(world, task);
    if ('why' in list) return refused(problemOf(world, list.why, task));
    const { document } = list;
    const all = document.facts.steps;
    const numbers = numbersIn(steps, all.length);
    return numbers === null ? refused(notSteps(world, task, all.length)) : tick(world, standing, { document, numbers });
  },
};

/** A task by its id, or by that of its IPLAN. */
function meantTask(world: World, id: string): Task | undefined {
  return findTask(world, id) ?? taskOfIplan(world, taskKeyOf(id));
}

function notSteps(world: World, task: Task, most: number) {
  const told = `takes numbers of steps from 1 to ${most}, such as 1-3 or 2,5`;
  return {
    ...problemOf(
      world,
      shut('wrong-status', told, { missing: [`numbers from 1 to ${most}`], next: [step(`iplan tick ${task.id} 1-${most}`)] }),
      task,
    ),
    rule: 'usage' as const,
  };
}

interface Ticks {
  readonly document: UpstreamDocument;
  readonly numbers: readonly number[];
}

function tick(world: World, standing: Standing, { document, numbers }: Ticks): Outcome<Decision<TickResult>> {
  const { task } = standing;
  const { steps } = document.facts;
  const ticked = steps.filter(({ number, done }) => !done && numbers.includes(number));
  const open = steps.filter(({ number, done }) => !done && !numbers.includes(number));
  const edits = ticked.map(({ mark }) => ({ start: mark.start, end: mark.end, text: encodeUtf8('x') }));
  const message = `${document.id}: ${ticked.length === 0 ? 'nothing to tick' : `${ticked.length} ticked`}; ${open.length === 0 ? 'every step is done' : `${open.length} open`}`;
  const commit =
    ticked.length === 0
      ? null
      : {
          ...recorded(world, standing, {
            operation: 'iplan tick',
            // What the numbers count in: `undo` takes them back in the same list alone.
            input: { document: document.id, steps: ticked.map(({ number }) => number), content: document.contentDigest() },
            sets: {},
          }),
          document: { path: document.path, edits },
        };
  // Boxes are of the tree: what ran before they were ticked ran on another one.
  const then = ticked.length === 0 ? world : otherWorld(world, { tree: '' });
  const result = taskResult(task, task.status, {
    message,
    next: open.length === 0 ? afterLastStep(then, standing) : [whyStep(task)],
  });
  return done({ result: { ...result, document: document.path, ticked: ticked.map(stepJson), open: open.map(stepJson) }, commit });
}

function stepJson({ number, text }: Step): StepJson {
  return { number, text };
}
