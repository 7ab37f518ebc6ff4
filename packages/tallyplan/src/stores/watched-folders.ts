/**
 * Whether anything came into some folders or left them since a moment, told by the folders' own times.
 *
 * A commit makes its intent in the store's folder and drops it at the end; git and most editors put a new
 * file in the place of the old one. So folders that are as they were say as much as a look at every file
 * in them, and `check` reads a thousand. What is written into a file where it lies they do not tell.
 */
import type { FileStatus, FilesToRead } from './file-system.ts';
import { isSame, isSettled } from './plan-file.ts';

export class WatchedFolders {
  readonly #files: FilesToRead;
  readonly #paths: readonly string[];
  readonly #seen: readonly (FileStatus | null)[];
  readonly #moment = BigInt(Date.now()) * 1_000_000n;

  constructor(files: FilesToRead, paths: readonly string[]) {
    this.#files = files;
    this.#paths = paths;
    this.#seen = paths.map((path) => files.status(path));
  }

  /** False, too, where they can't tell: a folder that had been changed a moment before may have been changed again in the same tick. */
  areStill(): boolean {
    return (
      this.#files.foldersTell &&
      this.#paths.every((path, i) => {
        const seen = this.#seen[i] ?? null;
        const now = this.#files.status(path);
        return seen === null || now === null ? seen === now : isSame(seen, now) && isSettled(seen, this.#moment);
      })
    );
  }
}
