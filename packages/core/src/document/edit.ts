/**
 * Turns changes of the plan into the smallest edits of its text. Everything outside the edits stays byte
 * for byte; several changes make one list of edits, all of it or none.
 *
 * Values are spliced where they stand, and one look at the text serves any number of them. A change that
 * moves things about is made on a text of its own, which is read again before the next change; the edits
 * of both are then composed, so that what comes out are edits of the text that was handed in.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Change, MoveTask } from '../model/change.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { Document, Edit } from './document.ts';
import { addPhase } from './editing/add-phase.ts';
import { addTask } from './editing/add-task.ts';
import { applyEdits, composeEdits, inOrder } from './editing/edits.ts';
import { setLastUpdated } from './editing/last-updated.ts';
import { addLogRow, followsLog, removeLogRow } from './editing/log-row.ts';
import { moveTasks, removeTask } from './editing/move-task.ts';
import { impossible, type Planned } from './editing/planned.ts';
import { renameTask, setField } from './editing/set-field.ts';
import { setTracked } from './editing/set-tracked.ts';

export type EditResult =
  | { readonly ok: true; readonly text: ByteString; readonly edits: readonly Edit[] }
  /** Nothing was changed: what stands in the way, and of which task. */
  | { readonly ok: false; readonly message: string; readonly task?: TaskKey };

/** The text after all changes, made one after another, and the edits that lead to it: sorted, apart from each other. */
export function editDocument(document: Document, changes: readonly Change[]): EditResult {
  let progress: Progress = { document, edits: [], pending: [], touched: new Set(), isSettled: true };
  for (let at = 0; at < changes.length; ) {
    const moves = movesFrom(changes, at);
    const change = changes[at];
    if (change === undefined) break;
    if (!canJoin(progress, change)) progress = settled(progress);
    const planned = moves.length > 1 ? moveTasks(progress.document, moves) : null;
    const made = planned ?? plan(progress.document, change);
    if (!made.ok) return { ok: false, message: made.message, ...taskOf(change) };
    progress = joined(progress, change, made);
    at += planned === null ? 1 : moves.length;
  }
  return finished(progress);
}

/** The moves that follow each other from there on: they are made at once where that is possible. */
function movesFrom(changes: readonly Change[], from: number): readonly MoveTask[] {
  const moves: MoveTask[] = [];
  for (let at = from; at < changes.length; at++) {
    const change = changes[at];
    if (change?.kind !== 'move-task') break;
    moves.push(change);
  }
  return moves;
}

/** Changes made so far: `edits` lead to the document at hand, and `pending` on from there. */
interface Progress {
  readonly document: Document;
  readonly edits: readonly Edit[];
  readonly pending: readonly Edit[];
  /** What the pending edits are about. */
  readonly touched: ReadonlySet<string>;
  /** Whether another change may still be made on the document at hand. */
  readonly isSettled: boolean;
}

/** Changes that move lines about; each is made on a text in which nothing else is pending. */
const structural: ReadonlySet<Change['kind']> = new Set([
  'rename-task',
  'add-task',
  'add-phase',
  'move-task',
  'remove-task',
  'remove-log-row',
]);

function canJoin({ document, pending, touched, isSettled }: Progress, change: Change): boolean {
  if (pending.length === 0) return true;
  if (change.kind === 'add-log-row') return isSettled && followsLog(document, change);
  return isSettled && !structural.has(change.kind) && !touched.has(subjectOf(change));
}

/** What a change is about. Two that are about the same thing are made one after the other. */
function subjectOf(change: Change): string {
  switch (change.kind) {
    case 'set-tracked':
      return `${change.task} ${change.path}`;
    case 'set-field':
      return `${change.task} ${change.field === 'iplan_id' ? 'implementation.iplanId' : change.field}`;
    default:
      return change.kind;
  }
}

function plan(document: Document, change: Change): Planned {
  switch (change.kind) {
    case 'add-log-row':
      return addLogRow(document, change);
    case 'remove-log-row':
      return removeLogRow(document, change);
    case 'set-last-updated':
      return setLastUpdated(document, change);
    case 'add-task':
      return addTask(document, change);
    case 'add-phase':
      return addPhase(document, change);
    default:
      return planForTask(document, change);
  }
}

type TaskChange = Extract<Change, { readonly task: TaskKey }>;

function planForTask(document: Document, change: TaskChange): Planned {
  const task = document.plan.task(change.task);
  if (task === undefined) return impossible(`The plan has no task ${change.task}.`);
  if (!task.writable)
    return impossible(
      `The YAML around ${task.id} (line ${task.line}) cannot be edited as it stands. Mend it first: \`tallyplan check\` shows where.`,
    );
  switch (change.kind) {
    case 'set-tracked':
      return setTracked(document, task, change);
    case 'set-field':
      return setField(document, task, change);
    case 'rename-task':
      return renameTask(document, task, change);
    case 'move-task':
      return moveTasks(document, [change]) ?? impossible(`${task.id} cannot be moved there.`);
    case 'remove-task':
      return removeTask(document, task);
  }
}

function joined(progress: Progress, change: Change, planned: Extract<Planned, { ok: true }>): Progress {
  const isFreeRow = change.kind !== 'add-log-row' || followsLog(progress.document, change);
  return {
    ...progress,
    pending: [...progress.pending, ...planned.edits],
    touched: new Set([...progress.touched, subjectOf(change)]),
    isSettled: isFreeRow && !structural.has(change.kind) && planned.alone !== true,
  };
}

/** The document after what is pending. */
function settled({ document, edits, pending }: Progress): Progress {
  const ordered = inOrder(document.text, pending);
  const next = ordered.length === 0 ? document : document.reread(applyEdits(document.text, ordered));
  return { document: next, edits: composeEdits(edits, ordered), pending: [], touched: new Set(), isSettled: true };
}

function finished({ document, edits, pending }: Progress): EditResult {
  const ordered = inOrder(document.text, pending);
  return { ok: true, text: applyEdits(document.text, ordered), edits: composeEdits(edits, ordered) };
}

function taskOf(change: Change): { readonly task?: TaskKey } {
  return change.kind === 'add-task' || change.kind === 'add-phase' || !('task' in change) ? {} : { task: change.task as TaskKey };
}
