/**
 * The ledgers as they lie in their folder: each read when it is first asked for, and again when its file
 * has changed. Ledgers only grow, so size and times tell; `PlanFile` has to be more careful.
 */
import { type LedgerName, ledgerOfFile } from '@tallyplan/core/ledger/ledger-file';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { byteString } from './bytes.ts';
import type { FileStatus, FilesToRead } from './file-system.ts';
import type { StoreFolder } from './store-folder.ts';

/** What a ledger's file held when it was looked at; `status` null where there was none. */
export interface LedgerBytes {
  readonly text: ByteString;
  readonly status: FileStatus | null;
}

export class LedgerFolder {
  readonly #files: FilesToRead;
  readonly #folder: StoreFolder;
  readonly #known: Known;

  constructor(files: FilesToRead, folder: StoreFolder, known: Known = { read: new Map(), ledgers: new Map() }) {
    this.#files = files;
    this.#folder = folder;
    this.#known = known;
  }

  /** The same folder seen through other eyes. */
  through(files: FilesToRead): LedgerFolder {
    return new LedgerFolder(files, this.#folder, this.#known);
  }

  /** The same object as before, where the file is the same. */
  file(path: string): LedgerBytes {
    const known = this.#known.read.get(path);
    if (known !== undefined && isSame(known.status, this.#files.status(path))) return known;
    const read = this.#files.read(path);
    const now = read === null ? nothing : { text: byteString(read.bytes), status: read.status };
    this.#known.read.set(path, now);
    return now;
  }

  isUnchanged(path: string, seen: LedgerBytes): boolean {
    return isSame(seen.status, this.#files.status(path));
  }

  /** The ledger that a file of the folder holds, by its name; null where it holds none. */
  ledgerOf(name: string): LedgerName | null {
    const known = this.#known.ledgers.get(name);
    if (known !== undefined) return known;
    const ledger = ledgerOfFile(name);
    this.#known.ledgers.set(name, ledger);
    return ledger;
  }

  /** Names of all files in the folder, sorted. */
  names(): readonly string[] {
    return [...this.#files.list(this.#folder.ledgers)].sort();
  }
}

interface Known {
  readonly read: Map<string, LedgerBytes>;
  /** What names say, which never changes, and costs more to find out than to remember. */
  readonly ledgers: Map<string, LedgerName | null>;
}

const nothing: LedgerBytes = { text: '' as ByteString, status: null };

function isSame(a: FileStatus | null, b: FileStatus | null): boolean {
  if (a === null || b === null) return a === b;
  return a.identity === b.identity && a.size === b.size && a.modified === b.modified;
}
