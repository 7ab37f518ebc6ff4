/** A plan and its ledgers in memory: the same contract as files have, without a disk. For tests, and for plans that live elsewhere. */
import { type LedgerName, ledgerFileOf, ledgerOfFile } from '@tallyplan/core/ledger/ledger-file';
import { type ByteString, decodeUtf8 } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import type { TaskKey } from '@tallyplan/core/model/task-id';
import type { ChangeOptions, Decision, Snapshot, Store, Written } from '@tallyplan/core/operations/store';
import { upstreamOfTexts } from '@tallyplan/core/upstream/upstream-of-texts';
import { yamlLibrary } from '../yaml-library.ts';
import { changedFiles } from './changed-files.ts';
import { type PlanBytes, planBytes } from './plan-file.ts';
import { type Prepared, prepare } from './prepare.ts';
import { decisions, movedTooOften, withoutChange } from './saved-meanwhile.ts';
import { sha256 } from './sha256.ts';
import { withProblems } from './store-problem.ts';
import type { LedgerSource } from './stored-ledgers.ts';
import { Readings, StoredSnapshot, type StoredState } from './stored-snapshot.ts';

/** All that is kept. It is replaced as a whole, so a snapshot stays what it was. */
export interface MemoryState {
  readonly plan: ByteString;
  readonly configuration: ByteString | null;
  /** Texts of ledgers by the names of their files. */
  readonly ledgers: ReadonlyMap<string, ByteString>;
  readonly baseline: ByteString | null;
  readonly states: ByteString | null;
  /** Upstream documents: path → text. */
  readonly documents: Readonly<Record<string, string>>;
}

export class MemoryStore implements Store {
  readonly #file: string;
  readonly #readings = new Readings();
  #state: MemoryState;
  #plan: PlanBytes;

  /** @param file how the plan is named. */
  constructor(plan: ByteString, file = 'DEVELOPMENT_PLAN.md') {
    this.#file = file;
    this.#state = { plan, configuration: null, ledgers: new Map(), baseline: null, states: null, documents: {} };
    this.#plan = planBytes(plan);
  }

  get state(): MemoryState {
    return this.#state;
  }

  /** Replaces what is kept, as a person's editor or git would. */
  save(state: Partial<MemoryState>): void {
    this.#state = { ...this.#state, ...state };
    if (this.#state.plan !== this.#plan.text) this.#plan = planBytes(this.#state.plan);
  }

  read<T>(answer: (snapshot: Snapshot) => Outcome<T>): Promise<Outcome<T>> {
    return withProblems(async () => answer(this.#snapshot()));
  }

  /** Nothing waits between decision and commit, so changes take turns by themselves. */
  change<T>(decide: (snapshot: Snapshot) => Outcome<Decision<T>>, options: ChangeOptions): Promise<Outcome<Written<T>>> {
    return withProblems(async () => {
      for (let attempt = 1; attempt <= decisions; attempt++) {
        const seen = this.#state;
        const snapshot = this.#snapshot();
        const decided = decide(snapshot);
        if (!decided.ok || decided.value.commit === null) return withoutChange(decided);
        const prepared = prepare(snapshot, decided.value.commit, options);
        if (!prepared.ok) return prepared;
        if (this.#state !== seen) continue;
        if (!options.dryRun) this.#carryOut(prepared.value);
        return done({ result: decided.value.result, changed: changedFiles(prepared.value, this.#file) });
      }
      return refused(movedTooOften(this.#file));
    });
  }

  #snapshot(): StoredSnapshot {
    const configuration = this.#readings.configuration(this.#state.configuration);
    const upstream = upstreamOfTexts(this.#state.documents, {
      digest: sha256,
      profile: configuration.settings.profile,
      library: yamlLibrary,
    });
    const isThere: StoredState['isThere'] = (name) => name === 'configuration' && configuration.digest !== null;
    return new StoredSnapshot(
      { planBytes: this.#plan, file: this.#file, source: sourceOf(this.#state), configuration, upstream, isThere },
      this.#readings,
    );
  }

  #carryOut({ after, appends, made, document }: Prepared): void {
    const ledgers = new Map(this.#state.ledgers);
    for (const { ledger, text } of appends) {
      const file = ledgerFileOf(ledger);
      ledgers.set(file, `${ledgers.get(file) ?? ''}${text}` as ByteString);
    }
    const { configuration, baseline, states, documents } = this.#state;
    this.#state = {
      ...this.#state,
      plan: after.text,
      configuration: made.configuration ?? configuration,
      ledgers,
      baseline: made.baseline ?? baseline,
      states: made.states ?? states,
      documents: document === null ? documents : { ...documents, [document.path]: decodeUtf8(document.after) },
    };
    this.#plan = after;
  }
}

function sourceOf({ ledgers, baseline, states }: MemoryState): LedgerSource {
  const names = [...ledgers.keys()].sort();
  return {
    ledger: (name: LedgerName) => ledgers.get(ledgerFileOf(name)) ?? ('' as ByteString),
    keys: () => names.map(ledgerOfFile).filter((name): name is TaskKey => name !== null && name !== 'plan'),
    baseline: () => baseline,
    states: () => states,
    files: () => ({ ledgers: names.map((name) => ({ name, text: ledgers.get(name) ?? ('' as ByteString) })), baseline, states }),
  };
}
