/**
 * What people have by mistake, by a broken disk, or by malice, given to the built command. Each is told with
 * its place and a way on, by the exit status that the reference names; nothing is written; and nothing hangs:
 * every run has some seconds and no more.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '..');
const command = join(repository, 'packages/tallyplan/bin/tallyplan.js');
const plan = 'docs/DEVELOPMENT_PLAN.md';
/** Milliseconds: ten times what the slowest case takes, so that only what hangs fails by it. */
const patience = 20_000;

/** `folder/project` is the repository, `folder/elsewhere` lies outside of it. */
let folder: string;
let project: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-bad-input-'));
  project = join(folder, 'project');
  for (const name of ['project/docs', 'project/.git', 'elsewhere']) mkdirSync(join(folder, name), { recursive: true });
  cpSync(join(repository, 'examples/families/b-reference.md'), join(project, plan));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inProject = (name: string) => join(project, name);
const textOf = (name: string) => readFileSync(inProject(name), 'utf8');
const write = (name: string, content: string | Buffer) => writeFileSync(inProject(name), content);

const environment = { PATH: process.env.PATH, HOME: tmpdir(), LANG: 'C.UTF-8', TALLYPLAN_ACTOR: 'Ada', TALLYPLAN_ACTOR_KIND: 'human' };

interface Run {
  /** What starts the command: another user, a namespace. */
  readonly through?: readonly string[];
  readonly user?: { readonly uid: number; readonly gid: number };
}

function tallyplan(args: readonly string[], { through = [], user }: Run = {}) {
  const [program = '', ...rest] = [...through, process.execPath, command, ...args];
  const setting = { cwd: project, env: environment, encoding: 'utf8', timeout: patience, maxBuffer: 1 << 28, ...user } as const;
  const { status, signal, stdout, stderr } = spawnSync(program, rest, setting);
  expect(signal, `${args.join(' ')} takes more than ${patience} ms`).toBeNull();
  return { status, told: stdout + stderr };
}

function adopt(): void {
  expect(tallyplan(['init', '--yes']).status).toBe(0);
}

/** Every name below a folder with its kind and content; of a huge file the size alone. */
function treeOf(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .map((entry) => {
      const name = join(entry.parentPath, entry.name);
      if (entry.isSymbolicLink()) return `${name} -> ${readlinkSync(name)}`;
      if (!entry.isFile()) return name;
      const { size } = lstatSync(name);
      return `${name} ${size > 100_000_000 ? size : createHash('sha256').update(readFileSync(name)).digest('hex')}`;
    })
    .sort();
}

/** Runs, and makes sure that nothing in the folder or beside it is another than before. */
function untouched(args: readonly string[], run?: Run) {
  const before = treeOf(folder);
  const answer = tallyplan(args, run);
  expect(treeOf(folder), `${args.join(' ')} wrote`).toEqual(before);
  return answer;
}

/** Each command ends with that status, says all of that, and writes nothing. */
function expectTold(commands: readonly (readonly string[])[], status: number, says: readonly (string | RegExp)[]): void {
  for (const args of commands) {
    const answer = untouched(args);
    for (const each of says) expect(answer.told, args.join(' ')).toMatch(each);
    expect(answer.status, `${args.join(' ')}: ${answer.told.slice(0, 500)}`).toBe(status);
  }
}

const look = ['check'];
const adoption = ['init', '--yes'];
const change = ['log', 'TASKS-03', '--status', 'IN_PROGRESS', '--note', 'half of it reads well'];

