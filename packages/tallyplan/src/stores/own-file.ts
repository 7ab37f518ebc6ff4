/** Files in the person's own cache: read only if nobody else can have written them, written whole or not at all. */
import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomToken } from './random-token.ts';

/**
 * null where there is none, or another may have written it.
 *
 * @param encoding `latin1` is several times as fast, for what was written as ASCII
 */
export function readOwn(file: string, encoding: 'utf8' | 'latin1' = 'utf8'): string | null {
  return readOwnBytes(file)?.toString(encoding) ?? null;
}

/** The same, as the bytes that they are. */
export function readOwnBytes(file: string): Buffer | null {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, constants.O_RDONLY);
    const { uid, mode } = fstatSync(descriptor);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    return isOwn ? readFileSync(descriptor) : null;
  } catch {
    return null;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Does nothing where nothing can be written: whoever reads it can do without. */
export function writeOwn(file: string, content: string | Buffer, encoding: 'utf8' | 'latin1' = 'utf8'): void {
  const temporary = `${file}.${randomToken()}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, content, { mode: 0o600, flag: 'wx', encoding });
    renameSync(temporary, file);
  } catch {
    // A folder that can't be written to, a full disk: it is found out again.
  }
}
