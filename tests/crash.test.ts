/** The real command, killed for real (SIGKILL) at moments that it does not choose. */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openPlan } from '../packages/tallyplan/src/index.ts';
import { ended, noteOf, taskId, Workbench } from './processes/workbench.ts';

const benches: Workbench[] = [];
afterAll(() => benches.map((bench) => bench.remove()));

const kills = 104;

describe.each(['at any time of its life', 'in the middle of its commit'] as const)('a command that is killed %s', (when) => {
  it(`leaves the old plan or the new one, ${kills} times, and holds nobody up`, { timeout: 600_000 }, async () => {
    const bench = new Workbench(60);
    benches.push(bench);
    const acknowledged = new Set<string>(['the store was loaded before anything is timed']);
    for (const note of acknowledged) expect(await logged(bench, note)).toBe(true);
    let duration = durationOf(() => bench.run('status'));
    let killed = 0;
    let slowest = 0;
    for (let round = 1; killed < kills; round++) {
      const note = `work of round ${round} was done as it was planned`;
      const born = performance.now();
      const child = bench.start('log', taskId(1 + (round % 7)), '--status', 'IN_PROGRESS', '--note', note);
      const end = ended(child);
      const lifetime = end.then(() => performance.now() - born);
      await moment(when, bench, { round, duration, end });
      child.kill('SIGKILL');
      const { status, signal, said } = await end;
      expect(status === 0 || signal === 'SIGKILL', `round ${round}: ${status} ${said}`).toBe(true);
      // How long a life is changes with what else the machine does. Of the killed it is known that theirs was not over.
      duration = status === 0 ? await lifetime : duration * 1.01;
      if (status === 0) acknowledged.add(note);
      else killed++;

      const began = performance.now();
      const next = `mended after round ${round} without any delay`;
      // The next command, in this process, so that its time is not that of starting Node.
      expect(await logged(bench, next), `round ${round}: the next one goes on`).toBe(true);
      const took = performance.now() - began;
      slowest = Math.max(slowest, took);
      expect(took, 'at once: whoever waits for a holder whose death cannot be known waits 30 s').toBeLessThan(10_000);
      acknowledged.add(next);

      const events = bench.events().map(noteOf);
      expect(bench.notes(), 'plan and ledger agree').toEqual(events);
      expect(new Set(events).size, 'nothing twice').toBe(events.length);
      expect(
        [...acknowledged].filter((each) => !events.includes(each)),
        'nothing acknowledged is lost',
      ).toEqual([]);
      // A ticket that its writer had not begun to fill in is swept after two seconds.
      expect(bench.litter().filter((name) => !/^lock\.\d+\./.test(name))).toEqual([]);
    }
    // The promise is a second. A busy machine may break it, so it is told and not asserted.
    console.log(`the slowest change after a kill took ${slowest.toFixed(0)} ms`);
    expect(bench.run('audit', 'verify').status).toBe(0);
    expect(bench.run('check').status).toBe(0);
  });
});

async function logged(bench: Workbench, note: string): Promise<boolean> {
  const plan = await openPlan({ folder: bench.folder, actor: { name: 'Mender', kind: 'human' } });
  const outcome = await plan.log({ id: taskId(9), status: 'IN_PROGRESS', note });
  return outcome.ok;
}

/** When to kill. The rounds go through the time that there is in steps that do not repeat. */
async function moment(
  when: 'at any time of its life' | 'in the middle of its commit',
  bench: Workbench,
  { round, duration, end }: { readonly round: number; readonly duration: number; readonly end: Promise<unknown> },
): Promise<void> {
  const share = (round * 0.618034) % 1;
  if (when === 'at any time of its life') return sleep(share * 1.3 * duration);
  await lockTaken(bench, end);
  // A commit takes a few milliseconds, less than a timer can tell.
  for (const began = performance.now(); performance.now() - began < share * 6; );
}

/** Or until the command has ended. */
function lockTaken(bench: Workbench, end: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(join(bench.folder, '.tallyplan'), (_, name) => {
      if (name === 'lock') done();
    });
    const done = () => {
      watcher.close();
      resolve();
    };
    void end.then(done);
  });
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function durationOf(work: () => void): number {
  work();
  const began = performance.now();
  work();
  return performance.now() - began;
}
