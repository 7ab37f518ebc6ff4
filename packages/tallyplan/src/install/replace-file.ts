/** A file's bytes, replaced in one go: whoever looks sees the old ones or the new ones. */
import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomToken } from '../stores/random-token.ts';
import { realFileSystem as files } from '../stores/real-file-system.ts';
import { writeNew } from '../stores/write-file.ts';

/** @param path absolute; its folder is there. Permissions and owner of a file that is there stay. */
export function replaceFile(path: string, bytes: Buffer, { executable = false } = {}): void {
  const like = files.status(path);
  const temporary = join(dirname(path), `.tallyplan.${randomToken()}.tmp`);
  writeNew(files, temporary, like === null ? { bytes } : { bytes, like });
  if (like === null && executable) chmodSync(temporary, 0o755);
  files.rename(temporary, path);
  files.syncFolder(dirname(path));
}
