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
import { beforeAll, describe, expect, it } from 'vitest';
import type { FileStore } from './file-store.ts';
import { sha256 } from './sha256.ts';
import { deathsInWritesOf, deathsOf } from './simulation/deaths.ts';
import { canStrike, type Fault, faulty } from './simulation/faults.ts';
import type { Remnant, SimulatedDisk } from './simulation/simulated-disk.ts';
import { folder, newRepository, plan, stateOf, storeOf } from './simulation/simulated-repository.ts';
import { adopt, decision, eventsOf, noted, type Recorded, samplePlan, statusOf, valueFrom } from './testing/sample-work.ts';

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

type Change = (store: FileStore) => Promise<boolean>;
/** The states that may be left. */
type Ends = readonly [before: string, after: string];
type Afterwards = (disk: SimulatedDisk) => void;

const seenOf = ({ plan: read, ledgers }: Snapshot) =>
  done(
    JSON.stringify([
      read.tasks.map(({ status }) => status),
      [first, second, third].map((key) => ledgers.task(key).events.length),
      ledgers.adopted,
    ]),
  );

/** Expects of what is left that it is one of the ends, whole, and that others go on from there. */
async function expectToGoOn(disk: SimulatedDisk, ends: readonly string[], where: string): Promise<void> {
  const seen = valueFrom(await storeOf(disk, 3).read(seenOf));
  expectEnd(disk, ends, where);
  expectAgreement(disk);
  const began = performance.now();
  expect(await made(storeOf(disk, 4), noted(third)), `${where}: the next change goes on`).toBe(true);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(
    disk.files().filter((path) => /intent|\.tmp$/.test(path)),
    `${where}: nothing is left over`,
  ).toEqual([]);
  expect(valueFrom(await storeOf(disk, 5).read(seenOf)), `${where}: readers see what is there`).not.toBe(seen);
}

function expectEnd(disk: SimulatedDisk, ends: readonly string[], where: string): void {
  const left = stateOf(disk);
  // To tell how long texts differ takes time, where they do not, too.
  if (!ends.includes(left)) expect(ends, where).toContain(left);
}

/** Makes the change on the disk, without a fault. */
async function countedCalls(disk: SimulatedDisk, change: Change) {
  const files = faulty(disk, null);
  expect(await change(storeOf(files, 2))).toBe(true);
  return files.calls;
}

async function endsOf(disk: SimulatedDisk, change: Change): Promise<Ends> {
  const copy = disk.copy();
  await countedCalls(copy, change);
  return [stateOf(disk), stateOf(copy)];
}

/** Whether a power cut left what none before it left. Most leave what another did, and no process can tell the two apart. */
function newRemains(): (disk: SimulatedDisk, ends: readonly string[]) => boolean {
  const tried = new Set<string>();
  return (disk, ends) => tried.size < tried.add(`${ends.length} ${disk.remains()}`).size;
}

/** Kills the process at each call of the change in turn, and when it is done, and has the power cut then; answers how many calls there are. */
async function killedEverywhere(disk: SimulatedDisk, change: Change, cutPower: Afterwards | null = null): Promise<number> {
  const ends = await endsOf(disk, change);
  const deaths = await deathsOf(disk.copy(), (files) => change(storeOf(files, 2)));
  const isNew = newRemains();
  for (const { disk: left, when, calls } of deaths) {
    const possible = calls.length === 0 ? [ends[1]] : ends;
    cutPower?.(left);
    if (cutPower === null || isNew(left, possible)) await expectToGoOn(left, possible, `killed ${when}`);
  }
  return deaths.flatMap(({ calls }) => calls).length;
}

/** Tries a fault at each call of the change in turn; answers how often it took place. */
async function everywhere(
  disk: SimulatedDisk,
  { change, fault, afterwards }: { readonly change: Change; readonly fault: Omit<Fault, 'at'>; readonly afterwards?: Afterwards },
): Promise<number> {
  const ends = await endsOf(disk, change);
  let struck = 0;
  for (const [at, call] of (await countedCalls(disk.copy(), change)).entries()) {
    if (!canStrike(fault.kind, call)) continue;
    const left = disk.copy();
    const files = faulty(left, { ...fault, at });
    const isAcknowledged = await change(storeOf(files, 2));
    // On a slow machine the calls can be others than those that were counted.
    if (!files.struck()) continue;
    struck++;
    const where = `${fault.kind} at call ${at}, ${call}${isAcknowledged ? ', and acknowledged' : ''}`;
    // What was said to have failed must not happen later on: it is taken back, unless the disk goes on failing.
    const isTakenBack = !isAcknowledged && fault.lasting !== true && call !== 'remove';
    if (isTakenBack) expect(left.files(), where).not.toContain(folder.intent);
    afterwards?.(left);
    await expectToGoOn(left, isAcknowledged ? [ends[1]] : ends, where);
  }
  return struck;
}

