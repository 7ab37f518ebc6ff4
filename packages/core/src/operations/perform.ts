/**
 * The one walk of every surface: input through the schema, a snapshot made into a world, the decision,
 * the commit. What differs between surfaces is only how input comes in and how the outcome is told.
 */
import * as v from 'valibot';
import { inItsLedger, underPresentIds } from '../ledger/present-ids.ts';
import type { Digest } from '../model/digest.ts';
import type { Actor } from '../model/event.ts';
import { policies } from '../model/policy.ts';
import type { Outcome, Problem } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import type { Moment, RuleWorld } from '../rules/rule-world.ts';
import { dateToCome } from './date-to-come.ts';
import { nobodyActs } from './nobody-acts.ts';
import type { ChangeOperation, ReadOperation, Sitting, World } from './operation.ts';
import { questionOf } from './question.ts';
import type { Decision, Snapshot, Store, Written } from './store.ts';

export interface Performance {
  readonly actor: Actor;
  /** The moment of the event; asked under the lock, and again when the decision is made anew. */
  readonly now: () => Moment;
  /** Decides and shows what would be written; writes nothing. */
  readonly dryRun: boolean;
  readonly digest: Digest;
  /** Digest of the tree at hand, without the plan and `.tallyplan/`. Asked before the lock, and only where the policy wants evidence; a store without a tree has none. */
  readonly tree?: () => Promise<string>;
  /** Whether this machine runs a command of the policy; where it is left out, it runs all. */
  readonly mayRun?: RuleWorld['mayRun'];
  /** Hears what a question is answered from, or a change decided on, so that more can be asked of the very same; not where the answer is a remembered one. */
  readonly seen?: (world: World) => void;
  /** What is known of the sitting, asked where a task is taken; nothing where it is left out. */
  readonly sitting?: () => Sitting;
}

/** How an operation, so asked, decides on a change; null where it only reads. */
export function asChange<Input extends v.GenericSchema, Result>(
  operation: ReadOperation<Input, Result> | ChangeOperation<Input, Result>,
  input: v.InferOutput<Input>,
): Deciding<Input, Result> | null {
  return operation.kind === 'change' ? operation : (operation.asChange?.(input) ?? null);
}
type Deciding<Input extends v.GenericSchema, Result> = Pick<ChangeOperation<Input, Result>, 'decide' | 'needsEvidence' | 'needsSitting'>;

/** Performs an operation on the plan that the store keeps. `input` comes from outside and is checked. */
export async function perform<Input extends v.GenericSchema, Result>(
  store: Store,
  { operation, input }: { readonly operation: ReadOperation<Input, Result> | ChangeOperation<Input, Result>; readonly input: unknown },
  performance: Performance,
): Promise<Outcome<Written<Result>>> {
  const parsed = v.safeParse(operation.input, input);
  if (!parsed.success) return refused(misunderstood(operation.name, parsed.issues));
  const given: v.InferOutput<Input> = parsed.output;
  const decided = async (change: Deciding<Input, Result>) => {
    const now = performance.now();
    const early = nobodyActs(performance.actor) ?? dateToCome(operation.name, now.date, now);
    return early !== null ? refused(early) : decideOn(store, (world) => change.decide(given, world), { performance, needs: change });
  };
  if (operation.kind === 'change') return decided(operation);
  const change = asChange(operation, given);
  if (change !== null) return decided(change);
  const isRemembered = operation.remembered === true && operation.canBeRemembered?.(given) !== false;
  const question = isRemembered ? { operation: operation.name, input: given } : null;
  const outcome = await answered(store, question, { answer: (world) => operation.answer(given, world), performance });
  return outcome.ok ? { ok: true, value: { result: outcome.value, changed: [] } } : outcome;
}

