/**
 * What an operation is: one verb, defined once, from which every surface derives its own form.
 * Read `start.ts` first; new operations look like it.
 */
import type * as v from 'valibot';
import type { Graph } from '../graph/graph.ts';
import type { Ledgers } from '../ledger/history.ts';
import type { Digest } from '../model/digest.ts';
import type { Actor } from '../model/event.ts';
import type { Plan, Places } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import type { Outcome } from '../model/problem.ts';
import type { Configuration, Decision } from './store.ts';

/** Everything that a decision may look at. Clock, actor and policy arrive as data; nothing here can act. */
export interface World {
  readonly plan: Plan;
  readonly graph: Graph;
  readonly places: Places;
  readonly ledgers: Ledgers;
  /** The accepted policy; the standard one before adoption. */
  readonly policy: Policy;
  readonly configuration: Configuration;
  readonly actor: Actor;
  readonly now: Moment;
  /** Path of the plan, as findings name it. */
  readonly file: string;
  /** SHA-256 (hex) of the plan's bytes. */
  readonly revision: string;
  readonly digest: Digest;
}

/** One moment, in the two clocks that matter. */
export interface Moment {
  /** UTC, ISO 8601 with milliseconds: what ledgers hold. */
  readonly utc: string;
  /** The calendar date where the actor is, or the one asked for: what plans hold. */
  readonly date: string;
  /** Local date and time, ISO 8601 without zone, for plans that write times. */
  readonly local: string;
}

interface Definition<Input extends v.GenericSchema> {
  readonly name: string;
  /** One line, imperative. */
  readonly summary: string;
  readonly group: 'read' | 'life' | 'planning' | 'record' | 'audit';
  /** A valibot object; `input.ts` has the fields, which carry what surfaces need to know. */
  readonly input: Input;
  readonly examples: readonly Example[];
}
export interface Example {
  readonly command: string;
  readonly does: string;
}

/** Answers a question; writes nothing; needs no adoption. */
export interface ReadOperation<Input extends v.GenericSchema = v.GenericSchema, Result = unknown> extends Definition<Input> {
  readonly kind: 'read';
  answer(input: v.InferOutput<Input>, world: World): Outcome<Result>;
}

/** Decides on a change, purely; the store carries it out. */
export interface ChangeOperation<Input extends v.GenericSchema = v.GenericSchema, Result = unknown> extends Definition<Input> {
  readonly kind: 'change';
  decide(input: v.InferOutput<Input>, world: World): Outcome<Decision<Result>>;
}

export type Operation = ReadOperation | ChangeOperation;
