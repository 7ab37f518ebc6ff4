/**
 * The rules as the contract tells them, and as the operations keep them: in random walks both say what is refused,
 * by which rules in which order, and where every task stands afterwards.
 */
import { createHash } from 'node:crypto';
import { applyChanges } from '@tallyplan/core/model/apply';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { type Policy, policies } from '@tallyplan/core/model/policy';
import { statuses } from '@tallyplan/core/model/status';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import { casesOf } from '@tallyplan/core/model/testing/cases';
import { allOperations } from '@tallyplan/core/operations/index';
import { DataStore } from '@tallyplan/core/operations/testing/data-store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, Oracle, type Player, type Rules } from './oracle.ts';
import { families, planOfFamily } from './walks.ts';

const operations = new Map((await allOperations()).map((operation) => [operation.name, operation]));
const runs = casesOf(process.env, 21, 42);
const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');

const players: readonly Player[] = [
  { name: 'Astrid', kind: 'human' },
  { name: 'Bea', kind: 'human' },
  { name: 'robot', kind: 'agent' },
  { name: 'second robot', kind: 'agent' },
  { name: 'robot', kind: 'agent', claimed: 'human' },
];

const laws: readonly Policy[] = [
  policies.standard,
  { ...policies.standard, order: 'ready' },
  { ...policies.standard, phaseGate: true, skipAhead: 'never' },
  // Without what needs documents, or a command that runs.
  { ...policies.strict, upstream: 'when-present', evidence: [] },
];

const long = 'a text that says what was done, and how it was checked by hand';
const other = 'another text that says what was done, and how all of it was checked';
const texts = [long, long, other, 'short', '            ', undefined];

const verbs = [
  ...['verify', 'verify', 'verify', 'start', 'start', 'start', 'start', 'complete', 'complete', 'block', 'unblock', 'defer', 'resume'],
  ...['release', 'reopen', 'stop', 'instruct', 'instruct', 'undo', 'log', 'write', 'tick', 'restore', 'restore'],
];

const moveOver = (ids: readonly string[]) =>
  fc.record({
    verb: fc.constantFrom(...verbs),
    id: fc.constantFrom(...ids, ...ids, ...ids, 'NOPE-01'),
    by: fc.constantFrom(...players),
    status: fc.constantFrom(...statuses),
    text: fc.constantFrom(...texts),
    /** Which items are named, and which of them with a note that is too short. */
    some: fc.nat(255),
    /** Says all that has to be said. */
    careful: fc.boolean(),
    /** Minutes that pass before it; a lease of two hours may end in them. */
    pause: fc.constantFrom(0, 0, 0, 0, 0, 0, 50, 130),
  });
type Move = ReturnType<typeof moveOver> extends fc.Arbitrary<infer Each> ? Each : never;

function rulesIn(policy: Policy): Rules {
  return {
    order: policy.order,
    skipAhead: policy.skipAhead === 'with-reason',
    phaseGate: policy.phaseGate,
    notes: policy.noteLength,
    summary: policy.summaryLength,
    fourEyes: policy.fourEyes,
    believesClaims: policy.claimedHuman === 'recorded',
  };
}

const byTool = /^(?:reviewed_upstream|confirmed_deps|checked_deps)$/;
const bookkeeping = /status_updated$|date_added$|^session_log/;

/** The move as a call, about the items that the task has now. */
function askedIn(store: DataStore, { verb, id, status, text, some, careful }: Move): Asked {
  const task = store.plan.task(taskKeyOf(id));
  const noted = (items: readonly { readonly key: string }[], leaveOut: RegExp) =>
    Object.fromEntries(
      items
        .map(({ key }) => key)
        .filter((key, index) => (careful ? !leaveOut.test(key) : (some >> index) % 2 === 1))
        .map((key, index) => [key, careful || (some + index) % 5 > 0 ? long : 'short']),
    );
  const call = { verb, id, status };
  switch (verb) {
    case 'verify':
      return { ...call, text: undefined, items: some % 7 === 0 ? {} : noted(task?.preCheck?.items ?? [], byTool) };
    case 'complete':
      return { ...call, text, items: { ...noted(task?.postCheck?.items ?? [], bookkeeping), summary: careful ? long : (text ?? '') } };
    case 'start':
      return { ...call, text: some % 3 === 0 ? text : undefined, items: {} };
    default:
      return { ...call, text: careful ? (some % 2 === 0 ? long : other) : text, items: {} };
  }
}

