import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { changedFiles } from './changed-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tallyplan-changed-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const begin = '2026-01-01T00:00:00Z';
const since = '2026-02-01T00:00:00.000Z';
const later = '2026-03-01T00:00:00Z';

function git(words: readonly string[], more: Readonly<Record<string, string>> = {}): void {
  const { status, stderr } = spawnSync('git', words, {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: root, GIT_COMMITTER_DATE: begin, GIT_AUTHOR_DATE: begin, ...more },
  });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
}

function write(file: string, text: string, at = later): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  touch(file, at);
}
function touch(file: string, at: string): void {
  utimesSync(join(root, file), new Date(at), new Date(at));
}

/** A repository with a commit of long ago. */
function repository(files: Readonly<Record<string, string>>): void {
  git(['init', '--quiet']);
  git(['config', 'user.name', 'Ada']);
  git(['config', 'user.email', 'ada@example.org']);
  for (const [file, text] of Object.entries(files)) write(file, text, begin);
  git(['add', '.']);
  git(['commit', '--quiet', '-m', 'begin']);
}

const seen = (folder = root) =>
  changedFiles(folder, since)
    ?.map(({ path }) => path)
    .sort();

it('sees what was changed, added, staged, made a link, or is gone, and what is in no commit yet', () => {
  repository({ 'a.txt': 'a', 'b.txt': 'b', 'link.txt': 'l', 'src/deep/gone.txt': 'g', 'still.txt': 's', '.gitignore': 'ignored\n' });
  write('a.txt', 'changed');
  write('new file.txt', 'n');
  write('ignored', 'i');
  write('staged.txt', 's');
  git(['add', 'staged.txt']);
  git(['rm', '--quiet', 'b.txt']);
  rmSync(join(root, 'src'), { recursive: true });
  rmSync(join(root, 'link.txt'));
  symlinkSync('a.txt', join(root, 'link.txt'));
  touch('.', later);
  expect(seen()).toEqual(['a.txt', 'b.txt', 'link.txt', 'new file.txt', 'src/deep/gone.txt', 'staged.txt']);
});

it('sees what lies there before the first commit', () => {
  git(['init', '--quiet']);
  write('a.txt', 'a');
  write('old.txt', 'o', begin);
  expect(changedFiles(root, since)).toEqual([{ path: 'a.txt', at: '2026-03-01T00:00:00.000Z' }]);
});

it('takes a file that was written anew, and is what it was, for unchanged', () => {
  repository({ 'a.txt': 'a\nb\n', 'b.txt': 'b', 'c.txt': 'c' });
  write('a.txt', 'a\r\nb\r\n');
  write('b.txt', 'b');
  write('c.txt', 'C');
  expect(seen()).toEqual(['c.txt']);
});

it('sees a folder that became a file', () => {
  repository({ 'a/b.txt': 'b' });
  rmSync(join(root, 'a'), { recursive: true });
  write('a', 'a');
  expect(seen()).toEqual(['a', 'a/b.txt']);
});

it('misses nothing that a sparse checkout left out', () => {
  repository({ 'here.txt': 'h', 'there/far.txt': 'f' });
  git(['update-index', '--skip-worktree', 'there/far.txt']);
  rmSync(join(root, 'there'), { recursive: true });
  touch('.', later);
  expect(seen()).toEqual([]);
});

it('sees the commits that this user made since, and neither those before nor those of others', () => {
  repository({ 'a.txt': 'a' });
  const commit = (file: string, more: Readonly<Record<string, string>>) => {
    write(file, file, begin);
    git(['add', '.']);
    git(['commit', '--quiet', '-m', file], more);
  };
  commit('before.txt', {});
  commit('mine å.txt', { GIT_COMMITTER_DATE: later });
  commit('theirs.txt', { GIT_COMMITTER_DATE: later, GIT_COMMITTER_EMAIL: 'bob@example.org' });
  expect(changedFiles(root, since)).toEqual([{ path: 'mine å.txt', at: '2026-03-01T00:00:00.000Z' }]);
});

it('sees a part of a repository by its own names', () => {
  repository({ 'part/a.txt': 'a', 'outside.txt': 'o' });
  write('part/a.txt', 'changed');
  write('outside.txt', 'changed');
  write('part/b.txt', 'b', begin);
  write('beside.txt', 'b', begin);
  git(['add', 'part/b.txt', 'beside.txt']);
  git(['commit', '--quiet', '-m', 'more'], { GIT_COMMITTER_DATE: later });
  expect(seen(join(root, 'part'))).toEqual(['a.txt', 'b.txt']);
});

it('says so where git does not answer', () => {
  write('a.txt', 'a');
  expect(changedFiles(root, since)).toBeNull();
});
