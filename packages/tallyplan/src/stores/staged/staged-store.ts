/** A plan, its ledgers and its documents as git's index has them: the store that a pre-commit hook asks. It only answers. */
import type { Outcome } from '@tallyplan/core/model/problem';
import type { Snapshot, Store } from '@tallyplan/core/operations/store';
import type { Profile } from '@tallyplan/core/upstream/profile';
import { UpstreamCollection } from '@tallyplan/core/upstream/upstream-collection';
import { yamlLibrary } from '../../yaml-library.ts';
import { DocumentFiles } from '../documents/document-files.ts';
import { DocumentIndex, type IndexOptions } from '../documents/document-index.ts';
import { DocumentsInGit } from '../documents/documents-in-git.ts';
import { FileSnapshot } from '../file-snapshot.ts';
import type { MadeFile } from '../intent.ts';
import { LedgerFolder } from '../ledger-folder.ts';
import type { PlanLocation } from '../locate-plan.ts';
import { PlanFile } from '../plan-file.ts';
import { sha256 } from '../sha256.ts';
import { storeFolder } from '../store-folder.ts';
import { withProblems } from '../store-problem.ts';
import { Readings, StoredSnapshot } from '../stored-snapshot.ts';
import type { IndexFiles } from './index-files.ts';

/** What was read of documents before, by that profile; without it they are read anew. */
export type KnownDocuments = (profile: Profile) => IndexOptions | null;

export class StagedStore implements Store {
  readonly #files: IndexFiles;
  readonly #location: PlanLocation;
  readonly #known: KnownDocuments;

  constructor(files: IndexFiles, location: PlanLocation, known: KnownDocuments) {
    this.#files = files;
    this.#location = location;
    this.#known = known;
  }

  /** From what the index held when it was opened. */
  read<T>(answer: (snapshot: Snapshot) => Outcome<T>): Promise<Outcome<T>> {
    return withProblems(async () => {
      const { root, plan, file } = this.#location;
      const files = this.#files;
      const folder = storeFolder(root);
      const place = { files, folder, plan: new PlanFile(files, { path: plan, name: file }), ledgers: new LedgerFolder(files, folder) };
      // What the index holds is of no commit that is under way.
      const source = new FileSnapshot(place, null);
      const readings = new Readings();
      const configuration = readings.configuration(source.configuration);
      const { documents: globs, profile } = configuration.settings;
      const kept = this.#known(profile);
      const index = kept === null ? null : new DocumentIndex(kept);
      const git = new DocumentsInGit(root);
      const documents = new DocumentFiles({ files, root, globs, plan: file, index: () => index, readsAll: false, git });
      const upstream = new UpstreamCollection(documents, { profile, digest: sha256, library: yamlLibrary });
      const isThere = (name: MadeFile) => files.status(folder[name]) !== null;
      const answered = answer(new StoredSnapshot({ planBytes: source.plan, file, source, configuration, upstream, isThere }, readings));
      index?.save();
      return answered;
    });
  }

  async change(): Promise<never> {
    throw new Error('what is staged is only looked at');
  }
}
