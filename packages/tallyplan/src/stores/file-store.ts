/**
 * A plan and its ledgers as files.
 *
 *     turns.ts          one writer at a time (lock.ts), who first finishes what an interrupted one left (recovery.ts)
 *     file-snapshot.ts  what decisions and answers look at
 *     prepare.ts        a decision becomes bytes
 *     commit.ts         the bytes become durable, all or none
 *
 * Between taking the lock and giving it back nothing waits: a decision and its commit are one piece.
 */
import { dirname, join } from 'node:path';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import type { ChangeOptions, Decision, Question, Snapshot, Store, Written } from '@tallyplan/core/operations/store';
import type { Profile } from '@tallyplan/core/upstream/profile';
import { isLeftOut } from '../git/left-out.ts';
import { changedFiles } from './changed-files.ts';
import { commitChange } from './commit.ts';
import { documentToken } from './document-splice.ts';
import type { IndexOptions } from './documents/document-index.ts';
import { DocumentIndexes, type IndexUse } from './documents/document-indexes.ts';
import { FileSnapshot, type SnapshotPlace } from './file-snapshot.ts';
import { errorCode, type FileSystem } from './file-system.ts';
import { gitTracks } from './git-tracks.ts';
import type { Intent } from './intent.ts';
import { KeptBlocksFile } from './kept-blocks.ts';
import { LedgerFolder } from './ledger-folder.ts';
import type { Lock } from './lock.ts';
import { ObservedFiles } from './observed-files.ts';
import { PlanFile } from './plan-file.ts';
import type { Prepared } from './prepare.ts';
import { type ProcessTable, processTable } from './process-identity.ts';
import { randomToken } from './random-token.ts';
import { realFileSystem } from './real-file-system.ts';
import { RecentAnswers } from './recent-answers.ts';
import type { RecoveryPlace } from './recovery.ts';
import type { RememberedAnswers } from './remembered-answers.ts';
import { type Rewriting, rewriteFiles, type StoredTexts } from './rewrite-files.ts';
import { decisions, movedTooOften, withoutChange } from './saved-meanwhile.ts';
import { sha256 } from './sha256.ts';
import { snapshotOver } from './snapshot-over.ts';
import { folderName, storeFolder } from './store-folder.ts';
import { StoreProblem, withProblems } from './store-problem.ts';
import { Readings, type StoredSnapshot } from './stored-snapshot.ts';
import { type TurnOptions, Turns } from './turns.ts';

export interface FileStorePlace {
  /** Absolute path of the folder that has, or gets, `.tallyplan/`. */
  readonly root: string;
  /** Absolute path of the plan itself, with no link in it. */
  readonly plan: string;
  /** How the plan is named: from the root, with `/`. */
  readonly file: string;
}

export interface FileStoreOptions extends TurnOptions {
  /** Where answers are kept from one process to the next; without it none is. */
  readonly answers?: () => Promise<RememberedAnswers | null>;
  /** Where what was found in the plan's YAML is kept; without it it is read anew. */
  readonly blocks?: () => CacheEntry | null;
  /** What was read of documents before, by that profile; without it they are read anew. */
  readonly documentIndex?: (profile: Profile, use: IndexUse) => IndexOptions | null;
}

/** A file of this plan's own in the person's cache. */
export interface CacheEntry {
  readonly file: string;
  /** Names what wrote it: whatever else was kept there is not understood. */
  readonly build: string;
}

/** The machine that a store runs on; tests bring their own. */
export interface Machine {
  readonly files: FileSystem;
  readonly processes: ProcessTable;
  isTracked(root: string, path: string): boolean;
  /** Whether it is in the repository and not in the work tree. */
  isLeftOut(root: string, path: string): boolean;
}

const thisMachine: Machine = { files: realFileSystem, processes: processTable, isTracked: gitTracks, isLeftOut };

/** What only changes need, a fifth of the code that runs: loaded by them, before the lock is taken. */
const changing = () => import('./prepare.ts');

/** How often an answer is made anew because something was written meanwhile; after that writers have to wait. */
const answers = 4;

/** A question whose answer is remembered, by this process and maybe by later ones. */
interface Asked {
  readonly question: Question;
  readonly remembered: RememberedAnswers | null;
}

const unlocked: Lock = { isHeld: () => true, release: () => undefined };

