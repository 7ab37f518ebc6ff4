/**
 * A disk in memory that keeps two states: what processes see, and what would be left if the power went.
 *
 * It promises no more than POSIX does. Bytes are left only after a sync of the file, names only after a
 * sync of the folder; a failed sync drops what it should have written, and the next sync does not bring
 * it back (as Linux does). A store whose commits survive here does not live on the kindness of ext4.
 */
import { dirname } from 'node:path';
import type { Descriptor, FileStatus, FileSystem, FolderEntry, ReadFile } from '../file-system.ts';

interface Inode {
  readonly number: number;
  readonly folder: boolean;
  /** Bytes are never written into: what changes them puts others in their place. So copies share them. */
  seen: Buffer;
  kept: Buffer;
  /** Ranges written since the last sync, and the shortest that the file was cut to. */
  dirty: { start: number; end: number }[];
  cutTo: number;
  mode: number;
  modified: bigint;
}

/** Nanoseconds that a machine takes to be up again. */
const restart = 60_000_000_000n;

/** What a power cut leaves of what was not synced. */
export type Remnant = 'nothing' | 'everything' | 'some';

export class SimulatedDisk implements FileSystem {
  readonly foldersTell = true;
  #seen = new Map<string, Inode>();
  #kept = new Map<string, Inode>();
  #open = new Map<Descriptor, Inode>();
  #inodes = 1;
  #descriptors = 3;

  constructor(folders: readonly string[]) {
    for (const folder of ['/', ...folders]) {
      const inode = this.#inode(true, 0o755);
      this.#seen.set(folder, inode);
      this.#kept.set(folder, inode);
    }
  }

  /** Puts a file there, durably, as a person's editor would. */
  put(path: string, text: string): void {
    const inode = this.#inode(false, 0o644);
    inode.seen = Buffer.from(text, 'latin1');
    inode.kept = inode.seen;
    this.#seen.set(path, inode);
    this.#kept.set(path, inode);
    this.#touchFolder(path);
  }

  /** Another disk with the same content, in both states, and with the same files open. */
  copy(): SimulatedDisk {
    const copies = new Map<Inode, Inode>();
    const copied = (inode: Inode): Inode => {
      const copy = copies.get(inode) ?? { ...inode, dirty: [...inode.dirty] };
      copies.set(inode, copy);
      return copy;
    };
    const copiedMap = <Key>(map: ReadonlyMap<Key, Inode>) => new Map([...map].map(([key, inode]) => [key, copied(inode)]));
    const disk = new SimulatedDisk([]);
    disk.#seen = copiedMap(this.#seen);
    disk.#kept = copiedMap(this.#kept);
    disk.#open = copiedMap(this.#open);
    disk.#inodes = this.#inodes;
    disk.#descriptors = this.#descriptors;
    return disk;
  }

  /** Makes a file look older, by milliseconds. */
  age(path: string, by: number): void {
    this.#there(path).modified -= BigInt(by) * 1_000_000n;
  }

  /** The text of a file as latin1; null where there is none. */
  text(path: string): string | null {
    return this.#seen.get(path)?.seen.toString('latin1') ?? null;
  }

