/**
 * Run by bench/run.mjs: changes through the library in one process, against a bare loop of the same calls.
 *
 *   node bench/library.mjs FOLDER TASKS CHANGES     prints one JSON object
 *
 * One change is made under observation: what it opens, writes, syncs and renames, and how large. The bare
 * loop then does exactly that on files of its own, of the same sizes. The two take turns, so that whatever
 * else the machine does falls on both. What the lock needs is left out of the bare loop: it keeps nothing.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { milliseconds } from './measure.mjs';
import { openPlan, taskId } from './workshop.mjs';

const [folder = '', tasksText = '', changesText = ''] = process.argv.slice(2);
const [tasks, changes] = [Number(tasksText), Number(changesText)];
const turn = 10;

const watch = watchFileSystem();
const plan = await openPlan(folder);
const change = (number) =>
  plan.log({ id: taskId(1 + (number % tasks), tasks), status: 'IN_PROGRESS', note: `sounding number ${number} of the day` });

await change(0);
const seen = await watch.during(() => change(1));
const bare = bareLoop(seen.filter(({ path }) => !basename(path).startsWith('lock')));

let [ours, theirs] = [0, 0];
for (let done = 0; done < changes; done += turn) {
  const start = process.hrtime.bigint();
  for (let at = 0; at < turn; at++) await succeeded(change(done + at));
  ours += Number(process.hrtime.bigint() - start) / 1e6;
  theirs += milliseconds(() => {
    for (let at = 0; at < turn; at++) bare();
  });
}

const reads = (calls) => new Set(calls.filter(({ call }) => call === 'read').map(({ path }) => path));
const ledgersRead = (calls) => [...reads(calls)].filter((path) => path.endsWith('.jsonl') && !path.endsWith('plan.jsonl')).length;
const fresh = await watch.during(async () =>
  (await openPlan(folder)).log({ id: taskId(7, tasks), status: 'IN_PROGRESS', note: 'one change of a process that knows nothing yet' }),
);
process.stdout.write(
  JSON.stringify({
    changesASecond: (changes * 1000) / ours,
    bareASecond: (changes * 1000) / theirs,
    growth: [
      {
        what: `ledgers of tasks that one change reads, of ${Math.min(tasks, changes)} there are`,
        limit: '≤ 2',
        measured: String(ledgersRead(fresh)),
        met: ledgersRead(fresh) <= 2,
      },
    ],
  }),
);

async function succeeded(outcome) {
  const { ok, problems } = await outcome;
  if (!ok) throw new Error(JSON.stringify(problems));
}

/** Notes calls that write, sync, rename or read, with the file and the number of bytes. */
function watchFileSystem() {
  const names = new Map();
  let calls = null;
  const note = (call, path, more = {}) => calls?.push({ call, path, ...more });
  const wrap = (name, observe) => {
    const original = fs[name];
    fs[name] = (...args) => {
      const result = original(...args);
      observe(result, ...args);
      return result;
    };
  };
  wrap('openSync', (file, path, flags) => {
    names.set(file, String(path));
    note('open', String(path), { flags });
  });
  wrap('writeSync', (written, file) => note('write', names.get(file) ?? '', { bytes: written }));
  wrap('readSync', (_, file) => note('read', names.get(file) ?? ''));
  wrap('readFileSync', (_, path) => note('read', String(path)));
  wrap('fsyncSync', (_, file) => note('sync', names.get(file) ?? ''));
  wrap('fdatasyncSync', (_, file) => note('sync', names.get(file) ?? ''));
  wrap('closeSync', (_, file) => note('close', names.get(file) ?? ''));
  wrap('renameSync', (_, from, to) => note('rename', String(from), { to: String(to) }));
  wrap('unlinkSync', (_, path) => note('unlink', String(path)));
  syncBuiltinESMExports();
  return {
    async during(work) {
      calls = [];
      await work();
      const seen = calls;
      calls = null;
      return seen;
    },
  };
}

/** A function that repeats the writes, syncs, renames and removals that were seen, on files of its own. */
function bareLoop(seen) {
  const home = fs.mkdtempSync(join(dirname(folder), 'bare-'));
  const own = new Map();
  const nameOf = (path) => {
    if (!own.has(path)) own.set(path, join(home, String(own.size)));
    return own.get(path);
  };
  const written = new Set(seen.filter(({ call }) => call === 'write').map(({ path }) => path));
  const folders = new Set(seen.filter(({ call, path }) => call === 'sync' && !written.has(path)).map(({ path }) => path));
  const steps = seen.flatMap((step) => {
    if (folders.has(step.path)) return step.call === 'sync' ? [{ ...step, call: 'sync folder' }] : [];
    if (step.call === 'rename' || step.call === 'unlink' || written.has(step.path)) return [step];
    return [];
  });
  // A file that is appended to stands there before.
  const created = new Set(
    steps
      .filter(({ call, flags }) => call === 'open' && typeof flags === 'number' && (flags & fs.constants.O_CREAT) !== 0)
      .map(({ path }) => path),
  );
  for (const path of written) if (!created.has(path)) fs.writeFileSync(nameOf(path), Buffer.alloc(fs.statSync(path).size));
  const buffers = new Map(steps.filter(({ call }) => call === 'write').map(({ bytes }) => [bytes, Buffer.alloc(bytes, 'x')]));

  return () => {
    let file = -1;
    for (const step of steps) {
      switch (step.call) {
        case 'open':
          file = fs.openSync(nameOf(step.path), created.has(step.path) ? 'w' : 'r+');
          break;
        case 'write':
          fs.writeSync(file, buffers.get(step.bytes), 0, step.bytes, null);
          break;
        case 'sync':
          fs.fsyncSync(file);
          break;
        case 'close':
          fs.closeSync(file);
          break;
        case 'sync folder': {
          const handle = fs.openSync(home, 'r');
          fs.fsyncSync(handle);
          fs.closeSync(handle);
          break;
        }
        case 'rename':
          fs.renameSync(nameOf(step.path), nameOf(step.to));
          break;
        case 'unlink':
          fs.rmSync(nameOf(step.path), { force: true });
          break;
        case 'read':
          break;
        default:
          throw new Error(`no way to repeat ${step.call}`);
      }
    }
  };
}
