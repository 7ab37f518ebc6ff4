/** Makes the file of a plan where there was none; what it is adopted with comes after, as for any other. */
import { dirname, join } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { bytesOf } from './bytes.ts';
import { randomToken } from './random-token.ts';
import { realFileSystem as files } from './real-file-system.ts';
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
