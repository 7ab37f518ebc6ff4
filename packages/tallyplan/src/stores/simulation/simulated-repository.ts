/** A repository on a simulated disk, and processes that come and go on it: what tests of crashes share. */
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { FileStore, type Machine } from '../file-store.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { storeFolder } from '../store-folder.ts';
import { SimulatedDisk } from './simulated-disk.ts';

export const root = '/repo';
export const file = 'docs/DEVELOPMENT_PLAN.md';
export const plan = `${root}/${file}`;
export const folder = storeFolder(root);

/** A repository in which nobody has adopted the plan. */
export function newRepository(text: ByteString): SimulatedDisk {
  const disk = new SimulatedDisk([root, `${root}/docs`]);
  disk.put(plan, text);
  return disk;
}

/** The store of a process that finds all others dead, so there is nobody to wait for. */
export function storeOf(files: Machine['files'], pid: number): FileStore {
  const identity: ProcessIdentity = { host: 'here', boot: 'b', namespace: 'n', pid, started: '1' };
  const processes = { self: () => identity, fate: (of: ProcessIdentity) => (of.pid === pid ? 'alive' : 'dead') } as const;
  return new FileStore(
    { root, plan, file },
    { wait: 0, notify: () => {} },
    { files, processes, isTracked: () => false, isLeftOut: () => false },
  );
}

/** All that is kept, as one value that can be compared. */
export function stateOf(disk: SimulatedDisk): string {
  // Files of an adoption count once it has its event; an empty ledger is as good as none.
  const isAdopted = (disk.text(folder.ledger('plan')) ?? '') !== '';
  const kept = disk.files().filter((path) => path === plan || (isAdopted && !/\/(?:lock[^/]*|intent[^/]*\.json|[^/]*\.tmp)$/.test(path)));
  return JSON.stringify(
    kept
      .map((path) => [path, disk.text(path)])
      .filter(([, text]) => text !== '')
      .sort(),
  );
}
