/**
 * What a ledger, replayed, says of a task and of the plan as a whole. These are the types; `replay.ts` makes them.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Actor, LedgerEvent, Receipt } from '../model/event.ts';
import type { Policy } from '../model/policy.ts';
import type { Severity } from '../model/problem.ts';
import type { RuleName } from '../model/rule-names.ts';
import type { Status } from '../model/status.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { TrackedState } from '../model/tracked-state.ts';

/** One task's ledger. A task without events has an empty one. */
export interface TaskHistory {
  readonly key: TaskKey;
  readonly events: readonly LedgerEvent[];
  /** Tracked state after the last event; null without events (then the baseline, or a never-started task, is what counts). */
  readonly state: TrackedState | null;
  /** The state that the first event started from: what the baseline's digest vouches for. */
  readonly base: TrackedState | null;
  /** Who has claimed or started it and not given it back, whether or not a lease has run out (`rules/holder.ts`); null for nobody. */
  readonly assignee: Assignment | null;
  /** Receipts in force, the latest of each item. */
  readonly receipts: readonly HeldReceipt[];
  /** Open STOPs and blocks, oldest first. While any is open the task is BLOCKED. */
  readonly stops: readonly OpenStop[];
  readonly blocks: readonly OpenBlock[];
  /** Where the task goes back to when the last block is lifted. */
  readonly statusBeforeBlock: Status | null;
  readonly waivers: readonly Waiver[];
  readonly evidence: readonly Evidence[];
  /** The last completion in force: how it came about; null while not completed by an event. */
  readonly completion: { readonly event: string; readonly at: string; readonly actor: Actor; readonly asFound: boolean } | null;
  /** What does not hold together: an id that is not its content's hash, a `prev` that leads nowhere, a line that is no event. */
  readonly faults: readonly LedgerFault[];
  /** Ids that no event follows: one as a rule; several after a plain git merge. */
  readonly heads: readonly string[];
}

export interface Assignment {
  readonly actor: Actor;
  /** UTC. */
  readonly since: string;
  /** Seconds that it holds without a sign of life; null for one that holds until it is given back. */
  readonly lease: number | null;
  /** UTC of the last sign of life: the last event of that actor on the task. */
  readonly renewed: string;
  /** The session that took it is over. */
  readonly left: boolean;
}
export interface HeldReceipt extends Receipt {
  readonly event: string;
  readonly at: string;
  readonly actor: Actor;
}
export interface OpenStop {
  readonly event: string;
  readonly question: string;
  readonly cause: string;
  readonly at: string;
  readonly actor: Actor;
  /** Answered, but the review that raised it must still pass. */
  readonly answered: boolean;
}
export interface OpenBlock {
  readonly event: string;
  readonly reason: string;
  readonly at: string;
  readonly actor: Actor;
}
export interface Waiver {
  readonly event: string;
  readonly rule: RuleName;
  readonly reason: string;
  readonly until: string | null;
  /** Digest of the content that it was about: void when that changes. */
  readonly content: string;
  readonly at: string;
  readonly actor: Actor;
}
export interface Evidence {
  readonly event: string;
  readonly name: string;
  readonly exitCode: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly outputDigest: string;
  readonly outputTail: string;
  readonly revision: string | null;
  /** Digest of the tree without the plan and `.tallyplan/`. */
  readonly tree: string;
  readonly at: string;
  readonly actor: Actor;
}

/** The ledger of the plan as a whole (`plan.jsonl`). */
export interface PlanHistory {
  readonly events: readonly LedgerEvent[];
  readonly heads: readonly string[];
  readonly faults: readonly LedgerFault[];
  /** The policy that the last `init` or `config accept` recorded, and the digest of the configuration it came from. */
  readonly policy: Policy | null;
  readonly policyDigest: string | null;
  /** Digest of `baseline.json` as the adoption recorded it. */
  readonly baselineDigest: string | null;
  /** Former ids, from `rename`: old key → the key of now. */
  readonly aliases: ReadonlyMap<TaskKey, TaskKey>;
  /** Tasks taken out by `remove`. */
  readonly removed: ReadonlySet<TaskKey>;
}

/** One thing wrong in one ledger line (counted from 1). */
export interface LedgerFault {
  readonly rule: 'ledger-broken' | 'ledger-forked' | 'ledger-truncated';
  readonly ledger: TaskKey | 'plan';
  readonly line: number;
  readonly message: string;
}

/** `.tallyplan/ledger/baseline.json`: the plan as it was adopted. */
export interface Baseline {
  readonly v: number;
  /** Task → SHA-256 (hex) of the canonical JSON of its tracked state. */
  readonly tasks: Readonly<Record<string, string>>;
  /** Task → its prerequisites at that time, so that one taken away can be told from one added. Only tasks that had some. */
  readonly prerequisites: Readonly<Record<string, readonly string[]>>;
  /** Tasks that were COMPLETED at that time: "completed, not verified by Tallyplan". */
  readonly completed: readonly string[];
  /** Tasks that were IN_PROGRESS or BLOCKED at that time. */
  readonly underway: readonly string[];
  readonly known: readonly KnownFinding[];
}

/**
 * The tracked state that one task was adopted with, a line of `.tallyplan/ledger/baseline-states.jsonl`.
 * Only tasks that were not never-started have one. The baseline's digest vouches for it; it is read
 * only when a hand edit must be explained or taken back, so that the baseline itself stays small.
 */
export interface AdoptedState {
  readonly task: string;
  readonly state: TrackedState;
}

/** A finding that the document already had when it was adopted. */
export interface KnownFinding {
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly task: string | null;
  /** What it was about, so that another finding of the same rule on the same task is not taken for it. */
  readonly value: string;
}

/** All that was ever recorded, as far as somebody asks for it. */
export interface Ledgers {
  /** False before `init`. */
  readonly adopted: boolean;
  readonly baseline: Baseline | null;
  readonly plan: PlanHistory;
  /** Reads that task's ledger alone. */
  task(key: TaskKey): TaskHistory;
  /** The state that a task was adopted with; null for one that was never-started then, or not there. */
  adoptedState(key: TaskKey): TrackedState | null;
  /** Keys of all tasks that have a ledger. */
  keys(): readonly TaskKey[];
  /** Everything in the folder as it lies there, byte for byte: for `audit`, which trusts nothing that was read before. */
  files(): LedgerFiles;
}

/** The bytes of `.tallyplan/ledger/`, today's or those of a former revision. */
export interface LedgerFiles {
  /** Every `*.jsonl` file but the adopted states, whatever its name: one that is no ledger's name is a fault. */
  readonly ledgers: readonly LedgerFile[];
  /** `baseline.json`; null where there is none. */
  readonly baseline: ByteString | null;
  /** `baseline-states.jsonl`; null where there is none. */
  readonly states: ByteString | null;
}
export interface LedgerFile {
  /** Name in the folder: `TASKS-07.jsonl`. */
  readonly name: string;
  readonly text: ByteString;
}
