/**
 * The one upstream document that a change may edit along with plan and ledgers: replaced whole, under the same intent.
 *
 * The intent names it by its id, so whoever finishes the change writes to nothing but a document that the
 * repository has, and only if its bytes are those that the change was decided on.
 */
import { dirname, join } from 'node:path';
import { applyEdits } from '@tallyplan/core/document/editing/edits';
import { byteString, bytesOf } from './bytes.ts';
import type { FileSystem } from './file-system.ts';
import type { DocumentSplice } from './intent.ts';
import { sha256, sha256OfBytes } from './sha256.ts';
import type { StoreFolder } from './store-folder.ts';
import { writeNew } from './write-file.ts';

export interface SplicePlace {
  readonly files: FileSystem;
  readonly folder: StoreFolder;
}

/** A document, and what shall stand there. */
export interface SplicedDocument {
  /** Absolute. */
  readonly path: string;
  readonly before: Buffer;
  readonly after: Buffer;
  /** Names the temporary file. */
  readonly id: string;
}

/** Whether it is as it was when the change was decided. */
export function isAsDecided({ files }: SplicePlace, { path, before }: SplicedDocument): boolean {
  return files.status(path)?.kind === 'file' && files.holds(path, before);
}

/** False where somebody else saved it meanwhile. `undo` hears how to take each step back. */
export function replaceDocument(place: SplicePlace, document: SplicedDocument, undo: (step: () => void) => void): boolean {
  const { files } = place;
  const { path, before, after, id } = document;
  const like = files.status(path);
  if (like === null || !isAsDecided(place, document)) return false;
  const temporary = temporaryFor(place, path, id);
  writeNew(files, temporary, { bytes: after, like });
  undo(() => files.remove(temporary));
  if (!isAsDecided(place, document)) return false;
  undo(() => {
    if (!files.holds(path, after)) return;
    writeNew(files, temporary, { bytes: before, like });
    files.rename(temporary, path);
    files.syncFolder(dirname(path));
  });
  files.rename(temporary, path);
  files.syncFolder(dirname(path));
  return true;
}

/** Where a file is written before it gets its name: in the folder that git ignores, unless that is on another disk. */
export function temporaryFor({ files, folder }: SplicePlace, path: string, id: string): string {
  const beside = dirname(path);
  const isOneDisk = files.status(beside)?.device === files.status(folder.path)?.device;
  return isOneDisk ? folder.temporary(id) : join(beside, `.tallyplan.${id}.tmp`);
}

/** What an interrupted change left of a document. */
export type FoundDocument =
  | { readonly state: 'after'; readonly path: string }
  | { readonly state: 'before'; readonly document: SplicedDocument }
  /** It is none of the two, or more than one file has its id and bytes. */
  | { readonly state: 'foreign' };

export function findSpliced(
  { files }: SplicePlace,
  { key, before, after, edits }: DocumentSplice,
  { paths, id }: { readonly paths: (key: string) => readonly string[]; readonly id: string },
): FoundDocument {
  const found = paths(key).flatMap((path): readonly FoundDocument[] => {
    const read = files.status(path)?.kind === 'file' ? files.read(path) : null;
    const digest = read === null ? null : sha256OfBytes(read.bytes);
    if (read === null || (digest !== before && digest !== after)) return [];
    if (digest === after) return [{ state: 'after', path }];
    const text = applyEdits(byteString(read.bytes), edits);
    return sha256(text) === after ? [{ state: 'before', document: { path, before: read.bytes, after: bytesOf(text), id } }] : [];
  });
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? { state: 'foreign' } : only;
}

/** Names the temporary file of the document that an intent edits. */
export function documentToken(intent: string): string {
  return `${intent}-document`;
}
