/**
 * A file system on which one call goes wrong: the process is killed there, the disk fails or is full,
 * a write is torn. Every call is counted, so that a test can try them all, one after the other.
 */
import type { Descriptor, FileSystem } from '../file-system.ts';

export interface Fault {
  /** Which call, counted from 0; every later one too where `lasting`. */
  readonly at: number;
  /** The name of the calls that are counted; all where it is left out. What comes between may depend on the clock. */
  readonly call?: keyof FileSystem;
  readonly kind: FaultKind;
  readonly lasting?: boolean;
}

export type FaultKind =
  /** The process ends before the call. */
  | 'kill'
  /** The process ends while it writes: some bytes are there. No fault where the call is no write. */
  | 'torn-write'
  /** A write takes some bytes and says so, as on a disk that is nearly full. No fault where the call is no write. */
  | 'short-write'
  /** A sync fails, and what it should have written is lost. No fault where the call is no sync. */
  | 'failed-sync'
  | 'EIO'
  | 'ENOSPC'
  | 'EROFS'
  | 'EACCES';

/** Thrown by every call after the process was killed. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export interface FaultyFileSystem extends FileSystem {
  /** Names of the calls that were made, in order. */
  readonly calls: readonly string[];
  /** True when the fault took place. */
  readonly struck: () => boolean;
}

/** A sync that fails can do more than throw where the file system knows how: see `SimulatedDisk.failSync`. */
interface CanFailSync {
  failSync?(file: Descriptor): void;
}

export function faulty(files: FileSystem & CanFailSync, fault: Fault | null): FaultyFileSystem {
  const calls: string[] = [];
  let dead = false;
  let struck = false;
  let counted = 0;

  const wrapped = watched(files, (name, args, call) => {
    if (dead) throw new Killed();
    calls.push(name);
    if (fault === null || (fault.call !== undefined && fault.call !== name)) return call();
    const number = counted++;
    if (fault.lasting === true ? number < fault.at : number !== fault.at) return call();
    const effect = effects[fault.kind];
    if (effect.only !== undefined && !effect.only.includes(name)) return call();
    struck = true;
    return effect.happen({ files, args, call, die: () => (dead = true) });
  });
  return { ...wrapped, calls, struck: () => struck };
}

export type CallName = (typeof callNames)[number];
type Watch = (name: CallName, args: readonly unknown[], call: () => unknown) => unknown;

/** The same file system, each of whose calls goes through `watch`. */
export function watched(files: FileSystem, watch: Watch): FileSystem {
  const wrapped = Object.fromEntries(
    callNames.map((name) => [
      name,
      (...args: never[]) => watch(name, args, () => (files[name] as (...given: never[]) => unknown)(...args)),
    ]),
  );
  return { ...(wrapped as unknown as FileSystem), foldersTell: files.foldersTell };
}

interface Moment {
  readonly files: FileSystem & CanFailSync;
  readonly args: readonly unknown[];
  readonly call: () => unknown;
  readonly die: () => void;
}

interface Effect {
  readonly only?: readonly string[];
  happen(moment: Moment): unknown;
}

const effects: Readonly<Record<FaultKind, Effect>> = {
  kill: {
    happen({ die }) {
      die();
      throw new Killed();
    },
  },
  'torn-write': {
    only: ['write'],
    happen(moment) {
      writeSome(moment);
      moment.die();
      throw new Killed();
    },
  },
  'short-write': { only: ['write'], happen: writeSome },
  'failed-sync': {
    only: ['sync', 'syncFolder'],
    happen({ files, args: [file] }) {
      if (typeof file === 'number') files.failSync?.(file);
      throw systemError('EIO');
    },
  },
  EIO: failing('EIO'),
  ENOSPC: failing('ENOSPC', ['create', 'write', 'rename', 'link', 'makeFolder', 'sync', 'syncFolder']),
  EROFS: failing('EROFS', ['create', 'open', 'write', 'rename', 'link', 'remove', 'makeFolder']),
  EACCES: failing('EACCES', ['create', 'open', 'rename', 'link', 'remove', 'makeFolder']),
};

/** Whether a fault of that kind can take place at a call of that name: where it can't, there is nothing to try. */
export function canStrike(kind: FaultKind, call: string | undefined): boolean {
  const { only } = effects[kind];
  return only === undefined || (call !== undefined && only.includes(call));
}

function failing(code: string, only?: readonly string[]): Effect {
  return {
    ...(only === undefined ? {} : { only }),
    happen() {
      throw systemError(code);
    },
  };
}

function writeSome({ files, args }: Moment): number {
  const [file, bytes, position] = args as Parameters<FileSystem['write']>;
  return files.write(file, partOf(bytes, 0.5), position);
}

/** The beginning of what is written, never all of it. */
export function partOf(bytes: Uint8Array, share: number): Uint8Array {
  return bytes.subarray(0, Math.min(Math.floor(bytes.length * share), bytes.length - 1));
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made to fail`), { code });
}

const callNames = [
  'status',
  'read',
  'holds',
  'list',
  'entries',
  'create',
  'open',
  'statusOf',
  'write',
  'truncate',
  'dress',
  'sync',
  'close',
  'rename',
  'link',
  'remove',
  'makeFolder',
  'syncFolder',
] as const satisfies readonly (keyof FileSystem)[];
