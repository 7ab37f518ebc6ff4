/** What the pre-commit hook judges: what is staged, whatever lies in the work tree, and nothing of either is touched. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HookedRepository, hookedPlan, removeRepositories } from './processes/hooked-repository.ts';

afterEach(removeRepositories);

const file = 'DEVELOPMENT_PLAN.md';
const byHand = hookedPlan.replace('Ground | P1 | NOT_STARTED', 'Ground | P1 | COMPLETED');

/** Adopted and committed, with the hook. */
function hooked(files: Readonly<Record<string, string>> = {}): HookedRepository {
  const repository = new HookedRepository(files);
  repository.hasCommand(true);
  repository.tallyplan('init', '--git', '--yes');
  const { status, stderr } = repository.commit('adopted');
  if (status !== 0) throw new Error(stderr);
  return repository;
}

function staged(repository: HookedRepository, ...words: readonly string[]) {
  const { status, stdout } = repository.does('check', '--staged', '--json', ...words);
  const answer = JSON.parse(stdout);
  return { status, rules: (answer.result?.findings ?? answer.problems).map(({ rule }: { rule: string }) => rule), answer };
}

const commits = (repository: HookedRepository, ...words: readonly string[]) =>
  repository.run('git', ['commit', '-q', '-m', 'something', ...words]);

describe('a commit', () => {
  it('is refused where what is staged is wrong, though the file is right', () => {
    const repository = hooked();
    repository.write(file, byHand);
    repository.git('add', file);
    repository.write(file, hookedPlan);
    const index = readFileSync(join(repository.folder, '.git/index'));
    expect(staged(repository).status).toBe(3);
    expect(readFileSync(join(repository.folder, '.git/index')).equals(index)).toBe(true);
    const held = repository.git('ls-files', '--stage');
    expect(commits(repository)).toMatchObject({ status: 1, stderr: expect.stringMatching(/COMPLETED[\s\S]*unrecorded-change/) });
    expect(repository.read(file)).toBe(hookedPlan);
    expect(repository.git('ls-files', '--stage')).toBe(held);
  });

  it('goes through where what is staged is right, though the file is wrong', () => {
    const repository = hooked();
    repository.tallyplan('start', 'SETUP-01');
    repository.git('add', '-A');
    const right = repository.read(file);
    repository.write(file, right.replace('IN_PROGRESS', 'COMPLETED'));
    expect(commits(repository)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(repository.git('show', `HEAD:${file}`)).toBe(right);
  });

  it('is refused where the plan is staged without its ledger, and the other way round', () => {
    const repository = hooked();
    repository.tallyplan('start', 'SETUP-01');
    repository.git('add', file);
    expect(commits(repository)).toMatchObject({ status: 1, stderr: expect.stringContaining('unrecorded-change') });
    repository.git('reset', '-q');
    // A ledger that is new is no change of what git tracks.
    const ledger = '.tallyplan/ledger/SETUP-01.jsonl';
    expect(commits(repository, '-a')).toMatchObject({ status: 1, stderr: expect.stringContaining(`git add ${ledger}: what is staged`) });
    repository.git('add', '.tallyplan');
    expect(commits(repository)).toMatchObject({ status: 1, stderr: expect.stringContaining(`git add ${file}: what is staged`) });
    expect(commits(repository, '-a').status).toBe(0);
  });

  it('of some files is judged by those, whatever else is staged', () => {
    const repository = hooked();
    repository.tallyplan('start', 'SETUP-01');
    repository.git('add', '-A');
    repository.write('.tallyplan/config.yaml', 'no such key: 1\n');
    repository.git('add', '.tallyplan/config.yaml');
    expect(commits(repository).status).toBe(1);
    expect(commits(repository, file)).toMatchObject({ status: 1, stderr: expect.stringContaining('unrecorded-change') });
    expect(commits(repository, file, '.tallyplan/ledger').status).toBe(0);
    repository.git('restore', '--staged', '--worktree', '.tallyplan/config.yaml');
    repository.write(file, repository.read(file).replace('IN_PROGRESS', 'BLOCKED'));
    expect(commits(repository, '-a').status).toBe(1);
    expect(repository.run('git', ['commit', '-q', '-m', 'all', '-o', '--allow-empty']).status).toBe(0);
  });

  it('may take plan and ledger out of the repository, not the plan alone', () => {
    const repository = hooked();
    repository.git('rm', '-q', file);
    expect(commits(repository)).toMatchObject({ status: 1, stderr: expect.stringContaining(file) });
    repository.git('rm', '-rq', '.tallyplan');
    expect(commits(repository)).toMatchObject({ status: 0, stderr: expect.not.stringContaining('nothing to check') });
    expect(staged(repository)).toMatchObject({ status: 0, answer: { result: { summary: { errors: 0 } } } });
  });

  it('in a worktree and from a folder below is judged alike', () => {
    const repository = hooked({ 'src/code.txt': 'code' });
    const other = join(repository.folder, '../other');
    repository.git('worktree', 'add', '-q', '-b', 'other', other);
    writeFileSync(join(other, file), byHand);
    expect(repository.run('git', ['add', file], other).status).toBe(0);
    writeFileSync(join(other, file), hookedPlan);
    const below = join(other, 'src');
    expect(repository.run('git', ['commit', '-q', '-m', 'by hand'], below)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('unrecorded-change'),
    });
    repository.run('git', ['add', '-A'], other);
    expect(repository.run('git', ['commit', '-q', '--allow-empty', '-m', 'nothing'], below).status).toBe(0);
  });

  it('renews no lease and waits for no lock', () => {
    const repository = hooked();
    repository.tallyplan('start', 'SETUP-01');
    repository.git('add', '-A');
    repository.write('.tallyplan/lock', 'held');
    const before = repository.everything();
    Object.assign(repository.variables, { TALLYPLAN_SESSION: 'sitting', TALLYPLAN_ACTOR_KIND: 'agent' });
    expect(commits(repository).status).toBe(0);
    expect(repository.everything()).toEqual(before);
  });
});

