/** Changes that others make, an editor or another agent: the plan's folder and its ledgers are watched, and what changed is told by URI. */
import { type FSWatcher, readdirSync, statSync, type WatchListener, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ledgerOfFile } from '@tallyplan/core/ledger/ledger-file';
import { logUri, planUri, taskUri } from './uris.ts';

export interface Watch {
  /** Folders that are others by now, since they were taken away and made anew, are watched again. */
  renew(): void;
  stop(): void;
}

/** One change makes several events, of files and of their temporary ones; they are told together. */
const quiet = 100;

export function watchPlan(root: string, file: string, tell: (uris: readonly string[]) => void): Watch {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const note = (uris: readonly string[]) => {
    for (const uri of uris) changed.add(uri);
    if (uris.length === 0 || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      const told = [...changed];
      changed.clear();
      tell(told);
    }, quiet);
    timer.unref();
  };
  const plan = join(root, file);
  const ledgers = watchedFolder(join(root, '.tallyplan', 'ledger'), (name) => note(name === null ? [planUri] : urisOfLedger(name)));
  const folder = watchedFolder(dirname(plan), (name) => {
    renew();
    note(name === null || name === basename(plan) ? [planUri, logUri] : []);
  });
  const renew = () => {
    // Where the plan is adopted only now, or comes back from another branch, all that lies there is new.
    if (ledgers.renew()) note(readdirSync(ledgers.path).flatMap(urisOfLedger));
    if (folder.renew()) note([planUri, logUri]);
  };
  return {
    renew,
    stop() {
      clearTimeout(timer);
      for (const watched of [folder, ledgers]) watched.stop();
    },
  };
}

interface WatchedFolder {
  readonly path: string;
  /** True where it was not watched until now: it has come, or is another one. */
  renew(): boolean;
  stop(): void;
}

function watchedFolder(path: string, hear: (name: string | null) => void): WatchedFolder {
  const identity = () => statSync(path, { throwIfNoEntry: false })?.ino ?? null;
  // One that is made at once where another was taken away may have the number of that one.
  let isGone = false;
  const listen = () =>
    watching(path, (event, name) => {
      if (event === 'rename' && name === basename(path)) isGone = true;
      hear(name);
    });
  let watched = identity();
  let watcher = listen();
  return {
    path,
    renew() {
      const found = identity();
      if (found === null || (watcher !== null && found === watched && !isGone)) return false;
      watcher?.close();
      watched = found;
      isGone = false;
      watcher = listen();
      return watcher !== null;
    },
    stop: () => watcher?.close(),
  };
}

/** A folder that is not there yet, or can't be watched here, tells nothing. */
function watching(folder: string, hear: WatchListener<string>): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, hear);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}

function urisOfLedger(file: string): readonly string[] {
  const ledger = ledgerOfFile(file);
  return ledger === null || ledger === 'plan' ? [] : [taskUri(ledger)];
}
