/**
 * Files that remember what was seen of them, so that it can be told later, without reading, whether the
 * same would be seen again. An answer is a function of what it looked at: while nothing of that has
 * changed, it is the same answer.
 *
 * A file counts as unchanged by its size, identity and times, the time of its last change of any kind
 * (`changed`) among them, which nobody can set. One that had been changed a moment before it was looked at
 * may be changed again in the same tick of the clock ("racily clean", as git calls it): then what was seen
 * is not worth remembering.
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

export class ObservedFiles implements FilesToRead {
  readonly foldersTell: boolean;
  readonly #files: FilesToRead;
  readonly #moment = BigInt(Date.now()) * 1_000_000n;
  readonly #stamps = new Map<string, string | null>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #entries = new Map<string, readonly string[]>();
  #isSteady = true;

  constructor(files: FilesToRead) {
    this.#files = files;
    this.foldersTell = files.foldersTell;
  }

  /** null where something moved while it was looked at, or may have. */
  get observations(): Observations | null {
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
    this.#see(path, read === null ? null : read.status);
    return read;
  }

  holds(path: string, bytes: Buffer): boolean {
    this.#see(path, this.#files.status(path));
    return this.#files.holds(path, bytes);
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

  #see(path: string, status: FileStatus | null): void {
    const stamp = stampOf(status);
    const before = this.#stamps.get(path);
    this.#isSteady &&= (status === null || isOld(status, this.#moment)) && (before === undefined || before === stamp);
    this.#stamps.set(path, stamp);
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
