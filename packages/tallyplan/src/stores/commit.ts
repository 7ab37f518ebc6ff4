/**
 * One change carried out, crash-safe: intent, ledgers, a document that changes along, plan, in this order, each on the disk before the
 * next is begun; then the intent is dropped.
 *
 * Killed at any point, the change is either not begun (no whole intent) or finished by whoever comes next
 * (`recovery.ts`). Where a call fails instead, what was done is taken back, last first, and the intent
 * with the last step; if that fails too, the intent stays and the next one finishes the change. So what
 * is left is old or new, never half; and nothing is answered as done before all of it is on the disk.
 */
import { dirname } from 'node:path';
import { bytesOf } from './bytes.ts';
import { isAsDecided, replaceDocument, type SplicedDocument, temporaryFor } from './document-splice.ts';
import type { FileStatus, FileSystem } from './file-system.ts';
import { type Append, dropIntent, type Intent, type MadeFile, madeFiles, writeIntent } from './intent.ts';
import type { Lock } from './lock.ts';
import type { PlanBytes, PlanFile } from './plan-file.ts';
import type { StoreFolder } from './store-folder.ts';
import { StoreProblem } from './store-problem.ts';
import { cutBack, writeNew, writeOver } from './write-file.ts';

export interface CommitPlace {
  readonly files: FileSystem;
  readonly folder: StoreFolder;
  readonly plan: PlanFile;
}

export interface PendingChange {
  /** The plan that was decided on, and what shall stand there: the same where only ledgers change. */
  readonly before: PlanBytes;
  readonly after: PlanBytes;
  readonly intent: Intent;
  /** The upstream document that changes along. */
  readonly document: SplicedDocument | null;
}

/** `moved`: a file is not what was decided on any more; nothing was changed, and it must be decided anew. */
export function commitChange(place: CommitPlace, lock: Lock, change: PendingChange): 'committed' | 'moved' {
  assertHeld(lock);
  if (hasMoved(place, change)) return 'moved';
  const undo: Undo = [];
  try {
    writeBefore(place, change, undo);
    assertHeld(lock);
    if (!replaceAlong(place, change, undo) || !replacePlan(place, change, undo)) {
      takeBack(undo, null);
      return 'moved';
    }
  } catch (error) {
    // One that lost its lock has no say any more: whoever took it over has dealt with the intent.
    if (error instanceof LostLock) throw error;
    takeBack(undo, error);
    throw error;
  }
  dropIntent(place.files, place.folder);
  return 'committed';
}

/** How to take back each step, in the order in which they were begun. */
type Undo = (() => void)[];

function takeBack(undo: Undo, cause: unknown): void {
  try {
    for (const step of undo.toReversed()) step();
  } catch (error) {
    const reason = [cause, error].map((each) => (each instanceof Error ? each.message : '')).join('; ');
    const message = `The disk failed in the middle of a change, and again as it was taken back (${reason}). The next command will finish the change, whole`;
    throw Object.assign(new StoreProblem('internal', message), { cause: error });
  }
}

/** The intent, new files, ledgers: all that comes before the plan. */
function writeBefore({ files, folder }: CommitPlace, { intent }: PendingChange, undo: Undo): void {
  if (files.status(folder.ledgers) === null) files.makeFolder(folder.ledgers);
  undo.push(() => {
    dropIntent(files, folder);
    files.syncFolder(folder.path);
  });
  writeIntent(files, folder, intent);
  for (const name of madeFiles) {
    const text = intent.made[name];
    if (text === undefined) continue;
    undo.push(() => files.remove(folder[name]));
    files.remove(folder[name]);
    writeNew(files, folder[name], { bytes: bytesOf(text) });
  }
  const made = intent.ledgers.filter((append) => appendTo({ files, folder }, append, undo));
  if (made.length > 0 || intent.made.baseline !== undefined) files.syncFolder(folder.ledgers);
  if (Object.keys(intent.made).length > 0) files.syncFolder(folder.path);
}

/** Answers whether the ledger is a new file. */
function appendTo({ files, folder }: Pick<CommitPlace, 'files' | 'folder'>, append: Append, undo: Undo): boolean {
  const path = folder.ledger(append.ledger);
  const isNew = append.length === 0 && files.status(path) === null;
  undo.push(() => {
    // First the bytes, which a sync makes sure of; the name of an empty ledger does no harm.
    cutBack(files, path, append.length);
    if (isNew) files.remove(path);
  });
  const bytes = bytesOf(append.text);
  if (isNew) writeNew(files, path, { bytes });
  else writeOver(files, path, { bytes, at: append.length });
  return isNew;
}

/** False where somebody else saved the document meanwhile. */
function replaceAlong(place: CommitPlace, { document }: PendingChange, undo: Undo): boolean {
  return document === null || replaceDocument(place, document, (step) => void undo.push(step));
}

/** False where somebody else saved the plan meanwhile. */
function replacePlan({ files, folder, plan }: CommitPlace, change: PendingChange, undo: Undo): boolean {
  const { before, after, intent } = change;
  if (after === before) return plan.current() === before;
  const like = plan.status();
  const temporary = temporaryPlan({ files, folder, plan }, intent.id);
  writeNew(files, temporary, { bytes: after.pieces, like });
  undo.push(() => files.remove(temporary));
  if (plan.current() !== before) return false;
  undo.push(() => restorePlan({ files, folder, plan }, change, like));
  files.rename(temporary, plan.path);
  files.syncFolder(dirname(plan.path));
  plan.replaced(after);
  return true;
}

function restorePlan({ files, folder, plan }: CommitPlace, { before, after, intent }: PendingChange, like: FileStatus): void {
  if (!plan.current().bytes.equals(after.bytes)) return;
  const temporary = temporaryPlan({ files, folder, plan }, intent.id);
  writeNew(files, temporary, { bytes: before.bytes, like });
  files.rename(temporary, plan.path);
  files.syncFolder(dirname(plan.path));
}

/** Where the plan is written before it gets its name. */
export function temporaryPlan(place: CommitPlace, id: string): string {
  return temporaryFor(place, place.plan.path, id);
}

const madeOnce = ['ignore', 'attributes', 'configuration'] as const satisfies readonly MadeFile[];

function hasMoved(place: CommitPlace, { before, intent, document }: PendingChange): boolean {
  const { files, folder, plan } = place;
  const isAsSeen = ({ ledger, length }: Append): boolean => (files.status(folder.ledger(ledger))?.size ?? 0) === length;
  // What a person may have written by now must not be replaced; the rest of an adoption is no person's work.
  const isTaken = (name: MadeFile): boolean => intent.made[name] !== undefined && files.status(folder[name]) !== null;
  if (document !== null && !isAsDecided(place, document)) return true;
  return !plan.isLike(before) || !intent.ledgers.every(isAsSeen) || madeOnce.some(isTaken);
}

class LostLock extends StoreProblem {}

function assertHeld(lock: Lock): void {
  if (lock.isHeld()) return;
  throw new LostLock(
    'conflict',
    'This process slept for so long that another took its lock over. Look where the plan stands, then try again',
  );
}
