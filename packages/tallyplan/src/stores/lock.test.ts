import { beforeEach, describe, expect, it } from 'vitest';
import { type Acquired, acquireLock, type Lock } from './lock.ts';
import { isTicket, type LockPlace } from './lock-ticket.ts';
import type { Fate, ProcessIdentity, ProcessTable } from './process-identity.ts';
import { faulty, Killed } from './simulation/faults.ts';
import { SimulatedDisk } from './simulation/simulated-disk.ts';
import { storeFolder } from './store-folder.ts';

const folder = storeFolder('/repo');
let disk: SimulatedDisk;
let processes: SimulatedProcesses;

beforeEach(() => {
  disk = new SimulatedDisk(['/repo', '/repo/.tallyplan']);
  processes = new SimulatedProcesses();
});

/** Processes by their number, and what others can find out about each. */
class SimulatedProcesses {
  readonly fates = new Map<number, Fate>();

  table(pid: number): ProcessTable {
    const identity: ProcessIdentity = { host: 'here', boot: 'b', namespace: 'n', pid, started: '1' };
    return { self: () => identity, fate: (of) => this.fates.get(of.pid) ?? 'alive' };
  }
}

function placeOf(pid: number, files = faulty(disk, null)): LockPlace {
  return { files, folder, processes: processes.table(pid) };
}

const acquire = (pid: number, wait = 0, files = faulty(disk, null)): Promise<Acquired> =>
  acquireLock(placeOf(pid, files), { name: `p${pid}`, wait });

async function held(pid: number, wait = 0): Promise<Lock> {
  const { lock } = await acquire(pid, wait);
  if (lock === null) throw new Error(`process ${pid} got no lock`);
  return lock;
}

describe('the lock', () => {
  it('is held by one, and free again when that one is done', async () => {
    const first = await held(1);
    expect((await acquire(2)).lock).toBeNull();
    first.release();
    const second = await held(2);
    expect([first.isHeld(), second.isHeld()]).toEqual([false, true]);
  });

  it('leaves nothing behind', async () => {
    (await held(1)).release();
    expect(disk.files()).toEqual([]);
  });

  it('tells who did not get it who has it, and since when', async () => {
    const before = new Date().toISOString();
    await held(1);
    const refused = await acquire(2, 5);
    expect(refused).toMatchObject({ lock: null, holder: { name: 'p1', process: { pid: 1, host: 'here' } } });
    const since = 'holder' in refused ? (refused.holder?.since ?? '') : '';
    expect(since >= before && since <= new Date().toISOString()).toBe(true);
  });

  it('is not released by one who lost it', async () => {
    const sleeper = await held(1);
    processes.fates.set(1, 'dead');
    const heir = await held(2);
    sleeper.release();
    expect([sleeper.isHeld(), heir.isHeld()]).toEqual([false, true]);
  });

  it('says since when it is held, not since when it was waited for', async () => {
    const first = await held(1);
    const second = held(2, 5000);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const released = new Date(Date.now() - 20).toISOString();
    first.release();
    await second;
    const refused = await acquire(3);
    expect('holder' in refused && (refused.holder?.since ?? '') >= released).toBe(true);
  });
});

