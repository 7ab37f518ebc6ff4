/** The ledger's unit: one change that happened, by whom, when, to what. The format of `.tallyplan/ledger/*.jsonl`. */
import type { TaskKey } from './task-id.ts';
import type { ValueChange } from './tracked-state.ts';

export const eventVersion = 1;

export type ActorKind = 'human' | 'agent' | 'ci';

/** Who acts. Names are claims. `kind` is what was seen (or asked for, outside any agent's environment); `claimed` is the kind that was asked for inside a detected one. */
export interface Actor {
  readonly name: string;
  readonly kind: ActorKind;
  readonly claimed?: ActorKind;
  readonly session?: string;
}

/** What is known of one event before it stands in the chain. */
export interface DraftEvent {
  /** The ledger that it goes to: a task's, or the plan's as a whole. */
  readonly ledger: TaskKey | 'plan';
  readonly operation: string;
  /** The id as written at that time. */
  readonly task?: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly changes: readonly ValueChange[];
  readonly receipts?: readonly Receipt[];
}

/** One line of a ledger. `id` = SHA-256 (hex) of the canonical JSON (RFC 8785) of the event without `id`. */
export interface LedgerEvent {
  readonly v: number;
  readonly id: string;
  /** The ids that it follows: none for the first, one as a rule, two for a merge. */
  readonly prev: readonly string[];
  /** UTC with milliseconds, ISO 8601. */
  readonly at: string;
  readonly actor: Actor;
  readonly operation: string;
  readonly task?: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly changes: readonly ValueChange[];
  readonly receipts?: readonly Receipt[];
  /** SHA-256 (hex) of the plan's bytes. */
  readonly plan: { readonly before: string; readonly after: string };
}

/** Who verified one checklist item, when, and against which content. Actor and time are the event's own. */
export interface Receipt {
  readonly item: string;
  /** Empty where the tool decided by itself. */
  readonly note: string;
  /** self-reported: attested; tool-run: decided by Tallyplan. */
  readonly trust: 'self-reported' | 'tool-run';
  readonly documents: readonly ReliedOn[];
  /** Said where there was nothing to rely on: "no document linked". */
  readonly remark?: string;
}

/** A document that a receipt relied on. */
export interface ReliedOn {
  readonly path: string;
  /** Content digest with its algorithm's version, "v3:<hex>". */
  readonly digest: string;
  readonly blob: string | null;
  readonly committed: boolean;
  readonly sections?: readonly string[];
}
