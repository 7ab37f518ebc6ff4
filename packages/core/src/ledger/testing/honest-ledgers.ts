/** Ledgers for tests, written as a store writes them: sealed, chained, from the state that stands. */
import type { ByteString } from '../../model/byte-string.ts';
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { Digest } from '../../model/digest.ts';
import type { Actor, LedgerEvent, Receipt } from '../../model/event.ts';
import { policies } from '../../model/policy.ts';
import type { TaskKey } from '../../model/task-id.ts';
import { taskKeyOf } from '../../model/task-id.ts';
import type { TrackedState, ValueChange } from '../../model/tracked-state.ts';
import { adoptedStatesText, baselineDigest, baselineOf, baselineText } from '../baseline.ts';
import { readChain } from '../chain.ts';
import { checkpointOf } from '../checkpoint.ts';
import { eventLine } from '../event-line.ts';
import type { LedgerFiles, TaskHistory } from '../history.ts';
import type { LedgerName } from '../ledger-file.ts';
import { ledgerFileOf } from '../ledger-file.ts';
import { replayTask } from '../replay.ts';
import { sealEvent } from '../seal-event.ts';
import { digestOfState, neverStarted } from '../tracked-state.ts';

export const ada: Actor = { name: 'Ada', kind: 'human' };
export const robot: Actor = { name: 'robot', kind: 'agent', claimed: 'human', session: 's-1' };

/** A task of the reference format that nobody has begun. */
export const fresh: TrackedState = {
  status: 'NOT_STARTED',
  'preCheck.status': 'NOT_STARTED',
  'preCheck.items.verified_req': false,
  'preCheck.items.confirmed_deps': false,
  'implementation.iplanId': 'IPLAN-01',
  'implementation.iplanStatus': 'NOT_STARTED',
  'implementation.completed': null,
  'postCheck.status': 'NOT_STARTED',
  'postCheck.items.tests_passing': false,
  prerequisites: [],
  log: [],
};

/** The same task, completed. */
export const finished: TrackedState = {
  ...fresh,
  status: 'COMPLETED',
  'preCheck.status': 'COMPLETED',
  'preCheck.items.verified_req': true,
  'preCheck.items.confirmed_deps': true,
  'implementation.iplanStatus': 'COMPLETED',
  'implementation.completed': '2026-01-31',
  'postCheck.status': 'COMPLETED',
  'postCheck.items.tests_passing': true,
  log: [{ date: '2026-01-31', notes: 'Berth store | 41 tests “green”' }],
};

export interface Entry {
  readonly input?: Readonly<Record<string, unknown>>;
  readonly sets?: TrackedState;
  readonly receipts?: readonly Receipt[];
  readonly actor?: Actor;
  /** Changes beside the tracked ones. */
  readonly told?: readonly ValueChange[];
  readonly at?: string;
  /** The task that an event of the plan's ledger is about. */
  readonly task?: string;
}

export function receiptFor(item: string): Receipt {
  return { item, note: `read for ${item}, nothing open`, trust: 'self-reported', documents: [], remark: 'no document linked' };
}

export class HonestLedgers {
  readonly digest: Digest;
  readonly #texts = new Map<LedgerName, ByteString>();
  readonly #adopted = new Map<TaskKey, TrackedState>();
  readonly #planned = new Map<TaskKey, TrackedState>();
  #baseline: ByteString | null = null;
  #minutes = 0;

  constructor(digest: Digest) {
    this.digest = digest;
  }

