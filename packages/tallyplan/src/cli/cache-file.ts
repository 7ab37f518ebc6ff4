/** Files in the person's cache folder, as the XDG base directory specification has it: one of each kind for each plan. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import type { Environment } from '../actor.ts';
import { packageVersion } from '../package-version.ts';
import type { PlanLocation } from '../stores/locate-plan.ts';
import { sha256 } from '../stores/sha256.ts';

/** null where there shall be none, or there is no place for it. */
export function cacheFile(kind: string, { root, plan }: Pick<PlanLocation, 'root' | 'plan'>, environment: Environment): string | null {
  const folder = environment.TALLYPLAN_NO_CACHE ? null : cacheFolder(environment);
  return folder === null ? null : join(folder, `${kind}-${sha256(encodeUtf8(JSON.stringify([root, plan]))).slice(0, 32)}`);
}

function cacheFolder({ XDG_CACHE_HOME: configured, LOCALAPPDATA: windows, HOME: home }: Environment): string | null {
  if (configured) return join(configured, 'tallyplan');
  if (process.platform === 'win32') return windows ? join(windows, 'tallyplan', 'Cache') : null;
  return home ? join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'tallyplan') : null;
}

/** A version says which build it is, save on the machine of who develops it: there the time does. */
export function thisBuild(): string {
  return `${packageVersion()} ${statSync(import.meta.filename).mtimeMs}`;
}
