/**
 * The merge that HEAD is, of one file, where git made it of the lines of both sides and nobody touched the result:
 * what stands there then is no person's word. Hosted merge buttons and clones without the driver make such.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { git, gitText, runGit } from './run-git.ts';
import type { Stages } from './unmerged-files.ts';

export interface MergedByLines extends Stages {
  /** What HEAD has. */
  readonly result: ByteString;
}

/** Git merges by the first, which `git merge-file` knows by name from 2.44 on; by itself it takes another, which mostly comes to the same. */
const algorithms: readonly (readonly string[])[] = [['--diff-algorithm=histogram'], []];

/**
 * @param path from `root`, with `/`
 * @returns null where HEAD is no such merge, or it can't be made again
 */
export function mergedByLines(root: string, path: string): MergedByLines | null {
  const ancestor = gitText(root, ['merge-base', 'HEAD^1', 'HEAD^2'])?.trim();
  if (ancestor === undefined) return null;
  const textAt = (commit: string) => git(root, ['cat-file', 'blob', `${commit}:./${path}`]) as ByteString | null;
  const [base, ours, theirs, result] = [textAt(ancestor), textAt('HEAD^1'), textAt('HEAD^2'), textAt('HEAD')];
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
