/**
 * What was put into which file, so that it can be taken out byte for byte: `.tallyplan/installed.json`.
 *
 * It lies in the repository, and so comes from others as much as the files that it is about. It names no place
 * to write to: what it says of a file counts only where an installer knows that file.
 */

import { existsSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isByteString } from '@tallyplan/core/model/byte-string';
import * as v from 'valibot';
import { realFileSystem as files } from '../stores/real-file-system.ts';
import { folderName, storeFolder } from '../stores/store-folder.ts';
import { StoreProblem } from '../stores/store-problem.ts';
import { replaceFile } from './replace-file.ts';
import type { KeptSplice } from './splice.ts';

const bytes = v.custom<string>((value) => typeof value === 'string' && isByteString(value));
const schema = v.object({
  v: v.literal(1),
  files: v.record(
    v.string(),
    v.object({
      created: v.boolean(),
      folders: v.array(v.string()),
      splices: v.array(v.object({ removed: bytes, inserted: bytes })),
    }),
  ),
});

/** What is known of one file. */
export interface KeptFile {
  readonly created: boolean;
  /** Folders that were made for it, outermost first, from the root. */
  readonly folders: readonly string[];
  readonly splices: readonly KeptSplice[];
}

/**
 * The record of what was put into files of the repository, which is committed with them.
 *
 * @param root absolute, with no link in it.
 * @throws StoreProblem where `.tallyplan` is a link that leads out of the repository.
 */
export function recordIn(root: string): string {
  const { path } = storeFolder(root);
  const real = existsSync(path) ? realpathSync(path) : path;
  if (!real.startsWith(root + sep))
    throw new StoreProblem('config-invalid', `${folderName} is a link out of the repository, to ${real}`, { file: folderName });
  return join(real, 'installed.json');
}

export class InstallRecord {
  /** Absolute. */
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Undefined where nothing is known of the file, or the record can't be read: then its marks have to tell. */
  of(file: string): KeptFile | undefined {
    const kept = this.#read();
    return Object.hasOwn(kept, file) ? kept[file] : undefined;
  }

  keep(file: string, kept: KeptFile): void {
    this.#write({ ...this.#read(), [file]: kept });
  }

  forget(file: string): void {
    const { [file]: gone, ...others } = this.#read();
    if (gone !== undefined) this.#write(others);
  }

  #read(): Readonly<Record<string, KeptFile>> {
    const read = files.read(this.#path);
    if (read === null) return {};
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), read.bytes.toString('utf8'));
    return parsed.success ? parsed.output.files : {};
  }

  #write(kept: Readonly<Record<string, KeptFile>>): void {
    if (Object.keys(kept).length === 0) files.remove(this.#path);
    else replaceFile(this.#path, Buffer.from(`${bytesEscaped(JSON.stringify({ v: 1, files: kept }, null, 2))}\n`));
  }
}

/** What stands for a byte beyond ASCII is written so that nobody takes it for a letter. */
function bytesEscaped(json: string): string {
  return json.replace(/[\x80-\xff]/g, (byte) => `\\u00${byte.charCodeAt(0).toString(16)}`);
}
