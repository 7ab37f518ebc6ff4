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
type Step = Exclude<Change, MoveTask> | Moves;
interface Moves {
  readonly kind: 'moves';
  readonly first: MoveTask;
  readonly others: MoveTask[];
}

function stepsOf(changes: readonly Change[]): readonly Step[] {
  const steps: Step[] = [];
  for (const change of changes) {
    const last = steps.at(-1);
    if (change.kind !== 'move-task') steps.push(change);
    else if (last?.kind === 'moves') last.others.push(change);
    else steps.push({ kind: 'moves', first: change, others: [] });
  }
  return steps;
}

function makeStep(draft: Draft, step: Step): Planned {
  return step.kind === 'moves' ? makeMoves(draft, step) : draft.make(step, (document) => planChange(document, step));
}

/** All at once; where one of them must be seen before another, as those before it and those after. */
function makeMoves(draft: Draft, { first, others }: Pick<Moves, 'first' | 'others'>): Planned {
  const together = draft.make(first, (document) => moveTasks(document, [first, ...others]));
  if (together.ok || !together.retry) return together;
  const alone = draft.make(first, (document) => moveTasks(document, [first]));
  const [second, ...rest] = others;
  return alone.ok && second !== undefined ? makeMoves(draft, { first: second, others: rest }) : alone;
}

function taskOf(step: Step): { readonly task?: TaskKey } {
  switch (step.kind) {
    case 'moves':
      return { task: step.first.task };
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
