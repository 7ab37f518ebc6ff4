/** Many real processes on one plan: nothing is lost, nothing happens twice, one wins. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { command, ended, environment, library, noteOf, sha256, taskId, Workbench } from './processes/workbench.ts';

const benches: Workbench[] = [];
afterAll(() => benches.map((bench) => bench.remove()));

function makeBench(tasks: number): Workbench {
  const bench = new Workbench(tasks);
  benches.push(bench);
  return bench;
}

const contenders = Array.from({ length: 32 }, (_, number) => number);

describe('thirty-two processes on one plan', () => {
  it('start eight tasks: each has one winner, and the others are told who', { timeout: 600_000 }, async () => {
    const bench = makeBench(40);
    const ends = await Promise.all(
      contenders.map(async (number) => {
        const task = taskId(1 + (number % 8));
        return {
          task,
          actor: `contender ${number}`,
          ...(await ended(bench.start('start', task, '--as', `contender ${number}`, '--wait', '60'))),
        };
      }),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual([...Array(8).fill(0), ...Array(24).fill(4)]);
    const events = bench.events();
    expect(events.map(({ task }) => task).sort()).toEqual(contenders.slice(0, 8).map((number) => taskId(1 + number)));
    for (const { task, actor, status, said } of ends) {
      const winner = events.find((event) => event.task === task)?.actor.name;
      if (status === 0) expect(winner).toBe(actor);
      else expect(said).toContain(winner);
    }
    expect(bench.planText().match(/IN_PROGRESS/g)).toHaveLength(8);
    expect(bench.litter()).toEqual([]);
  });

  it('write into one log: every row is there, once', { timeout: 600_000 }, async () => {
    const bench = makeBench(40);
    const notes = contenders.map((number) => `note of process number ${number}`);
    const ends = await Promise.all(
      notes.map((note, number) =>
        ended(bench.start('log', taskId(1 + (number % 3)), '--status', 'IN_PROGRESS', '--note', note, '--wait', '60')),
      ),
    );
    expect(ends.map(({ status, said }) => [status, said])).toEqual(notes.map(() => [0, '']));
    expect([...bench.notes()].sort()).toEqual([...notes].sort());
    expect(bench.events().map(noteOf)).toEqual(bench.notes());
    expect(bench.run('audit', 'verify').status).toBe(0);
  });

  it('get an answer in time, where one of them stands still with the lock in its hand', { timeout: 600_000 }, async () => {
    const bench = makeBench(5);
    const holder = await stoppedHolder(bench);
    try {
      const waiting = spawn(
        process.execPath,
        [command, '-C', bench.folder, 'log', taskId(1), '--status', 'BLOCKED', '--note', 'this one has to wait', '--wait', '0.3'],
        {
          env: environment,
        },
      );
      const { status, said } = await ended(waiting);
      expect(status).toBe(6);
      expect(said).toMatch(new RegExp(`Sleeper, process ${holder.pid} on .+ since \\d{4}-`));
    } finally {
      holder.kill('SIGKILL');
    }
  });
});

interface Entry {
  readonly kind: 'change' | 'read';
  readonly note?: string;
  readonly revision: string | null;
  readonly asked: bigint;
  readonly answered: bigint;
}

describe('the history of eight clients with fifty changes each', () => {
  it('is linearizable', { timeout: 600_000 }, async () => {
    // Few tasks: to read is to tell of each, and the readings are eight hundred.
    const bench = makeBench(5);
    const first = sha256(bench.planText());
    const histories = await Promise.all(Array.from({ length: 8 }, (_, number) => clientHistory(bench, `client ${number}`)));
    const chain = bench.events();
    expect(chain).toHaveLength(400);
    expect(misplaced(histories.flat(), [first, ...chain.map(({ plan }) => plan.after)], chain.map(noteOf))).toEqual([]);
  });
});

/**
 * Where the entries contradict the order in which the plan's versions followed each other.
 *
 * Every change made a version of its own and says which bytes it followed, so the order of changes is
 * known, and each read names the version that it saw. A history is linearizable if in that order nothing
 * takes effect before it was asked for, or after something that was asked for when it had been answered.
 */