  /** Every file's path, for tests that look for litter. */
  files(): readonly string[] {
    return [...this.#seen].filter(([, inode]) => !inode.folder).map(([path]) => path);
  }

  /** All that a machine finds when it is up again after a power cut, as one value: two disks with the same are alike to every process. */
  remains(): string {
    const names = [...this.#seen].sort(([one], [other]) => (one < other ? -1 : 1));
    // Two names of one file are another thing than two files.
    const first = new Map(names.toReversed().map(([path, inode]) => [inode, path]));
    return JSON.stringify(names.map(([path, inode]) => [path, first.get(inode), inode.folder, inode.mode, inode.seen.toString('latin1')]));
  }

  /** The machine stops and starts again. `choose` decides, where only some is left, about each thing that was not synced. */
  cutPower(remnant: Remnant, choose: () => number = Math.random): void {
    const left = (): boolean => remnant === 'everything' || (remnant === 'some' && choose() < 0.5);
    for (const inode of new Set([...this.#seen.values(), ...this.#kept.values()])) {
      if (inode.folder) continue;
      if (left()) inode.kept = remnant === 'some' ? tornOff(inode, choose()) : inode.seen;
      inode.seen = inode.kept;
      inode.dirty = [];
      inode.cutTo = Number.POSITIVE_INFINITY;
      inode.modified -= restart;
    }
    for (const path of new Set([...this.#seen.keys(), ...this.#kept.keys()])) {
      if (this.#seen.get(path) !== this.#kept.get(path) && left()) this.#keepName(path);
    }
    this.#seen = new Map(this.#kept);
    this.#open.clear();
  }

  status(path: string): FileStatus | null {
    const inode = this.#seen.get(path);
    return inode === undefined ? null : statusFrom(inode);
  }

  read(path: string): ReadFile | null {
    const inode = this.#seen.get(path);
    if (inode === undefined) return null;
    if (inode.folder) throw failure('EISDIR', path);
    return { bytes: Buffer.from(inode.seen), status: statusFrom(inode) };
  }

  holds(path: string, bytes: Buffer): boolean {
    return this.read(path)?.bytes.equals(bytes) ?? false;
  }

  list(folder: string): readonly string[] {
    const prefix = folder === '/' ? '/' : `${folder}/`;
    return [...this.#seen.keys()].filter((path) => path !== '/' && dirname(path) === folder).map((path) => path.slice(prefix.length));
  }

  entries(folder: string): readonly FolderEntry[] {
    return this.list(folder).map((name) => ({ name, kind: this.#seen.get(`${folder}/${name}`)?.folder === true ? 'folder' : 'file' }));
  }

  create(path: string, mode: number): Descriptor {
    this.#inFolder(path);
    if (this.#seen.has(path)) throw failure('EEXIST', path);
    const inode = this.#inode(false, mode);
    this.#seen.set(path, inode);
    this.#touchFolder(path);
    return this.#descriptor(inode);
  }

  open(path: string): Descriptor {
    return this.#descriptor(this.#there(path));
  }

  statusOf(file: Descriptor): FileStatus {
    return statusFrom(this.#opened(file));
  }

  write(file: Descriptor, bytes: Uint8Array, position: number): number {
    const inode = this.#opened(file);
    const end = position + bytes.length;
    if (end > inode.seen.length) inode.seen = Buffer.concat([inode.seen], end);
    else inode.seen = Buffer.from(inode.seen);
    inode.seen.set(bytes, position);
    inode.dirty.push({ start: position, end });
    inode.modified = now();
    return bytes.length;
  }

  truncate(file: Descriptor, length: number): void {
    const inode = this.#opened(file);
    inode.cutTo = Math.min(inode.cutTo, length);
    inode.dirty = inode.dirty.map(({ start, end }) => ({ start, end: Math.min(end, length) })).filter(({ start, end }) => start < end);
    inode.seen = Buffer.concat([inode.seen.subarray(0, length)], length);
    inode.modified = now();
  }

  dress(file: Descriptor, like: FileStatus): void {
    this.#opened(file).mode = like.mode;
  }

  sync(file: Descriptor): void {
    const inode = this.#opened(file);
    const base = inode.kept.subarray(0, inode.cutTo);
    const kept = Buffer.concat([base], Math.max(base.length, ...inode.dirty.map(({ end }) => end)));
    for (const { start, end } of inode.dirty) inode.seen.copy(kept, start, start, end);
    inode.kept = kept;
    inode.dirty = [];
    inode.cutTo = Number.POSITIVE_INFINITY;
  }

  /** A sync that fails: what it should have written is dropped, and no later sync brings it back. */
  failSync(file: Descriptor): void {
    this.#opened(file).dirty = [];
  }

  close(file: Descriptor): void {
    this.#opened(file);
    this.#open.delete(file);
  }

  rename(from: string, to: string): void {
    const inode = this.#there(from);
    this.#inFolder(to);
    this.#seen.delete(from);
    this.#seen.set(to, inode);
    this.#touchFolder(from);
    this.#touchFolder(to);
  }

  link(file: string, name: string): void {
    const inode = this.#there(file);
    this.#inFolder(name);
    if (this.#seen.has(name)) throw failure('EEXIST', name);
    this.#seen.set(name, inode);
    this.#touchFolder(name);
  }

  remove(path: string): void {
    this.#seen.delete(path);
    this.#touchFolder(path);
  }

  makeFolder(path: string): void {
    this.#inFolder(path);
    if (this.#seen.has(path)) throw failure('EEXIST', path);
    this.#seen.set(path, this.#inode(true, 0o755));
    this.#touchFolder(path);
  }

  syncFolder(path: string): void {
    this.#there(path);
    for (const name of new Set([...this.#seen.keys(), ...this.#kept.keys()])) {
      if (dirname(name) === path && name !== '/') this.#keepName(name);
    }
  }

  /** A name in it came or went. */
  #touchFolder(path: string): void {
    const folder = this.#seen.get(dirname(path));
    if (folder !== undefined) folder.modified = now();
  }

  #keepName(path: string): void {
    const inode = this.#seen.get(path);
    if (inode === undefined) this.#kept.delete(path);
    else this.#kept.set(path, inode);
  }

  #inode(folder: boolean, mode: number): Inode {
    return { number: this.#inodes++, folder, seen: empty, kept: empty, dirty: [], cutTo: Number.POSITIVE_INFINITY, mode, modified: now() };
  }

  #descriptor(inode: Inode): Descriptor {
    const file = this.#descriptors++;
    this.#open.set(file, inode);
    return file;
  }

  #opened(file: Descriptor): Inode {
    const inode = this.#open.get(file);
    if (inode === undefined) throw failure('EBADF', String(file));
    return inode;
  }

  #there(path: string): Inode {
    const inode = this.#seen.get(path);
    if (inode === undefined) throw failure('ENOENT', path);
    return inode;
  }

  #inFolder(path: string): void {
    if (this.#seen.get(dirname(path))?.folder !== true) throw failure('ENOENT', path);
  }
}

const empty = Buffer.alloc(0);

/** Of what was written or cut since the last sync, as much as the disk came to: a share from 0 to 1. */
function tornOff({ seen, kept, cutTo }: Inode, share: number): Buffer {
  const least = Math.min(kept.length, cutTo, seen.length);
  return seen.subarray(0, least + Math.round(share * (seen.length - least)));
}

function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

function statusFrom(inode: Inode): FileStatus {
  return {
    kind: inode.folder ? 'folder' : 'file',
    size: inode.seen.length,
    mode: inode.mode,
    owner: 0,
    group: 0,
    device: '1',
    identity: `1:${inode.number}`,
    modified: inode.modified,
    changed: inode.modified,
  };
}

function failure(code: string, what: string): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}
