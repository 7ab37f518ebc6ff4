/** A plan, its ledgers and its documents as git's index has them: the store that a pre-commit hook asks. It only answers. */
import type { Outcome } from '@tallyplan/core/model/problem';
import type { Question, Snapshot, Store } from '@tallyplan/core/operations/store';
import type { Profile } from '@tallyplan/core/upstream/profile';
import { DocumentIndex, type IndexOptions } from '../documents/document-index.ts';
import { FileSnapshot } from '../file-snapshot.ts';
import type { FilesToRead } from '../file-system.ts';
import { LedgerFolder } from '../ledger-folder.ts';
import type { PlanLocation } from '../locate-plan.ts';
import { ObservedFiles } from '../observed-files.ts';
import { PlanFile } from '../plan-file.ts';
import type { RememberedAnswers } from '../remembered-answers.ts';
import { snapshotOver } from '../snapshot-over.ts';
import { storeFolder } from '../store-folder.ts';
import { withProblems } from '../store-problem.ts';
import { Readings } from '../stored-snapshot.ts';
import type { IndexFiles } from './index-files.ts';

/** What was read of documents before, by that profile; without it they are read anew. */
export type KnownDocuments = (profile: Profile) => IndexOptions | null;

/** What is kept from one process to the next. */
export interface Kept {
  readonly documents: KnownDocuments;
  /** null where none are. */
  readonly answers: RememberedAnswers | null;
}

export class StagedStore implements Store {
  readonly #files: IndexFiles;
  readonly #location: PlanLocation;
  readonly #kept: Kept;

  constructor(files: IndexFiles, location: PlanLocation, kept: Kept) {
    this.#files = files;
    this.#location = location;
    this.#kept = kept;
  }

  /** From what the index held when it was opened. */
  read<T>(answer: (snapshot: Snapshot) => Outcome<T>, question?: Question): Promise<Outcome<T>> {
    return withProblems(async () => {
      const { answers } = this.#kept;
      if (answers === null || question === undefined) return this.#answerFrom(this.#files, answer);
      const found = answers.find<T>(question, this.#files);
      if (found !== null) return found;
      const observed = new ObservedFiles(this.#files);
      const answered = this.#answerFrom(observed, answer);
      answers.keep(question, observed, answered);
      return answered;
    });
  }

  #answerFrom<T>(files: FilesToRead, answer: (snapshot: Snapshot) => Outcome<T>): Outcome<T> {
    const { root, plan, file } = this.#location;
    const folder = storeFolder(root);
    const place = { files, folder, plan: new PlanFile(files, { path: plan, name: file }), ledgers: new LedgerFolder(files, folder) };
    // What the index holds is of no commit that is under way.
    const source = new FileSnapshot(place, null);
    let index: DocumentIndex | null | undefined;
    const documentIndex = (profile: Profile) => {
      if (index === undefined) index = openIndex(this.#kept.documents(profile));
      return index;
    };
    const answered = answer(snapshotOver(source, { root, file, folder, readings: new Readings(), documentIndex, readsAll: false }));
    index?.save();
    return answered;
  }

  async change(): Promise<never> {
    throw new Error('what is staged is only looked at');
  }
}

function openIndex(kept: IndexOptions | null): DocumentIndex | null {
  return kept === null ? null : new DocumentIndex(kept);
}
