/** The store of a plan in files, opened when something of it must be read: an answer that is remembered needs none of it. */
import type { Outcome } from '@tallyplan/core/model/problem';
import type { ChangeOptions, Decision, Question, Snapshot, Store, Written } from '@tallyplan/core/operations/store';
import type { FileStore, FileStoreOptions, FileStorePlace, Machine } from './file-store.ts';
import { realFileSystem } from './real-file-system.ts';
import { withProblems } from './store-problem.ts';

export class StoreOnDemand implements Store {
  readonly #place: FileStorePlace;
  readonly #options: FileStoreOptions;
  readonly #machine: Machine | undefined;
  #opened: Promise<FileStore> | null = null;

  /** @param machine that it runs on; tests bring their own */
  constructor(place: FileStorePlace, options: FileStoreOptions, machine?: Machine) {
    this.#place = place;
    this.#options = options;
    this.#machine = machine;
  }

  async read<T>(answer: (snapshot: Snapshot) => Outcome<T>, question?: Question): Promise<Outcome<T>> {
    return (await this.#remembered<T>(question)) ?? (await this.files()).read(answer, question);
  }

  async change<T>(decide: (snapshot: Snapshot) => Outcome<Decision<T>>, options: ChangeOptions): Promise<Outcome<Written<T>>> {
    return (await this.files()).change(decide, options);
  }

  /** The store itself, for what only files can do. */
  files(): Promise<FileStore> {
    this.#opened ??= import('./file-store.ts').then(({ FileStore }) => new FileStore(this.#place, this.#options, this.#machine));
    return this.#opened;
  }

  async #remembered<T>(question: Question | undefined): Promise<Outcome<T> | null> {
    const answers = question === undefined ? null : await this.#options.answers?.();
    if (question === undefined || !answers) return null;
    let found: Outcome<T> | null = null;
    const looked = await withProblems(async () => {
      found = answers.find<T>(question, this.#machine?.files ?? realFileSystem);
      return { ok: true, value: null };
    });
    return looked.ok ? found : looked;
  }
}
