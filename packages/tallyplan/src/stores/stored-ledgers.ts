/** Ledgers over their bytes, wherever those are kept: each replayed when it is first asked for. */
import { planLedgerGone } from '@tallyplan/core/ledger/audit-fault';
import { adoptedStateIn, type BaselineReading, openBaseline } from '@tallyplan/core/ledger/baseline';
import type { Baseline, LedgerFault, LedgerFiles, Ledgers, PlanHistory, TaskHistory } from '@tallyplan/core/ledger/history';
import type { LedgerName } from '@tallyplan/core/ledger/ledger-file';
import { replayPlan, replayTask } from '@tallyplan/core/ledger/replay';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { TaskKey } from '@tallyplan/core/model/task-id';
import type { TrackedState } from '@tallyplan/core/model/tracked-state';
import { sha256 } from './sha256.ts';

/** Where the bytes come from. */
export interface LedgerSource {
  /** Empty where there is none. */
  ledger(name: LedgerName): ByteString;
  /** Keys of all tasks that have a ledger. */
  keys(): readonly TaskKey[];
  baseline(): ByteString | null;
  states(): ByteString | null;
  files(): LedgerFiles;
}

/** Histories by the bytes that they were replayed from, kept from one snapshot to the next. */
export class Replays {
  readonly #tasks = new Map<TaskKey, { readonly text: ByteString; readonly history: TaskHistory }>();
  #plan: { readonly text: ByteString; readonly history: PlanHistory } | null = null;
  #baseline: { readonly text: ByteString | null; readonly vouched: string | null; readonly reading: BaselineReading } | null = null;
  #adopted: AdoptedStates | null = null;

  adoptedState(key: TaskKey, text: ByteString, baseline: Baseline): TrackedState | null {
    if (this.#adopted?.text !== text || this.#adopted.baseline !== baseline) this.#adopted = { text, baseline, found: new Map() };
    const { found } = this.#adopted;
    const known = found.get(key);
    if (known !== undefined) return known;
    const state = adoptedStateIn(text, key, { baseline, digest: sha256 });
    found.set(key, state);
    return state;
  }

  task(key: TaskKey, text: ByteString): TaskHistory {
    const known = this.#tasks.get(key);
    if (known?.text === text) return known.history;
    const history = replayTask(key, text, sha256);
    this.#tasks.set(key, { text, history });
    return history;
  }

  plan(text: ByteString): PlanHistory {
    if (this.#plan?.text !== text) this.#plan = { text, history: replayPlan(text, sha256) };
    return this.#plan.history;
  }

  baseline(text: ByteString | null, vouched: string | null): BaselineReading {
    if (this.#baseline?.text !== text || this.#baseline.vouched !== vouched) {
      this.#baseline = { text, vouched, reading: openBaseline(text, vouched, sha256) };
    }
    return this.#baseline.reading;
  }
}

/** What tasks were adopted with, as far as somebody asked: each is looked for in the whole file, and it never changes. */
interface AdoptedStates {
  readonly text: ByteString;
  readonly baseline: Baseline;
  readonly found: Map<TaskKey, TrackedState | null>;
}

const gone: LedgerFault = { rule: 'ledger-truncated', ledger: 'plan', line: 1, message: planLedgerGone };

export class StoredLedgers implements Ledgers {
  readonly #source: LedgerSource;
  readonly #replays: Replays;
  /** Rules ask for the same ledgers again and again. */
  readonly #tasks = new Map<TaskKey, TaskHistory>();
  #plan: PlanHistory | undefined;
  #adopted: boolean | undefined;
  #reading: BaselineReading | undefined;

  constructor(source: LedgerSource, replays: Replays) {
    this.#source = source;
    this.#replays = replays;
  }

  /** A plan whose own ledger is gone was adopted all the same, where tasks have theirs. */
  get adopted(): boolean {
    this.#adopted ??= this.#source.ledger('plan') !== '' || this.#source.keys().length > 0;
    return this.#adopted;
  }

  get baseline(): Baseline | null {
    return this.#baselineReading().baseline;
  }

  /** What is wrong with the baseline is a fault of the ledger that vouches for it; the baseline is read when somebody asks for faults. */
  get plan(): PlanHistory {
    if (this.#plan !== undefined) return this.#plan;
    const text = this.#source.ledger('plan');
    const history = this.#replays.plan(text);
    const more = () => [...(text === '' && this.adopted ? [gone] : []), ...this.#baselineReading().faults];
    this.#plan = {
      ...history,
      get faults() {
        return [...history.faults, ...more()];
      },
    };
    return this.#plan;
  }

  task(key: TaskKey): TaskHistory {
    const known = this.#tasks.get(key);
    if (known !== undefined) return known;
    const text = this.#source.ledger(key);
    const history = this.#replays.task(key, text);
    this.#tasks.set(key, history);
    return history;
  }

  adoptedState(key: TaskKey): TrackedState | null {
    const { baseline } = this;
    const states = baseline === null ? null : this.#source.states();
    return baseline === null || states === null ? null : this.#replays.adoptedState(key, states, baseline);
  }

  keys(): readonly TaskKey[] {
    return this.#source.keys();
  }

  files(): LedgerFiles {
    return this.#source.files();
  }

  #baselineReading(): BaselineReading {
    if (this.#reading === undefined) {
      const { baselineDigest } = this.#replays.plan(this.#source.ledger('plan'));
      this.#reading = this.#replays.baseline(baselineDigest === null ? null : this.#source.baseline(), baselineDigest);
    }
    return this.#reading;
  }
}
