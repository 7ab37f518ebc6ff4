import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitTracks } from './git-tracks.ts';

let root: string;
const path = process.env.PATH;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'tallyplan-git-')));
  mkdirSync(join(root, '.tallyplan'));
  writeFileSync(join(root, '.tallyplan/intent.json'), '{}');
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(root, { recursive: true });
});

const git = (...args: readonly string[]) => spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root });
const tracks = () => gitTracks(root, join(root, '.tallyplan/intent.json'));

describe.each(['with git at hand', 'without git'])('whether git tracks a file, %s', (how) => {
  const loseGit = () => {
    if (how === 'without git') process.env.PATH = '/nowhere';
  };

  it('is told of one that it tracks', () => {
    git('init', '-q');
    git('add', '.');
    loseGit();
    expect(tracks()).toBe(true);
  });

  it('is told of one that it does not track', () => {
    writeFileSync(join(root, 'other'), '');
    git('init', '-q');
    git('add', 'other');
    loseGit();
    expect(tracks()).toBe(false);
  });

  it('is told in a worktree', () => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'all');
    const worktree = join(root, 'worktree');
    git('worktree', 'add', '-q', worktree);
    loseGit();
    expect(gitTracks(worktree, join(worktree, '.tallyplan/intent.json'))).toBe(true);
  });

  it('is no where there is no repository', () => {
    loseGit();
    expect(tracks()).toBe(false);
  });
});