describe('the plan is told to be no plan', () => {
  it('where there is none', () => {
    rmSync(inProject(plan));
    expectTold([look, change], 2, ['There is no plan in', 'tallyplan init --title <title>', '--plan <file>', 'plan-not-found']);
  });

  it('where it is a folder', () => {
    rmSync(inProject(plan));
    mkdirSync(inProject(plan));
    expectTold([look, change, adoption], 2, [`${plan} is a folder`, 'Name the file']);
    expectTold([['--plan', 'docs', 'check']], 2, ['docs is a folder']);
  });

  it('where it has 200 MB', () => {
    truncateSync(inProject(plan), 200_000_000);
    expectTold([look, change, adoption], 2, [`${plan} has 191 MiB; a plan has 64 MiB at most`]);
  });

  it.each([
    ['little', Buffer.from([0xff, 0xfe])],
    ['big', Buffer.from([0xfe, 0xff])],
  ])('where it is UTF-16, %s end first', (end, mark) => {
    const text = Buffer.from(textOf(plan), 'utf16le');
    write(plan, Buffer.concat([mark, end === 'big' ? text.swap16() : text]));
    expectTold([look, change, adoption], 2, [`${plan} is UTF-16`, 'Save it as UTF-8', `${plan}:1:1`]);
  });

  it('where it holds NUL bytes, by the place of the first', () => {
    write(plan, textOf(plan).replace('Station registry', 'Station\0registry').concat('\0\0'));
    const line =
      textOf(plan)
        .split('\n')
        .findIndex((text) => text.includes('\0')) + 1;
    expectTold([look, change, adoption], 2, [`${plan}:${line}:27 holds a NUL byte`, 'remove the byte']);
  });

  it('where it is a link out of the repository', () => {
    renameSync(inProject(plan), join(folder, 'elsewhere/plan.md'));
    symlinkSync(join(folder, 'elsewhere/plan.md'), inProject(plan));
    expectTold([look, change, adoption], 2, [`${plan} is a link out of the repository`, 'Put the file itself into the repository']);
  });
});

describe('two plans', () => {
  it('are told: which one is meant, and how to mean the other', () => {
    cpSync(inProject(plan), inProject('DEVELOPMENT_PLAN.md'));
    expectTold([look], 0, [`this is about ${plan}; for DEVELOPMENT_PLAN.md say --plan`]);
  });

  it('are not kept in one ledger', () => {
    cpSync(inProject(plan), inProject('DEVELOPMENT_PLAN.md'));
    adopt();
    expectTold(
      [
        ['--plan', 'DEVELOPMENT_PLAN.md', ...look],
        ['--plan', 'DEVELOPMENT_PLAN.md', ...change],
      ],
      2,
      [`keeps ${plan}, and one keeps one plan`, 'Leave --plan (TALLYPLAN_PLAN) out'.replace(/[()]/g, '.')].map((text) => new RegExp(text)),
    );
  });
});

describe('a link out of the repository is not followed', () => {
  beforeEach(adopt);
  const out = (name: string) => {
    renameSync(inProject(name), join(folder, 'elsewhere/kept'));
    symlinkSync(join(folder, 'elsewhere/kept'), inProject(name));
  };

  it.each(['.tallyplan', '.tallyplan/ledger'])('as %s', (name) => {
    out(name);
    expectTold([look, change], 2, [`${name} is a link out of the repository`, 'Put the file itself into the repository']);
  });

  it.each(['.tallyplan/ledger/plan.jsonl', '.tallyplan/ledger/baseline.json'])('as %s', (name) => {
    out(name);
    expectTold([look, change], 2, [`${name} is a link`, 'Put the file itself in its place', 'config-invalid']);
  });

  it('as the ledger of the very task', () => {
    symlinkSync(join(folder, 'elsewhere/to-be'), inProject('.tallyplan/ledger/TASKS-03.jsonl'));
    expectTold([look, change], 2, ['.tallyplan/ledger/TASKS-03.jsonl is a link']);
  });
});

