/** `init --git` and `uninstall`, in real repositories that keep their hooks in every usual way. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HookedRepository, hookedPlan, removeRepositories } from './processes/hooked-repository.ts';
import { inThread } from './processes/in-thread.ts';
import { environment } from './processes/workbench.ts';

const folders: string[] = [];
afterEach(() => {
  removeRepositories();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const json = (value: unknown) => `${JSON.stringify(value, null, 4)}\n`;

/** Each way to keep hooks: the files that are there before, and the one that gets the hook. */
const ways: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ['no hooks at all', {}, '.git/hooks/pre-commit'],
  ['a hook of its own', { '.git/hooks/pre-commit': '#!/usr/bin/env bash\necho mine\nexit 0\n' }, '.git/hooks/pre-commit'],
  ['husky', { '.husky/pre-commit': 'npm test\n' }, '.husky/pre-commit'],
  ['husky without such a hook', { '.husky/pre-push': 'npm test\n' }, '.husky/pre-commit'],
  [
    'lefthook with commands',
    {
      'lefthook.yml':
        'pre-commit:\n    parallel: true\n    commands:\n        lint:\n            run: npm run lint # all of it\n\npre-push:\n    commands:\n        test: { run: npm test }',
    },
    'lefthook.yml',
  ],
  ['lefthook without such a hook', { '.lefthook.yaml': '# ours\npre-push:\n  commands: {}\n' }, '.lefthook.yaml'],
  [
    'pre-commit',
    { '.pre-commit-config.yaml': 'repos:\n- repo: https://example.org/hooks\n  rev: v1\n  hooks:\n  - id: tidy\nfail_fast: true\n' },
    '.pre-commit-config.yaml',
  ],
  ['simple-git-hooks', { 'package.json': json({ name: 'x', 'simple-git-hooks': { 'pre-push': 'npm test' } }) }, 'package.json'],
];

describe.each(ways)('where a repository has %s', (_, files, hook) => {
  it('the hook goes there, once, and comes out byte for byte', () => {
    const repository = new HookedRepository(files);
    const before = repository.everything();
    repository.tallyplan('init', '--git', '--yes');
    const installed = repository.everything();
    expect(repository.read(hook)).toContain('tallyplan check --staged --quiet');
    expect(repository.read('.gitattributes')).toContain('/DEVELOPMENT_PLAN.md merge=tallyplan\n');
    expect(repository.git('check-attr', 'merge', 'text', '--', '.tallyplan/ledger/TASKS-01.jsonl', '.tallyplan/ledger/baseline.json')).toBe(
      ['TASKS-01.jsonl: merge: tallyplan', 'TASKS-01.jsonl: text: unset', 'baseline.json: merge: unset', 'baseline.json: text: unset', '']
        .map((line) => (line === '' ? '' : `.tallyplan/ledger/${line}`))
        .join('\n'),
    );
    expect(repository.git('config', '--get', 'merge.tallyplan.driver')).toContain('tallyplan merge %O %A %B %P');
    for (const [file, text] of Object.entries(files)) {
      const kept = text
        .trim()
        .split('\n')
        .filter((line) => !/[[{}\]]/.test(line));
      for (const line of kept) expect(repository.read(file)).toContain(line.replace(/,$/, ''));
    }
    repository.tallyplan('init', '--git', '--yes');
    expect(repository.everything()).toEqual(installed);
    repository.tallyplan('uninstall', '--yes');
    expect(repository.everything()).toEqual(before);
  });
});

it('is installed once whatever the name of the plan, in each way', () => {
  const file = 'docs/план é.md';
  for (const [name, files, hook] of ways) {
    const repository = new HookedRepository({ ...files, [file]: hookedPlan, '.tallyplan/config.yaml': `plan: "${file}"\n` });
    repository.tallyplan('init', '--git', '--yes');
    expect(repository.read(hook), name).toContain(file);
    expect(repository.tallyplan('init', '--git', '--yes'), name).toContain('everything is as it should be');
  }
});