function misplaced(entries: readonly Entry[], versions: readonly string[], notes: readonly string[]): readonly string[] {
  const positions = new Map(versions.map((version, position) => [version, position]));
  const changes = new Map(notes.map((note, index) => [note, index + 1]));
  const placed = entries.map((entry) => ({
    ...entry,
    position: (entry.kind === 'change' ? changes.get(entry.note ?? '') : positions.get(entry.revision ?? '')) ?? Number.NaN,
  }));
  const byTime = [...placed].sort((a, b) => (a.asked < b.asked ? -1 : 1));
  const faults = placed.filter(({ position }) => Number.isNaN(position)).map(({ kind, note }) => `${kind} ${note} left no trace`);
  const answered = [...placed].sort((a, b) => (a.answered < b.answered ? -1 : 1));
  let latest = 0;
  let next = 0;
  for (const entry of byTime) {
    for (; (answered[next]?.answered ?? entry.asked) < entry.asked; next++) latest = Math.max(latest, answered[next]?.position ?? 0);
    // A change comes after all that had been answered; a read sees at least that.
    const isLate = entry.kind === 'change' ? entry.position <= latest : entry.position < latest;
    if (isLate) faults.push(`${entry.kind} at ${entry.position} was asked for when ${latest} had been answered`);
  }
  return faults;
}

describe('the check for linearizability', () => {
  const versions = ['v0', 'v1', 'v2'];
  const notes = ['a', 'b'];
  const change = (note: string, asked: bigint, answered: bigint): Entry => ({ kind: 'change', note, revision: null, asked, answered });
  const read = (revision: string, asked: bigint, answered: bigint): Entry => ({ kind: 'read', revision, asked, answered });

  it('accepts what can have happened one after the other', () => {
    expect(misplaced([change('b', 1n, 9n), change('a', 2n, 3n), read('v1', 4n, 5n), read('v2', 6n, 7n)], versions, notes)).toEqual([]);
  });

  it.each([
    ['a change that overtook one which was answered', [change('b', 1n, 2n), change('a', 3n, 4n)]],
    ['a read of what had been replaced', [change('a', 1n, 2n), read('v0', 3n, 4n)]],
    ['a read of what nobody had asked for', [read('v1', 1n, 2n), change('a', 3n, 4n)]],
    ['reads that go back in time', [change('a', 1n, 9n), read('v1', 2n, 3n), read('v0', 4n, 5n)]],
    ['a change that is lost', [change('c', 1n, 2n)]],
    ['a read of what never was', [read('v7', 1n, 2n)]],
  ])('finds %s', (_, history) => {
    expect(misplaced(history, versions, notes)).not.toEqual([]);
  });
});

async function clientHistory(bench: Workbench, name: string): Promise<readonly Entry[]> {
  const client = fileURLToPath(new URL('./processes/client.mjs', import.meta.url));
  const child = spawn(process.execPath, [client, library, bench.folder, name, '50'], { env: environment });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  expect(await ended(child)).toMatchObject({ status: 0, said: '' });
  return JSON.parse(output).map((entry: Entry) => ({ ...entry, asked: BigInt(entry.asked), answered: BigInt(entry.answered) }));
}

/** A process that was stopped while it held the lock. */
async function stoppedHolder(bench: Workbench): Promise<ChildProcess> {
  for (;;) {
    const child = bench.start('log', taskId(2), '--status', 'IN_PROGRESS', '--note', 'held up while it was writing', '--as', 'Sleeper');
    while (child.exitCode === null && !existsSync(join(bench.folder, '.tallyplan/lock'))) await new Promise(setImmediate);
    child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (child.exitCode === null && existsSync(join(bench.folder, '.tallyplan/lock'))) return child;
    child.kill('SIGCONT');
    await ended(child);
  }
}
