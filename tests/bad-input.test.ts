/**
 * What lies beside the plan, spoiled: links out of the repository, broken ledgers, wrong configurations, a disk
 * that can't be written to. The built command tells each with its place and a way on, by the exit status that
 * the reference names; nothing is written; nothing hangs. Spoiled plans: `bad-plan.test.ts`.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deep, exploding } from './processes/hostile-yaml.ts';
import { adoption, change, command, look, SpoiledProject, type Starter } from './processes/spoiled-project.ts';

let project: SpoiledProject;
beforeEach(() => {
  project = new SpoiledProject();
});
afterEach(() => project.remove());

describe('a link out of the repository is not followed', () => {
  beforeEach(() => project.adopt());
  const out = (name: string) => {
    renameSync(project.path(name), project.elsewhere('kept'));
    symlinkSync(project.elsewhere('kept'), project.path(name));
  };

  it.each(['.tallyplan', '.tallyplan/ledger'])('as %s', (name) => {
    out(name);
    project.expectTold([look, change], 2, [`${name} is a link out of the repository`, 'Put the file itself into the repository']);
  });

  it.each(['.tallyplan/ledger/plan.jsonl', '.tallyplan/ledger/baseline.json'])('as %s', (name) => {
    out(name);
    project.expectTold([look, change], 2, [`${name} is a link`, 'Put the file itself in its place', 'config-invalid']);
  });

  it('as the ledger of the very task', () => {
    symlinkSync(project.elsewhere('to-be'), project.path('.tallyplan/ledger/TASKS-03.jsonl'));
    project.expectTold([look, change], 2, ['.tallyplan/ledger/TASKS-03.jsonl is a link']);
  });
});

describe('a file where a folder belongs, or the other way round', () => {
  it.each(['.tallyplan', '.tallyplan/ledger'])('is told: a file for %s', (name) => {
    if (name !== '.tallyplan') mkdirSync(project.path('.tallyplan'));
    project.write(name, 'mine');
    project.expectTold([look, change, adoption, [...adoption, '--dry-run']], 2, [
      `${name} is a file`,
      'Move the file away',
      'config-invalid',
    ]);
  });

  it.each(['config.yaml', 'ledger/plan.jsonl', 'ledger/TASKS-03.jsonl'])('is told: a folder for %s', (name) => {
    project.adopt();
    rmSync(project.path(`.tallyplan/${name}`), { force: true });
    mkdirSync(project.path(`.tallyplan/${name}`));
    project.expectTold([look, change], 2, [`.tallyplan/${name} is no file`, 'Move it away', 'config-invalid']);
  });
});

describe('a ledger with a line that is not JSON', () => {
  beforeEach(() => project.adopt());

  it('stops every change while it is the plan’s', () => {
    appendFileSync(project.path('.tallyplan/ledger/plan.jsonl'), 'hello\n');
    project.expectTold([change, ['add', 'phase', 'Winter', '--goal', 'The network works through ice']], 4, [
      '.tallyplan/ledger/plan.jsonl:2:1',
      'no JSON object',
      'tallyplan audit verify',
    ]);
    project.expectTold([look], 3, ['.tallyplan/ledger/plan.jsonl:2:1', 'ledger-broken']);
    project.expectTold([['audit', 'verify']], 3, ['.tallyplan/ledger/plan.jsonl:2', 'no JSON object']);
  });

  it('stops that task while it is a task’s', () => {
    expect(project.run(change).status).toBe(0);
    project.write('.tallyplan/ledger/TASKS-03.jsonl', `{oops\n${project.text('.tallyplan/ledger/TASKS-03.jsonl')}`);
    project.expectTold([change], 4, ['.tallyplan/ledger/TASKS-03.jsonl:1:1', 'no JSON object', 'tallyplan audit verify']);
    project.expectTold([look, ['audit', 'verify']], 3, ['.tallyplan/ledger/TASKS-03.jsonl:1', 'ledger-broken']);
    expect(project.untouched(['show', 'TASKS-03']).status).toBe(0);
    expect(project.run(['log', 'TASKS-02', '--status', 'IN_PROGRESS', '--note', 'half of it reads well']).status).toBe(0);
  });
});

describe('a ledger of the plan that is gone, while tasks have theirs', () => {
  beforeEach(() => {
    project.adopt();
    expect(project.run(change).status).toBe(0);
  });

  it.each([
    ['taken away', () => rmSync(project.path('.tallyplan/ledger/plan.jsonl'))],
    ['emptied', () => project.write('.tallyplan/ledger/plan.jsonl', '')],
  ])('is told, stops every change, and is not begun anew: %s', (_, spoil) => {
    spoil();
    project.expectTold([look, ['audit', 'verify']], 3, ['.tallyplan/ledger/plan.jsonl:1', 'ledger-truncated', 'the plan was adopted']);
    project.expectTold([change, adoption], 4, ['.tallyplan/ledger/plan.jsonl:1:1', 'git has it', 'begin anew', 'tallyplan audit verify']);
    project.expectTold([['show'], ['next'], ['status']], 0, []);
  });
});

describe('a plan whose ledgers were thrown away', () => {
  it('is adopted anew, and what a person wrote beside them stays', () => {
    project.adopt();
    rmSync(project.path('.tallyplan/ledger'), { recursive: true });
    project.write('.tallyplan/.gitignore', '*.bak\n');
    project.expectTold([[...adoption, '--dry-run']], 0, ['is adopted']);
    const { told } = project.untouched([...adoption, '--dry-run', '--json']);
    expect(JSON.parse(told).result.writes).toEqual(
      ['plan.jsonl', 'baseline.json', 'baseline-states.jsonl'].map((name) => `.tallyplan/ledger/${name}`),
    );
    project.adopt();
    expect(project.text('.tallyplan/.gitignore')).toBe('*.bak\n');
    project.expectTold([look, ['audit', 'verify']], 0, []);
  });
});

describe('a configuration that is wrong', () => {
  beforeEach(() => project.adopt());
  const wrong = {
    'no YAML': { text: 'policy: standard\ncommands: [\n', at: ':3:1', says: 'not valid YAML' },
    'a key that nobody knows': {
      text: 'policy: standard\nphase_gat: true\n',
      at: ':2:1',
      says: 'phase_gat is no key of the configuration; did you mean phase_gate?',
    },
    'a value of another type': {
      text: 'policy: standard\nphase_gate: sometimes\n',
      at: ':2:1',
      says: 'phase_gate: expected boolean, found "sometimes"',
    },
    'a policy that nobody knows': {
      text: 'order: sequence\npolicy: lenient\n',
      at: ':2:1',
      says: 'policy: expected ("standard" | "strict"), found "lenient"',
    },
    'a list instead of keys': { text: '- policy\n', at: '', says: 'expected keys with their values, found a list' },
    'aliases that explode': { text: exploding, at: ':1:1', says: 'alias' },
  };

  it.each(Object.entries(wrong))('is told: %s', (_, { text, at, says }) => {
    project.write('.tallyplan/config.yaml', text);
    const told = [says, `.tallyplan/config.yaml${at}:`, 'mend the configuration'];
    project.expectTold([look, change, ['config', 'accept']], 2, told);
  });

  it.each(Object.entries(deep))('is told: too deep, %s', (_, text) => {
    project.write('.tallyplan/config.yaml', text);
    project.expectTold([look, change], 2, [/cannot be read/, /\.tallyplan\/config\.yaml:\d+:\d+/]);
  });
});

describe('a disk that cannot be written to', () => {
  /** Root may write everywhere; nobody may not. */
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
  const asNobody: Starter = nobody === undefined ? {} : { user: nobody };
  const mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"';
  const readOnly = (path: string): Starter => ({ through: ['unshare', '-m', 'sh', '-c', mount, path] });
  const mounts = spawnSync('unshare', ['-m', 'sh', '-c', mount, tmpdir(), 'true']).status === 0;
  // Where nobody may enter the checkout, the command can't be run as nobody: then only the read-only mount is tried.
  const starts = process.platform !== 'win32' && spawnSync(process.execPath, [command, '--version'], { cwd: '/', ...nobody }).status === 0;
  const chmodTree = (mode: number) => {
    for (const name of readdirSync(project.folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(project.folder, name);
      chmodSync(path, lstatSync(path).isDirectory() ? mode : mode & 0o666);
    }
    chmodSync(project.folder, mode);
  };
  afterEach(() => chmodTree(0o755));

  function expectReadOnly(starter: Starter, reason: string): void {
    expect(project.untouched(adoption, starter)).toMatchObject({ status: 1, told: expect.stringContaining(reason) });
    chmodTree(0o755);
    project.adopt();
    chmodTree(starter.user === undefined && starter.through !== undefined ? 0o755 : 0o555);
    for (const args of [look, ['next'], ['show', 'TASKS-03']]) expect(project.untouched(args, starter).status, args.join(' ')).toBe(0);
    const { status, told } = project.untouched(change, starter);
    expect(told).toContain(reason);
    expect(told).toContain('Nothing was half-written');
    expect(status).toBe(1);
  }

  it.runIf(starts)('for want of permission: reading goes on, a change says what to do', () => {
    chmodTree(0o555);
    expectReadOnly(asNobody, 'give it the permission');
  });

  it.runIf(mounts)('because it is mounted read-only: likewise', () => {
    expectReadOnly(readOnly(project.root), 'The disk is read-only');
  });
});
