/**
 * Files that remember what was seen of them, so that it can be told later, without reading, whether the
 * same would be seen again. An answer is a function of what it looked at: while nothing of that has
 * changed, it is the same answer.
 *
 * A file counts as unchanged by its size, identity and times, the time of its last change of any kind
 * (`changed`) among them, which nobody can set. One that had been changed a moment before it was looked at
 * may be changed again in the same tick of the clock ("racily clean", as git calls it): then its bytes must be
 * compared, and what was seen can't be kept beyond this process.
 */
import type { FileStatus, FilesToRead, FolderEntry, ReadFile } from './file-system.ts';
import { isSettled } from './plan-file.ts';

/** What was seen, in a form that can be kept. */
export interface Observations {
  /** By path; null where there was nothing. */
  readonly stamps: Readonly<Record<string, string | null>>;
  /** Names in folders, by path. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** What is in folders, by path: kind and name. */
  readonly entries: Readonly<Record<string, readonly string[]>>;
}

/** Bytes of young files that are held on to at most. */
const mostHeld = 32 * 1024 * 1024;

export class ObservedFiles implements FilesToRead {
  readonly foldersTell: boolean;
  readonly #files: FilesToRead;
  readonly #moment = BigInt(Date.now()) * 1_000_000n;
  readonly #stamps = new Map<string, string | null>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #entries = new Map<string, readonly string[]>();
  /** What young files held, or were found not to hold, by path. */
  readonly #young = new Map<string, { readonly bytes: Buffer; readonly held: boolean }>();
  /** Bytes. */
  #held = 0;
  #isSteady = true;
  #isOld = true;

  constructor(files: FilesToRead) {
    this.#files = files;
    this.foldersTell = files.foldersTell;
  }

  /** null where something moved while it was looked at, or may have. */
  get observations(): Observations | null {
    return this.#isOld ? this.#seen : null;
  }

  /** Whether all of it would be seen again by this process: young files are compared byte by byte. */
  wouldBeSeenAgain(): boolean {
    const seen = this.#seen;
    return (
      seen !== null &&
      this.#held <= mostHeld &&
      wouldBeSeenAgain(seen, this.#files) &&
      [...this.#young].every(([path, { bytes, held }]) => this.#files.holds(path, bytes) === held)
    );
  }

  get #seen(): Observations | null {
    if (!this.#isSteady) return null;
    return { stamps: Object.fromEntries(this.#stamps), lists: Object.fromEntries(this.#lists), entries: Object.fromEntries(this.#entries) };
  }

  status(path: string): FileStatus | null {
    const status = this.#files.status(path);
    this.#see(path, status);
    return status;
  }

  read(path: string, most?: number): ReadFile | null {
    const read = this.#files.read(path, most);
    const isYoung = this.#see(path, read === null ? null : read.status);
    if (read !== null && isYoung) this.#hold(path, read.bytes, true);
    return read;
  }

  holds(path: string, bytes: Buffer): boolean {
    const isYoung = this.#see(path, this.#files.status(path));
    const held = this.#files.holds(path, bytes);
    // What it holds instead is going to be read.
    if (isYoung && this.#young.get(path)?.held !== true) this.#hold(path, bytes, held);
    return held;
  }

  #hold(path: string, bytes: Buffer, held: boolean): void {
    this.#held += bytes.length;
    if (this.#held > mostHeld) this.#young.clear();
    else this.#young.set(path, { bytes, held });
  }

  list(folder: string): readonly string[] {
    const names = sorted(this.#files.list(folder));
    const before = this.#lists.get(folder);
    this.#isSteady &&= before === undefined || areSame(before, names);
    this.#lists.set(folder, names);
    return names;
  }

  entries(folder: string): readonly FolderEntry[] {
    const entries = this.#files.entries(folder);
    const told = toldEntries(entries);
    const before = this.#entries.get(folder);
    this.#isSteady &&= before === undefined || areSame(before, told);
    this.#entries.set(folder, told);
    return entries;
  }

  /** @returns whether it had been changed a moment before */
  #see(path: string, status: FileStatus | null): boolean {
    const stamp = stampOf(status);
    const before = this.#stamps.get(path);
    const isYoung = status !== null && !isOld(status, this.#moment);
    if (isYoung) this.#isOld = false;
    this.#isSteady &&= before === undefined || before === stamp;
    this.#stamps.set(path, stamp);
    return isYoung;
  }
}

/** Whether all of it would be seen again. */
export function wouldBeSeenAgain({ stamps, lists, entries }: Observations, files: FilesToRead): boolean {
  for (const path in stamps) if (stampOf(files.status(path)) !== stamps[path]) return false;
  return (
    Object.entries(entries).every(([folder, told]) => areSame(toldEntries(files.entries(folder)), told)) &&
    Object.entries(lists).every(([folder, names]) => areSame(sorted(files.list(folder)), names))
  );
}

export function stampOf(status: FileStatus | null): string | null {
  return status === null ? null : `${status.identity} ${status.size} ${status.modified} ${status.changed}`;
}

export function isOld(status: FileStatus, moment: bigint): boolean {
  return isSettled(status, moment) && isSettled({ modified: status.changed }, moment);
}

function toldEntries(entries: readonly FolderEntry[]): readonly string[] {
  return entries.map(({ name, kind }) => `${kind} ${name}`).sort();
}

/** No name holds a `/`. */
function areSame(names: readonly string[], others: readonly string[]): boolean {
  return names.join('/') === others.join('/');
}

function sorted(names: readonly string[]): readonly string[] {
  return [...names].sort();
}
