/** What is read of a person's settings without git is what git says; and where it is not plain, git is asked. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { casesOf } from '@tallyplan/core/model/testing/cases';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { plainUserName } from './plain-user-name.ts';

const scratch = mkdtempSync(join(tmpdir(), 'tallyplan-user-name-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const home = join(scratch, 'home');
const repository = join(scratch, 'repository');
const plan = join(repository, 'docs');
const environment: NodeJS.ProcessEnv = { HOME: home, PATH: process.env.PATH };

beforeEach(() => {
  for (const folder of [home, repository]) rmSync(folder, { recursive: true, force: true });
  for (const folder of [home, plan]) mkdirSync(folder, { recursive: true });
});

const ofPerson = join(home, '.gitconfig');
const ofPersonElsewhere = join(home, '.config', 'git', 'config');
const ofRepository = join(repository, '.git', 'config');

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function gitSays(): string | null {
  const { status, stdout } = spawnSync('git', ['config', '--get', 'user.name'], { cwd: plan, env: environment, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

it.each([
  ['[user]\n\tname = Ada Løvås\n\temail = ada@example.org\n', 'Ada Løvås'],
  ['[core]\r\n\tautocrlf = true\r\n[User]\r\n\tName=Ada L.\r\n', 'Ada L.'],
  ['[user]\n\tname = First\n[alias]\n\tst = status -sb\n\tname = not this one\n[user]\n\tname = Second', 'Second'],
  ['[user]\n\tname = Ada [the second]\n', 'Ada [the second]'],
])('reads what is plain: %j', (settings, name) => {
  write(ofPerson, settings);
  expect(plainUserName(plan, environment)).toBe(name);
  expect(gitSays()).toBe(name);
});

it.each([
  ['[user]\n\tname = "Ada  Quoted"\n'],
  ['[user]\n\tname = Ada ; as they call her\n'],
  ['[user]\n\tname = Ada \\\n  Continued\n'],
  ['[user] name = Ada\n'],
  ['[core] bare = false\n[user]\n\tname = Ada\n[include]\n\tpath = other\n'],
  ['[user]\n\tname = Ada\n[includeIf "gitdir:~/"]\n\tpath = other\n'],
  ['[user "ada"]\n\tname = Ada\n'],
  ['[user]\n\temail = ada@example.org\n'],
  [''],
])('asks git where it is not: %j', (settings) => {
  write(ofPerson, settings);
  expect(plainUserName(plan, environment)).toBeNull();
});

it('asks git where the repository may say another name', () => {
  write(ofPerson, '[user]\n\tname = Ada\n');
  write(ofRepository, '[core]\n\tbare = false\n');
  expect(plainUserName(plan, environment)).toBe('Ada');
  for (const more of ['[user]\n\tname = Work', '[user] name = Work', '[INCLUDE]\n\tpath = x', '[extensions]\n\tworktreeConfig = true']) {
    write(ofRepository, `[core]\n\tbare = false\n${more}\n`);
    expect(plainUserName(plan, environment), more).toBeNull();
  }
});

it('asks git in a worktree, behind a link, and where variables of git have their say', () => {
  write(ofPerson, '[user]\n\tname = Ada\n');
  expect(plainUserName(plan, { ...environment, GIT_CONFIG_COUNT: '1' })).toBeNull();
  expect(plainUserName(plan, { ...environment, HOME: 'relative' })).toBeNull();
  write(join(repository, '.git'), 'gitdir: elsewhere\n');
  expect(plainUserName(plan, environment)).toBeNull();
  rmSync(join(repository, '.git'));
  symlinkSync(scratch, join(repository, '.git'));
  expect(plainUserName(plan, environment)).toBeNull();
});

it('asks git where settings are no file, or too long to be any', () => {
  mkdirSync(ofPerson);
  expect(plainUserName(plan, environment)).toBeNull();
  rmSync(ofPerson, { recursive: true });
  write(ofPerson, `[user]\n\tname = Ada\n${'# a note\n'.repeat(10_000)}`);
  expect(plainUserName(plan, environment)).toBeNull();
});

it('never says another name than git does', () => {
  const line = fc.constantFrom(
    '[user]',
    '[User]',
    '\t[user] ',
    '[user "x"]',
    '[core]',
    '[alias][user]',
    'name = Ada',
    '\tname = Grace Hopper',
    'Name=Edsger',
    'name = "quoted"',
    'name',
    'name =',
    'name = half \\',
    'names = Nobody',
    'name-of = Nobody',
    '# name = Comment',
    'name = a # b',
    'email = x@y',
    '',
  );
  const settings = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
  const files = fc.record({ person: settings, elsewhere: settings, repository: fc.option(settings) });
  fc.assert(
    fc.property(files, (said) => {
      write(ofPerson, said.person);
      write(ofPersonElsewhere, said.elsewhere);
      rmSync(dirname(ofRepository), { recursive: true, force: true });
      if (said.repository !== null) {
        for (const folder of ['objects', 'refs']) mkdirSync(join(dirname(ofRepository), folder), { recursive: true });
        write(join(dirname(ofRepository), 'HEAD'), 'ref: refs/heads/main\n');
        write(ofRepository, said.repository);
      }
      const name = plainUserName(plan, environment);
      const truth = gitSays();
      // Settings that git refuses altogether have no answer to hold it against.
      if (name !== null && truth !== null) expect(name).toBe(truth);
    }),
    { numRuns: casesOf(process.env, 60) },
  );
});
