/**
 * The merge of one file that HEAD is, or that waits because other files are in conflict, where git made it of the lines
 * of both sides and nobody touched the result: what stands there then is no person's word. Hosted merge buttons and
 * clones without the driver make such.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { git, gitText, runGit } from './run-git.ts';
import type { Stages } from './unmerged-files.ts';

export interface MergedByLines extends Stages {
  /** What HEAD has, or the index while the merge waits. */
  readonly result: ByteString;
}

/** Git merges by the first, which `git merge-file` knows by name from 2.44 on; by itself it takes another, which mostly comes to the same. */
const algorithms: readonly (readonly string[])[] = [['--diff-algorithm=histogram'], []];

/**
 * @param path from `root`, with `/`
 * @returns null where there is no such merge, or it can't be made again
 */
export function mergedByLines(root: string, path: string): MergedByLines | null {
  const waits = git(root, ['rev-parse', '--verify', '-q', 'MERGE_HEAD']) !== null;
  const heads = waits ? ['HEAD', 'MERGE_HEAD'] : ['HEAD^1', 'HEAD^2'];
  const ancestor = gitText(root, ['merge-base', ...heads])?.trim();
  if (ancestor === undefined) return null;
  const textAt = (commit: string) => git(root, ['cat-file', 'blob', `${commit}:./${path}`]) as ByteString | null;
  // Before the colon of the index stands nothing.
  const [base = null, ours = null, theirs = null, result = null] = [ancestor, ...heads, waits ? '' : 'HEAD'].map(textAt);
  if (base === null || ours === null || theirs === null || result === null) return null;
  return isMadeOf({ base, ours, theirs, result }) ? { base, ours, theirs, result } : null;
}

function isMadeOf({ base, ours, theirs, result }: { readonly [Side in keyof MergedByLines]: ByteString }): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'tallyplan-merge-'));
  try {
    for (const [name, text] of Object.entries({ base, ours, theirs })) writeFileSync(join(folder, name), text, 'latin1');
    return algorithms.some((algorithm) => {
      const { status, output } = runGit(folder, ['merge-file', '-p', ...algorithm, 'ours', 'base', 'theirs']);
      return status === 0 && output === result;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
