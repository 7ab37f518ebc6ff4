/** Changes that others make, an editor or another agent: the plan's folder and its ledgers are watched, and what changed is told by URI. */
import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ledgerOfFile } from '@tallyplan/core/ledger/ledger-file';
import { logUri, planUri, taskUri } from './uris.ts';

export interface Watch {
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
  const ledgerFolder = join(root, '.tallyplan', 'ledger');
  const watchLedgers = () => watched(ledgerFolder, (name) => note(name === null ? [planUri] : urisOfLedger(name)));
  let ledgers = watchLedgers();
  const folder = watched(dirname(plan), (name) => {
    if (ledgers === null) {
      // The plan was not adopted yet; where it is now, all that lies there is new.
      ledgers = watchLedgers();
      if (ledgers !== null) note(readdirSync(ledgerFolder).flatMap(urisOfLedger));
    }
    note(name === null || name === basename(plan) ? [planUri, logUri] : []);
  });
  return {
    stop() {
      clearTimeout(timer);
      for (const watcher of [folder, ledgers]) watcher?.close();
    },
  };
}

/** A folder that is not there yet, or can't be watched here, tells nothing. */
function watched(folder: string, hear: (name: string | null) => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, (_, name) => hear(name));
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