describe('the queue for the lock', () => {
  it('serves in the order of arrival', async () => {
    const first = await held(1);
    const served: number[] = [];
    const waiters = [];
    for (const pid of [2, 3, 4, 5, 6]) {
      const waiter = held(pid, 5000).then((lock) => {
        served.push(pid);
        lock.release();
      });
      waiters.push(waiter);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    first.release();
    await Promise.all(waiters);
    expect(served).toEqual([2, 3, 4, 5, 6]);
  });

  it('lets nobody pass who comes while others wait', async () => {
    const first = await held(1);
    const waiting = held(2, 5000);
    first.release();
    expect((await acquire(3)).lock).toBeNull();
    expect((await waiting).isHeld()).toBe(true);
  });

  it('is not held up by waiters that died, however many', async () => {
    const first = await held(1);
    for (let pid = 10; pid < 60; pid++) void acquire(pid, 5000).catch(() => null);
    for (let pid = 10; pid < 60; pid++) processes.fates.set(pid, 'dead');
    first.release();
    // At the first look, without any wait.
    expect((await held(2)).isHeld()).toBe(true);
  });

  it('is held up only for a moment by a waiter that sleeps', async () => {
    const asleep = `lock.${'1'.padStart(17, '0')}.${'a'.repeat(32)}`;
    const identity = { token: 'a'.repeat(32), name: 'sleeper', since: '', host: 'here', boot: 'b', namespace: 'n', pid: 9, started: '1' };
    disk.put(`/repo/.tallyplan/${asleep}`, JSON.stringify(identity));
    expect((await acquire(1)).lock).toBeNull();
    expect((await held(1, 5000)).isHeld()).toBe(true);
  });
});

/** A holder on another machine. */
const faraway = { token: 'f'.repeat(32), name: 'far', since: '2026-01-01T00:00:00.000Z', host: 'far', boot: 'x', namespace: 'y', pid: 7 };

describe('a lock whose holder died', () => {
  it('is taken over at once', async () => {
    await held(1);
    processes.fates.set(1, 'dead');
    expect((await held(2)).isHeld()).toBe(true);
  });

  it('is taken over after a stated time where nothing can be known of the holder', async () => {
    processes.fates.set(7, 'unknown');
    disk.put(folder.lock, JSON.stringify({ ...faraway, started: '5' }));
    expect((await acquire(1, 20)).lock).toBeNull();
    disk.age(folder.lock, 31_000);
    expect((await held(1)).isHeld()).toBe(true);
  });

  it('is taken over where the clock was set back since, far enough that its age says nothing', async () => {
    disk.put(folder.lock, JSON.stringify({ ...faraway, started: '5' }));
    processes.fates.set(7, 'unknown');
    disk.age(folder.lock, -500_000);
    expect((await acquire(1, 20)).lock).toBeNull();
    disk.age(folder.lock, -200_000);
    expect((await held(1)).isHeld()).toBe(true);
  });

  it('is taken over soon where the file does not say whose it is', async () => {
    disk.put(folder.lock, '');
    expect((await acquire(1, 20)).lock).toBeNull();
    disk.age(folder.lock, 2_100);
    expect((await held(1)).isHeld()).toBe(true);
  });

  /**
   * Everything that one process does to the lock is made of file-system calls. Here another process does
   * all of its own between any two of them, and a third between any two of the second's; each may be
   * killed at any call. Whatever happens, the lock never has two owners, and never none for good.
   */
  it('never has two heirs, whenever they come and die', async () => {
    let cases = 0;
    for (const secondEnds of ['holds', 'releases', 'dies'] as const) {
      for (let first = 0; first < 16; first++) {
        for (let second = 0; second < 16; second++) {
          for (const firstDies of [false, true]) {
            for (const claimed of [false, true]) {
              cases++;
              await heirs({ first, second, secondEnds, firstDies, claimed });
            }
          }
        }
      }
    }
    expect(cases).toBe(3072);
  });
});

interface Heirs {
  readonly first: number;
  readonly second: number;
  readonly secondEnds: 'holds' | 'releases' | 'dies';
  readonly firstDies: boolean;
  /** Another heir died already, with the right in its hand. */
  readonly claimed: boolean;
}

/** A dead holder; process 1 comes; at its call number `first` process 2 comes; at the `second` of that, process 3. */
async function heirs({ first, second, secondEnds, firstDies, claimed }: Heirs): Promise<void> {
  disk = new SimulatedDisk(['/repo', '/repo/.tallyplan']);
  processes = new SimulatedProcesses();
  await held(9);
  processes.fates.set(9, 'dead');
  if (claimed) await dieWithClaim(8);
  const attempts: Promise<Acquired>[] = [];
  const come = (pid: number, ends: Heirs['secondEnds'], meanwhile: { at: number; happens: () => void }): void => {
    // All of it happens in this call: an attempt that does not wait never leaves it.
    const files = interrupted(meanwhile, ends === 'dies');
    const attempt = acquire(pid, 0, files);
    files.disarm();
    if (ends === 'dies') processes.fates.set(pid, 'dead');
    if (ends === 'releases' && pidOfLock() === pid) disk.remove(folder.lock);
    attempts.push(
      ends === 'holds' ? attempt : attempt.catch(() => ({ lock: null, holder: null })).then(() => ({ lock: null, holder: null })),
    );
  };
  const third = { at: second, happens: () => come(3, 'holds', { at: -1, happens: () => {} }) };
  come(1, firstDies ? 'dies' : 'holds', { at: first, happens: () => come(2, secondEnds, third) });

  const owners = (await Promise.all(attempts)).flatMap(({ lock }) => lock ?? []);
  expect(owners.length, 'at most one has it').toBeLessThanOrEqual(1);
  expect(
    owners.every((lock) => lock.isHeld()),
    'who thinks to have it has it',
  ).toBe(true);
  owners[0]?.release();
  expect((await held(4, 1000)).isHeld(), 'the next one gets it').toBe(true);
}

async function dieWithClaim(pid: number): Promise<void> {
  const calls = faulty(disk, null);
  const files = new Proxy(calls, {
    get: (target, name, receiver) =>
      name === 'rename' || name === 'remove'
        ? () => {
            throw new Killed();
          }
        : Reflect.get(target, name, receiver),
  });
  await expect(acquire(pid, 0, files)).rejects.toThrow(Killed);
  processes.fates.set(pid, 'dead');
  expect(disk.files().some((path) => path.includes('lock.claim.'))).toBe(true);
}

function pidOfLock(): unknown {
  const text = disk.text(folder.lock);
  return text === null ? null : JSON.parse(text).pid;
}

/** Before its call number `at`, something else happens; then, perhaps, the process is killed. */
function interrupted({ at, happens }: { at: number; happens: () => void }, dies: boolean) {
  const files = faulty(disk, dies && at >= 0 ? { at, kind: 'kill' } : null);
  let armed = true;
  const proxy = new Proxy(files, {
    get(target, name, receiver) {
      const member = Reflect.get(target, name, receiver);
      if (typeof member !== 'function' || name === 'struck') return member;
      // Nobody sees the others' tickets: the order of the queue must not be what keeps the lock safe.
      if (name === 'list') return (path: string) => target.list(path).filter((entry) => !isTicket(entry));
      return (...args: unknown[]) => {
        if (armed && target.calls.length === at) {
          armed = false;
          happens();
        }
        return member(...args);
      };
    },
  });
  return Object.assign(proxy, { disarm: () => (armed = false) });
}
