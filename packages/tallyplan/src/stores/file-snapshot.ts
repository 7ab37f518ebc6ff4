/**
 * A consistent snapshot of files, taken without the lock.
 *
 * Reading takes time, and a commit may begin meanwhile. So the snapshot remembers what it has read, and
 * `holds` tells afterwards whether all of that stood there at one moment with no commit under way. The
 * moment is the one at which it looks for an intent, after the last read: a commit that began before it
 * and is not over has its intent there; one that begins later has changed nothing of what was read, or
 * else that file is found changed. Where no name in the store's folders came or went, it did not begin,
 * and the files need not be looked at one by one.
 *
 * Where a commit is under way, its intent is seen and says what the ledgers were. They are read up to
 * there until the plan is the new one: so readers see the old state or the new one, and wait for nobody.
 */
import type { LedgerFiles } from '@tallyplan/core/ledger/history';
import { type LedgerName, ledgerFileOf } from '@tallyplan/core/ledger/ledger-file';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { TaskKey } from '@tallyplan/core/model/task-id';
import type { FilesToRead } from './file-system.ts';
import { type Intent, readIntent } from './intent.ts';
import { type LedgerBytes, LedgerFolder } from './ledger-folder.ts';
import type { PlanBytes, PlanFile } from './plan-file.ts';
import type { StoreFolder } from './store-folder.ts';
import type { LedgerSource } from './stored-ledgers.ts';
import { WatchedFolders } from './watched-folders.ts';

export interface SnapshotPlace {
  readonly files: FilesToRead;
  readonly folder: StoreFolder;
  readonly plan: PlanFile;
  readonly ledgers: LedgerFolder;
}

export class FileSnapshot implements LedgerSource {
  readonly plan: PlanBytes;
  readonly configuration: ByteString | null;
  readonly #place: SnapshotPlace;
  readonly #underWay: Intent | null;
  /** Lengths that ledgers had before the commit that is under way, by the names of their files. */
  readonly #limits: ReadonlyMap<string, number>;
  readonly #watched: WatchedFolders;
  readonly #consulted = new Map<string, LedgerBytes>();
  #names: readonly string[] | null = null;
  #listed: ReadonlySet<LedgerName | null> | null = null;

  /** @param underWay the intent of a commit that is not finished, or null. */
  constructor(place: SnapshotPlace, underWay: Intent | null) {
    // What is being written is not kept: it may yet be taken back, and be written differently in the same moment.
    this.#place = underWay === null ? place : { ...place, ledgers: new LedgerFolder(place.files, place.folder) };
    this.#underWay = underWay;
    // Before anything is read.
    this.#watched = new WatchedFolders(place.files, [place.folder.path, place.folder.ledgers]);
    this.plan = place.plan.current();
    const isOld = underWay !== null && (underWay.plan.before === underWay.plan.after || this.plan.revision !== underWay.plan.after);
    this.#limits = new Map(isOld ? underWay.ledgers.map(({ ledger, length }) => [ledgerFileOf(ledger), length]) : []);
    const isNew = isOld && underWay.made.configuration !== undefined;
    this.configuration = isNew ? null : this.#text(place.folder.configuration);
  }

  /** What it is read from. */
  get readFrom(): FilesToRead {
    return this.#place.files;
  }

  /** Whether all that was read stood there at one moment. To be asked when everything has been read. */
  holds(): boolean {
    const { files, folder, plan } = this.#place;
    const found = readIntent(files, folder);
    const isSameCommit = found.kind === 'whole' ? found.intent.id === this.#underWay?.id : this.#underWay === null;
    if (!isSameCommit || plan.current() !== this.plan) return false;
    return (found.kind === 'none' && this.#watched.areStill()) || this.#isUnchanged();
  }

  /** A look at every file that was read. */
  #isUnchanged(): boolean {
    const { ledgers } = this.#place;
    return (
      [...this.#consulted].every(([path, seen]) => ledgers.isUnchanged(path, seen)) &&
      (this.#names === null || String(this.#names) === String(ledgers.names()))
    );
  }

  ledger(name: LedgerName): ByteString {
    if (!this.#mayBeThere(name)) return nothing;
    const file = ledgerFileOf(name);
    return this.#upToLimit(file, this.#text(this.#place.folder.inLedgers(file)) ?? nothing);
  }

  /** Most tasks of a large plan have no ledger. Whoever asks for many is answered from one look at the folder. */
  #mayBeThere(name: LedgerName): boolean {
    return this.#consulted.size < lookups || this.#isListed(name);
  }

  #isListed(name: LedgerName): boolean {
    this.#listed ??= new Set(this.#fileNames().map((name) => this.#place.ledgers.ledgerOf(name)));
    return this.#listed.has(name);
  }

  keys(): readonly TaskKey[] {
    return this.#fileNames().flatMap((name) => {
      const ledger = this.#limits.get(name) === 0 ? null : this.#place.ledgers.ledgerOf(name);
      return ledger === null || ledger === 'plan' ? [] : [ledger];
    });
  }

  baseline(): ByteString | null {
    return this.#text(this.#place.folder.baseline);
  }

  states(): ByteString | null {
    return this.#text(this.#place.folder.states);
  }

  /** Read anew, whatever was read before. */
  files(): LedgerFiles {
    const { files, folder } = this.#place;
    const fresh = new LedgerFolder(files, folder);
    const read = (path: string): ByteString => {
      const bytes = fresh.file(path);
      this.#consulted.set(path, bytes);
      return bytes.text;
    };
    const names = this.#fileNames().filter((name) => name.endsWith('.jsonl') && !folder.states.endsWith(name));
    return {
      ledgers: names.map((name) => ({ name, text: this.#upToLimit(name, read(folder.inLedgers(name))) })),
      baseline: files.status(folder.baseline) === null ? null : read(folder.baseline),
      states: files.status(folder.states) === null ? null : read(folder.states),
    };
  }

  #fileNames(): readonly string[] {
    this.#names ??= this.#place.ledgers.names();
    return this.#names;
  }

  #upToLimit(file: string, text: ByteString): ByteString {
    const limit = this.#limits.get(file);
    return limit === undefined ? text : (text.slice(0, limit) as ByteString);
  }

  #text(path: string): ByteString | null {
    const seen = this.#consulted.get(path) ?? this.#place.ledgers.file(path);
    this.#consulted.set(path, seen);
    return seen.status === null ? null : seen.text;
  }
}

/** How many files are looked for one by one. */
const lookups = 16;
const nothing = '' as ByteString;
