/**
 * A digest of the files of a repository as they lie there, committed or not, without the plan and
 * `.tallyplan/`: which move while the work is recorded. The same tree gives the same digest anywhere.
 */
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gitText } from '../git/run-git.ts';

/** @returns "v1:" and SHA-256 (hex) over path, kind and content of each file, in the order of their paths. */
export function treeDigest(root: string, plan: string): string {
  const digest = newHash();
  const files = (gitFiles(root) ?? filesBelow(root, '')).filter((file) => file !== plan && !file.startsWith('.tallyplan/'));
  for (const file of files.sort()) digest.update(`${file}\0${contentDigest(join(root, file))}\n`);
  return `v1:${digest.digest('hex')}`;
}

/** What git tracks, or would: null where there is no repository. */
function gitFiles(root: string): string[] | null {
  const listed = gitText(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  return listed === null ? null : [...new Set(listed.split('\0').filter((file) => file !== ''))];
}

/** Folders that hold what is made or fetched. */
const skipped = new Set(['.git', 'node_modules', '.tallyplan']);

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return skipped.has(entry.name) ? [] : filesBelow(root, path);
  });
}

function contentDigest(path: string): string {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) return 'gone';
  if (status.isSymbolicLink()) return `link ${readlinkSync(path)}`;
  if (!status.isFile()) return 'other';
  const kind = (status.mode & 0o111) === 0 ? 'file' : 'executable';
  return `${kind} ${newHash().update(readFileSync(path)).digest('hex')}`;
}

/** Loaded here, since most runs need no digest. */
function newHash() {
  return process.getBuiltinModule('node:crypto').createHash('sha256');
}
