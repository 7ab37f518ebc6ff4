/** Files in the person's cache folder, as the XDG base directory specification has it: one of each kind for each plan. */
import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Environment } from '../actor.ts';
import { packageVersion } from '../package-version.ts';
import type { CacheEntry } from '../stores/file-store.ts';
import type { PlanLocation } from '../stores/locate-plan.ts';

/** null where there shall be none, or there is no place for it. */
export function cacheEntry(kind: string, { root, plan }: Pick<PlanLocation, 'root' | 'plan'>, environment: Environment): CacheEntry | null {
  const folder = environment.TALLYPLAN_NO_CACHE ? null : cacheFolder(environment);
  const about = JSON.stringify([root, plan]);
  return folder === null ? null : { file: join(folder, `${kind}-${shortened(about)}`), build: `${thisBuild()} ${about}` };
}

function cacheFolder({ XDG_CACHE_HOME: configured, LOCALAPPDATA: windows, HOME: home }: Environment): string | null {
  // One that is relative is none.
  if (configured && isAbsolute(configured)) return join(configured, 'tallyplan');
  if (process.platform === 'win32') return windows ? join(windows, 'tallyplan', 'Cache') : null;
  return home ? join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'tallyplan') : null;
}

/** A version says which build it is, save on the machine of who develops it: there the time does. */
function thisBuild(): string {
  return `${packageVersion()} ${statSync(import.meta.filename).mtimeMs}`;
}

/**
 * A name for a text, by FNV-1a (draft-eastlake-fnv): two texts may share one, and what is in the file tells them
 * apart. To load a real hash would take longer than all else that an answer from the cache takes.
 */
function shortened(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
