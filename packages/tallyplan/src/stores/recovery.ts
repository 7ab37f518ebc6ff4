/**
 * What whoever comes next does with an intent that was left: finish the change, whole, under the lock.
 *
 * Finishing never takes a byte out of a ledger: what stands there may have been committed to git by now.
 * All of it is written again, the intent first, since what a dead process wrote need not have reached the
 * disk, and whoever finishes the change can be interrupted too.
 *
 * Not every intent may be carried out. One that git tracks came with the repository; one that fits the
 * files no longer (somebody edited the plan meanwhile, or pulled) would overwrite what people did. Such
 * an intent is set aside, for a person to look at, and reported. Should it be certain that its plan never
 * came to be, since ledgers come first and one of them lacks its lines, then the lines that others have
 * are taken out again: nothing vouches for them.
 */
import { dirname } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { byteString, bytesOf } from './bytes.ts';
import { type CommitPlace, temporaryPlan } from './commit.ts';
import { documentToken, type FoundDocument, findSpliced, replaceDocument, temporaryFor } from './document-splice.ts';
import type { FileSystem } from './file-system.ts';
import { type Append, dropIntent, type Intent, keepIntent, type MadeFile, madeFiles, readIntent } from './intent.ts';
import type { Notice } from './notice.ts';
import { editedPlan, type PlanBytes } from './plan-file.ts';
import { sha256 } from './sha256.ts';
import type { StoreFolder } from './store-folder.ts';
import { StoreProblem } from './store-problem.ts';
import { cutBack, writeNew, writeOver } from './write-file.ts';

export interface RecoveryPlace extends CommitPlace {
  /** Whether git tracks a file. Asked only when there is an intent. */
  isTracked(path: string): boolean;
  /** Absolute paths of the upstream documents that have an id. Asked only when an intent names one. */
  documentsOf(key: string): readonly string[];
}

/** Deals with the intent that an interrupted change left, if there is one. Call it under the lock alone. */
export function recover(place: RecoveryPlace): Notice | null {
  const { files, folder } = place;
  const found = readIntent(files, folder);
  if (found.kind === 'none') return null;
  if (place.isTracked(folder.intent)) return setAside(place, 'git tracks it, so it came with the repository');
  switch (found.kind) {
    case 'torn':
      dropIntent(files, folder);
      return null;
    case 'newer':
      throw newerIntent();
    case 'altered':
      return setAside(place, 'it is not what a store wrote');
    case 'whole':
      return settle(place, found.intent);
  }
}

/** Nobody but that version knows what is left to do. */
export function newerIntent(): StoreProblem {
  return new StoreProblem(
    'config-invalid',
    'A newer Tallyplan was interrupted in the middle of a change. Finish it with that version: update, then try again',
  );
}

function settle(place: RecoveryPlace, intent: Intent): Notice {
  const { files, folder, plan } = place;
  files.remove(temporaryPlan(place, intent.id));
  const document = documentLeft(place, intent);
  const appended = intent.ledgers.map((append) => ({ append, state: stateOf(files, folder, append) }));
  const after = planAfter(plan.current(), intent);
  if (after !== null && document?.state !== 'foreign' && appended.every(({ state }) => state !== 'foreign')) {
    keepIntent(files, folder);
    finish(place, intent, { plan: after, document });
    return { kind: 'finished', by: intent.by, at: intent.at };
  }
  const planNeverCame =
    plan.current().revision !== intent.plan.after && appended.some(({ state }) => state === 'torn' || state === 'before');
  for (const { append, state } of appended) {
    if (planNeverCame && (state === 'torn' || state === 'after')) cutBack(files, folder.ledger(append.ledger), append.length);
  }
  const changed = after === null ? 'the plan' : document?.state === 'foreign' ? 'a document' : 'a ledger';
  return setAside(place, `${changed} was changed since`);
}

/** What is there of the document that the change edits along; null where it edits none. */
function documentLeft(place: RecoveryPlace, { id, document }: Intent): FoundDocument | null {
  if (document === undefined) return null;
  const token = documentToken(id);
  const paths = place.documentsOf(document.key);
  for (const path of paths) place.files.remove(temporaryFor(place, path, token));
  return findSpliced(place, document, { paths: () => paths, id: token });
}

/** The plan as the intent has it; null where that can't be made of the one that is there. */
function planAfter(current: PlanBytes, { plan: intended }: Intent): PlanBytes | null {
  if (current.revision === intended.after) return current;
  if (current.revision !== intended.before) return null;
  const after = editedPlan(current, intended.edits);
  return after.revision === intended.after ? after : null;
}

/** What shall be there in the end. */
interface Finished {
  readonly plan: PlanBytes;
  readonly document: FoundDocument | null;
}

function finish(place: RecoveryPlace, intent: Intent, { plan: after, document }: Finished): void {
  const { files, folder, plan } = place;
  if (intent.ledgers.length > 0 && files.status(folder.ledgers) === null) files.makeFolder(folder.ledgers);
  for (const name of madeFiles) finishMade(files, folder[name], intent.made[name]);
  for (const append of intent.ledgers) {
    const path = folder.ledger(append.ledger);
    const bytes = bytesOf(append.text);
    if (files.status(path) === null) writeNew(files, path, { bytes });
    else writeOver(files, path, { bytes, at: append.length });
  }
  files.syncFolder(folder.ledgers);
  files.syncFolder(folder.path);
  if (document?.state === 'before') replaceDocument(place, document.document, () => undefined);
  if (document?.state === 'after') files.syncFolder(dirname(document.path));
  if (after !== plan.current()) finishPlan(place, intent, after);
  files.syncFolder(dirname(plan.path));
  dropIntent(files, folder);
}

/** A file of an adoption that is missing, or was begun. What has another content is somebody's. */
function finishMade(files: FileSystem, path: string, text: Intent['made'][MadeFile]): void {
  if (text === undefined) return;
  const there = files.read(path);
  if (there !== null && !text.startsWith(byteString(there.bytes))) return;
  files.remove(path);
  writeNew(files, path, { bytes: bytesOf(text) });
}

function finishPlan(place: RecoveryPlace, { id }: Intent, after: PlanBytes): void {
  const { files, plan } = place;
  const temporary = temporaryPlan(place, id);
  writeNew(files, temporary, { bytes: after.pieces, like: plan.status() });
  files.rename(temporary, plan.path);
  plan.replaced(after);
}

/** What of an append is there: nothing, a part, all; or the ledger is not what it was appended to. */
function stateOf(
  files: FileSystem,
  folder: StoreFolder,
  { ledger, length, before, text }: Append,
): 'before' | 'torn' | 'after' | 'foreign' {
  const there = byteString(files.read(folder.ledger(ledger))?.bytes ?? Buffer.alloc(0));
  const tail = there.slice(length);
  const fits = there.length >= length && text.startsWith(tail) && sha256(there.slice(0, length) as ByteString) === before;
  if (!fits) return 'foreign';
  return tail === '' ? 'before' : tail === text ? 'after' : 'torn';
}

function setAside({ files, folder }: RecoveryPlace, reason: string): Notice {
  const file = folder.setAside(`${Date.now()}`);
  files.rename(folder.intent, file);
  return { kind: 'set-aside', reason, file };
}
