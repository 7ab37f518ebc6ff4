import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done } from '@tallyplan/core/model/problem';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import { casesOf } from '@tallyplan/core/model/testing/cases';
import type { Bounds, ChangeOptions, Question, Snapshot } from '@tallyplan/core/operations/store';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { processTable } from './process-identity.ts';
import { RememberedAnswers } from './remembered-answers.ts';
import type { SimulatedDisk } from './simulation/simulated-disk.ts';
import { file, folder, newRepository, plan, root } from './simulation/simulated-repository.ts';
import { StoreOnDemand } from './store-on-demand.ts';
import { adopt, decision, samplePlan, statusOf, valueFrom } from './testing/sample-work.ts';

const options: ChangeOptions = { actor: { name: 'Ada', kind: 'human' }, dryRun: false, now: () => new Date('2026-05-04T10:20:30.400Z') };
const task = taskKeyOf('SETUP-01');
const ledger = folder.ledger(task);

let cache: string;
let disk: SimulatedDisk;
beforeEach(async () => {
  cache = join(mkdtempSync(join(tmpdir(), 'tallyplan-answers-')), 'answer');
  disk = newRepository(samplePlan as ByteString);
  await adopt(open(null));
});
afterEach(() => rmSync(join(cache, '..'), { recursive: true, force: true }));

function open(answers: RememberedAnswers | null): StoreOnDemand {
  const machine = { files: disk, processes: processTable, isTracked: () => false, isLeftOut: () => false };
  return new StoreOnDemand({ root, plan, file }, { wait: 1000, notify: () => {}, answers: async () => answers }, machine);
}

/** How often an answer was found out. */
let found = 0;
/** All that a reader can see, as one text. */
function everything({ plan: read, ledgers, revision, configuration }: Snapshot) {
  found++;
  return done({
    statuses: read.tasks.map(({ status }) => status),
    histories: ledgers.keys().map((key) => [key, ledgers.task(key).state, ledgers.task(key).faults]),
    faults: ledgers.plan.faults,
    revision,
    configuration: configuration.digest,
  });
}

const anybody: Bounds = { who: null, from: null, until: null };
const question = (words = 'everything', bounds: Bounds | null = anybody, isWithin = true): Question => ({
  about: 'everything',
  words,
  bounds: () => bounds,
  isWithin: () => isWithin,
});

async function ask(asked = question(), build = 'this build') {
  const before = found;
  const outcome = await open(new RememberedAnswers({ file: cache, build })).read(everything, asked);
  return { answer: valueFrom(outcome), isFromMemory: found === before };
}

/** Nothing was touched for a while. */
function letTimePass(): void {
  for (const path of [...disk.files(), folder.path, folder.ledgers]) disk.age(path, 3_600_000);
}

/** Writes into a file where it lies; the disk's clock may not have ticked since it was read. */
function overwrite(path: string, at: number, text: string): void {
  const descriptor = disk.open(path);
  disk.write(descriptor, Buffer.from(text), at);
  disk.close(descriptor);
}

const start = () => open(null).change(() => decision(statusOf(task, 'IN_PROGRESS')), options);

const changes: Readonly<Record<string, () => unknown>> = {
  'a recorded change': start,
  'a save of the plan': () => disk.put(plan, `${samplePlan}\n`),
  'a byte of the plan, in its place': () => overwrite(plan, samplePlan.indexOf('P0'), 'P1'),
  'a byte of a ledger, in its place': () => overwrite(folder.ledger('plan'), 20, 'X'),
  'a ledger more': () => disk.put(folder.ledger(taskKeyOf('SETUP-02')), 'no event\n'),
  'a ledger less': () => disk.remove(ledger),
  'a configuration': () => disk.put(folder.configuration, 'policy: strict\n'),
  'a baseline that is gone': () => disk.remove(folder.baseline),
  'an intent': () => disk.put(folder.intent, '{'),
};

