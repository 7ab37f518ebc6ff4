/** Makes the file of a plan where there was none; what it is adopted with comes after, as for any other. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { bytesOf } from './bytes.ts';
import type { FileStatus } from './file-system.ts';
import { randomToken } from './random-token.ts';
import { realFileSystem as files } from './real-file-system.ts';
import { withProblems } from './store-problem.ts';
import { writeNew } from './write-file.ts';

export interface CreatedPlan {
  /** Takes it away again: nobody adopted it. */
  takeBack(): void;
}

/** What stands in the way of a new file: a file where one of its folders has to be, or something of its own name. Null where nothing does. */
export function obstacleTo(path: string): { readonly path: string; readonly kind: FileStatus['kind'] } | null {
  const own = files.status(path);
  if (own !== null) return { path, kind: own.kind };
  let folder = dirname(path);
  // Below a file there is nothing, so the first that is there decides.
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return existsSync(folder) && !statSync(folder).isDirectory() ? { path: folder, kind: 'file' } : null;
}

/** @param path absolute; folders on the way are made. Fails where something is there already. */
export function createPlan(path: string, text: ByteString): Promise<Outcome<CreatedPlan>> {
  return withProblems(async () => {
    const folder = dirname(path);
    makeFolders(folder);
    // Whole before it has its name, which nothing that is there already loses.
    const temporary = join(folder, `.tallyplan.${randomToken()}.tmp`);
    writeNew(files, temporary, { bytes: bytesOf(text) });
    try {
      files.link(temporary, path);
    } finally {
      files.remove(temporary);
    }
    files.syncFolder(folder);
    return done({ takeBack: () => files.remove(path) });
  });
}

function makeFolders(folder: string): void {
  if (files.status(folder) !== null) return;
  makeFolders(dirname(folder));
  files.makeFolder(folder);
}
