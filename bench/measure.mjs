/** Times whole processes, and asks them for their peak of memory. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const command = join(here, '../packages/tallyplan/bin/tallyplan.js');

/** NODE_EXTRA_CA_CERTS doubles the start of Node 20; nothing of an agent's or a person's settings may matter. */
export const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_EXTRA_CA_CERTS' && !name.startsWith('TALLYPLAN_'))),
  TALLYPLAN_ACTOR: 'Bench',
  TALLYPLAN_ACTOR_KIND: 'human',
};

/** Runs the command in a folder; throws, with what it said, when it does not end with one of the statuses. */
export function run(folder, args, { expected = [0], node = [], variables = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [...node, command, ...args], {
    cwd: folder,
    env: { ...environment, ...variables },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (error) throw error;
  if (!expected.includes(status)) throw new Error(`tallyplan ${args.join(' ')} ended with ${status}:\n${stderr}${stdout}`.slice(0, 4000));
  return stdout;
}

/** Runs that do not count: the first of a new build compile what the later ones find kept, and add to it after a while (milliseconds). */
const untimed = 3;
const pause = 600;

/**
 * Median wall times, in milliseconds, of a command and of a bare `node -e 0`, taken in turns so that
 * whatever else the machine does falls on both. `undo` puts things back between runs, untimed.
 */
export function timeAgainstBareNode(work, { rounds, undo = () => {} }) {
  for (let run = 0; run < untimed; run++) {
    work();
    undo();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
  }
  const bare = [];
  const timed = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(milliseconds(() => spawnSync(process.execPath, ['-e', '0'], { env: environment })));
    timed.push(milliseconds(work));
    undo();
  }
  return { bare: median(bare), timed: median(timed), ratio: median(timed) / median(bare) };
}

/** The peak resident memory of one run in MB, as the process itself reports it when it ends. */
export function peakMemory(folder, args, variables = {}) {
  const scratch = mkdtempSync(join(tmpdir(), 'tallyplan-memory-'));
  const report = join(scratch, 'peak');
  try {
    environment.PEAK_MEMORY_FILE = report;
    run(folder, args, { node: ['--require', join(here, 'report-peak-memory.cjs')], variables });
    return Number(readFileSync(report, 'utf8')) / 1024;
  } finally {
    delete environment.PEAK_MEMORY_FILE;
    rmSync(scratch, { recursive: true });
  }
}

export function milliseconds(work) {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