/** Numbers from 0 to 1, the same ones in each run. */
function chance(): () => number {
  const random = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { numRuns: 997, seed: 2026 });
  let drawn = 0;
  return () => random[drawn++ % random.length] ?? 0;
}

const kinds = [
  ...Object.entries(changes).map(([name, change]) => [name, change, settledDisk] as const),
  ['that adopts the plan', adopted, async () => newRepository(encodeUtf8(samplePlan))] as const,
];

describe.each(kinds)('a change %s', (_, change, start) => {
  let disk: SimulatedDisk;
  beforeAll(async () => {
    disk = await start();
    // A file of a moment ago is looked at twice, and how long a moment is depends on what else the machine does.
    for (const path of disk.files()) disk.age(path, 3_600_000);
  });

  it('survives that its process is killed, at any call', async () => {
    expect(await killedEverywhere(disk, change)).toBeGreaterThan(20);
  });

  it.each([0, 0.3, 0.99])('survives that its process is killed in the middle of a write, with %s of the bytes', async (share) => {
    const ends = await endsOf(disk, change);
    const deaths = await deathsInWritesOf(disk.copy(), (files) => change(storeOf(files, 2)), share);
    expect(deaths.length).toBeGreaterThan(2);
    for (const { disk: left, when } of deaths) await expectToGoOn(left, ends, `killed ${when}`);
  });

  it.each(['EIO', 'ENOSPC', 'EROFS', 'EACCES'] as const)('survives %s, once or from then on', async (kind) => {
    expect(await everywhere(disk, { change, fault: { kind } })).toBeGreaterThan(5);
    expect(await everywhere(disk, { change, fault: { kind, lasting: true } })).toBeGreaterThan(5);
  });

  it('survives writes that take only a part', async () => {
    expect(await everywhere(disk, { change, fault: { kind: 'short-write' } })).toBeGreaterThan(2);
  });

  it('survives that a sync fails, and says so', async () => {
    const calls = await countedCalls(disk.copy(), change);
    for (const call of ['sync', 'syncFolder'] as const) {
      const count = calls.filter((name) => name === call).length;
      expect(count).toBeGreaterThan(0);
      for (let at = 0; at < count; at++) {
        const outcome = await change(storeOf(faulty(disk.copy(), { call, at, kind: 'failed-sync' }), 2));
        expect(outcome, `the change whose ${call} number ${at} failed`).toBe(false);
      }
    }
    for (const lasting of [false, true]) {
      const fault = { kind: 'failed-sync', lasting } as const;
      await everywhere(disk, { change, fault, afterwards: (failed) => failed.cutPower('nothing') });
      await everywhere(disk, { change, fault });
    }
  });

  it.each(['nothing', 'everything', 'some'] as const)(
    'survives a power cut that leaves %s of what was not synced',
    async (remnant: Remnant) => {
      const choose = chance();
      for (let round = 0; round < (remnant === 'some' ? 4 : 1); round++) {
        await killedEverywhere(disk, change, (left) => left.cutPower(remnant, choose));
      }
    },
  );

  it('survives that whoever finishes it is killed too', async () => {
    const choose = chance();
    const ends = await endsOf(disk, change);
    const isNew = newRemains();
    for (const interrupted of await deathsOf(disk.copy(), (files) => change(storeOf(files, 2)))) {
      const heirs = await deathsOf(interrupted.disk, (files) => storeOf(files, 3).read(() => done(null)));
      for (const { disk: left, when } of heirs) {
        for (const remnant of ['everything', 'nothing', 'some'] as const) {
          const after = left.copy();
          after.cutPower(remnant, choose);
          if (!isNew(after, ends)) continue;
          await storeOf(after, 4).read(() => done(null));
          expectEnd(after, ends, `killed ${interrupted.when}, its heir ${when}, and ${remnant} was left`);
        }
      }
    }
  });
});
