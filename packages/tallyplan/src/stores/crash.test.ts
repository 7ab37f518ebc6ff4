/**
 * Every file-system call of a change, one after the other, goes wrong in every way there is. Whatever
 * happens, what is left is the old state or the new one, whole; what was acknowledged is there; plan and
 * ledgers agree; and the next change goes on at once.
 */
import { type ByteString, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { done } from '@tallyplan/core/model/problem';
import { type TaskKey, taskKeyOf } from '@tallyplan/core/model/task-id';
import { init } from '@tallyplan/core/operations/init';
import { perform } from '@tallyplan/core/operations/perform';
import type { ChangeOptions, Snapshot } from '@tallyplan/core/operations/store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adopt, decision, eventsOf, noted, type Recorded, samplePlan, statusOf, valueFrom } from './contract.ts';
import type { FileStore } from './file-store.ts';
import { sha256 } from './sha256.ts';
import { canStrike, type Fault, faulty, Killed } from './simulation/faults.ts';
import type { Remnant, SimulatedDisk } from './simulation/simulated-disk.ts';
import { folder, newRepository, plan, stateOf, storeOf } from './simulation/simulated-repository.ts';

const [first, second, third] = ['SETUP-01', 'SETUP-02', 'SETUP-03'].map(taskKeyOf) as [TaskKey, TaskKey, TaskKey];
const options: ChangeOptions = { actor: { name: 'Ada', kind: 'human' }, dryRun: false, now: () => new Date('2026-05-04T10:20:30.400Z') };

/** The kinds of change that a commit treats differently. Each answers whether it was acknowledged. */
const changes: Readonly<Record<string, (store: FileStore) => Promise<boolean>>> = {
  'of one task and the plan': (store) => made(store, statusOf(second, 'IN_PROGRESS')),
  'of a ledger that is there already': (store) => made(store, statusOf(first, 'BLOCKED')),
  'of a ledger alone': (store) => made(store, noted(first)),
  'of several ledgers and the plan': (store) => made(store, statusOf(first, 'BLOCKED'), statusOf(second, 'BLOCKED'), noted(third)),
  'of several ledgers alone': (store) => made(store, noted(first), noted(second)),
};

async function made(store: FileStore, ...recorded: readonly Recorded[]): Promise<boolean> {
  return (await store.change(() => decision(...recorded), options)).ok;
}
const adopted = async (store: FileStore): Promise<boolean> => {
  const now = () => ({ utc: '2026-05-04T10:20:30.400Z', date: '2026-05-04', local: '2026-05-04T10:20:30' });
  return (await perform(store, { operation: init, input: {} }, { actor: options.actor, now, dryRun: false, digest: sha256 })).ok;
};

/** A disk with a plan that one process has adopted and changed once. */
async function settledDisk(): Promise<SimulatedDisk> {
  const disk = newRepository(encodeUtf8(samplePlan));
  const store = storeOf(disk, 1);
  await adopt(store);
  await made(store, statusOf(first, 'IN_PROGRESS'));
  return disk;
}

/** The law of the ledger: every event has its id, follows the one before, and ends at the plan that is there. */
function expectAgreement(disk: SimulatedDisk): void {
  const revision = sha256((disk.text(plan) ?? '') as ByteString);
  const events = [first, second, third].flatMap((key) => eventsOf(disk.text(folder.ledger(key)) ?? ''));
  for (const key of [first, second, third]) {
    const chain = eventsOf(disk.text(folder.ledger(key)) ?? '');
    expect(chain.map(({ prev }) => prev)).toEqual(chain.map((_, index) => (index === 0 ? [] : [chain[index - 1]?.id])));
  }
  if (events.length > 0) expect(events.some((event) => event.plan.after === revision)).toBe(true);
}

interface Trial {
  readonly disk: SimulatedDisk;
  /** The states that may be left. */
  readonly ends: readonly [before: string, after: string];
  readonly change: (store: FileStore) => Promise<boolean>;
  readonly fault: Fault;
  /** What the machine does when the process is gone. */
  readonly afterwards?: (disk: SimulatedDisk) => void;
}

/** Makes the change with the fault; answers false where the fault never took place. */
async function survive({ disk, ends, change, fault, afterwards }: Trial): Promise<boolean> {
  const files = faulty(disk, fault);
  const isAcknowledged = await change(storeOf(files, 2)).catch((error: unknown) => {
    if (error instanceof Killed) return false;
    throw error;
  });
  if (!files.struck()) return false;
  afterwards?.(disk);

  const reader = storeOf(disk, 3);
  const what = ({ plan: read, ledgers }: Snapshot) =>
    done(
      JSON.stringify([
        read.tasks.map(({ status }) => status),
        [first, second, third].map((key) => ledgers.task(key).events.length),
        ledgers.adopted,
      ]),
    );
  const seen = valueFrom(await reader.read(what));
  const left = stateOf(disk);
  const where = `${fault.kind} at call ${fault.at}, ${files.calls[fault.at]}`;
  expect(ends, where).toContain(left);
  if (isAcknowledged) expect(left, `${where}: what was acknowledged is there`).toBe(ends[1]);
  expectAgreement(disk);
  const began = performance.now();
  expect(await made(storeOf(disk, 4), noted(third)), `${where}: the next change goes on`).toBe(true);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(
    disk.files().filter((path) => /intent|\.tmp$/.test(path)),
    `${where}: nothing is left over`,
  ).toEqual([]);
  expect(valueFrom(await storeOf(disk, 5).read(what)), `${where}: readers see what is there`).not.toBe(seen);
  return true;
}

async function beforeAndAfter(disk: SimulatedDisk, change: Trial['change']): Promise<Trial['ends']> {
  const copy = disk.copy();
  const before = stateOf(copy);
  await change(storeOf(copy, 9));
  return [before, stateOf(copy)];
}

async function countedCalls(disk: SimulatedDisk, change: Trial['change']) {
  const files = faulty(disk.copy(), null);
  await change(storeOf(files, 2));
  return files;
}

/** Tries a fault at each call of the change in turn, until the change has no more calls; answers how often it took place. */
async function everywhere(
  start: () => Promise<SimulatedDisk>,
  trial: Omit<Trial, 'disk' | 'ends' | 'fault'>,
  fault: Omit<Fault, 'at'>,
): Promise<number> {
  const settled = await start();
  // A file of a moment ago is looked at twice, and how long a moment is depends on what else the machine does.
  for (const path of settled.files()) settled.age(path, 3_600_000);
  const ends = await beforeAndAfter(settled, trial.change);
  const files = await countedCalls(settled, trial.change);
  let struck = 0;
  for (let at = 0; at < files.calls.length; at++) {
    // One that lasts takes place at the next call that it can.
    if (fault.lasting !== true && !canStrike(fault.kind, files.calls[at])) continue;
    if (await survive({ ...trial, ends, disk: settled.copy(), fault: { ...fault, at } })) struck++;
  }
  return struck;
}

const kinds = [
  ...Object.entries(changes).map(([name, change]) => [name, change, settledDisk] as const),
  ['that adopts the plan', adopted, async () => newRepository(encodeUtf8(samplePlan))] as const,
];

describe.each(kinds)('a change %s', (_, change, start) => {
  it('survives that its process is killed, at any call', async () => {
    expect(await everywhere(start, { change }, { kind: 'kill' })).toBeGreaterThan(20);
  });

  it.each([0, 0.3, 0.99])('survives that its process is killed in the middle of a write, with %s of the bytes', async (share) => {
    expect(await everywhere(start, { change }, { kind: 'torn-write', share })).toBeGreaterThan(2);
  });

  it.each(['EIO', 'ENOSPC', 'EROFS', 'EACCES'] as const)('survives %s, once or from then on', async (kind) => {
    expect(await everywhere(start, { change }, { kind })).toBeGreaterThan(5);
    expect(await everywhere(start, { change }, { kind, lasting: true })).toBeGreaterThan(5);
  });

  it('survives writes that take only a part', async () => {
    expect(await everywhere(start, { change }, { kind: 'short-write' })).toBeGreaterThan(2);
  });

  it('survives that a sync fails, and says so', async () => {
    const disk = await start();
    const { calls } = await countedCalls(disk, change);
    for (const call of ['sync', 'syncFolder'] as const) {
      const count = calls.filter((name) => name === call).length;
      expect(count).toBeGreaterThan(0);
      for (let at = 0; at < count; at++) {
        const outcome = await change(storeOf(faulty(disk.copy(), { call, at, kind: 'failed-sync' }), 2));
        expect(outcome, `the change whose ${call} number ${at} failed`).toBe(false);
      }
    }
    for (const lasting of [false, true]) {
      await everywhere(start, { change, afterwards: (failed) => failed.cutPower('nothing') }, { kind: 'failed-sync', lasting });
      await everywhere(start, { change }, { kind: 'failed-sync', lasting });
    }
  });

  it.each(['nothing', 'everything', 'some'] as const)(
    'survives a power cut that leaves %s of what was not synced',
    async (remnant: Remnant) => {
      const random = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { numRuns: 997, seed: 2026 });
      let drawn = 0;
      const choose = () => random[drawn++ % random.length] ?? 0;
      for (let round = 0; round < (remnant === 'some' ? 4 : 1); round++) {
        await everywhere(start, { change, afterwards: (disk) => disk.cutPower(remnant, choose) }, { kind: 'kill' });
      }
    },
  );

  it('survives that whoever finishes it is killed too', async () => {
    const settled = await start();
    const [before, after] = await beforeAndAfter(settled, change);
    const files = await countedCalls(settled, change);
    for (let at = 0; at < files.calls.length; at++) {
      const interrupted = settled.copy();
      await change(storeOf(faulty(interrupted, { at, kind: 'kill' }), 2)).catch(() => false);
      for (let then = 0; ; then++) {
        const disk = interrupted.copy();
        const heir = faulty(disk, { at: then, kind: 'kill' });
        await storeOf(heir, 3)
          .read(() => done(null))
          .catch(() => null);
        if (!heir.struck()) break;
        disk.cutPower(then % 2 === 0 ? 'everything' : 'nothing');
        await storeOf(disk, 4).read(() => done(null));
        expect([before, after], `killed at ${at}, its heir at ${then}`).toContain(stateOf(disk));
      }
    }
  });
});