/** An answer from what the store keeps; where it is to a question, maybe one that was found before. */
export async function answered<T>(
  store: Store,
  question: { readonly operation: string; readonly input: unknown } | null,
  { answer, performance }: { readonly answer: (world: World) => Outcome<T>; readonly performance: Performance },
): Promise<Outcome<T>> {
  const { actor, mayRun = mayRunAll, seen } = performance;
  const now = performance.now();
  const asked = question === null ? { actor, now, mayRun, question: undefined } : questionOf({ ...question, actor, now, mayRun });
  return store.read((snapshot) => {
    seen?.(worldOf(snapshot, { ...performance, tree: null }, now));
    return answer(worldOf(snapshot, { ...performance, ...asked, tree: null }, asked.now));
  }, asked.question);
}

async function decideOn<Result>(
  store: Store,
  decide: (world: World) => Outcome<Decision<Result>>,
  { performance, needs }: { readonly performance: Performance; readonly needs: Pick<ChangeOperation, 'needsEvidence' | 'needsSitting'> },
): Promise<Outcome<Written<Result>>> {
  const tree = needs.needsEvidence === true ? await treeAtHand(store, performance) : null;
  const observer = { ...performance, tree, ...sittingAtHand(needs, performance) };
  // One moment for the decision and its event: the store asks for it when it seals.
  let moment = performance.now();
  return store.change(
    (snapshot) => {
      moment = performance.now();
      const world = worldOf(snapshot, observer, moment);
      performance.seen?.(world);
      return intoLedgers(decide(world), snapshot);
    },
    { actor: performance.actor, dryRun: performance.dryRun, now: () => new Date(moment.utc) },
  );
}

/** Evidence must be for the tree at hand; what that is, is found out only where evidence is wanted. */
async function treeAtHand(store: Store, { tree }: Performance): Promise<string | null> {
  const wanted = await store.read(({ ledgers }) => done((ledgers.plan.policy ?? policies.standard).evidence.length > 0));
  return wanted.ok && wanted.value && tree !== undefined ? tree() : null;
}

/** What is known of the sitting may have to be asked of git: before the lock, where others would wait for the answer. */
function sittingAtHand(
  { needsSitting }: Pick<ChangeOperation, 'needsSitting'>,
  { actor, sitting }: Performance,
): Pick<Performance, 'sitting'> {
  if (needsSitting !== true || actor.kind === 'human' || sitting === undefined) return {};
  const known = sitting();
  return { sitting: () => known };
}

/** Decisions speak of tasks by their present ids; the ledger of a renamed one has the name that it began with. */
function intoLedgers<T>(outcome: Outcome<Decision<T>>, { ledgers }: Snapshot): Outcome<Decision<T>> {
  if (!outcome.ok || outcome.value.commit === null) return outcome;
  const { result, commit } = outcome.value;
  return { ok: true, value: { result, commit: { ...commit, events: commit.events.map((event) => inItsLedger(event, ledgers.plan)) } } };
}

/** Where nobody says otherwise, a command that the policy names may run. */
const mayRunAll = () => true;

/** Who looks, with what. */
export interface Observer extends Pick<Performance, 'actor' | 'digest' | 'sitting' | 'mayRun'> {
  readonly tree?: string | null;
}

/** What a decision may look at, from what the store keeps. */
export function worldOf(snapshot: Snapshot, { actor, digest, tree = null, sitting, mayRun = mayRunAll }: Observer, now: Moment): World {
  const { plan, graph, places, file, ledgers, upstream, configuration } = snapshot;
  let sat: Sitting | undefined;
  return {
    plan,
    graph,
    places,
    file,
    ledgers: underPresentIds(ledgers),
    upstream,
    configuration,
    isThere: (name) => snapshot.isThere(name),
    policy: ledgers.plan.policy ?? policies.standard,
    actor,
    now,
    digest,
    tree,
    mayRun,
    get sitting() {
      sat ??= sitting?.() ?? {};
      return sat;
    },
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
    missing: [...new Set(issues.map((issue) => String(issue.path?.[0]?.key ?? 'input')))],
    next: [{ command: `tallyplan ${name} --help` }],
    waivable: false,
  };
}