  /** Adopts a plan with these tasks. */
  adopt(states: Readonly<Record<string, TrackedState>>): this {
    const tasks = Object.entries(states).map(([id, state]) => ({ key: taskKeyOf(id), state }));
    for (const { key, state } of tasks) this.#adopted.set(key, state);
    const baseline = baselineOf({
      tasks: tasks.map(({ key, state }) => ({ key, digest: digestOfState(state, this.digest), prerequisites: [] })),
      completed: tasks.filter(({ state }) => state.status === 'COMPLETED').map(({ key }) => key),
      underway: [],
      known: [{ rule: 'session-log-missing', severity: 'error', task: null, value: 'TASKS-09' }],
    });
    this.#baseline = baselineText(baseline);
    const input = { policy: policies.standard, policyDigest: null, baselineDigest: baselineDigest(baseline, this.digest) };
    return this.add('plan', 'init', { input });
  }

  /** Appends an event; its changes start from what stands. */
  add(ledger: LedgerName, operation: string, { input = {}, sets = {}, receipts, actor = ada, told = [], at, task }: Entry = {}): this {
    this.#minutes += 1;
    const text = this.text(ledger);
    const named = ledger === 'plan' ? task : ledger;
    const { heads } = readChain(ledger, text, this.digest);
    const changes = ledger === 'plan' ? told : [...this.#changes(ledger, sets), ...told];
    const draft = {
      ledger,
      operation,
      input,
      changes,
      ...(named === undefined ? {} : { task: named }),
      ...(receipts === undefined ? {} : { receipts }),
    };
    const link = {
      prev: heads,
      at: at ?? this.#now(),
      actor,
      before: this.digest(encodeUtf8(`${this.#minutes - 1}`)),
      after: this.digest(encodeUtf8(`${this.#minutes}`)),
    };
    this.#texts.set(ledger, `${text}${eventLine(sealEvent(draft, link, this.digest))}` as ByteString);
    return this;
  }

  /** Records a checkpoint of everything as it stands. */
  checkpoint(): this {
    return this.add('plan', 'checkpoint', { input: { ...checkpointOf(this.marked(), this.digest) } });
  }

  /** What stands of a task without events, after somebody planned it anew by hand. */
  replan(key: TaskKey, state: TrackedState): this {
    this.#planned.set(key, state);
    return this;
  }

  text(ledger: LedgerName): ByteString {
    return this.#texts.get(ledger) ?? encodeUtf8('');
  }

  events(ledger: LedgerName): readonly LedgerEvent[] {
    return readChain(ledger, this.text(ledger), this.digest).links.map(({ event }) => event);
  }

  history(key: TaskKey): TaskHistory {
    return replayTask(key, this.text(key), this.digest);
  }

  /** What stands: the ledger's state, or the adopted one, or that of a new task. */
  state(key: TaskKey): TrackedState {
    return this.history(key).state ?? this.#planned.get(key) ?? this.#adopted.get(key) ?? fresh;
  }

  marked() {
    return [...this.#texts].map(([ledger, text]) => ({ name: ledgerFileOf(ledger), ...chained(ledger, text, this.digest) }));
  }

  files(): LedgerFiles {
    const begun = [...this.#adopted].filter(
      ([, state]) => digestOfState(state, this.digest) !== digestOfState(neverStarted(state), this.digest),
    );
    return {
      ledgers: [...this.#texts].map(([ledger, text]) => ({ name: ledgerFileOf(ledger), text })),
      baseline: this.#baseline,
      states: adoptedStatesText(begun.map(([task, state]) => ({ task, state }))),
    };
  }

  #changes(key: TaskKey, sets: TrackedState): readonly ValueChange[] {
    const state = this.state(key);
    const first = this.text(key) === '';
    const paths = first ? [...new Set([...Object.keys(state), ...Object.keys(sets)])] : Object.keys(sets);
    return paths.map((path) => ({ path, from: state[path] ?? null, to: (path in sets ? sets[path] : state[path]) ?? null }));
  }

  #now(): string {
    return new Date(Date.UTC(2026, 1, 1, 8, this.#minutes)).toISOString();
  }
}

function chained(ledger: LedgerName, text: ByteString, digest: Digest) {
  const { links, heads } = readChain(ledger, text, digest);
  return { events: links.map(({ event }) => event), heads };
}
