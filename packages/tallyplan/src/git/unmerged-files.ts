/** What git's index keeps of files in conflict, while a merge, a rebase or a cherry-pick waits: the three sides of each. */
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { git } from './run-git.ts';

export interface Stages {
  /** The common ancestor; null where both sides began the file. */
  readonly base: ByteString | null;
  readonly ours: ByteString | null;
  readonly theirs: ByteString | null;
}

/** By path from `root`, with `/`. None where nothing is in conflict, or there is no repository. */
export function unmergedFiles(root: string, paths: readonly string[]): ReadonlyMap<string, Stages> {
  const listed = git(root, ['--literal-pathspecs', 'ls-files', '-u', '-z', '--', ...paths]) ?? '';
  const files = new Map<string, Record<keyof Stages, ByteString | null>>();
  for (const line of listed.split('\0')) {
    const [, blob, stage, path] = /^\d+ ([0-9a-f]+) ([123])\t(.*)$/s.exec(line) ?? [];
    if (blob === undefined || path === undefined) continue;
    const name = Buffer.from(path, 'latin1').toString('utf8');
    const stages = files.get(name) ?? { base: null, ours: null, theirs: null };
    stages[sides[Number(stage) - 1] ?? 'base'] = git(root, ['cat-file', 'blob', blob]) as ByteString | null;
    files.set(name, stages);
  }
  return files;
}

const sides = ['base', 'ours', 'theirs'] as const;