describe('a ledger with a line that is not JSON', () => {
  beforeEach(adopt);

  it('stops every change while it is the plan’s', () => {
    appendFileSync(inProject('.tallyplan/ledger/plan.jsonl'), 'hello\n');
    expectTold([change, ['add', 'phase', 'Winter', '--goal', 'The network works through ice']], 4, [
      '.tallyplan/ledger/plan.jsonl:2:1',
      'no JSON object',
      'tallyplan audit verify',
    ]);
    expectTold([look], 3, ['.tallyplan/ledger/plan.jsonl:2:1', 'ledger-broken']);
    expectTold([['audit', 'verify']], 3, ['.tallyplan/ledger/plan.jsonl:2', 'no JSON object']);
  });

  it('stops that task while it is a task’s', () => {
    expect(tallyplan(change).status).toBe(0);
    write('.tallyplan/ledger/TASKS-03.jsonl', `{oops\n${textOf('.tallyplan/ledger/TASKS-03.jsonl')}`);
    expectTold([change], 4, ['.tallyplan/ledger/TASKS-03.jsonl:1:1', 'no JSON object', 'tallyplan audit verify']);
    expectTold([look, ['audit', 'verify']], 3, ['.tallyplan/ledger/TASKS-03.jsonl:1', 'ledger-broken']);
    expect(untouched(['show', 'TASKS-03']).status).toBe(0);
    expect(tallyplan(['log', 'TASKS-02', '--status', 'IN_PROGRESS', '--note', 'half of it reads well']).status).toBe(0);
  });
});

/** Twelve anchors, each ten times the one before: 10^12 values in half a kilobyte. */
const exploding = [
  'a0: &a0 [x,x,x,x,x,x,x,x,x,x]',
  ...Array.from({ length: 11 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`)}]`),
].join('\n');
const depth = 100_000;
const deep = {
  'of brackets': `deep: ${'['.repeat(depth)}${']'.repeat(depth)}`,
  'of braces': `deep: ${'{a: '.repeat(depth)}1${'}'.repeat(depth)}`,
  'of dashes': `deep:\n${'- '.repeat(depth)}x`,
  'of indented lines': `deep:\n${Array.from({ length: 3_000 }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')}`,
};

describe('a configuration that is wrong', () => {
  beforeEach(adopt);
  const place = (line: number, column: number) => new RegExp(`\\.tallyplan/config\\.yaml:${line}:${column}\\b`);

  it.each([
    ['no YAML', 'policy: standard\ncommands: [\n', 3, 1, /not valid YAML/],
    [
      'a key that nobody knows',
      'policy: standard\nphase_gat: true\n',
      2,
      1,
      /phase_gat is no key of the configuration; did you mean phase_gate\?/,
    ],
    ['a value of another type', 'policy: standard\nphase_gate: sometimes\n', 2, 1, /phase_gate: expected boolean, found "sometimes"/],
    ['a policy that nobody knows', 'order: sequence\npolicy: lenient\n', 2, 1, /policy: expected .*"strict".*, found "lenient"/],
    ['a list instead of keys', '- policy\n', 1, 1, /expected keys with their values, found a list/],
    ['aliases that explode', exploding, 1, 1, /alias/],
  ])('is told: %s', (_, text, line, column, message) => {
    write('.tallyplan/config.yaml', text);
    expectTold([look, change, ['config', 'accept']], 2, [
      message,
      line === 1 ? /config\.yaml/ : place(line, column),
      /mend the configuration/,
    ]);
  });

  it.each(Object.entries(deep))('is told: too deep, %s', (_, text) => {
    write('.tallyplan/config.yaml', text);
    expectTold([look, change], 2, [/cannot be read/, /\.tallyplan\/config\.yaml:\d+:\d+/]);
  });
});

describe('YAML of the plan that cannot be read', () => {
  const inFence = (text: string) => write(plan, textOf(plan).replace('```yaml\n', `\`\`\`yaml\n${text}\n`));

  it.each([['aliases that explode', exploding], ...Object.entries(deep).map(([name, text]) => [`depth ${name}`, text] as const)])(
    'is a finding, and its tasks are read-only: %s',
    (_, text) => {
      adopt();
      // The last block, so that the blocks before it are as they were.
      const at = textOf(plan).lastIndexOf('```yaml\n') + '```yaml\n'.length;
      write(plan, `${textOf(plan).slice(0, at)}${text}\n${textOf(plan).slice(at)}`);
      expectTold([look], 3, [/docs\/DEVELOPMENT_PLAN\.md:\d+:\d+/, /invalid-yaml/, /correct the YAML there/]);
    },
  );

  it('does not keep the rest from being looked at', () => {
    inFence(exploding);
    expectTold([['show'], ['next'], ['status']], 0, []);
  });
});

describe('a plan out of all proportion', () => {
  it('with 100,000 findings is checked, and drawn as far as anybody reads', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `| 2026-02-30 | TASKS-02 | IN_PROGRESS | row ${i} |`);
    appendFileSync(inProject(plan), `${rows.join('\n')}\n`);
    const { status, told } = untouched(look);
    expect(status).toBe(3);
    expect(told).toContain('✗ 100000 errors');
    expect(told).toContain('and 99000 more');
    expect(told.length).toBeLessThan(1_000_000);
    expectTold([['next'], ['status']], 0, []);
  });

  it('with a line of 10 MB', () => {
    appendFileSync(inProject(plan), `${'x'.repeat(10_000_000)}\n`);
    adopt();
    expectTold([look, ['next']], 0, []);
    expect(tallyplan(change).status).toBe(0);
    expect(textOf(plan).endsWith(`${'x'.repeat(10_000_000)}\n`)).toBe(true);
  });

  it('with a row of 100,000 columns', () => {
    const row = (cell: string) => `|${cell.repeat(100_000)}`;
    const table = [row(' Task |'), row('---|'), row(' x |')].join('\n');
    appendFileSync(inProject(plan), `\n${table}\n`);
    adopt();
    expectTold([look, ['next']], 0, []);
    expect(tallyplan(change).status).toBe(0);
    expect(textOf(plan)).toContain(table);
  });

  it.each([
    ['zeros', `TASKS-${'0'.repeat(50_000)}!${'X'.repeat(300)}`],
    ['hyphens', Array(20_000).fill('A').join('-')],
    ['brackets', '(a+)+'.repeat(9_000)],
  ])('with an id of %s', (_, id) => {
    write(plan, textOf(plan).replaceAll('TASKS-03', id));
    expectTold([look, ['next']], 0, []);
    expectTold([['show', id.slice(0, -1).concat('?')]], 4, ['there is no task']);
    adopt();
    expectTold([['log', id, '--status', 'IN_PROGRESS', '--note', 'half of it reads well']], 4, [
      'too long for a ledger',
      `${plan}:115:3`,
      'Give the task a shorter id',
    ]);
  });
});

