/** Where upstream documents are kept. Stores have one over files, tests one over texts; the collection does the rest. */
import type { ByteString } from '../model/byte-string.ts';
import type { LostContents, ReliedContent } from '../model/relied-content.ts';
import type { DocumentFacts, ReadingProblem } from './document-facts.ts';
import type { DocumentRevision, SearchProblem } from './upstream.ts';

export interface DocumentSource {
  /** All files that could be documents, by path: from the root, with `/`. The plan is not among them. */
  search(): { readonly paths: readonly string[]; readonly problems: readonly SearchProblem[] };
  /** Size in bytes; null where there is no such file. */
  size(path: string): number | null;
  /** The bytes; or why they can't be had: the file has vanished, may not be read, or is too large. */
  read(path: string): ByteString | ReadingProblem;
  /** What an index knows of the file as it seems to be, unread; null where it must be read, which a decision always does. */
  known(path: string): KnownDocument | null;
  /** What an index knows of these very bytes at that path; null where they must be taken apart. */
  knownBytes(path: string, rawDigest: string): KnownDocument | null;
  /** Told of what was found out, so that an index can be kept. */
  learn(path: string, known: KnownDocument): void;
  exists(path: string): boolean;
  revision(path: string): DocumentRevision;
  former(blob: string): ByteString | null;
  lost(contents: readonly ReliedContent[]): LostContents | null;
}

/** What an index keeps of one document. */
export interface KnownDocument {
  readonly facts: DocumentFacts;
  readonly rawDigest: string;
  /** By version, and what it is of: `v2` for the whole document, `v2 3 4.1` for sections. */
  readonly contentDigests: Readonly<Record<string, string>>;
}
