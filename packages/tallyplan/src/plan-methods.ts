/** The operations as methods: `plan.start({ id })`, `plan.addTask({ … })`, each typed by its entry in the table. */

import type { Outcome } from '@tallyplan/core/model/problem';
import type { operationsByMethod } from '@tallyplan/core/operations/index';
import type { ChangeOperation, ReadOperation } from '@tallyplan/core/operations/operation';
import type { ChangedFile, Written } from '@tallyplan/core/operations/store';
import type * as v from 'valibot';

type Loaders = typeof operationsByMethod;
type Table = { readonly [Method in keyof Loaders]: Awaited<ReturnType<Loaders[Method]>> };
type InputOf<E> = E extends { readonly input: infer Schema extends v.GenericSchema } ? v.InferInput<Schema> : never;
type ResultOf<E> =
  E extends ReadOperation<v.GenericSchema, infer Result>
    ? Result
    : E extends ChangeOperation<v.GenericSchema, infer Result>
      ? Result
      : never;

/** What may be said with a call beside the operation's own input. */
export interface CallOptions {
  /** Decide, and show what would be written; write nothing. */
  readonly dryRun?: boolean;
  /** The calendar date (YYYY-MM-DD) to write into the plan instead of today's. */
  readonly date?: string;
}

export type PlanMethods = {
  readonly [Method in keyof Table]: (
    input: InputOf<Table[Method]>,
    options?: CallOptions,
  ) => Promise<Outcome<Written<ResultOf<Table[Method]>>>>;
};

export type { ChangedFile, Written };
