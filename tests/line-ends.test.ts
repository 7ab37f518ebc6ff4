/** Git for Windows turns line feeds into CR LF as it checks files out (`core.autocrlf`). Ledgers have to survive that. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { sharedCache } from './processes/workbench.ts';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const command = join(repository, 'packages/tallyplan/bin/tallyplan.js');
const folder = mkdtempSync(join(tmpdir(), 'tallyplan-line-ends-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(file: string, words: readonly string[], cwd: string): string {
  const env = { PATH: process.env.PATH, HOME: folder, ...sharedCache, TALLYPLAN_ACTOR: 'Ada', TALLYPLAN_ACTOR_KIND: 'human' };
  const { stdout, stderr, status } = spawnSync(file, words, { cwd, env, encoding: 'utf8' });
  expect([words, status, status === 0 ? '' : stdout + stderr]).toEqual([words, 0, '']);
  return stdout;
}
const git = (cwd: string, ...words: string[]) =>
  run('git', ['-c', 'core.autocrlf=true', '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words], cwd);
const tallyplan = (cwd: string, ...words: string[]) => run(process.execPath, [command, ...words], cwd);

test('a checkout with CR LF has the ledgers as they were written, and a plan that goes on', () => {
  const here = join(folder, 'here');
  const there = join(folder, 'there');
  mkdirSync(join(here, 'docs'), { recursive: true });
  cpSync(join(repository, 'examples/families/b-reference.md'), join(here, 'docs/DEVELOPMENT_PLAN.md'));
  git(here, 'init', '-q');
  tallyplan(here, 'init', '--yes');
  const log = (cwd: string) => tallyplan(cwd, 'log', 'TASKS-03', '--status', 'IN_PROGRESS', '--note', 'half of it reads well');
  log(here);
  git(here, 'add', '-A');
  git(here, 'commit', '-q', '-m', 'adopted');
  git(folder, 'clone', '-q', here, there);
  expect(readFileSync(join(there, 'docs/DEVELOPMENT_PLAN.md'), 'latin1')).toContain('\r\n');
  expect(tallyplan(there, 'check')).not.toContain('policy-not-accepted');
  tallyplan(there, 'audit', 'verify');
  log(there);
  expect(readFileSync(join(there, 'docs/DEVELOPMENT_PLAN.md'), 'latin1')).not.toMatch(/[^\r]\n/);
  tallyplan(there, 'audit', 'verify');
});