describe('the pre-commit hook', () => {
  it('lets nothing with errors be committed, and leaves commits alone that touch no plan', () => {
    const repository = new HookedRepository({ '.git/hooks/pre-commit': '#!/bin/sh\necho mine ran >&2\nexit 0\n' });
    repository.hasCommand(true);
    repository.tallyplan('init', '--git', '--yes');
    expect(repository.commit('adopted')).toMatchObject({ status: 0, stderr: expect.stringContaining('mine ran') });
    repository.write('DEVELOPMENT_PLAN.md', hookedPlan.replace('Ground | P1 | NOT_STARTED', 'Ground | P1 | COMPLETED'));
    expect(repository.commit('by hand')).toMatchObject({ status: 1, stderr: expect.stringContaining('unrecorded-change') });
    repository.git('reset', '-q');
    repository.write('code.txt', 'code');
    repository.git('add', 'code.txt');
    expect(repository.run('git', ['commit', '-q', '-m', 'code alone'])).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('mine ran'),
    });
  });

  it('knows a plan whose path has letters of any script, blanks, and what shells and globs make something of', () => {
    const file = 'my docs/план $x `y` "z" [1] é.md';
    const repository = new HookedRepository({ [file]: hookedPlan, '.tallyplan/config.yaml': `plan: ${JSON.stringify(file)}\n` });
    repository.hasCommand(true);
    repository.tallyplan('init', '--git', '--yes');
    expect(repository.commit('adopted').status).toBe(0);
    expect(repository.git('-c', 'core.quotePath=false', 'check-attr', '-z', 'merge', '--', file)).toContain('tallyplan');
    repository.write(file, hookedPlan.replace('Ground | P1 | NOT_STARTED', 'Ground | P1 | COMPLETED'));
    expect(repository.commit('by hand')).toMatchObject({ status: 1, stderr: expect.stringContaining('unrecorded-change') });
  });

  it('knows a plan that keeps its ledger in a folder of the repository, which was begun above it', () => {
    const repository = new HookedRepository();
    const folder = join(repository.folder, 'my $tations');
    mkdirSync(folder);
    for (const name of ['DEVELOPMENT_PLAN.md', '.tallyplan']) renameSync(join(repository.folder, name), join(folder, name));
    repository.hasCommand(true);
    expect(repository.doesIn(folder, 'init', '--git', '--yes').status).toBe(0);
    expect(repository.commit('adopted').status).toBe(0);
    repository.write('my $tations/DEVELOPMENT_PLAN.md', hookedPlan.replace('Ground | P1 | NOT_STARTED', 'Ground | P1 | COMPLETED'));
    expect(repository.commit('by hand')).toMatchObject({ status: 1, stderr: expect.stringContaining('unrecorded-change') });
  });

  it('comes after the first line of a script, also of one with CRLF, which comes out byte for byte', () => {
    const hook = '.git/hooks/pre-commit';
    const text = '#!/bin/sh\r\necho mine\r\n';
    const repository = new HookedRepository({ [hook]: text });
    repository.tallyplan('init', '--git', '--yes');
    expect(repository.read(hook)).toMatch(/^#!\/bin\/sh\r\n# tallyplan:begin/);
    repository.tallyplan('uninstall', '--yes');
    expect(repository.read(hook)).toBe(text);
  });

  it('stays switched off where a person switched it off, which is said', () => {
    const hook = '.git/hooks/pre-commit';
    const repository = new HookedRepository({ [hook]: '#!/bin/sh\necho mine\n' });
    chmodSync(join(repository.folder, hook), 0o644);
    expect(repository.tallyplan('init', '--git', '--yes')).toContain('chmod +x');
    expect(statSync(join(repository.folder, hook)).mode & 0o111).toBe(0);
    chmodSync(join(repository.folder, hook), 0o755);
    expect(repository.tallyplan('init', '--git', '--yes')).not.toContain('chmod +x');
  });

  it('leaves what a person added to it a script, which begins with its first line', () => {
    const repository = new HookedRepository();
    repository.tallyplan('init', '--git', '--yes');
    const hook = '.git/hooks/pre-commit';
    repository.write(hook, `${repository.read(hook)}echo mine\n`);
    repository.tallyplan('uninstall', '--yes');
    expect(repository.read(hook)).toBe('#!/bin/sh\necho mine\n');
  });

  it('is named as people know it where it was changed beyond knowing', () => {
    const repository = new HookedRepository();
    repository.tallyplan('init', '--git', '--yes');
    const hook = '.git/hooks/pre-commit';
    repository.write(hook, repository.read(hook).replace('tallyplan:end', ''));
    expect(repository.tallyplan('uninstall', '--yes')).toContain('.git/hooks/pre-commit was changed since');
  });

  it('says so and ends well where the command is gone', () => {
    const repository = new HookedRepository();
    repository.tallyplan('init', '--git', '--yes');
    expect(repository.commit('without it')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('tallyplan is not installed here'),
    });
  });

  it('is refused where the hook is no shell script, and nothing else is written', () => {
    const repository = new HookedRepository({ '.git/hooks/pre-commit': '#!/usr/bin/env python3\nprint("mine")\n' });
    const before = repository.everything();
    expect(repository.does('init', '--git', '--yes')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('python3'),
    });
    expect(repository.everything()).toEqual(before);
  });

  it('goes where core.hooksPath says, inside of the repository', () => {
    const repository = new HookedRepository();
    repository.git('config', 'core.hooksPath', 'tools/hooks');
    repository.tallyplan('init', '--git', '--yes');
    expect(repository.read('tools/hooks/pre-commit')).toContain('tallyplan check');
    repository.tallyplan('uninstall', '--yes');
    expect(existsSync(join(repository.folder, 'tools'))).toBe(false);
  });

  it('is not written where core.hooksPath leads out of it, which is said', () => {
    const repository = new HookedRepository();
    repository.git('config', 'core.hooksPath', tmpdir());
    expect(repository.tallyplan('init', '--git', '--yes')).toContain('hooks are kept outside');
  });
});

