/** Contents of documents that somebody relied on, and what git's history holds of them. */

/** One content of a document, as the history had it at that path. */
export interface ReliedContent {
  readonly path: string;
  /** Git's id of its bytes. */
  readonly blob: string;
}

/** What of some contents the history holds no more. */
export interface LostContents {
  readonly contents: readonly ReliedContent[];
  /** False where the history is not all here, as in a shallow clone: then it may hold them elsewhere. */
  readonly isSure: boolean;
}
