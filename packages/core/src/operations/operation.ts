/**
 * What an operation is: one verb, defined once, from which every surface derives its own form.
 * Read `start.ts` first; new operations look like it.
 */
import type * as v from 'valibot';
import type { Outcome } from '../model/problem.ts';
import type { RuleWorld } from '../rules/rule-world.ts';
import type { Configuration, Decision, Snapshot } from './store.ts';

/** Everything that a decision may look at. Clock, actor and policy arrive as data; nothing here can act. */
export interface World extends RuleWorld {
  readonly configuration: Configuration;
  readonly isThere: Snapshot['isThere'];
  /** What is known of the sitting that acts; recorded with what it takes. */
  readonly sitting: Sitting;
  /** SHA-256 (hex) of the plan's bytes. */
  readonly revision: string;
}

/** One sitting of an agent: what its host, or its surface, says of it. */
export interface Sitting {
  /** The program that the agent runs in. */
  readonly host?: string;
  readonly model?: string;
  /** The git revision that it found. */
  readonly revision?: string;
}

interface Definition<Input extends v.GenericSchema> {
  readonly name: string;
  /** One line, imperative. */
  readonly summary: string;
  readonly group: 'read' | 'life' | 'planning' | 'record' | 'audit' | 'agents';
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
  /** Its answer costs a look at everything: a store may remember it, where it takes of the moment the date alone, and of the actor the kind. */
  readonly remembered?: true;
  /** False where it is asked in such a way that the answer can't be remembered after all. */
  canBeRemembered?(input: v.InferOutput<Input>): boolean;
  answer(input: v.InferOutput<Input>, world: World): Outcome<Result>;
  /** Asked in such a way, it takes something as well: then this decides, and answers the same. */
  asChange?(input: v.InferOutput<Input>): Pick<ChangeOperation<Input, Result>, 'decide' | 'needsSitting'> | null;
}

/** Decides on a change, purely; the store carries it out. */
export interface ChangeOperation<Input extends v.GenericSchema = v.GenericSchema, Result = unknown> extends Definition<Input> {
  readonly kind: 'change';
  /** Its gates may ask for evidence, which must be for the tree at hand. */
  readonly needsEvidence?: true;
  /** Its event nearly always tells of the sitting, which is asked before the lock for it. One that seldom does (a start of what was not claimed) asks when it needs it. */
  readonly needsSitting?: true;
  decide(input: v.InferOutput<Input>, world: World): Outcome<Decision<Result>>;
}

export type Operation = ReadOperation | ChangeOperation;
