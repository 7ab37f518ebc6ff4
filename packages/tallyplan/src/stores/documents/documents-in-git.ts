/** What git knows of documents: the ids of their bytes, whether these are committed, and former texts. Asked with one process for all. */

import type { ByteString } from '@tallyplan/core/model/byte-string';
import { composed } from '@tallyplan/core/model/composed';
import type { LostContents, ReliedContent } from '@tallyplan/core/model/relied-content';
import type { DocumentRevision } from '@tallyplan/core/upstream/upstream';
import { blobOf, committedBlobs } from '../../git/committed-blobs.ts';
import { lostBlobs } from '../../git/lost-blobs.ts';
import { git } from '../../git/run-git.ts';

export class DocumentsInGit {
  readonly #root: string;
  /** null outside of git, or before the first commit. */
  #committed: ReadonlyMap<string, string> | null | undefined;

  /** @param root absolute path of the folder that paths are relative to */
  constructor(root: string) {
    this.#root = root;
  }

  revision(path: string, text: ByteString): DocumentRevision {
    // Also where there is no git, it is asked once.
    if (this.#committed === undefined) this.#committed = committedBlobs(this.#root);
    if (this.#committed === null) return { blob: null, committed: false };
    // Where git composes names, as on macOS, those in the work tree may not be.
    const there = this.#committed.get(path) ?? this.#committed.get(composed(path)) ?? null;
    const blob = blobOf(text, there);
    return { blob, committed: blob === there };
  }

  former(blob: string): ByteString | null {
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(blob)) return null;
    // What git answers is one character a byte.
    return git(this.#root, ['cat-file', 'blob', blob]) as ByteString | null;
  }

  lost(contents: readonly ReliedContent[]): LostContents | null {
    return lostBlobs(this.#root, contents);
  }
}
