/**
 * The few things that the file store asks of a file system, so that tests can stand in for the disk:
 * kill the process at any call, fail it, tear a write, lose what was not synced.
 *
 * All calls are synchronous. A commit then runs in one piece: nothing of the same process comes between,
 * and there is no moment at which it waits with half of its work done.
 */
export type Descriptor = number;

export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly owner: number;
  readonly group: number;
  /** Device and inode: the file itself, whatever its name. */
  readonly identity: string;
  readonly device: string;
  /** Nanoseconds since 1970, by the clock of the file system. */
  readonly modified: bigint;
  readonly changed: bigint;
}

export interface ReadFile {
  readonly bytes: Buffer;
  /** As it was when the bytes were read. */
  readonly status: FileStatus;
}

/** Paths are absolute. What fails throws an error with a `code`, as Node does; what is not there is null where that is said. */
export interface FilesToRead {
  /** Whether the times of a folder tell that a name came into it or left it, as POSIX has it. */
  readonly foldersTell: boolean;
  /** Of the thing itself, not of what a link leads to. Null where there is nothing. */
  status(path: string): FileStatus | null;
  /**
   * A regular file, whole. Null where there is nothing; never waits on a pipe, never follows a link.
   *
   * @param most of a file with more bytes none is read: it fails with EFBIG
   */
  read(path: string, most?: number): ReadFile | null;
  /** Whether a regular file holds exactly these bytes. Reads as `read` does, and keeps nothing. */
  holds(path: string, bytes: Buffer): boolean;
  /** Names in a folder, in no order. None where there is no folder. */
  list(folder: string): readonly string[];
  /** What is in a folder, in no order; what a link is, and not what it leads to. None where there is no folder. */
  entries(folder: string): readonly FolderEntry[];
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: FileStatus['kind'];
}

export interface FileSystem extends FilesToRead {
  /** Makes a file that was not there (EEXIST otherwise) and opens it for writing. */
  create(path: string, mode: number): Descriptor;
  /** Opens a regular file that is there, for writing; never follows a link. */
  open(path: string): Descriptor;
  statusOf(file: Descriptor): FileStatus;
  /** One write; answers how many bytes were taken, which may be fewer. */
  write(file: Descriptor, bytes: Uint8Array, position: number): number;
  truncate(file: Descriptor, length: number): void;
  /** Gives an open file the permissions, and as far as this process may the owner, of another. */
  dress(file: Descriptor, like: FileStatus): void;
  /** Returns when the bytes are on the disk. */
  sync(file: Descriptor): void;
  close(file: Descriptor): void;
  /** Atomic; replaces what has the new name. */
  rename(from: string, to: string): void;
  /** A second name for a file. EEXIST where the name is taken: of several who try, one succeeds. */
  link(file: string, name: string): void;
  /** Nothing happens where there is nothing. */
  remove(path: string): void;
  makeFolder(path: string): void;
  /** Returns when the folder's names are on the disk. */
  syncFolder(path: string): void;
}

/** The code of a system error (`ENOENT`); null for any other. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