describe('the merge driver', () => {
  it('is shown, as the hook is, under the name that people know the file by', () => {
    const shown = new HookedRepository().tallyplan('init', '--git', '--dry-run');
    expect(shown).toContain('+++ b/.git/config\n');
    expect(shown).toContain('+++ b/.git/hooks/pre-commit\n');
  });

  it('is shared by the worktrees of a clone', () => {
    const repository = new HookedRepository();
    repository.git('add', '-A');
    repository.git('commit', '-q', '-m', 'adopted');
    const other = join(dirname(repository.folder), 'other');
    repository.git('worktree', 'add', '-q', '-b', 'other', other);
    expect(repository.doesIn(other, 'init', '--git', '--yes')).toMatchObject({ status: 0 });
    expect(repository.git('config', '--get', 'merge.tallyplan.driver')).toContain('tallyplan merge');
    expect(existsSync(join(other, '.gitattributes'))).toBe(true);
    expect(existsSync(join(repository.folder, '.gitattributes'))).toBe(false);
  });

  it('is looked for in a worktree, too, which has a file where others have the folder .git', () => {
    const repository = new HookedRepository();
    repository.tallyplan('init', '--git', '--yes');
    repository.commit('adopted');
    const other = join(dirname(repository.folder), 'other');
    repository.git('worktree', 'add', '-q', '-b', 'other', other);
    const check = () => repository.doesIn(other, 'check');
    expect(check()).toMatchObject({ status: 0, stdout: expect.not.stringContaining('merge-driver-missing') });
    repository.git('config', '--remove-section', 'merge.tallyplan');
    expect(check()).toMatchObject({ status: 0, stdout: expect.stringContaining('merge-driver-missing') });
  });

  it('merges as git itself would where the command is gone', () => {
    const repository = new HookedRepository();
    repository.tallyplan('init', '--git', '--yes');
    repository.commit('adopted');
    repository.git('checkout', '-q', '-b', 'one');
    repository.write('DEVELOPMENT_PLAN.md', hookedPlan.replace('# A plan', '# The plan'));
    repository.commit('title');
    repository.git('checkout', '-q', 'trunk');
    repository.write('DEVELOPMENT_PLAN.md', hookedPlan.replace('| SETUP-02 | Walls |', '| SETUP-02 | All walls |'));
    repository.commit('name');
    repository.git('merge', '-q', '--no-edit', 'one');
    expect(repository.read('DEVELOPMENT_PLAN.md')).toMatch(/# The plan[\s\S]*All walls/);
  });

  it('is found missing in a clone of a repository that asks for it', () => {
    const repository = new HookedRepository();
    repository.tallyplan('init', '--git', '--yes');
    expect(repository.tallyplan('check')).not.toContain('merge-driver-missing');
    repository.git('config', '--remove-section', 'merge.tallyplan');
    expect(repository.tallyplan('check', '--json')).toContain('merge-driver-missing');
    expect(repository.tallyplan('check', '--json', '--kind', 'ci')).not.toContain('merge-driver-missing');
  });

  it('is found to be for another plan where the plan was renamed, until it is installed again', () => {
    const repository = new HookedRepository();
    repository.tallyplan('init', '--git', '--yes');
    repository.commit('adopted');
    repository.git('mv', 'DEVELOPMENT_PLAN.md', 'ROADMAP.md');
    const configuration = repository.read('.tallyplan/config.yaml');
    repository.write('.tallyplan/config.yaml', configuration.replace(/^plan: .*$/m, 'plan: ROADMAP.md'));
    expect(repository.tallyplan('check', '--json')).toContain('and not for this plan');
    repository.write('.gitattributes', `*MAP.md merge=tallyplan\n${repository.read('.gitattributes')}`);
    expect(repository.tallyplan('check', '--json')).not.toContain('merge-driver-missing');
    repository.write('.gitattributes', repository.read('.gitattributes').replace(/^\*MAP.*\n/, ''));
    repository.tallyplan('init', '--git', '--yes');
    expect(repository.tallyplan('check', '--json')).not.toContain('merge-driver-missing');
  });

  it('is refused where there is no repository', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tallyplan-install-'));
    folders.push(folder);
    writeFileSync(join(folder, 'DEVELOPMENT_PLAN.md'), hookedPlan);
    const { status, stderr } = inThread(['init', '--git', '--yes'], { cwd: folder, env: environment });
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('git repository') });
  });
});

describe.each([
  ['is not there', { PATH: '/nowhere' }, 'can not be started'],
  ["takes the folder for another's", { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' }, 'dubious ownership'],
])('where git %s', (_, variables, why) => {
  it('that is said, and what lies in the tree is taken out all the same', () => {
    const repository = new HookedRepository();
    const before = repository.everything();
    repository.tallyplan('init', '--git', '--yes');
    Object.assign(repository.variables, variables);
    for (const words of [
      ['init', '--git', '--yes'],
      ['check', '--staged'],
      ['check', '--since', 'HEAD'],
    ])
      expect(repository.does(...words), words.join(' ')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(why),
      });
    expect(repository.tallyplan('uninstall', '--yes')).toContain(why);
    expect(repository.everything().get('.gitattributes')).toBe(before.get('.gitattributes'));
    expect(repository.read('.git/hooks/pre-commit')).toContain('tallyplan');
    for (const name of Object.keys(variables)) delete repository.variables[name];
    repository.tallyplan('uninstall', '--yes');
    expect(repository.everything()).toEqual(before);
  });
});
