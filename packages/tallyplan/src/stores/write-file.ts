/** Files written whole: all of the bytes and on the disk, or an error and no file. */
import type { Descriptor, FileStatus, FileSystem } from './file-system.ts';

interface Content {
  /** All of it, or its pieces in order. */
  readonly bytes: Uint8Array | readonly Uint8Array[];
  /** The file whose permissions and owner it takes. */
  readonly like?: FileStatus;
}

/** Makes a file that was not there. Its name is durable once the folder is synced. */
export function writeNew(files: FileSystem, path: string, { bytes, like }: Content): void {
  const file = files.create(path, like === undefined ? 0o644 : 0o600);
  try {
    try {
      if (like !== undefined) files.dress(file, like);
      writeAll(files, file, bytes);
      files.sync(file);
    } finally {
      files.close(file);
    }
  } catch (error) {
    files.remove(path);
    throw error;
  }
}

/** A disk that is nearly full takes a part, and says that it has no room only when asked to take the rest. */
export function writeAll(files: FileSystem, file: Descriptor, bytes: Content['bytes']): void {
  let start = 0;
  for (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
    for (let at = 0; at < piece.length; ) {
      const taken = files.write(file, piece.subarray(at), start + at);
      if (taken === 0) throw noRoom();
      at += taken;
    }
    start += piece.length;
  }
}

/** Writes bytes into a file that is there, in one write. What is left of a part of them at its end must be cut back. */
export function writeOver(files: FileSystem, path: string, { bytes, at }: { readonly bytes: Uint8Array; readonly at: number }): void {
  const file = files.open(path);
  try {
    if (files.write(file, bytes, at) < bytes.length) throw noRoom();
    files.sync(file);
  } finally {
    files.close(file);
  }
}

/** Takes away what stands after `length`. Nothing happens where there is no such file. */
export function cutBack(files: FileSystem, path: string, length: number): void {
  if (files.status(path) === null) return;
  const file = files.open(path);
  try {
    files.truncate(file, length);
    files.sync(file);
  } finally {
    files.close(file);
  }
}

function noRoom(): Error {
  return Object.assign(new Error('ENOSPC: the disk takes no more'), { code: 'ENOSPC' });
}
