/**
 * A store for tests of operations: the plan as data, the ledgers as the lines that a file would have.
 * There is no document behind it, so what is tested here is what operations decide, and what the ledger says of it.
 */
import type * as v from 'valibot';
import * as yaml from 'yaml';
import { applyEdits } from '../../document/editing/edits.ts';
import { graphOf } from '../../graph/graph-of.ts';
import { adoptedStatesText, baselineDigest, baselineText } from '../../ledger/baseline.ts';
import type { Chain } from '../../ledger/chain.ts';
import { readChain } from '../../ledger/chain.ts';
import { eventLine, readEventLine } from '../../ledger/event-line.ts';
import type { AdoptedState, Baseline, Ledgers, TaskHistory } from '../../ledger/history.ts';
import type { LedgerName } from '../../ledger/ledger-file.ts';
import { ledgerFileOf } from '../../ledger/ledger-file.ts';
import { replayPlan, taskHistory } from '../../ledger/replay.ts';
import { sealEvent } from '../../ledger/seal-event.ts';
import { applyChanges } from '../../model/apply.ts';
import type { ByteString } from '../../model/byte-string.ts';
import { decodeUtf8, encodeUtf8 } from '../../model/byte-string.ts';
import { copyTask } from '../../model/copy-task.ts';
import type { Digest } from '../../model/digest.ts';
import type { Actor, LedgerEvent } from '../../model/event.ts';
import { lookUps } from '../../model/look-ups.ts';
import type { Place } from '../../model/place.ts';
import type { Places, Plan, Task } from '../../model/plan.ts';
import type { Policy } from '../../model/policy.ts';
import { policies } from '../../model/policy.ts';
import type { Outcome } from '../../model/problem.ts';
import type { TaskKey } from '../../model/task-id.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import { upstreamOfTexts } from '../../upstream/upstream-of-texts.ts';
import { configAccept } from '../config.ts';
import { defaultSettings } from '../configuration.ts';
import { init } from '../init.ts';
import type { ChangeOperation, ReadOperation } from '../operation.ts';
import type { Performance } from '../perform.ts';
import { perform } from '../perform.ts';
import type { ChangeOptions, Commit, Decision, Snapshot, Store, Written } from '../store.ts';

export const person: Actor = { name: 'Astrid', kind: 'human' };
export const agent: Actor = { name: 'robot', kind: 'agent' };

export class DataStore implements Store {
  plan: Plan;
  /** Upstream documents: path → text. */
  documents: Readonly<Record<string, string>> = {};
  /** What evidence is for. */
  tree = 'the tree';
  readonly #digest: Digest;
  readonly #ledgers = new Map<LedgerName, ByteString>();
  /** What each ledger was read as, with the lines that it was read from. */
  readonly #read = new Map<TaskKey, ReadLedger>();
  #baseline: Baseline | null = null;
  #states: readonly AdoptedState[] = [];
  #minutes = 0;
  #readDocuments: { readonly documents: Readonly<Record<string, string>>; readonly upstream: Upstream } | null = null;
  #configured: Policy = policies.standard;

  constructor(plan: Plan, digest: Digest) {
    this.plan = plan;
    this.#digest = digest;
  }

  /** A store with the plan already adopted. */
  static async adopted(plan: Plan, digest: Digest): Promise<DataStore> {
    const store = new DataStore(plan, digest);
    const outcome = await store.does(init, {});
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    return store;
  }

  /** Edits one task past every gate, as an editor does. */
  replaceTask(key: TaskKey, edit: (task: Task) => Task): void {
    const phases = this.plan.phases.map((phase) => ({
      ...phase,
      tasks: phase.tasks.map((task) => (task.key === key ? edit(task) : task)),
    }));
    const tasks = phases.flatMap((phase) => phase.tasks);
    const dated = applyChanges(this.plan, [{ kind: 'set-last-updated', at: '2026-03-01' }]);
    this.plan = { ...dated, phases, tasks, ...lookUps({ tasks, sessionLog: dated.sessionLog }) };
  }

  /** Does something to the lines of a ledger, past every operation. */
  rewriteLedger(ledger: LedgerName, rewritten: (lines: string) => string): void {
    this.#ledgers.set(ledger, rewritten(this.#ledgers.get(ledger) ?? '') as ByteString);
  }

  /** Writes a policy into the configuration, where it waits for a person. */
  configure(policy: Policy): void {
    this.#configured = policy;
  }

  /** Makes a policy the one in force, as a person does. */
  async accept(policy: Policy): Promise<void> {
    this.configure(policy);
    const outcome = await this.does(configAccept, {});
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  }

