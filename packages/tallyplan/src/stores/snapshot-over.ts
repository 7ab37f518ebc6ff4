/** From files, wherever those are kept, to the snapshot of a plan, its ledgers and its documents. */
import type { Profile } from '@tallyplan/core/upstream/profile';
import { UpstreamCollection } from '@tallyplan/core/upstream/upstream-collection';
import { yamlLibrary } from '../yaml-library.ts';
import { DocumentFiles } from './documents/document-files.ts';
import type { DocumentIndex } from './documents/document-index.ts';
import { DocumentsInGit } from './documents/documents-in-git.ts';
import type { FileSnapshot } from './file-snapshot.ts';
import { sha256 } from './sha256.ts';
import type { StoreFolder } from './store-folder.ts';
import { type Readings, StoredSnapshot, type StoredState } from './stored-snapshot.ts';

export interface SnapshotOptions {
  readonly root: string;
  /** The plan, from the root. */
  readonly file: string;
  readonly folder: StoreFolder;
  readonly readings: Readings;
  /** What was read of documents before, by that profile. */
  readonly documentIndex: (profile: Profile) => DocumentIndex | null;
  /** Documents are read from their files, whatever seems to be unchanged. */
  readonly readsAll: boolean;
}

/** All that it looks at goes through the files of the snapshot: what a remembered answer was made of is seen there, and nowhere else. */
export function snapshotOver(
  files: FileSnapshot,
  { root, file, folder, readings, documentIndex, readsAll }: SnapshotOptions,
): StoredSnapshot {
  const configuration = readings.configuration(files.configuration);
  const { documents: globs, profile } = configuration.settings;
  const source = new DocumentFiles({
    files: files.readFrom,
    root,
    globs,
    plan: file,
    index: () => documentIndex(profile),
    readsAll,
    git: new DocumentsInGit(root),
  });
  const upstream = new UpstreamCollection(source, { profile, digest: sha256, library: yamlLibrary });
  const isThere: StoredState['isThere'] = (name) => files.readFrom.status(folder[name]) !== null;
  return new StoredSnapshot({ planBytes: files.plan, file, source: files, configuration, upstream, isThere }, readings);
}