describe('a disk that cannot be written to', () => {
  /** Root may write everywhere; nobody may not. */
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
  const asNobody: Run = nobody === undefined ? {} : { user: nobody };
  const mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"';
  const readOnly = (path: string): Run => ({ through: ['unshare', '-m', 'sh', '-c', mount, path] });
  const mounts = spawnSync('unshare', ['-m', 'sh', '-c', mount, tmpdir(), 'true']).status === 0;
  // Where nobody may enter the checkout, the command can't be run as nobody: then only the read-only mount is tried.
  const starts = process.platform !== 'win32' && spawnSync(process.execPath, [command, '--version'], { cwd: '/', ...nobody }).status === 0;
  const chmodTree = (mode: number) => {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      chmodSync(path, lstatSync(path).isDirectory() ? mode : mode & 0o666);
    }
    chmodSync(folder, mode);
  };
  afterEach(() => chmodTree(0o755));

  function expectReadOnly(run: Run, reason: string): void {
    expect(untouched(adoption, run)).toMatchObject({ status: 1, told: expect.stringContaining(reason) });
    chmodTree(0o755);
    adopt();
    chmodTree(run.user === undefined && run.through !== undefined ? 0o755 : 0o555);
    for (const args of [look, ['next'], ['show', 'TASKS-03']]) expect(untouched(args, run).status, args.join(' ')).toBe(0);
    const { status, told } = untouched(change, run);
    expect(told).toContain(reason);
    expect(told).toContain('Nothing was half-written');
    expect(status).toBe(1);
  }

  it.runIf(starts)('for want of permission: reading goes on, a change says what to do', () => {
    chmodTree(0o555);
    expectReadOnly(asNobody, 'give it the permission');
  });

  it.runIf(mounts)('because it is mounted read-only: likewise', () => {
    expectReadOnly(readOnly(project), 'The disk is read-only');
  });
});