  /** Another store in the same state, to try things on: what is done there first is done at the moment of what was done here last, before a lease can have ended. */
  copy(): DataStore {
    const copy = new DataStore(this.plan, this.#digest);
    for (const [name, lines] of this.#ledgers) copy.#ledgers.set(name, lines);
    copy.documents = this.documents;
    copy.#baseline = this.#baseline;
    copy.#states = this.#states;
    copy.#minutes = this.#minutes - 1;
    return copy;
  }

  /** Performs an operation as `actor`, one minute after the one before. */
  does<Input extends v.GenericSchema, Result>(
    operation: ReadOperation<Input, Result> | ChangeOperation<Input, Result>,
    input: unknown,
    actor: Actor = person,
  ): Promise<Outcome<Written<Result>>> {
    return perform(this, { operation, input }, this.performance(actor));
  }

  letADayPass(): void {
    this.letPass(24 * 60);
  }

  letPass(minutes: number): void {
    this.#minutes += minutes;
  }

  /** What the next operation is performed with: a minute later than the last. */
  performance(actor: Actor): Performance {
    this.#minutes += 1;
    const utc = new Date(Date.UTC(2026, 2, 1, 0, this.#minutes)).toISOString();
    const now = () => ({ utc, date: utc.slice(0, 10), local: utc.slice(0, 19) });
    return { actor, now, dryRun: false, digest: this.#digest, tree: async () => this.tree };
  }

  async read<T>(answer: (snapshot: Snapshot) => T): Promise<T> {
    return answer(this.snapshot());
  }

  async change<T>(decide: (snapshot: Snapshot) => Outcome<Decision<T>>, options: ChangeOptions): Promise<Outcome<Written<T>>> {
    const outcome = decide(this.snapshot());
    if (!outcome.ok) return outcome;
    const { result, commit } = outcome.value;
    if (commit !== null && !options.dryRun) this.#carryOut(commit, options);
    return { ok: true, value: { result, changed: [] } };
  }

  snapshot(): Snapshot {
    return {
      plan: this.plan,
      graph: graphOf(this.plan),
      places: nowhere,
      file: 'DEVELOPMENT_PLAN.md',
      revision: this.#revision(),
      ledgers: this.ledgers(),
      upstream: this.#upstream(),
      configuration: { digest: null, settings: { ...defaultSettings, policy: this.#configured } },
      isThere: () => false,
    };
  }

  ledgers(): Ledgers {
    const linesOf = (ledger: LedgerName) => this.#ledgers.get(ledger) ?? encodeUtf8('');
    const states = new Map(this.#states.map(({ task, state }) => [task, state]));
    return {
      adopted: this.#baseline !== null,
      baseline: this.#baseline,
      plan: replayPlan(linesOf('plan'), this.#digest),
      task: (key) => this.#ledgerOf(key, linesOf(key)).history,
      adoptedState: (key) => states.get(key) ?? null,
      keys: () => [...this.#ledgers.keys()].filter((name): name is TaskKey => name !== 'plan'),
      files: () => ({
        ledgers: [...this.#ledgers].map(([ledger, text]) => ({ name: ledgerFileOf(ledger), text })),
        baseline: this.#baseline === null ? null : baselineText(this.#baseline),
        states: adoptedStatesText(this.#states),
      }),
    };
  }

  /**
   * A ledger that one line was added to since it was read is read on: a long history is not read anew for each of
   * its events. Who follows whom is for `audit verify` to say, which reads it all.
   */
  #ledgerOf(key: TaskKey, lines: ByteString): ReadLedger {
    const known = this.#read.get(key);
    if (known?.lines === lines) return known;
    const chain = (known === undefined ? null : this.#readOn(known, lines)) ?? readChain(key, lines, this.#digest);
    const read = { lines, chain, history: taskHistory(key, chain) };
    this.#read.set(key, read);
    return read;
  }

  #readOn({ lines: before, chain }: ReadLedger, lines: ByteString): Chain | null {
    if (chain.ancestry !== null || chain.faults.length > 0 || !lines.startsWith(before)) return null;
    const line = readEventLine(lines.slice(before.length, -1) as ByteString, this.#digest);
    if (!line.ok || line.event.prev.length > 1) return null;
    const link = { event: line.event, line: chain.links.length + 1 };
    return { ...chain, links: [...chain.links, link], heads: [line.event.id] };
  }

  /** The events of one ledger, by the name that it has. */
  events(ledger: LedgerName): readonly LedgerEvent[] {
    return ledger === 'plan' ? this.ledgers().plan.events : this.ledgers().task(ledger).events;
  }

  #carryOut({ changes, events, adoption, document }: Commit, { actor, now }: ChangeOptions): void {
    if (document !== undefined) this.#editDocument(document);
    const before = this.#revision();
    this.plan = applyChanges(this.plan, changes);
    const after = this.#revision();
    for (const draft of events) {
      const { heads: prev } = draft.ledger === 'plan' ? this.ledgers().plan : this.ledgers().task(draft.ledger);
      const event = sealEvent(draft, { prev, at: now().toISOString(), actor, before, after }, this.#digest);
      this.#ledgers.set(draft.ledger, `${this.#ledgers.get(draft.ledger) ?? ''}${eventLine(event)}` as ByteString);
    }
    if (adoption === undefined) return;
    this.#baseline = adoption.baseline;
    this.#states = adoption.states;
    if (baselineDigest(adoption.baseline, this.#digest) !== this.ledgers().plan.baselineDigest)
      throw new Error('init vouches for another baseline');
  }

  /** The same collection as long as the documents are the same: reading them is most of what a test costs. */
  #upstream(): Upstream {
    if (this.#readDocuments?.documents !== this.documents) {
      this.#readDocuments = {
        documents: this.documents,
        upstream: upstreamOfTexts(this.documents, { digest: this.#digest, library: () => yaml }),
      };
    }
    return this.#readDocuments.upstream;
  }

  #editDocument({ path, edits }: NonNullable<Commit['document']>): void {
    const edited = applyEdits(encodeUtf8(this.documents[path] ?? ''), edits);
    this.documents = { ...this.documents, [path]: decodeUtf8(edited) };
  }

  #revision(): string {
    const { tasks, sessionLog, lastUpdated } = this.plan;
    const rows = sessionLog.map(({ date, task, status, notes }) => [date, task, status, notes]);
    return this.#digest(encodeUtf8(JSON.stringify([tasks.map((task) => copyTask(task, {})), rows, lastUpdated])));
  }
}

interface ReadLedger {
  readonly lines: ByteString;
  readonly chain: Chain;
  readonly history: TaskHistory;
}

/** Where things stand does not matter here. */
const somewhere: Place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
const nowhere: Places = { ofTask: () => somewhere, ofLogRow: () => somewhere, ofPhase: () => somewhere, ofSpan: () => somewhere };