describe('an answer that was remembered', () => {
  it('is given again while nothing has changed, and not found out again', async () => {
    await start();
    letTimePass();
    const first = await ask();
    const second = await ask();
    expect([first.isFromMemory, second.isFromMemory]).toEqual([false, true]);
    expect(second.answer).toEqual(first.answer);
  });

  it.each(Object.entries(changes))('is not given after %s', async (_, change) => {
    disk.put(ledger, 'no event\n');
    letTimePass();
    await ask();
    expect((await ask()).isFromMemory).toBe(true);
    await change();
    const { answer, isFromMemory } = await ask();
    expect(isFromMemory).toBe(false);
    expect(answer).toEqual(valueFrom(await open(null).read(everything)));
  });

  it('is given again, too, where it is as large as one about a hundred thousand documents', async () => {
    letTimePass();
    const large = 'a finding, told '.repeat(1_500_000);
    const askLarge = () =>
      open(new RememberedAnswers({ file: cache, build: 'this build' })).read(
        (snapshot) => done([large, valueFrom(everything(snapshot))]),
        question(),
      );
    const first = valueFrom(await askLarge());
    const before = found;
    expect(valueFrom(await askLarge())).toEqual(first);
    expect(found).toBe(before);
  });

  it('is no answer to another question, nor that of another build', async () => {
    letTimePass();
    await ask();
    expect((await ask(question('something else'))).isFromMemory).toBe(false);
    await ask();
    expect((await ask(question(), 'the next build')).isFromMemory).toBe(false);
  });

  it('is not kept where a file had been changed a moment before: it may change again in the same tick', async () => {
    letTimePass();
    overwrite(plan, samplePlan.indexOf('P0'), 'P1');
    await ask();
    expect((await ask()).isFromMemory).toBe(false);
  });

  it('is not kept where the answer took more than the words of the question say', async () => {
    letTimePass();
    await ask(question('everything', null));
    expect((await ask()).isFromMemory).toBe(false);
  });

  it('is not given out of its bounds: to somebody else, or later', async () => {
    letTimePass();
    await ask();
    expect((await ask(question('everything', anybody, false))).isFromMemory).toBe(false);
  });

  it('is not taken from a file that others can write', async () => {
    letTimePass();
    await ask();
    chmodSync(`${cache}-everything`, 0o622);
    expect((await ask()).isFromMemory).toBe(false);
  });

  it('is found out again where the file of another build, or of nobody, stands in its place', async () => {
    letTimePass();
    writeFileSync(`${cache}-everything`, 'rubbish', { mode: 0o600 });
    expect((await ask()).isFromMemory).toBe(false);
    expect(readFileSync(`${cache}-everything`, 'utf8')).toContain('this build everything\n');
  });

  it('is never kept of a question that was refused, or that nobody asked to remember', async () => {
    letTimePass();
    disk.remove(plan);
    const refused = await open(new RememberedAnswers({ file: cache, build: 'this build' })).read(everything, question());
    expect(refused.ok).toBe(false);
    disk.put(plan, samplePlan);
    letTimePass();
    await open(new RememberedAnswers({ file: cache, build: 'this build' })).read(everything);
    expect(() => readFileSync(`${cache}-everything`)).toThrow('ENOENT');
  });

  it('is that of a fresh look, whatever happens to the files, and however soon', async () => {
    let remembered = 0;
    const step = fc.record({
      change: fc.constantFrom('nothing', ...Object.keys(changes)),
      wait: fc.boolean(),
      asks: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        disk = newRepository(samplePlan as ByteString);
        await adopt(open(null));
        for (const { change, wait, asks } of steps) {
          await changes[change]?.();
          if (wait) letTimePass();
          for (let time = 0; time < asks; time++) {
            const { answer, isFromMemory } = await ask();
            remembered += Number(isFromMemory);
            expect(answer).toEqual(valueFrom(await open(null).read(everything)));
          }
        }
      }),
      { numRuns: casesOf(process.env, 60) },
    );
    expect(remembered).toBeGreaterThan(20);
  });
});

describe('an answer that a living process gave', () => {
  /** One process, which keeps nothing beyond itself. */
  const living = (store: StoreOnDemand) => async (): Promise<{ readonly answer: unknown; readonly isFromMemory: boolean }> => {
    const before = found;
    const answer = valueFrom(await store.read(everything, question()));
    return { answer, isFromMemory: found === before };
  };

  it('is given again at once, though its files were changed a moment before', async () => {
    const askLiving = living(open(null));
    await start();
    const [first, second] = [await askLiving(), await askLiving()];
    expect([first.isFromMemory, second.isFromMemory]).toEqual([false, true]);
    expect(second.answer).toEqual(first.answer);
  });

  it('is found out again after a byte was changed in the same tick of the clock', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    try {
      const askLiving = living(open(null));
      overwrite(plan, samplePlan.indexOf('P0'), 'P0');
      await askLiving();
      expect((await askLiving()).isFromMemory).toBe(true);
      const before = disk.status(plan);
      overwrite(plan, samplePlan.indexOf('P0'), 'P1');
      expect(disk.status(plan)).toEqual(before);
      expect((await askLiving()).isFromMemory).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(Object.entries(changes))('is found out again after %s', async (_, change) => {
    disk.put(ledger, 'no event\n');
    const askLiving = living(open(null));
    await askLiving();
    expect((await askLiving()).isFromMemory).toBe(true);
    await change();
    const { answer, isFromMemory } = await askLiving();
    expect(isFromMemory).toBe(false);
    expect(answer).toEqual(valueFrom(await open(null).read(everything)));
  });

  it.each([
    ['by other words', question(), question('others')],
    ['out of its bounds', question(), question('everything', anybody, false)],
    ['where its bounds could not be said', question('everything', null), question()],
  ])('is found out again %s', async (_, first, second) => {
    const store = open(null);
    const before = found;
    await store.read(everything, first);
    await store.read(everything, second);
    expect(found - before).toBe(2);
  });
});
