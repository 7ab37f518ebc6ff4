/**
 * Files of a repository that were changed since a moment: what is not committed, and what this user committed since.
 *
 * Git is asked for names, times are the file system's, and content is compared here: git itself would ask the filters
 * that the repository names, which may be any program. So a file that a filter converts counts as changed by its time.
 */
import { lstatSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { blobOf, committedBlobs } from '../git/committed-blobs.ts';
import { git, gitText } from '../git/run-git.ts';
import { byteString } from '../stores/bytes.ts';
import { errorCode } from '../stores/file-system.ts';

export interface SeenChange {
  /** From the root, with `/`. */
  readonly path: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
}

/** @param since UTC. null where git does not answer: there is none, no repository, or one that it refuses. */
export function changedFiles(root: string, since: string): readonly SeenChange[] | null {
  const listed = gitText(root, ['ls-files', '-z', '-t', '--cached', '--others', '--exclude-standard']);
  return listed === null ? null : [...uncommitted(root, listed.split('\0'), since), ...committed(root, since)];
}

/** @param listed what git tracks, or would: a tag, a space, the path */
function uncommitted(root: string, listed: readonly string[], since: string): readonly SeenChange[] {
  const blobs = committedBlobs(root) ?? new Map<string, string>();
  const paths = new Set(blobs.keys());
  for (const entry of listed) {
    const path = entry.slice(2);
    // A sparse checkout leaves files out on purpose.
    if (entry.startsWith('S ')) paths.delete(path);
    else if (path !== '') paths.add(path);
  }
  return [...paths].flatMap((path) => {
    const at = changeTime(join(root, path));
    return at !== null && at > since && !isAsCommitted(join(root, path), blobs.get(path)) ? [{ path, at }] : [];
  });
}

/** Of a file that is gone, the folder that it is gone from has the time. A folder among the files is a repository of its own. */
function changeTime(path: string): string | null {
  const status = statusOf(path);
  if (status?.isDirectory()) return null;
  let folder = path;
  let found = status;
  while (found === undefined) {
    folder = dirname(folder);
    found = statusOf(folder);
  }
  return found.mtime.toISOString();
}

/** A file may be written anew and stay what it was, as when a branch is checked out, or others' work is merged. */
function isAsCommitted(path: string, blob: string | undefined): boolean {
  const status = statusOf(path);
  if (status === undefined || blob === undefined) return false;
  const bytes = status.isSymbolicLink() ? readlinkSync(path, 'buffer') : status.isFile() ? readFileSync(path) : null;
  return bytes !== null && blobOf(byteString(bytes), blob) === blob;
}

function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    // The latter where a folder has become a file.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Files of the commits that this user made since; what was fetched and merged is other people's. */
function committed(root: string, since: string): readonly SeenChange[] {
  const committer = gitText(root, ['config', '--get', 'user.email'])?.trim() ?? '';
  if (committer === '') return [];
  const commits = git(root, ['rev-list', '--no-merges', `--since=${since}`, `--committer=<${committer}>`, '--fixed-strings', 'HEAD']);
  if (commits === null || commits === '') return [];
  const told = gitText(
    root,
    ['diff-tree', '--stdin', '-r', '-z', '--root', '--name-only', '--relative', '--pretty=tformat:%x01%cI'],
    commits,
  );
  return (told ?? '').split(beginOfCommit).flatMap((commit) => {
    const [date = '', ...paths] = commit.split('\0');
    return paths.flatMap((path) => (path.trim() === '' ? [] : [{ path: path.replace(/^\n/, ''), at: new Date(date).toISOString() }]));
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: nothing else is as rare in the name of a file
const beginOfCommit = /\x01(?=\d{4}-\d\d-\d\dT)/;
