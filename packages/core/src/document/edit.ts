/**
 * Turns changes of the plan into the smallest edits of its text. Everything outside the edits stays byte
 * for byte; several changes make one list of edits, all of it or none.
 *
 * Values are spliced where they stand, and one look at the text serves any number of them. A change that
 * moves things about is made on a text of its own, which is read again before the next change; the edits
 * of both are then composed, so that what comes out are edits of the text that was handed in.
 */
import type { Change, MoveTask } from '../model/change.ts';
import { type TaskKey, taskKeyOf } from '../model/task-id.ts';
import type { Document, Edit } from './document.ts';
import { Draft } from './editing/draft.ts';
import { moveTasks } from './editing/move-task.ts';
import { planChange } from './editing/plan-change.ts';
import type { Planned } from './editing/planned.ts';

export type EditResult =
  | { readonly ok: true; readonly edits: readonly Edit[] }
  /** Nothing was changed: what stands in the way, and of which task. */
  | { readonly ok: false; readonly message: string; readonly task?: TaskKey };

/** The edits that make all changes, one after another: sorted, apart from each other. `applyEdits` gives the text after them. */
export function editDocument(document: Document, changes: readonly Change[]): EditResult {
  const draft = new Draft(document);
  for (const step of stepsOf(changes)) {
    const planned = makeStep(draft, step);
    if (!planned.ok) return { ok: false, message: planned.message, ...taskOf(step) };
  }
  return { ok: true, edits: draft.finish() };
}

/** One change, or moves that follow each other: they are made at once. */
type Step = Exclude<Change, MoveTask> | { readonly kind: 'moves'; readonly moves: readonly MoveTask[] };

function stepsOf(changes: readonly Change[]): readonly Step[] {
  const steps: Step[] = [];
  let moves: MoveTask[] = [];
  for (const change of changes) {
    if (change.kind !== 'move-task') {
      moves = [];
      steps.push(change);
    } else {
      if (moves.length === 0) steps.push({ kind: 'moves', moves });
      moves.push(change);
    }
  }
  return steps;
}

function makeStep(draft: Draft, step: Step): Planned {
  return step.kind === 'moves' ? makeMoves(draft, step.moves) : draft.make(step, (document) => planChange(document, step));
}

/** All at once; where one of them must be seen before another, as those before it and those after. */
function makeMoves(draft: Draft, moves: readonly MoveTask[]): Planned {
  const [first, ...others] = moves;
  if (first === undefined) return { ok: true, edits: [] };
  const together = draft.make(first, (document) => moveTasks(document, moves));
  if (together.ok || !together.retry) return together;
  const alone = draft.make(first, (document) => moveTasks(document, [first]));
  return alone.ok ? makeMoves(draft, others) : alone;
}

function taskOf(step: Step): { readonly task?: TaskKey } {
  switch (step.kind) {
    case 'moves':
      return step.moves[0] === undefined ? {} : { task: step.moves[0].task };
    case 'add-task':
      return { task: taskKeyOf(step.task.id) };
    case 'add-log-row':
    case 'remove-log-row':
      return { task: taskKeyOf(step.task) };
    case 'add-phase':
    case 'set-last-updated':
      return {};
    default:
      return { task: step.task };
  }
}