function inputOf({ verb, id, items, text, status }: Asked): object {
  const { summary = '', ...attest } = items;
  switch (verb) {
    case 'verify':
      return { id, items };
    case 'start':
      return { id, skipAhead: text };
    case 'complete':
      return { id, summary, attest, reason: text };
    case 'block':
    case 'defer':
    case 'release':
      return { ids: [id], reason: text };
    case 'stop':
      return { id, question: text };
    case 'instruct':
      return { id, text };
    case 'log':
      return { id, status, note: text };
    case 'restore':
      return { ids: [id], restore: true };
    default:
      return { id, reason: text };
  }
}

/** The same walk by the product and by the contract, with what was asked so far. */
class Walk {
  readonly #store: DataStore;
  readonly #oracle: Oracle;
  readonly #told: string[] = [];
  permitted = 0;

  constructor(store: DataStore, oracle: Oracle) {
    this.#store = store;
    this.#oracle = oracle;
  }

  async goes(move: Move): Promise<void> {
    if (move.verb === 'write' || move.verb === 'tick') this.#edits(move);
    else await this.#asks(move);
    expect(this.#standings(), this.#soFar()).toEqual(this.#expected());
  }

  /** A hand in the file. */
  #edits({ verb, id, status, some }: Move): void {
    const task = this.#store.plan.task(taskKeyOf(id));
    if (task === undefined || task.placeholder) return;
    const open = (task.preCheck?.items ?? []).filter(({ done }) => !done);
    const item = open[some % Math.max(1, open.length)];
    if (verb === 'tick' && item === undefined) return;
    const [path, to] = verb === 'tick' && item !== undefined ? [`preCheck.items.${item.key}`, true] : ['status', status];
    this.#told.push(`by hand: ${id} ${path} ${to}`);
    this.#store.plan = applyChanges(this.#store.plan, [{ kind: 'set-tracked', task: task.key, path, to }]);
    if (verb === 'tick') this.#oracle.ticks(id, item?.key ?? '');
    else this.#oracle.writes(id, status);
  }

  async #asks(move: Move): Promise<void> {
    const asked = askedIn(this.#store, move);
    const operation = operations.get(asked.verb === 'restore' ? 'record' : asked.verb);
    if (operation?.kind !== 'change') throw new Error(`${asked.verb} is no change`);
    this.#store.letPass(move.pause);
    this.#oracle.minutes += move.pause + 1;
    const outcome = await this.#store.does(operation, inputOf(asked), move.by);
    const rules = outcome.ok ? [] : outcome.problems.map(({ rule }) => rule);
    if (outcome.ok) this.permitted += 1;
    this.#told.push(`${asked.verb} ${JSON.stringify(inputOf(asked))} by ${JSON.stringify(move.by)}: ${rules.join(', ') || 'done'}`);
    expect(rules, this.#soFar()).toEqual(this.#oracle.asks(asked, move.by));
  }

  #standings() {
    const ticks = (items: readonly { readonly key: string; readonly done: boolean }[] = []) =>
      Object.fromEntries(items.map(({ key, done }) => [key, done]));
    const tasks = this.#store.plan.tasks.filter(({ placeholder }) => !placeholder);
    return tasks.map(({ id, status, preCheck, postCheck }) => ({ id, status, pre: ticks(preCheck?.items), post: ticks(postCheck?.items) }));
  }

  #expected() {
    const books = [...this.#oracle.books.values()].filter(({ placeholder }) => !placeholder);
    return books.map(({ id, status, byHand, pre, ticked, post }) => ({
      id,
      status: byHand ?? status,
      pre: Object.fromEntries([...pre].map(([item, done]) => [item, done || ticked.includes(item)])),
      post: Object.fromEntries(post),
    }));
  }

  #soFar(): string {
    return this.#told.slice(-30).join('\n');
  }
}

describe('the operations do as the contract says', () => {
  it.each(families)('in %s', async (family) => {
    const plan = planOfFamily(family);
    const walks = fc.array(moveOver(plan.tasks.map(({ id }) => id)), { minLength: 30, maxLength: 60 });
    let permitted = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...laws), walks, async (policy, moves) => {
        const store = await DataStore.adopted(plan, digest);
        await store.accept(policy);
        const walk = new Walk(store, new Oracle(plan, rulesIn(policy)));
        for (const move of moves) await walk.goes(move);
        permitted += walk.permitted;
      }),
      { numRuns: Math.ceil(runs / families.length) },
    );
    // A walk of refusals alone would show little.
    expect(permitted).toBeGreaterThan(0);
  });
});
