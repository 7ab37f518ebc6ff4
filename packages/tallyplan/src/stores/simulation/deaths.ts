/**
 * What is left behind by a process that is killed, at any of its file-system calls.
 *
 * The dead do nothing. So what a process leaves that dies at a call is the disk as it is when one that
 * lives on comes to that call: a single life tells of every death in it. And a process that looks leaves
 * the disk as it was, so deaths with nothing but looks between them are one.
 */
import type { FileSystem } from '../file-system.ts';
import { type CallName, partOf, watched } from './faults.ts';
import type { SimulatedDisk } from './simulated-disk.ts';

export interface Death {
  readonly disk: SimulatedDisk;
  /** The calls at which a process that dies leaves this disk; none where it dies when all is done. */
  readonly calls: readonly CallName[];
  /** For people: when that is. */
  readonly when: string;
}

type Life = (files: FileSystem) => Promise<unknown>;

const looks: readonly CallName[] = ['status', 'read', 'holds', 'list', 'entries', 'open', 'statusOf', 'close'];

/** Lives through `life` on the disk, and answers what a death at each call of it leaves, and one at its end. */
export async function deathsOf(disk: SimulatedDisk, life: Life): Promise<readonly Death[]> {
  const deaths: (Death & { readonly calls: CallName[] })[] = [];
  let at = 0;
  let isOther = true;
  const files = watched(disk, (name, _, call) => {
    if (isOther) deaths.push({ disk: disk.copy(), calls: [], when: `before call ${at}, ${name}` });
    deaths.at(-1)?.calls.push(name);
    at++;
    isOther = !looks.includes(name);
    return call();
  });
  await life(files);
  return [...deaths, { disk: disk.copy(), calls: [], when: 'when it was done' }];
}

/** The same for deaths in the middle of each write, of whose bytes a share was taken, from 0 to 1. */
export async function deathsInWritesOf(disk: SimulatedDisk, life: Life, share: number): Promise<readonly Death[]> {
  const deaths: Death[] = [];
  let at = -1;
  const files = watched(disk, (name, args, call) => {
    at++;
    if (name === 'write') {
      const torn = disk.copy();
      const [file, bytes, position] = args as Parameters<FileSystem['write']>;
      torn.write(file, partOf(bytes, share), position);
      deaths.push({ disk: torn, calls: [name], when: `in the write of call ${at}` });
    }
    return call();
  });
  await life(files);
  return deaths;
}
