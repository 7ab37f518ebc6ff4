/** Upstream documents in files: the core's `DocumentSource` over a repository. One of these lives as long as a snapshot. */
import { join } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { composed } from '@tallyplan/core/model/composed';
import type { LostContents, ReliedContent } from '@tallyplan/core/model/relied-content';
import type { ReadingProblem } from '@tallyplan/core/upstream/document-facts';
import type { DocumentSource, KnownDocument } from '@tallyplan/core/upstream/document-source';
import type { DocumentRevision } from '@tallyplan/core/upstream/upstream';
import { byteString } from '../bytes.ts';
import { errorCode, type FileStatus, type FolderEntry } from '../file-system.ts';
import { isOld, stampOf } from '../observed-files.ts';
import type { DocumentIndex } from './document-index.ts';
import { type Found, type SearchPlace, searchDocuments } from './document-search.ts';
import type { DocumentsInGit } from './documents-in-git.ts';

/** The largest document that is read. */
const largestDocument = 64 * 1024 * 1024;

export interface DocumentPlace extends SearchPlace {
  /** What is known from before, fetched when it is needed. */
  readonly index: () => DocumentIndex | null;
  /** Whether bytes must be read to be known: in a decision, which gates depend on. Else a file of the same size, identity and times is the same. */
  readonly readsAll: boolean;
  readonly git: DocumentsInGit;
}

export class DocumentFiles implements DocumentSource {
  readonly #place: DocumentPlace;
  readonly #moment = BigInt(Date.now()) * 1_000_000n;
  readonly #statuses = new Map<string, FileStatus | null>();
  readonly #folders = new Map<string, ReadonlyMap<string, FolderEntry>>();

  constructor(place: DocumentPlace) {
    this.#place = place;
  }

  search(): Found {
    const found = searchDocuments(this.#place);
    // Where there are no documents, nothing is known of them, and there is no need to look where it would be kept.
    if (found.paths.length > 0) this.#place.index()?.keepOnly(found.paths);
    return found;
  }

  size(path: string): number | null {
    return this.#status(path)?.size ?? null;
  }

  read(path: string): ByteString | ReadingProblem {
    try {
      const read = this.#place.files.read(this.#absolute(path), largestDocument);
      if (read === null) return notReadable('it is gone: it was there a moment ago');
      this.#statuses.set(path, read.status);
      return byteString(read.bytes);
    } catch (error) {
      return this.#whyNotRead(path, error);
    }
  }

  #whyNotRead(path: string, error: unknown): ReadingProblem {
    const code = errorCode(error) ?? '';
    const status = this.#status(path);
    if (status !== null && status.kind !== 'file') return notReadable('it is no regular file');
    if (status !== null && code === 'EFBIG') {
      const megabytes = (size: number) => Math.ceil(size / 1024 / 1024);
      const message = `it is too large to be read (${megabytes(status.size)} MiB; at most ${megabytes(largestDocument)})`;
      return { kind: 'too-large', message, span: { start: 0, end: 0 } };
    }
    // A disk that fails says nothing of the document.
    if (!['EACCES', 'EPERM', 'ELOOP', 'EISDIR'].includes(code)) throw error;
    return notReadable(`it cannot be read (${code})`);
  }

  known(path: string): KnownDocument | null {
    const index = this.#place.readsAll ? null : this.#place.index();
    if (index === null || !index.has(path)) return null;
    const stamp = stampOf(this.#status(path));
    return stamp === null ? null : index.find(path, stamp);
  }

  knownBytes(path: string, rawDigest: string): KnownDocument | null {
    const index = this.#place.index();
    return index?.has(path) === true ? index.findBytes(path, rawDigest, this.#stampToKeep(path)) : null;
  }

  learn(path: string, known: KnownDocument): void {
    this.#place.index()?.learn(path, this.#stampToKeep(path), known);
  }

  /** What was changed a moment ago may be changed again in the same tick of the clock: that has no stamp, and is found by its bytes alone. */
  #stampToKeep(path: string): string {
    const status = this.#place.readsAll ? null : (this.#statuses.get(path) ?? null);
    return status !== null && isOld(status, this.#moment) ? (stampOf(status) ?? unknown) : unknown;
  }

  /** By the names in folders, each listed once. A link is taken for what it stands for, since it is not followed. */
  exists(path: string): boolean {
    let folder = '';
    for (const name of path.split('/')) {
      if (name === '') continue;
      const names = this.#namesIn(folder);
      const entry = names.get(name) ?? names.get(composed(name));
      if (entry === undefined) return false;
      if (entry.kind === 'link') return true;
      folder = folder === '' ? entry.name : `${folder}/${entry.name}`;
    }
    return true;
  }

  revision(path: string): DocumentRevision {
    const text = this.read(path);
    return typeof text === 'string' ? this.#place.git.revision(path, text) : { blob: null, committed: false };
  }

  former(blob: string): ByteString | null {
    return this.#place.git.former(blob);
  }

  lost(contents: readonly ReliedContent[]): LostContents | null {
    return this.#place.git.lost(contents);
  }

  /** By their names, and by those composed. */
  #namesIn(folder: string): ReadonlyMap<string, FolderEntry> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const entries = this.#entriesOf(folder);
    const names = new Map(entries.map((entry) => [composed(entry.name), entry]));
    for (const entry of entries) names.set(entry.name, entry);
    this.#folders.set(folder, names);
    return names;
  }

  #entriesOf(folder: string): readonly FolderEntry[] {
    try {
      return this.#place.files.entries(this.#absolute(folder));
    } catch (error) {
      // What nobody may look into can't be said to lack anything; but nothing can be found in it either.
      if (['EACCES', 'EPERM', 'ELOOP', 'ENOTDIR'].includes(errorCode(error) ?? '')) return [];
      throw error;
    }
  }

  #status(path: string): FileStatus | null {
    const known = this.#statuses.get(path);
    if (known !== undefined) return known;
    const status = this.#place.files.status(this.#absolute(path));
    this.#statuses.set(path, status);
    return status;
  }

  #absolute(path: string): string {
    return join(this.#place.root, path);
  }
}

/** The stamp of no file. */
const unknown = '';

function notReadable(message: string): ReadingProblem {
  return { kind: 'not-readable', message, span: { start: 0, end: 0 } };
}
