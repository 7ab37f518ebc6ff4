/** The file system of the machine. What is said of each call stands at the port, `file-system.ts`. */
import {
  type BigIntStats,
  closeSync,
  constants,
  type Dirent,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { type Descriptor, errorCode, type FileStatus, type FileSystem, type FolderEntry, type ReadFile } from './file-system.ts';

const onWindows = process.platform === 'win32';
/** Links are refused (ELOOP), and a pipe or a device makes nobody wait. Windows knows neither flag. */
const cautious = onWindows ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK;

export const realFileSystem: FileSystem = {
  // On Windows it is a matter of the disk's format.
  foldersTell: !onWindows,
  status(path) {
    const stat = unlessMissing(() => lstatSync(path, { bigint: true, throwIfNoEntry: false }) ?? null);
    return stat === null ? null : statusFrom(stat);
  },
  read: (path, most = Number.POSITIVE_INFINITY) => reading(path, (file) => readWhole(path, file, most)),
  holds: (path, bytes) => reading(path, (file) => isHeld(file, bytes)) ?? false,
  list: (folder) => unlessMissing(() => readdirSync(folder)) ?? [],
  entries: (folder) => (unlessMissing(() => readdirSync(folder, { withFileTypes: true })) ?? []).map(entryFrom),
  create: (path, mode) => openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode),
  open: (path) => openSync(path, constants.O_RDWR | cautious),
  statusOf: (file) => statusFrom(fstatSync(file, { bigint: true })),
  write: (file, bytes, position) => writeSync(file, bytes, 0, bytes.length, position),
  truncate: ftruncateSync,
  dress(file, like) {
    const own = statusFrom(fstatSync(file, { bigint: true }));
    if (own.owner !== like.owner || own.group !== like.group) asFarAsAllowed(() => fchownSync(file, like.owner, like.group));
    // After the owner, since a change of owner takes permissions away.
    asFarAsAllowed(() => fchmodSync(file, like.mode));
  },
  sync: fsyncSync,
  close: closeSync,
  rename: (from, to) => patiently(() => renameSync(from, to)),
  link: linkSync,
  remove: (path) => void unlessMissing(() => patiently(() => unlinkSync(path))),
  makeFolder: (path) => mkdirSync(path),
  syncFolder(path) {
    // Windows can't sync a folder; its file system keeps a journal of names.
    if (onWindows) return;
    const folder = openSync(path, constants.O_RDONLY);
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  },
};

function reading<T>(path: string, read: (file: Descriptor) => T): T | null {
  const file = unlessMissing(() => openSync(path, constants.O_RDONLY | cautious));
  if (file === null) return null;
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}

/** Piece by piece, through one piece of memory: this is asked before every change of a plan. */
function isHeld(file: Descriptor, bytes: Buffer): boolean {
  scratch ??= Buffer.allocUnsafeSlow(256 * 1024);
  for (let at = 0; ; ) {
    const length = readSync(file, scratch, 0, scratch.length, at);
    if (length === 0) return at === bytes.length;
    if (scratch.compare(bytes, at, Math.min(at + length, bytes.length), 0, length) !== 0) return false;
    at += length;
  }
}

let scratch: Buffer | undefined;

function readWhole(path: string, file: Descriptor, most: number): ReadFile {
  const status = statusFrom(fstatSync(file, { bigint: true }));
  if (status.kind !== 'file') throw notAFile(path, status);
  if (status.size > most) throw Object.assign(new Error(`EFBIG: ${path} has ${status.size} bytes`), { code: 'EFBIG' });
  // One byte more than there should be: a regular file gives less than is asked for only at its end.
  let bytes = Buffer.allocUnsafe(status.size + 1);
  let length = 0;
  for (;;) {
    length += readSync(file, bytes, length, bytes.length - length, length);
    if (length < bytes.length) return { bytes: bytes.subarray(0, length), status };
    bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)]);
  }
}

function statusFrom(stat: BigIntStats): FileStatus {
  return new RealStatus(stat);
}

/** Told when asked for: of most files only size and times are. */
class RealStatus implements FileStatus {
  readonly #stat: BigIntStats;
  readonly modified: bigint;
  readonly changed: bigint;
  readonly size: number;

  constructor(stat: BigIntStats) {
    this.#stat = stat;
    this.modified = stat.mtimeNs;
    this.changed = stat.ctimeNs;
    this.size = Number(stat.size);
  }

  get kind(): FileStatus['kind'] {
    if (this.#stat.isFile()) return 'file';
    if (this.#stat.isDirectory()) return 'folder';
    return this.#stat.isSymbolicLink() ? 'link' : 'other';
  }
  get mode(): number {
    return Number(this.#stat.mode & 0o7777n);
  }
  get owner(): number {
    return Number(this.#stat.uid);
  }
  get group(): number {
    return Number(this.#stat.gid);
  }
  get device(): string {
    return String(this.#stat.dev);
  }
  get identity(): string {
    return `${this.#stat.dev}:${this.#stat.ino}`;
  }
}

function entryFrom(entry: Dirent): FolderEntry {
  const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';
  return { name: entry.name, kind };
}

function notAFile(path: string, { kind }: FileStatus): Error {
  return Object.assign(new Error(`ENOTAFILE: ${path} is ${kind === 'folder' ? 'a folder' : 'no regular file'}`), {
    code: 'ENOTAFILE',
    path,
  });
}

export function unlessMissing<T>(call: () => T): T | null {
  try {
    return call();
  } catch (error) {
    // Where no file can have such a name, there is none.
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(errorCode(error) ?? '')) return null;
    throw error;
  }
}

/** Only root may give files away, and some file systems have no permissions: the file then stays this process's own. */
function asFarAsAllowed(call: () => void): void {
  try {
    call();
  } catch (error) {
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL'].includes(errorCode(error) ?? '')) throw error;
  }
}

/** On Windows a scanner or an editor that has the file open refuses renames and removals for a moment. */
function patiently(call: () => void): void {
  for (let tries = 1; ; tries++) {
    try {
      call();
      return;
    } catch (error) {
      const transient = onWindows && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (!transient || tries === 50) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
