/**
 * The port that a plan is kept behind: memory, files, later a database. Nothing above it knows how a plan is kept.
 *
 * One contract, `packages/tallyplan/src/stores/testing/store-contract.ts`, which every implementation passes:
 * a change is whole or did not happen; what was acknowledged is never lost; decisions see a
 * consistent snapshot and are made anew when it moved.
 */
import type { Graph } from '../graph/graph.ts';
import type { AdoptedState, Baseline, Ledgers } from '../ledger/history.ts';
import type { ByteString } from '../model/byte-string.ts';
import type { Change } from '../model/change.ts';
import type { Actor, DraftEvent } from '../model/event.ts';
import type { Places, Plan } from '../model/plan.ts';
import type { Outcome } from '../model/problem.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { Settings } from './configuration.ts';

/** A plan and its ledgers at one moment. */
export interface Snapshot {
  readonly plan: Plan;
  /** Of the plan; made when something is asked of it. */
  readonly graph: Graph;
  readonly places: Places;
  /** Path of the plan relative to the root, with `/`; how findings name it. */
  readonly file: string;
  /** SHA-256 (hex) of the plan's bytes. Computed when asked for. */
  readonly revision: string;
  readonly ledgers: Ledgers;
  /** The documents that tasks stand on; looked for when somebody asks. In a change they are read from the files themselves. */
  readonly upstream: Upstream;
  /** The configuration as it lies there, which gates do not use. */
  readonly configuration: Configuration;
  /** Whether a file that adoption makes where it is missing is there: it stays as it is. */
  isThere(name: FileOfAPerson): boolean;
}

/** What people may have written beside the ledgers before a plan is adopted. */
export type FileOfAPerson = 'configuration' | 'ignore' | 'attributes';

/** `.tallyplan/config.yaml` as it lies there. A file that is wrong fails before any decision, with `config-invalid`. */
export interface Configuration {
  /** Digest of its bytes; null where there is none. */
  readonly digest: string | null;
  readonly settings: Settings;
}

/** What a decision wants written, in one atomic change. */
export interface Commit {
  readonly changes: readonly Change[];
  /** One upstream document that is edited with it: an IPLAN whose steps are ticked. */
  readonly document?: DocumentEdit;
  readonly events: readonly DraftEvent[];
  /** `init` alone: the files that adoption writes besides. A configuration that is there already is left as it is. */
  readonly adoption?: { readonly baseline: Baseline; readonly states: readonly AdoptedState[]; readonly configuration: string };
}

/** Splices of one upstream document, in order and without overlap. */
export interface DocumentEdit {
  /** As the snapshot's collection has it. */
  readonly path: string;
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: ByteString }[];
}

export interface Decision<T> {
  readonly result: T;
  /** null: nothing to write (the result says why); nothing is recorded. */
  readonly commit: Commit | null;
}

/** What a change did, or with `dryRun` would do, to the files. */
export interface Written<T> {
  readonly result: T;
  readonly changed: readonly ChangedFile[];
}
export interface ChangedFile {
  readonly file: string;
  /** Unified diff; made when asked for. */
  diff(): string;
}

export interface ChangeOptions {
  readonly actor: Actor;
  readonly dryRun: boolean;
  /** UTC time of the event: read under the lock. */
  readonly now: () => Date;
}

export interface Question {
  /** The operation, as it can stand in the name of a file. */
  readonly about: string;
  readonly words: string;
  /** What the answer depends on besides the words and the snapshot, known when it has been found; null where that can't be said. */
  bounds(): Bounds | null;
  /** Whether who asks, and when, is within the bounds of an answer that was found before. */
  isWithin(bounds: Bounds): boolean;
}

/** For whom and when an answer holds, as far as it depends on that. It can be written as JSON. */
export interface Bounds {
  /** null: whoever asks. */
  readonly who: { readonly name: string; readonly session: string | null } | null;
  /** UTC of the moments, as `Moment` has them, between which nothing that the answer compared with the clock comes: the first of them included. */
  readonly from: string | null;
  readonly until: string | null;
}

export interface Store {
  /**
   * Answers from a consistent snapshot. `answer` may be called more than once. Fails where there is no plan that can be read.
   * With a `question`, the store may give the answer that it gave before to the same words, as long as nothing of what that
   * was made of has changed. Such an answer can be written as JSON.
   */
  read<T>(answer: (snapshot: Snapshot) => Outcome<T>, question?: Question): Promise<Outcome<T>>;
  /** Decides under the lock and commits. `decide` may be called more than once (an editor saved meanwhile). Fails with `busy` or `conflict`. */
  change<T>(decide: (snapshot: Snapshot) => Outcome<Decision<T>>, options: ChangeOptions): Promise<Outcome<Written<T>>>;
}
