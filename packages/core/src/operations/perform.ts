/**
 * The one walk of every surface: input through the schema, a snapshot made into a world, the decision,
 * the commit. What differs between surfaces is only how input comes in and how the outcome is told.
 */
import * as v from 'valibot';
import { graphOf } from '../graph/graph-of.ts';
import { inItsLedger, underPresentIds } from '../ledger/present-ids.ts';
import type { Digest } from '../model/digest.ts';
import type { Actor } from '../model/event.ts';
import { policies } from '../model/policy.ts';
import type { Outcome, Problem } from '../model/problem.ts';
import { refused } from '../model/problem.ts';
import type { Moment } from '../rules/rule-world.ts';
import type { ChangeOperation, ReadOperation, World } from './operation.ts';
import type { Decision, Snapshot, Store, Written } from './store.ts';

export interface Performance {
  readonly actor: Actor;
  /** The moment of the event; asked under the lock, and again when the decision is made anew. */
  readonly now: () => Moment;
  /** Decides and shows what would be written; writes nothing. */
  readonly dryRun: boolean;
  readonly digest: Digest;
}

/** Performs an operation on the plan that the store keeps. `input` comes from outside and is checked. */
export async function perform<Input extends v.GenericSchema, Result>(
  store: Store,
  { operation, input }: { readonly operation: ReadOperation<Input, Result> | ChangeOperation<Input, Result>; readonly input: unknown },
  performance: Performance,
): Promise<Outcome<Written<Result>>> {
  const parsed = v.safeParse(operation.input, input);
  if (!parsed.success) return refused(misunderstood(operation.name, parsed.issues));
  const given: v.InferOutput<Input> = parsed.output;
  if (operation.kind === 'read') {
    const outcome = await store.read((snapshot) => operation.answer(given, worldOf(snapshot, performance, performance.now())));
    return outcome.ok ? { ok: true, value: { result: outcome.value, changed: [] } } : outcome;
  }
  // One moment for the decision and its event: the store asks for it when it seals.
  let moment = performance.now();
  return store.change(
    (snapshot) => {
      moment = performance.now();
      return intoLedgers(operation.decide(given, worldOf(snapshot, performance, moment)), snapshot);
    },
    { actor: performance.actor, dryRun: performance.dryRun, now: () => new Date(moment.utc) },
  );
}

/** Decisions speak of tasks by their present ids; the ledger of a renamed one has the name that it began with. */
function intoLedgers<T>(outcome: Outcome<Decision<T>>, { ledgers }: Snapshot): Outcome<Decision<T>> {
  if (!outcome.ok || outcome.value.commit === null) return outcome;
  const { result, commit } = outcome.value;
  return { ok: true, value: { result, commit: { ...commit, events: commit.events.map((event) => inItsLedger(event, ledgers.plan)) } } };
}

/** What a decision may look at, from what the store keeps. */
export function worldOf(snapshot: Snapshot, { actor, digest }: Pick<Performance, 'actor' | 'digest'>, now: Moment): World {
  const { plan, places, file, ledgers, configuration } = snapshot;
  return {
    plan,
    graph: graphOf(plan),
    places,
    file,
    ledgers: underPresentIds(ledgers),
    configuration,
    policy: ledgers.plan.policy ?? policies.standard,
    actor,
    now,
    digest,
    get revision() {
      return snapshot.revision;
    },
  };
}

/** Input that does not fit the operation's schema. */
function misunderstood(name: string, issues: readonly v.BaseIssue<unknown>[]): Problem {
  const told = issues.map((issue) => {
    const path = (issue.path ?? []).map(({ key }) => String(key)).join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  return {
    rule: 'usage',
    message: `${name}: ${told.join('; ')}`,
    have: [],
    missing: issues.map((issue) => String(issue.path?.[0]?.key ?? 'input')),
    next: [{ command: `tallyplan ${name} --help` }],
    waivable: false,
  };
}
