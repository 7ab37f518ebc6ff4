/** What was read of documents before, for each use that is made of it; opened when a document is first asked for. */
import type { Profile } from '@tallyplan/core/upstream/profile';
import { DocumentIndex, type IndexOptions } from './document-index.ts';

/** An answer takes what it finds in files that seem to be what they were. A decision reads the bytes, and takes what was found in just these. */
export type IndexUse = 'answers' | 'decisions';

export class DocumentIndexes {
  readonly #kept: (profile: Profile, use: IndexUse) => IndexOptions | null;
  readonly #open = new Map<IndexUse, { readonly profile: Profile; readonly documents: DocumentIndex | null }>();

  /** @param kept where an index is kept; null where none is */
  constructor(kept: (profile: Profile, use: IndexUse) => IndexOptions | null) {
    this.#kept = kept;
  }

  of(profile: Profile, use: IndexUse): DocumentIndex | null {
    const open = this.#open.get(use);
    if (open?.profile === profile) return open.documents;
    const kept = this.#kept(profile, use);
    const documents = kept === null ? null : new DocumentIndex(kept);
    this.#open.set(use, { profile, documents });
    return documents;
  }

  save(use: IndexUse): void {
    this.#open.get(use)?.documents?.save();
  }
}