describe('check --staged', () => {
  const good = '# TASKS-01: Ground\n\n@req: REQ-01\n';
  const bad = '# TASKS-01: Ground\n\n@req: REQ-77\n';
  const documents = {
    'docs/REQ-01_ground.md': '# REQ-01: Ground\n\n@sys: SYS-01\n',
    'docs/REQ-02_walls.md': '# REQ-02: Walls\n\n@sys: SYS-01\n',
    'docs/SYS-01_all.md': '# SYS-01\n',
    'docs/TASKS-01_ground.md': good,
  };

  it('reads upstream documents as they are staged', () => {
    const repository = hooked(documents);
    const clean = staged(repository).rules;
    repository.write('docs/TASKS-01_ground.md', bad);
    expect(staged(repository).rules).toEqual(clean);
    repository.git('add', '-A');
    repository.write('docs/TASKS-01_ground.md', good);
    expect(staged(repository)).toMatchObject({ status: 3, rules: expect.arrayContaining(['dangling-reference']) });
    expect(staged(repository).rules).toEqual(staged(repository).rules);
    repository.git('rm', '-q', '--cached', 'docs/REQ-01_ground.md');
    repository.git('add', 'docs/TASKS-01_ground.md');
    expect(staged(repository)).toMatchObject({ status: 3, rules: expect.arrayContaining(['dangling-reference']) });
  });

  it('gives its last answer again while the same is staged', () => {
    const repository = hooked(documents);
    const cache = join(repository.folder, '../answers');
    Object.assign(repository.variables, { XDG_CACHE_HOME: cache });
    const { answer } = staged(repository);
    const kept = join(cache, 'tallyplan', readdirSync(join(cache, 'tallyplan')).find((name) => name.startsWith('staged-answer')) ?? '');
    writeFileSync(kept, readFileSync(kept, 'utf8').replace(/"notes":\d+/, '"notes":77'));
    expect(staged(repository).answer.result.summary).toEqual({ ...answer.result.summary, notes: 77 });
    // What is not staged is no part of it.
    repository.write('docs/TASKS-01_ground.md', bad);
    expect(staged(repository).answer.result.summary.notes).toBe(77);
    repository.git('add', '-A');
    expect(staged(repository).rules).toContain('dangling-reference');
  });

  it('runs no filter, and takes what git keeps in another form from the work tree', () => {
    const repository = hooked({ ...documents, '.gitattributes': 'docs/TASKS* filter=secret\n' });
    const trace = join(repository.folder, '../ran');
    repository.write('../bin/secret', `#!/bin/sh\necho ran >> "${trace}"\nsed s/REQ/XYZ/\n`);
    chmodSync(join(repository.folder, '../bin/secret'), 0o755);
    repository.git('config', 'filter.secret.clean', 'secret');
    repository.git('config', 'filter.secret.smudge', 'secret');
    repository.write('docs/TASKS-01_ground.md', `${good}\nmore\n`);
    repository.git('add', '-A');
    expect(repository.git('show', ':docs/TASKS-01_ground.md')).toContain('XYZ');
    rmSync(trace);
    expect(staged(repository)).toMatchObject({ status: 0 });
    expect(existsSync(trace)).toBe(false);
    repository.write('docs/TASKS-01_ground.md', bad);
    expect(staged(repository).rules).toContain('dangling-reference');
  });

  it('follows a link to the plan, and takes what lies in a submodule from there', () => {
    const repository = new HookedRepository();
    const inner = new HookedRepository(documents);
    inner.commit('documents');
    repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner.folder, 'sub');
    repository.write('.tallyplan/config.yaml', `${repository.read('.tallyplan/config.yaml')}\ndocuments: ["sub/docs/**"]\n`);
    repository.write('plans/PLAN.md', repository.read(file));
    rmSync(join(repository.folder, file));
    symlinkSync('plans/PLAN.md', join(repository.folder, file));
    repository.git('add', '-A');
    expect(staged(repository)).toMatchObject({ status: 0 });
    writeFileSync(join(repository.folder, 'sub/docs/TASKS-01_ground.md'), bad);
    repository.write('plans/PLAN.md', byHand);
    repository.git('add', 'plans');
    expect(staged(repository)).toMatchObject({ status: 3, rules: expect.arrayContaining(['unrecorded-change', 'dangling-reference']) });
  });

  it('is the same where git turns line ends', () => {
    const repository = hooked(documents);
    repository.git('config', 'core.autocrlf', 'true');
    repository.write(file, hookedPlan.replaceAll('\n', '\r\n'));
    repository.tallyplan('start', 'SETUP-01');
    repository.git('add', '-A');
    expect(repository.git('show', `:${file}`)).not.toContain('\r');
    expect(staged(repository)).toMatchObject({ status: 0 });
    expect(commits(repository).status).toBe(0);
  });

  it('says what is in conflict, and where there is no repository', () => {
    const repository = hooked();
    repository.git('config', '--remove-section', 'merge.tallyplan');
    repository.git('checkout', '-q', '-b', 'one');
    repository.write(file, hookedPlan.replace('# A plan', '# One plan'));
    commits(repository, '-a');
    repository.git('checkout', '-q', 'trunk');
    repository.write(file, hookedPlan.replace('# A plan', '# Two plan'));
    commits(repository, '-a');
    expect(repository.run('git', ['merge', '-q', 'one']).status).toBe(1);
    expect(staged(repository)).toMatchObject({
      status: 2,
      rules: ['usage'],
      answer: { problems: [{ file, next: [{ command: 'tallyplan resolve' }] }] },
    });
    rmSync(join(repository.folder, '.git'), { recursive: true });
    expect(staged(repository)).toMatchObject({ status: 2, rules: ['usage'] });
  });

  it('goes with --since, and with the plan named', () => {
    const repository = hooked();
    repository.tallyplan('start', 'SETUP-01');
    repository.git('add', '-A');
    expect(staged(repository, '--since', 'HEAD', '--plan', join(repository.folder, file))).toMatchObject({ status: 0 });
    commits(repository);
    repository.git('rm', '-q', '--cached', '.tallyplan/ledger/SETUP-01.jsonl');
    expect(staged(repository, '--since', 'HEAD').rules).toContain('ledger-truncated');
  });
});

describe('a sparse checkout that leaves the ledger out', () => {
  it.each([['--cone'], ['--cone', '--sparse-index']])(
    'is told so, nothing is said of the plan, and nothing is adopted a second time (%s %s)',
    (...words) => {
      const repository = hooked({ 'src/code.txt': 'code' });
      repository.git('sparse-checkout', 'set', ...words, 'src');
      expect(existsSync(join(repository.folder, '.tallyplan'))).toBe(false);
      for (const asked of [['start', 'SETUP-01'], ['init', '--yes'], ['next'], ['check'], ['start', 'SETUP-01', '--dry-run']]) {
        const { status, stderr } = repository.does(...asked);
        expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('git sparse-checkout add .tallyplan') });
      }
      expect(existsSync(join(repository.folder, '.tallyplan'))).toBe(false);
      expect(staged(repository).status).toBe(0);
      mkdirSync(join(repository.folder, '.tallyplan'));
      expect(repository.does('start', 'SETUP-01').status).toBe(2);
      repository.git('sparse-checkout', 'add', '.tallyplan');
      repository.tallyplan('start', 'SETUP-01');
    },
  );
});
