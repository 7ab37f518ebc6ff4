/**
 * Who a process is, so that another can tell whether it still lives.
 *
 * A process id alone does not say: ids are used again, and mean something else in another container or
 * on another machine. What says it surely, on Linux, are the boot of the machine, the namespace of
 * process ids, the id, and the time that the process started, all as the kernel tells them. Elsewhere
 * an id that is gone is surely dead, and one that is there may be another's.
 */
import { readFileSync, readlinkSync } from 'node:fs';

export interface ProcessIdentity {
  readonly host: string;
  /** What tells this boot of the machine from others: the kernel's id of it, or its time in seconds since 1970. */
  readonly boot: string;
  /** Within which process ids mean something. */
  readonly namespace: string;
  readonly pid: number;
  /** When the process started, in the kernel's ticks; null where that can't be known. */
  readonly started: string | null;
}

export type Fate = 'alive' | 'dead' | 'unknown';

/** What the lock asks of the machine; tests have one of their own. */
export interface ProcessTable {
  self(): ProcessIdentity;
  fate(of: ProcessIdentity): Fate;
}

export const processTable: ProcessTable = { self, fate };

let own: ProcessIdentity | undefined;

function self(): ProcessIdentity {
  // Loaded here, since whoever only reads takes no lock.
  const { hostname, uptime } = process.getBuiltinModule('node:os');
  own ??= {
    host: hostname(),
    boot: kernelBoot() ?? String(Math.round(Date.now() / 1000 - uptime())),
    namespace: namespace(),
    pid: process.pid,
    started: stateOf('self')?.started ?? null,
  };
  return own;
}

function fate(of: ProcessIdentity): Fate {
  const here = self();
  if (of.namespace !== here.namespace || !isSameBoot(of, here)) return 'unknown';
  if (isGone(of.pid)) return 'dead';
  if (of.started === null) return of.pid === here.pid ? 'alive' : 'unknown';
  const now = stateOf(of.pid);
  // Where /proc hides the processes of other users, this is one that is there and can't be asked.
  if (now === null) return 'unknown';
  // A zombie does nothing any more; it only waits for its parent to take notice.
  return now.started === of.started && !now.ended ? 'alive' : 'dead';
}

/** The kernel's id of a boot is exact. A time is not, since clocks are set, and says nothing of another machine. */
function isSameBoot(a: ProcessIdentity, b: ProcessIdentity): boolean {
  if (!/^\d+$/.test(a.boot)) return a.boot === b.boot;
  return a.host === b.host && Math.abs(Number(a.boot) - Number(b.boot)) < 60;
}

/** True where no process has that id. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: there is one, of another user.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function kernelBoot(): string | null {
  return unlessHidden(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim());
}

function namespace(): string {
  return unlessHidden(() => readlinkSync('/proc/self/ns/pid')) ?? '';
}

/** From /proc/PID/stat (proc(5)): field 3 is the state, field 22 the start time. The name in field 2 may hold anything. */
function stateOf(pid: number | 'self'): { started: string; ended: boolean } | null {
  const text = unlessHidden(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const started = fields?.[19];
  return started === undefined ? null : { started, ended: fields?.[0] === 'Z' || fields?.[0] === 'X' };
}

/** What there is no /proc to tell is not known; that is an answer. */
function unlessHidden<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
