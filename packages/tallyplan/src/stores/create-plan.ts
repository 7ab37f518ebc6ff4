/** Puts a new plan where there was none: whole and durable, or not at all. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { bytesOf } from './bytes.ts';
import { errorCode } from './file-system.ts';
import { realFileSystem } from './real-file-system.ts';
import { StoreProblem, withProblems } from './store-problem.ts';
import { writeNew } from './write-file.ts';

/**
 * Answers the path. A file that is there already is left alone, and refused.
 *
 * @param path absolute
 */
export function createPlan(path: string, text: ByteString): Promise<Outcome<string>> {
  return withProblems(async () => {
    const folder = dirname(path);
    mkdirSync(folder, { recursive: true });
    const temporary = join(folder, `.tallyplan.${randomBytes(16).toString('hex')}.tmp`);
    writeNew(realFileSystem, temporary, { bytes: bytesOf(text) });
    try {
      realFileSystem.link(temporary, path);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      throw new StoreProblem('usage', `${path} is there already, and was left as it is`, {
        file: path,
        next: [{ command: 'tallyplan init' }],
      });
    } finally {
      realFileSystem.remove(temporary);
    }
    realFileSystem.syncFolder(folder);
    return done(path);
  });
}
