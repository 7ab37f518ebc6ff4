/** Whether git tracks a file. Costs a process; asked only where an interrupted change was found. */
import { readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { runGit } from '../git/run-git.ts';

/** Where there is a repository that git can't be asked about, the index itself is searched; what can't be known counts as tracked. */
export function gitTracks(root: string, path: string): boolean {
  const { status } = runGit(root, ['ls-files', '--error-unmatch', '--', path]);
  if (status === 0) return true;
  const index = indexOf(root);
  // 1: git knows the repository, and the file is not in it. Anything else: no git, or one that refuses to look.
  return status !== 1 && index !== null && mentions(index, path);
}

function indexOf(root: string): string | null {
  const git = join(root, '.git');
  const kind = statSync(git, { throwIfNoEntry: false });
  if (kind === undefined) return null;
  if (kind.isDirectory()) return join(git, 'index');
  // A worktree or a submodule: the file says where the repository is.
  const [, folder] = /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8')) ?? [];
  return folder === undefined ? git : join(resolve(root, folder), 'index');
}

/** Whether the index has an entry of that name. Its last version shortens paths by what they share with the one before, never the name. */
function mentions(index: string, path: string): boolean {
  try {
    return readFileSync(index).includes(basename(path));
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code !== 'ENOENT';
  }
}
