/** The examples are what they say: made by the tool, free of errors, and shown in the guides as they run. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { answerOf, linesMissing, shownCommands } from './shown-sessions.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function harbour(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tallyplan-harbour-'));
  folders.push(folder);
  cpSync(join(root, 'examples/harbour'), folder, { recursive: true });
  return folder;
}

function node(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const tallyplan = (folder: string, ...args: readonly string[]) =>
  node(join(root, 'packages/tallyplan/bin/tallyplan.js'), '-C', folder, '--as', 'Jon Eide', '--json', ...args);

describe('Lindholm harbour', () => {
  test('is what its story makes', () => {
    expect(node(join(root, 'scripts/make-example.mjs'), '--check')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('has no finding that is an error, and a ledger that holds together', () => {
    const folder = harbour();
    const { status, stdout } = tallyplan(folder, 'check');
    expect([status, JSON.parse(stdout).result.summary.errors]).toEqual([0, 0]);
    expect(tallyplan(folder, 'audit', 'verify').status).toBe(0);
  });

  test('has work in every status', () => {
    const { counts } = JSON.parse(tallyplan(harbour(), 'status').stdout).result;
    expect(counts).toEqual({ total: 28, NOT_STARTED: 20, IN_PROGRESS: 1, BLOCKED: 1, COMPLETED: 5, DEFERRED: 1 });
  });

  test('has code that passes the tests which serve as its evidence', () => {
    const { status } = spawnSync(process.execPath, ['--test'], { cwd: harbour() });
    expect(status).toBe(0);
  });
});

test('the walk through the main job goes through, and leaves its folder', () => {
  const { status, stdout, stderr } = node(join(root, 'examples/try.mjs'));
  const [, folder = ''] = /The folder is yours: cd (.*)/.exec(stdout) ?? [];
  folders.push(folder);
  expect([status, stderr.match(/^✗ /gm)?.length]).toEqual([0, 6]);
  expect(JSON.parse(tallyplan(folder, 'status').stdout).result.counts).toMatchObject({ COMPLETED: 6, BLOCKED: 0 });
  // Some sixty processes, one after the other: a busy machine takes a minute for them.
}, 240_000);

test('the five minutes of the README go as it says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tallyplan-readme-'));
  folders.push(folder);
  mkdirSync(join(folder, 'docs'));
  copyFileSync(join(root, 'examples/families/b-reference.md'), join(folder, 'docs/DEVELOPMENT_PLAN.md'));
  const commands = shownCommands(readFileSync(join(root, 'README.md'), 'utf8'));
  expect(commands.length).toBe(7);
  for (const { command, shown } of commands) {
    const answer = answerOf(command, { folder, actor: 'Ines Carvalho', columns: 96 });
    expect(linesMissing(shown, answer), answer).toEqual([]);
  }
});

describe('the guide to the library', () => {
  const guide = readFileSync(join(root, 'docs/library.md'), 'utf8');
  const example = join(root, 'examples/library.mjs');

  test('shows the example as it is', () => {
    expect(guide).toContain(`\`\`\`js\n${readFileSync(example, 'utf8')}\`\`\``);
  });

  test('shows what the example prints', () => {
    const { status, stdout, stderr } = node(example, harbour());
    expect([status, stderr]).toEqual([0, '']);
    expect(guide).toContain(`\`\`\`\n${stdout}\`\`\``);
  });
});