export class FileStore implements Store {
  readonly #place: RecoveryPlace & { readonly ledgers: LedgerFolder; readonly processes: ProcessTable };
  readonly #file: string;
  readonly #options: FileStoreOptions;
  readonly #root: string;
  readonly #machine: Machine;
  readonly #indexes: DocumentIndexes;
  readonly #turns: Turns;
  readonly #readings: Readings;
  readonly #recent = new RecentAnswers();
  /** The last change that was asked for: each waits for the one before. */
  #last: Promise<unknown> = Promise.resolve();

  constructor({ root, plan, file }: FileStorePlace, options: FileStoreOptions, machine: Machine = thisMachine) {
    const { files, processes } = machine;
    this.#machine = machine;
    const folder = storeFolder(root);
    this.#file = file;
    this.#root = root;
    this.#options = options;
    this.#place = {
      files,
      processes,
      folder,
      plan: new PlanFile(files, { path: plan, name: file }),
      ledgers: new LedgerFolder(files, folder),
      isTracked: (path) => machine.isTracked(root, path),
      documentsOf: (key) => this.#documentsOf(key),
    };
    const blocks = options.blocks?.() ?? null;
    this.#readings = new Readings(blocks === null ? null : new KeptBlocksFile(blocks));
    this.#turns = new Turns(this.#place, options);
    this.#indexes = new DocumentIndexes((profile, use) => options.documentIndex?.(profile, use) ?? null);
  }

  read<T>(answer: (snapshot: Snapshot) => Outcome<T>, question?: Question): Promise<Outcome<T>> {
    return withProblems(async () => {
      if (question === undefined) return this.#read(answer);
      const recent = this.#recent.find<T>(question);
      if (recent !== null) return recent;
      return this.#read(answer, { question, remembered: (await this.#options.answers?.()) ?? null });
    });
  }

  change<T>(decide: (snapshot: Snapshot) => Outcome<Decision<T>>, options: ChangeOptions): Promise<Outcome<Written<T>>> {
    if (options.dryRun) return withProblems(() => this.#tryOut(decide, options));
    const turn = this.#last.then(() => withProblems(() => this.#changeAndLearn(decide, options)));
    // A change that fails holds up none of those behind it; whoever asked for it is told.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Rewrites files as wholes, under the lock: for `resolve` alone, since a change only ever adds to a ledger. */
  rewrite<T>(name: string, decide: (texts: StoredTexts) => Outcome<Rewriting<T>>): Promise<Outcome<T>> {
    return withProblems(async () => {
      this.#refuseLeftOut();
      const { files, folder } = this.#place;
      // Before adoption there is nothing to lock in, and no ledger beside the plan.
      if (files.status(folder.path) === null) return rewriteFiles(this.#place, unlocked, decide);
      return this.#turns.take(name, (lock) => rewriteFiles(this.#place, lock, decide));
    });
  }

  async #changeAndLearn<T>(decide: (snapshot: Snapshot) => Outcome<Decision<T>>, options: ChangeOptions): Promise<Outcome<Written<T>>> {
    const changed = await this.#change(decide, options);
    // When others can go on, and where it was refused, too.
    this.#readings.save();
    this.#indexes.save('decisions');
    return changed;
  }

  async #change<T>(decide: (snapshot: Snapshot) => Outcome<Decision<T>>, options: ChangeOptions): Promise<Outcome<Written<T>>> {
    const { files, folder } = this.#place;
    this.#refuseLeftOut();
    if (files.status(folder.path) === null) {
      // Before adoption there is nothing to lock in, and what is refused shall leave no trace.
      const decided = decide(this.#snapshot(new FileSnapshot(this.#place, null)));
      if (!decided.ok || decided.value.commit === null) return withoutChange(decided);
      makeFolder(files, folder.path);
    }
    const { prepare } = await changing();
    return this.#turns.take(options.actor.name, (lock) => {
      for (let attempt = 1; attempt <= decisions; attempt++) {
        const snapshot = this.#snapshot(new FileSnapshot(this.#place, null));
        const decided = decide(snapshot);
        if (!decided.ok || decided.value.commit === null) return withoutChange(decided);
        const { result, commit } = decided.value;
        const prepared = prepare(snapshot, commit, options);
        if (!prepared.ok) return prepared;
        if (this.#commit(lock, prepared.value, { snapshot, options })) {
          this.#readings.changed(snapshot.planBytes, { changes: commit.changes, after: prepared.value.after });
          return done({ result, changed: changedFiles(prepared.value, this.#file) });
        }
      }
      return refused(movedTooOften(this.#file));
    });
  }

  #commit(lock: Lock, prepared: Prepared, { snapshot, options }: { snapshot: StoredSnapshot; options: ChangeOptions }): boolean {
    const { before, after, edits, appends, made, document } = prepared;
    const intent: Intent = {
      id: randomToken(),
      at: options.now().toISOString(),
      by: options.actor.name,
      plan: { before: before.revision, after: after.revision, edits },
      ledgers: appends.map(({ ledger, text }) => {
        const there = snapshot.ledgerText(ledger);
        return { ledger, length: there.length, before: sha256(there), text };
      }),
      made,
      ...(document === null ? {} : { document: document.splice }),
    };
    const along = document === null ? null : { ...document.bytes, path: join(this.#root, document.path), id: documentToken(intent.id) };
    return commitChange(this.#place, lock, { before, after, intent, document: along }) === 'committed';
  }

  async #tryOut<T>(decide: (snapshot: Snapshot) => Outcome<Decision<T>>, options: ChangeOptions): Promise<Outcome<Written<T>>> {
    const { prepare } = await changing();
    return this.#read((snapshot) => {
      const decided = decide(snapshot);
      if (!decided.ok || decided.value.commit === null) return withoutChange(decided);
      const prepared = prepare(snapshot, decided.value.commit, options);
      return prepared.ok ? done({ result: decided.value.result, changed: changedFiles(prepared.value, this.#file) }) : prepared;
    });
  }

  /** @param asked where the answer is to be remembered */
  async #read<T>(answer: (snapshot: StoredSnapshot) => Outcome<T>, asked: Asked | null = null): Promise<Outcome<T>> {
    this.#refuseLeftOut();
    for (let attempt = 1; attempt <= answers; attempt++) {
      const observed = asked === null ? undefined : new ObservedFiles(this.#place.files);
      const underWay = await this.#turns.underWay();
      const files = new FileSnapshot(observed === undefined ? this.#place : this.#placeOver(observed), underWay);
      const answered = this.#answerOf(files, answer);
      if (answered === null) continue;
      this.#readings.save();
      this.#indexes.save('answers');
      if (asked !== null && observed !== undefined && underWay === null) {
        this.#recent.keep(asked.question, observed, answered);
        asked.remembered?.keep(asked.question, observed, answered);
      }
      return answered;
    }
    if (this.#place.files.status(this.#place.folder.path) === null) return refused(movedTooOften(this.#file));
    return this.#turns.take('', () => answer(this.#snapshot(new FileSnapshot(this.#place, null))));
  }

  /** A plan whose ledger is only not there seems never to have been adopted: nothing that is said of it, or written, would be true. */
  #refuseLeftOut(): void {
    const ledger = this.#place.folder.ledger('plan');
    if (this.#place.files.status(ledger) === null && this.#machine.isLeftOut(this.#root, ledger)) throw leftOut();
  }

  /** The same place seen through other eyes. */
  #placeOver(files: ObservedFiles): SnapshotPlace {
    const { folder, plan, ledgers } = this.#place;
    return { files, folder, plan: plan.through(files), ledgers: ledgers.through(files) };
  }

  /** null where something was written meanwhile; an answer that fails on what never stood together is no failure. */
  #answerOf<T>(files: FileSnapshot, answer: (snapshot: StoredSnapshot) => Outcome<T>): Outcome<T> | null {
    try {
      const answered = answer(this.#snapshot(files, 'answers'));
      return files.holds() ? answered : null;
    } catch (error) {
      if (files.holds()) throw error;
      return null;
    }
  }

  #snapshot(files: FileSnapshot, use: IndexUse = 'decisions'): StoredSnapshot {
    return snapshotOver(files, {
      root: this.#root,
      file: this.#file,
      folder: this.#place.folder,
      readings: this.#readings,
      documentIndex: (profile) => this.#indexes.of(profile, use),
      readsAll: use === 'decisions',
    });
  }

  #documentsOf(key: string): readonly string[] {
    const { upstream } = this.#snapshot(new FileSnapshot(this.#place, null));
    return upstream.documents.filter((document) => document.key === key).map(({ path }) => join(this.#root, path));
  }
}

function makeFolder(files: FileSystem, path: string): void {
  try {
    files.makeFolder(path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  files.syncFolder(dirname(path));
}

/** Adopted anew, a plan would have two histories. */
function leftOut(): StoreProblem {
  const message = `${folderName}/ is in the repository, and this sparse checkout leaves it out: what became of the plan can't be told, and nothing was done. Take it in (git sparse-checkout add ${folderName}), then try again`;
  return new StoreProblem('config-invalid', message, { missing: [`${folderName}/ in the work tree`] });
}
