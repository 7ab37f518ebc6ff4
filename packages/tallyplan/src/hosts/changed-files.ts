/** Files of a repository that were changed since a moment, as git sees them: what is not committed, and what was since. */
import { execFileSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface SeenChange {
  /** From the root, with `/`. */
  readonly path: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
}

/** @param since UTC. Nothing where there is no git, or none that answers. */
export function changedFiles(root: string, since: string): readonly SeenChange[] {
  return [...uncommitted(root), ...committed(root, since)].filter(({ at }) => at > since);
}

function uncommitted(root: string): readonly SeenChange[] {
  const entries = git(root, ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames']).split('\0');
  return entries.flatMap((entry) => {
    const path = entry.slice(3);
    const at = path === '' ? null : changeTime(join(root, path));
    return at === null ? [] : [{ path, at }];
  });
}

/** Of a file that is gone, its folder has the time. */
function changeTime(path: string): string | null {
  const status = lstatSync(path, { throwIfNoEntry: false }) ?? lstatSync(dirname(path), { throwIfNoEntry: false });
  return status === undefined ? null : status.mtime.toISOString();
}

/** Files of the commits that this user made since; what was fetched and merged is other people's. */
function committed(root: string, since: string): readonly SeenChange[] {
  const committer = git(root, ['config', 'user.email']).trim();
  if (committer === '') return [];
  const log = git(root, [
    'log',
    '--no-merges',
    '--name-only',
    '-z',
    '--format=%x01%cI%x00',
    `--since=${since}`,
    `--committer=<${committer}>`,
    '--fixed-strings',
  ]);
  return log.split('\x01').flatMap((commit) => {
    const [date = '', ...paths] = commit.split('\0').map((part) => part.trim());
    return date === '' ? [] : paths.filter((path) => path !== '').map((path) => ({ path, at: new Date(date).toISOString() }));
  });
}

/** Empty where git fails: a hook tells what it can see. */
function git(root: string, args: readonly string[]): string {
  try {
    return execFileSync('git', ['-c', 'core.quotePath=false', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5000,
      maxBuffer: 64 * 1024 * 1024,
      windowsHide: true,
    });
  } catch {
    return '';
  }
}
