import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { done } from '@tallyplan/core/model/problem';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import type { ChangeOptions, Snapshot } from '@tallyplan/core/operations/store';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { FileStore, type Machine } from './file-store.ts';
import type { FileSystem } from './file-system.ts';
import { gitTracks } from './git-tracks.ts';
import type { Notice } from './notice.ts';
import { processTable } from './process-identity.ts';
import { realFileSystem } from './real-file-system.ts';
import { type Fault, faulty, Killed, watched } from './simulation/faults.ts';
import { type StoreFolder, storeFolder } from './store-folder.ts';
import { adopt, decision, eventsOf, noted, samplePlan, statusOf, valueFrom } from './testing/sample-work.ts';
import { storeContract } from './testing/store-contract.ts';

const file = 'docs/DEVELOPMENT_PLAN.md';
const folders: string[] = [];
afterAll(() => folders.map((folder) => rmSync(folder, { recursive: true })));

function newRoot(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'tallyplan-store-')));
  folders.push(root);
  save(join(root, file), samplePlan);
  return root;
}

function save(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function open(
  root: string,
  more: { readonly machine?: Partial<Machine>; readonly notify?: (notice: Notice) => void; readonly wait?: number } = {},
) {
  const machine: Machine = {
    files: realFileSystem,
    processes: processTable,
    isTracked: gitTracks,
    isLeftOut: () => false,
    ...more.machine,
  };
  return new FileStore({ root, plan: join(root, file), file }, { wait: more.wait ?? 10_000, notify: more.notify ?? (() => {}) }, machine);
}

describe('a store of files', () => {
  storeContract(() => {
    const root = newRoot();
    const folder = storeFolder(root);
    const plan = join(root, file);
    return {
      store: open(root),
      another: () => open(root),
      plan: () => readFileSync(plan, 'utf8'),
      savePlan: (text) => save(plan, text),
      ledger: (name) => (existsSync(folder.ledger(name)) ? readFileSync(folder.ledger(name), 'utf8') : ''),
      saveLedger: (name, text) => save(folder.ledger(name), text),
      saveConfiguration: (text) => save(folder.configuration, text),
      document: (path) => readFileSync(join(root, path), 'utf8'),
      saveDocument: (path, text) => save(join(root, path), text),
    };
  });
});

const options: ChangeOptions = { actor: { name: 'Ada', kind: 'human' }, dryRun: false, now: () => new Date('2026-05-04T10:20:30.400Z') };
const task = taskKeyOf('SETUP-01');
const started = () => decision(statusOf(task, 'IN_PROGRESS'));
const startedPlan = samplePlan.replace('P0 | NOT_STARTED', 'P0 | IN_PROGRESS');

let root: string;
let folder: StoreFolder;
let plan: string;
beforeEach(() => {
  root = newRoot();
  folder = storeFolder(root);
  plan = join(root, file);
});

/** Makes the change in a process that dies at that call. */
async function dieAt({ kind = 'kill', ...fault }: Partial<Fault> & Pick<Fault, 'call' | 'at'>, change = started): Promise<void> {
  await expect(faultyStore({ kind, ...fault }).change(change, options)).rejects.toThrow(Killed);
}

/** The store of a process that is gone when the next one looks. */
function faultyStore(fault: Fault): FileStore {
  const dead = { self: () => ({ ...processTable.self(), started: '1' }), fate: processTable.fate };
  return open(root, { machine: { files: faulty(realFileSystem, fault), processes: dead } });
}

describe('a plan that is rewritten before it is adopted', () => {
  it('is written as it is decided, and nothing else lies there afterwards', async () => {
    const rewriting = { result: 'mended', plan: encodeUtf8(startedPlan), ledgers: new Map() };
    expect(await open(root).rewrite('Ada', ({ ledgers }) => done({ ...rewriting, result: ledgers.length }))).toEqual(done(0));
    expect(readFileSync(plan, 'utf8')).toBe(startedPlan);
    expect([readdirSync(root), readdirSync(join(root, 'docs'))]).toEqual([['docs'], ['DEVELOPMENT_PLAN.md']]);
  });
});

describe('a plan that cannot be read', () => {
  const bytes = (...values: readonly number[]) => Buffer.from(values);

  it.each([
    ['is missing', () => rmSync(plan), 'There is no docs/DEVELOPMENT_PLAN.md'],
    [
      'is a folder',
      () => {
        rmSync(plan);
        mkdirSync(plan);
      },
      'docs/DEVELOPMENT_PLAN.md is a folder',
    ],
    ['is UTF-16', () => writeFileSync(plan, bytes(0xff, 0xfe, 0x23, 0)), 'docs/DEVELOPMENT_PLAN.md is UTF-16'],
    ['is UTF-16 the other way round', () => writeFileSync(plan, bytes(0xfe, 0xff, 0, 0x23)), 'docs/DEVELOPMENT_PLAN.md is UTF-16'],
    ['holds a NUL byte', () => writeFileSync(plan, '# A\nab\0c\n'), 'docs/DEVELOPMENT_PLAN.md:2:3 holds a NUL byte'],
    ['has 200 MB', () => truncateSync(plan, 200 * 1024 * 1024), 'docs/DEVELOPMENT_PLAN.md has 200 MiB'],
    [
      'is a pipe that nobody writes to',
      () => {
        rmSync(plan);
        spawnSync('sh', ['-c', 'mkfifo "$0"', plan]);
      },
      'docs/DEVELOPMENT_PLAN.md is no regular file',
    ],
  ])('because it %s: said at once, with nothing written', async (_, make, message) => {
    make();
    const began = performance.now();
    for (const outcome of [await open(root).read(() => done('read')), await open(root).change(started, options)]) {
      expect(outcome).toMatchObject({ ok: false, problems: [{ rule: 'plan-not-found', file }] });
      expect(outcome.ok ? '' : outcome.problems[0]?.message).toContain(message);
    }
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(readdirSync(root)).toEqual(['docs']);
  });
});

describe('a change that writes files', () => {
  it('leaves no trace where the plan was never adopted and it is refused', async () => {
    await open(root).change(() => done({ result: 'nothing to do', commit: null }), options);
    expect(readdirSync(root)).toEqual(['docs']);
  });

  it('keeps the permissions of the plan', async () => {
    await adopt(open(root));
    chmodSync(plan, 0o640);
    valueFrom(await open(root).change(started, options));
    expect(statSync(plan).mode & 0o777).toBe(0o640);
    expect(readFileSync(plan, 'utf8')).toBe(startedPlan);
  });

  it('never writes through a ledger that is a link', async () => {
    await adopt(open(root));
    const outside = join(root, 'outside');
    writeFileSync(outside, '');
    symlinkSync(outside, folder.ledger(task));
    expect(await open(root).change(started, options)).toMatchObject({
      ok: false,
      problems: [{ rule: 'config-invalid', file: '.tallyplan/ledger/SETUP-01.jsonl' }],
    });
    expect([readFileSync(outside, 'utf8'), readFileSync(plan, 'utf8')]).toEqual(['', samplePlan]);
  });

  it('leaves nothing in the folder but what is meant to be committed', async () => {
    await adopt(open(root));
    valueFrom(await open(root).change(started, options));
    expect(readdirSync(folder.path).sort()).toEqual(['.gitattributes', '.gitignore', 'config.yaml', 'ledger']);
    spawnSync('git', ['init', '-q'], { cwd: root });
    for (const name of ['lock', 'lock.00000000000000001.a', 'intent.json', 'intent.17.json', 'a.tmp']) save(join(folder.path, name), '');
    const { stdout } = spawnSync('git', ['status', '--porcelain', '-uall'], { cwd: root, encoding: 'utf8' });
    expect(stdout.split('\n').filter((line) => /lock|intent|tmp/.test(line))).toEqual([]);
  });

  it.each(['EROFS', 'EACCES'] as const)('says so on a disk that cannot be written to (%s), and reading still works', async (kind) => {
    await adopt(open(root));
    const store = faultyStore({ at: 0, kind, lasting: true });
    expect(await store.change(started, options)).toMatchObject({ ok: false, problems: [{ rule: 'internal' }] });
    expect(valueFrom(await store.read(({ plan: read }) => done(read.tasks.length)))).toBe(3);
    expect(await store.change(started, { ...options, dryRun: true })).toMatchObject({ ok: true });
    expect(readFileSync(plan, 'utf8')).toBe(samplePlan);
  });

  it('waits for its turn only so long, and says who is writing', async () => {
    await adopt(open(root));
    const holder = { ...processTable.self(), token: 'a'.repeat(32), name: 'Grace', since: '2026-05-04T10:00:00.000Z' };
    writeFileSync(folder.lock, JSON.stringify(holder));
    const outcome = await open(root, { wait: 50 }).change(started, options);
    expect(outcome).toMatchObject({ ok: false, problems: [{ rule: 'busy' }] });
    const message = outcome.ok ? '' : outcome.problems[0]?.message;
    expect(message).toContain(`Grace, process ${process.pid} on ${holder.host}, has held it since 2026-05-04T10:00:00.000Z`);
  });
});

describe('an answer', () => {
  beforeEach(() => adopt(open(root)));
  const other = taskKeyOf('SETUP-02');

  it.each<[string, (snapshot: Snapshot) => unknown, () => void, unknown]>([
    ['the plan', ({ plan: read }) => read.task(task)?.status, () => writeFileSync(plan, startedPlan), 'IN_PROGRESS'],
    ['a ledger', ({ ledgers }) => ledgers.task(other).faults.length, () => appendFileSync(folder.ledger(other), '{}\n'), 1],
    ['a new ledger', ({ ledgers }) => ledgers.task(task).faults.length, () => writeFileSync(folder.ledger(task), '{}\n'), 1],
    ['the list of ledgers', ({ ledgers }) => ledgers.keys().length, () => writeFileSync(folder.ledger(task), '{}\n'), 2],
  ])('during which somebody wrote %s is made anew', async (...[, question, write, expected]) => {
    await open(root).change(() => decision(noted(other)), options);
    let times = 0;
    const outcome = await open(root).read((snapshot) => {
      const answer = question(snapshot);
      if (++times === 1) write();
      return done(answer);
    });
    expect([times, valueFrom(outcome)]).toEqual([2, expected]);
  });

  it('of a plan and a configuration that stayed as they were is found in what was read before', async () => {
    const root = newRoot();
    const store = open(root);
    await adopt(store);
    save(storeFolder(root).configuration, 'order: ready\n');
    const plan = async () => valueFrom(await store.read((snapshot) => done(snapshot.plan)));
    const first = await plan();
    expect(await plan()).toBe(first);
    save(storeFolder(root).configuration, 'status_words:\n  COMPLETED: [fertig]\n');
    expect(await plan()).not.toBe(first);
  });

  it('during which a change began is made anew', async () => {
    await dieAt({ call: 'create', at: 2 });
    const intent = readFileSync(folder.intent, 'utf8');
    rmSync(folder.intent);
    let times = 0;
    const outcome = await open(root).read(({ plan: read }) => {
      if (++times === 1) writeFileSync(folder.intent, intent);
      return done(read.task(task)?.status);
    });
    expect([times, valueFrom(outcome)]).toEqual([2, 'IN_PROGRESS']);
  });

  it('that fails on what never stood together is made anew', async () => {
    let times = 0;
    const outcome = await open(root).read(() => {
      if (++times > 1) return done('made');
      writeFileSync(plan, startedPlan);
      throw new Error('half of this is old');
    });
    expect(outcome).toEqual(done('made'));
  });

  it('is made while writers wait, where they would not let it come to an end', async () => {
    let times = 0;
    const outcome = await open(root).read(({ plan: read }) => {
      if (++times <= 4) writeFileSync(plan, `${samplePlan}\n${times}\n`);
      return done([read.tasks.length, existsSync(folder.lock)]);
    });
    expect([times, valueFrom(outcome)]).toEqual([5, [3, true]]);
  });

  it('that fails by itself fails', async () => {
    await expect(
      open(root).read(() => {
        throw new Error('a bug');
      }),
    ).rejects.toThrow('a bug');
  });
});

describe('a change whose lock was taken over while it slept', () => {
  it('stops before it touches the plan, and leaves the rest to whoever has the lock', async () => {
    await adopt(open(root));
    const other = { ...processTable.self(), token: 'a'.repeat(32), name: 'Grace', since: '' };
    const files: FileSystem = {
      ...realFileSystem,
      sync(descriptor) {
        realFileSystem.sync(descriptor);
        writeFileSync(folder.lock, JSON.stringify(other));
      },
    };
    const outcome = await open(root, { machine: { files } }).change(started, options);
    expect(outcome).toMatchObject({ ok: false, problems: [{ rule: 'conflict' }] });
    expect(readFileSync(plan, 'utf8')).toBe(samplePlan);
    expect([existsSync(folder.intent), existsSync(folder.lock)]).toEqual([true, true]);
    rmSync(folder.lock);
    expect(valueFrom(await open(root).read(({ plan: read }) => done(read.task(task)?.status)))).toBe('IN_PROGRESS');
  });
});

describe('a change that was interrupted', () => {
  beforeEach(() => adopt(open(root)));
  const seen = ({ plan: read, ledgers }: Snapshot) =>
    done([read.task(task)?.status, ledgers.task(task).events.length, ledgers.keys().length]);

  it.each<[keyof FileSystem, number, string]>([
    ['sync', 0, 'before its intent was on the disk'],
    ['create', 2, 'before its ledger was written'],
    ['rename', 0, 'before its plan was renamed'],
    ['remove', 1, 'before its intent was dropped'],
  ])('at %s number %i, %s, is finished by whoever comes next', async (call, at) => {
    await dieAt({ call, at });
    expect(valueFrom(await open(root).read(seen))).toEqual(['IN_PROGRESS', 1, 1]);
    expect(readFileSync(plan, 'utf8')).toBe(startedPlan);
    expect(existsSync(folder.intent)).toBe(false);
  });

  it('before its intent was whole was not begun', async () => {
    await dieAt({ call: 'write', at: 1, kind: 'torn-write' });
    expect(valueFrom(await open(root).read(seen))).toEqual(['NOT_STARTED', 0, 0]);
    expect((await open(root).change(started, options)).ok).toBe(true);
    expect(existsSync(folder.intent)).toBe(false);
  });

  it('is told to whoever finishes it', async () => {
    await dieAt({ call: 'rename', at: 0 });
    const notices: Notice[] = [];
    valueFrom(await open(root, { notify: (notice) => notices.push(notice) }).read(seen));
    expect(notices).toEqual([{ kind: 'finished', by: 'Ada', at: '2026-05-04T10:20:30.400Z' }]);
  });

  it('is seen past by readers who cannot write: they see the old state, whole', async () => {
    await dieAt({ call: 'rename', at: 0 });
    expect(eventsOf(readFileSync(folder.ledger(task), 'utf8'))).toHaveLength(1);
    const reader = faultyStore({ at: 0, kind: 'EROFS', lasting: true });
    expect(valueFrom(await reader.read(seen))).toEqual(['NOT_STARTED', 0, 0]);
    expect(valueFrom(await reader.read(({ ledgers }) => done(ledgers.files().ledgers.map(({ text }) => eventsOf(text).length))))).toEqual([
      0, 1,
    ]);
    expect(valueFrom(await open(root).read(seen))).toEqual(['IN_PROGRESS', 1, 1]);
  });

  it('of ledgers alone is seen past, too', async () => {
    await dieAt({ call: 'remove', at: 1 }, () => decision(noted(task), noted(taskKeyOf('SETUP-02'))));
    const reader = faultyStore({ at: 0, kind: 'EROFS', lasting: true });
    expect(valueFrom(await reader.read(seen))).toEqual(['NOT_STARTED', 0, 0]);
    expect(valueFrom(await open(root).read(seen))).toEqual(['NOT_STARTED', 1, 2]);
  });

  it('is seen past by readers while its writer is at work', async () => {
    await dieAt({ call: 'rename', at: 0 });
    const writer = { ...processTable.self(), token: 'a'.repeat(32), name: 'Grace', since: '' };
    writeFileSync(folder.lock, JSON.stringify(writer));
    expect(valueFrom(await open(root).read(seen))).toEqual(['NOT_STARTED', 0, 0]);
  });

  it('is set aside where somebody edited the plan since, with all that they wrote', async () => {
    await dieAt({ call: 'rename', at: 0 });
    const edited = samplePlan.replace('Third', 'Third, renamed by hand');
    writeFileSync(plan, edited);
    const notices: Notice[] = [];
    const store = open(root, { notify: (notice) => notices.push(notice) });
    await store.read(seen);
    expect(notices).toMatchObject([{ kind: 'set-aside', reason: 'the plan was changed since' }]);
    expect(readFileSync(plan, 'utf8')).toBe(edited);
    expect(existsSync(folder.intent)).toBe(false);
    expect((await store.change(() => decision(noted(task)), options)).ok).toBe(true);
  });

  it('is set aside where a ledger was written to since, with every byte of it', async () => {
    await dieAt({ call: 'rename', at: 0 });
    appendFileSync(folder.ledger(task), 'pulled from elsewhere\n');
    const left = readFileSync(folder.ledger(task), 'utf8');
    const notices: Notice[] = [];
    await open(root, { notify: (notice) => notices.push(notice) }).read(seen);
    expect(notices).toMatchObject([{ kind: 'set-aside', reason: 'a ledger was changed since' }]);
    expect([readFileSync(plan, 'utf8'), readFileSync(folder.ledger(task), 'utf8')]).toEqual([samplePlan, left]);
  });

  describe('and takes a document along', () => {
    const document = 'docs/12_IPLAN/IPLAN-01_steps.md';
    const steps = '# IPLAN-01: Steps\n\n## Task List\n\n- [ ] one\n';
    const ticked = () => {
      const at = steps.indexOf('[ ]') + 1;
      const { commit, result } = valueFrom(started());
      return done({
        result,
        commit: commit && { ...commit, document: { path: document, edits: [{ start: at, end: at + 1, text: encodeUtf8('x') }] } },
      });
    };
    const now = () => [join(root, document), plan].map((path) => readFileSync(path, 'utf8'));
    beforeEach(() => save(join(root, document), steps));

    it('is finished where it was not written yet, and where it was', async () => {
      for (const at of [0, 1]) {
        save(plan, samplePlan);
        save(join(root, document), steps);
        rmSync(folder.ledger(task), { force: true });
        await dieAt({ call: 'rename', at }, ticked);
        valueFrom(await open(root).read(seen));
        expect(now()).toEqual([steps.replace('[ ]', '[x]'), startedPlan]);
      }
    });

    it.each([
      ['somebody edited it since', () => save(join(root, document), `${steps}- [ ] two\n`)],
      ['it is gone', () => rmSync(join(root, document))],
      ['another has its id and its bytes', () => save(join(root, 'docs/12_IPLAN/old/IPLAN-01_steps.md'), steps)],
    ])('is set aside where %s', async (_, edit) => {
      await dieAt({ call: 'rename', at: 0 }, ticked);
      edit();
      const there = existsSync(join(root, document)) ? now() : null;
      const notices: Notice[] = [];
      await open(root, { notify: (notice) => notices.push(notice) }).read(seen);
      expect(notices).toMatchObject([{ kind: 'set-aside', reason: 'a document was changed since' }]);
      expect(readFileSync(plan, 'utf8')).toBe(samplePlan);
      if (there !== null) expect(now()).toEqual(there);
    });

    it.each([
      ['the document', 0, () => save(join(root, document), `A line more.\n${steps}`)],
      ['the plan', 1, () => save(plan, `${samplePlan}\nA line more.\n`)],
    ])('is decided anew where somebody saves %s while it is written', async (what, at, save) => {
      let temporaries = 0;
      const files = watched(realFileSystem, (name, args, call) => {
        const answer = call();
        if (name === 'create' && String(args[0]).endsWith('.tmp') && temporaries++ === at) save();
        return answer;
      });
      const decided = (snapshot: Snapshot) => {
        const text = snapshot.upstream.at(document)?.text ?? '';
        const start = text.indexOf('[ ]') + 1;
        const { commit, result } = valueFrom(started());
        return done({
          result,
          commit: commit && { ...commit, document: { path: document, edits: [{ start, end: start + 1, text: encodeUtf8('x') }] } },
        });
      };
      valueFrom(await open(root, { machine: { files } }).change(decided, options));
      const [read = '', planned = ''] = now();
      expect(read).toBe(`${what === 'the document' ? 'A line more.\n' : ''}${steps.replace('[ ]', '[x]')}`);
      expect(planned).toBe(`${startedPlan}${what === 'the plan' ? '\nA line more.\n' : ''}`);
      expect(eventsOf(readFileSync(folder.ledger(task), 'utf8'))).toHaveLength(1);
      expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    });
  });

  it('is undone where somebody edited the plan before all of its ledgers were written', async () => {
    const both = () => decision(statusOf(task, 'BLOCKED'), noted(taskKeyOf('SETUP-02')));
    // The ticket, the intent, the first ledger: the fourth write is the second ledger's.
    await dieAt({ call: 'write', at: 3, kind: 'torn-write' }, both);
    expect(eventsOf(readFileSync(folder.ledger(task), 'utf8'))).toHaveLength(1);
    writeFileSync(plan, `${samplePlan}\nedited\n`);
    await open(root).read(seen);
    expect([task, taskKeyOf('SETUP-02')].map((key) => readFileSync(folder.ledger(key), 'utf8'))).toEqual(['', '']);
  });

  it('is never carried out where it came with the repository', async () => {
    await dieAt({ call: 'rename', at: 0 });
    const git = (...args: readonly string[]) => spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root });
    git('init', '-q');
    git('add', '-f', '.tallyplan/intent.json');
    const notices: Notice[] = [];
    await open(root, { notify: (notice) => notices.push(notice) }).read(seen);
    expect(notices).toMatchObject([{ kind: 'set-aside', reason: 'git tracks it, so it came with the repository' }]);
    expect(readFileSync(plan, 'utf8')).toBe(samplePlan);
  });

  it.each([
    ['says something else', (text: string) => text.replace('IN_PROGRESS', 'COMPLETED')],
    ['is none that a store wrote', () => `{"v":1,"digest":"${'0'.repeat(64)}","intent":{"plan":"../../etc/passwd"}}\n`],
  ])('whose intent %s is set aside', async (_, alter) => {
    await dieAt({ call: 'rename', at: 0 });
    writeFileSync(folder.intent, alter(readFileSync(folder.intent, 'utf8')));
    const notices: Notice[] = [];
    await open(root, { notify: (notice) => notices.push(notice) }).read(seen);
    expect(notices).toMatchObject([{ kind: 'set-aside', reason: 'it is not what a store wrote' }]);
    expect(readFileSync(plan, 'utf8')).toBe(samplePlan);
  });

  it('by a newer Tallyplan is left to that one', async () => {
    await dieAt({ call: 'rename', at: 0 });
    writeFileSync(folder.intent, readFileSync(folder.intent, 'utf8').replace('{"v":1,', '{"v":2,'));
    for (const outcome of [await open(root).read(seen), await open(root).change(started, options)]) {
      expect(outcome).toMatchObject({ ok: false, problems: [{ rule: 'config-invalid' }] });
    }
    expect(existsSync(folder.intent)).toBe(true);
  });
});
