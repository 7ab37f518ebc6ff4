/** Makes the file of a plan where there was none; what it is adopted with comes after, as for any other. */
import { dirname } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { bytesOf } from './bytes.ts';
import { realFileSystem } from './real-file-system.ts';
import { withProblems } from './store-problem.ts';
import { writeNew } from './write-file.ts';

export interface CreatedPlan {
  /** Takes it away again: nobody adopted it. */
  takeBack(): void;
}

/** @param path absolute; folders on the way are made. Fails where something is there already. */
export function createPlan(path: string, text: ByteString): Promise<Outcome<CreatedPlan>> {
  return withProblems(async () => {
    const folder = dirname(path);
    makeFolders(folder);
    writeNew(realFileSystem, path, { bytes: bytesOf(text) });
    realFileSystem.syncFolder(folder);
    return done({ takeBack: () => realFileSystem.remove(path) });
  });
}

function makeFolders(folder: string): void {
  if (realFileSystem.status(folder) !== null) return;
  makeFolders(dirname(folder));
  realFileSystem.makeFolder(folder);
}
