/** Where a path leads, links followed, whether or not something is there. */
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './stores/file-system.ts';
import { unlessMissing } from './stores/real-file-system.ts';

/**
 * Of the part of a path that is there, the rest as it stands. Empty for a link to nothing: where it would lead is not known.
 *
 * @param path absolute.
 */
export function realPath(path: string): string {
  if (unlessMissing(() => lstatSync(path)) === null) {
    const folder = dirname(path);
    const real = folder === path ? path : realPath(folder);
    return folder === path || real === '' ? real : join(real, basename(path));
  }
  try {
    return realpathSync(path);
  } catch (error) {
    // The latter for links that lead to each other.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ELOOP') return '';
    throw error;
  }
}
