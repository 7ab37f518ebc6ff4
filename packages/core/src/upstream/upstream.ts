/**
 * The upstream documents of a repository, as far as somebody asks for them.
 *
 * Asking which documents there are costs a walk through folders, and asking for one that an id means costs no
 * more: ids stand in file names. A document's `facts` are read (or taken from the index) when they are first asked
 * for. In a decision, which gates depend on, everything is read from the files themselves; an answer may use
 * the index. Whoever asks for nothing pays nothing.
 */

import type { ByteString } from '../model/byte-string.ts';
import type { Place, Span } from '../model/place.ts';
import type { LostContents, ReliedContent } from '../model/relied-content.ts';
import type { DigestVersion } from './content-digest.ts';
import type { DocumentFacts, Prerequisite } from './document-facts.ts';
import type { DocumentKey, Target } from './document-id.ts';
import { type Profile, usualProfile } from './profile.ts';

export interface UpstreamDocument {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly key: DocumentKey;
  /** The id as the file name has it: `REQ-001`. */
  readonly id: string;
  readonly type: string;
  readonly layer: number;
  /** Asks the content of very short files only, which may be redirects. */
  readonly role: DocumentRole;
  /** Of a section file (`REQ-01.3_x.md`): "3". The index is "0". null for a document in one file. */
  readonly section: string | null;
  readonly facts: DocumentFacts;
  /** Of `facts.prerequisites`, those that wait for this document's task. A text that can name none is not taken apart for it. */
  readonly waiting: readonly Prerequisite[];
  /** The bytes; null where the file has vanished, can't be read or is too large. */
  readonly text: ByteString | null;
  /** Digest of the bytes as they are, SHA-256 in hex; null where they can't be read. */
  readonly rawDigest: string | null;
  /**
   * Digest of the content, "v3:<hex>", of the whole document or of the sections with these numbers; null where it can't be
   * read. What it sets aside stands in docs/upstream-documents.md. A section that is not there counts as missing, so the
   * digest changes when it goes. A digest of a former version is compared with one of that version.
   */
  contentDigest(sections?: readonly string[], version?: DigestVersion): string | null;
  /** What the content digest leaves out, in order and without overlap. Few documents are asked for a digest, so it is looked for apart. */
  readonly setAside: readonly Span[];
  /**
   * What the content digest is of: lines, decoded, without what it sets aside, of the whole document or of sections; what
   * changed shows as a difference between two of these. null where it can't be read; a section that is not there is ''.
   */
  content(sections?: readonly string[]): string | null;
  /** Digest of the bytes of some sections as they are, SHA-256 in hex; null where the file can't be read. */
  rawDigestOf(sections: readonly string[]): string | null;
  placeOf(span: Span): Place;
  /** What stands there, decoded; shortened beyond 200 characters. */
  quote(span: Span): string;
  /** What git knows of the file. */
  revision(): DocumentRevision;
}

export type DocumentRole =
  /** The whole document, or its main file. */
  | 'document'
  /** One section of a document that is split into files. */
  | 'section'
  /** The index of such a document (S = 0); it stands for the document where there is no main file. */
  | 'index'
  /** The other half of a document in two files with one name: `CTR-01_x.md` and `CTR-01_x.yaml`. */
  | 'companion'
  /** A short stub that only points to another file. */
  | 'redirect';

export interface DocumentRevision {
  /** Git's id of the bytes as they are; null outside git. */
  readonly blob: string | null;
  /** Whether the last commit has exactly these bytes at that path. */
  readonly committed: boolean;
}

/** What a reference leads to. */
export type Resolution =
  | { readonly kind: 'found'; readonly document: UpstreamDocument; readonly sections: readonly string[] }
  /** No document has the id (`part` null), or the document has no such section or element. */
  | { readonly kind: 'missing'; readonly document: UpstreamDocument | null }
  /** Several documents have the id. */
  | { readonly kind: 'ambiguous'; readonly documents: readonly [UpstreamDocument, ...UpstreamDocument[]] };

export interface Upstream {
  readonly profile: Profile;
  /** All of them, by path and whatever their role; templates (`TYPE-00_*`, `*-TEMPLATE*`) and reviews (`*.R_*`) are left out. */
  readonly documents: readonly UpstreamDocument[];
  /** Those that stand for a document each (roles `document`, and `index` where it has no main file), of one type or of all. */
  ofType(type?: string): readonly UpstreamDocument[];
  /** Whether there is any such. Of a hundred thousand documents it looks at one. */
  holds(type: string): boolean;
  /** Those that have this id and stand for a document: one as a rule, several where it is ambiguous. */
  withKey(key: DocumentKey): readonly UpstreamDocument[];
  /** The document at a path, whatever its role. */
  at(path: string): UpstreamDocument | null;
  /** The files that make up one document, itself first: companion, index and sections in their order. */
  filesOf(document: UpstreamDocument): readonly UpstreamDocument[];
  /**
   * Of a `found` one, `sections` are what counts: numbers of sections in `document`, empty for all of it. An element counts
   * as its section. In a document that is split, `document` is the file that has the section. Redirects are followed.
   */
  resolve(target: Target): Resolution;
  /** Whether there is a file or folder at a path of the repository. False for what would lead out of it. */
  exists(path: string): boolean;
  /** A document as it once was, by git's id of its bytes (`DocumentRevision.blob`); null where the history no longer has it. */
  former(document: UpstreamDocument, blob: string): UpstreamDocument | null;
  /** Which of these contents, that were committed, git's history holds no more; null where there is no history to ask. */
  lost(contents: readonly ReliedContent[]): LostContents | null;
  /** What was in the way of finding documents: too many files, a folder that can't be read. */
  readonly problems: readonly SearchProblem[];
}

export interface SearchProblem {
  readonly path: string;
  readonly message: string;
}

/** Where there are no documents at all. */
export const noUpstream: Upstream = {
  profile: usualProfile,
  documents: [],
  problems: [],
  ofType: () => [],
  holds: () => false,
  withKey: () => [],
  at: () => null,
  filesOf: (document) => [document],
  resolve: () => ({ kind: 'missing', document: null }),
  exists: () => false,
  former: () => null,
  lost: () => null,
};
