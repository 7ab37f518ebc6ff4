/** What rules may look at: a plan, its ledgers, the accepted policy, and the date. An operation's `World` has all of it. */
import type { Graph } from '../graph/graph.ts';
import type { Ledgers } from '../ledger/history.ts';
import type { Digest } from '../model/digest.ts';
import type { Actor } from '../model/event.ts';
import type { Places, Plan } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import type { Upstream } from '../upstream/upstream.ts';

export interface RuleWorld {
  readonly plan: Plan;
  readonly graph: Graph;
  readonly places: Places;
  readonly ledgers: Ledgers;
  /** The documents that tasks stand on. Whoever asks for none of them does not make anybody look for any. */
  readonly upstream: Upstream;
  /** The accepted policy; the standard one before adoption. */
  readonly policy: Policy;
  /** Digest of the configuration as it lies there; null where there is none. Gates do not use it, `check` compares it. */
  readonly configuration: { readonly digest: string | null };
  readonly actor: Actor;
  readonly now: Moment;
  /** Path of the plan, as findings name it. */
  readonly file: string;
  readonly digest: Digest;
  /** Digest of the tree at hand, without the plan and `.tallyplan/`; null where no decision needs it. */
  readonly tree: string | null;
  /** Whether a command that the policy names may run on this machine: a person here has seen what it runs. */
  readonly mayRun: (command: NamedCommand) => boolean;
}

/** A command of the policy, by its name. */
export interface NamedCommand {
  readonly name: string;
  readonly run: string;
}

/** One moment, in the two clocks that matter. */
export interface Moment {
  /** UTC, ISO 8601 with milliseconds: what ledgers hold. */
  readonly utc: string;
  /** The calendar date where the actor is, or the one asked for: what plans hold. */
  readonly date: string;
  /** Local date and time, ISO 8601 without zone, for plans that write times. */
  readonly local: string;
  /** Where somebody watches what an answer depends on: `hasPassed`, heard. */
  readonly hasPassed?: (utc: string) => boolean;
}

/** Whether that moment, in UTC as a `Moment` has it, is over. Rules ask in this way, so that it can be told until when their answer holds. */
export function hasPassed(now: Moment, utc: string): boolean {
  return now.hasPassed?.(utc) ?? utc <= now.utc;
}
