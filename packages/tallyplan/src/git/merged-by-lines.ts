/**
 * What git made of the lines of both sides, and nobody touched since: what stands there then is no person's word. Hosted
 * merge buttons and clones without the driver make such, with conflict markers or without.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { conflictSides } from '@tallyplan/core/model/conflict-sides';
import { git, gitText, runGit } from './run-git.ts';
import type { Stages } from './unmerged-files.ts';

export interface MergedByLines extends Stages {
  /** What HEAD has, or the index while the merge waits. */
  readonly result: ByteString;
}

/** Git merges by the first, which `git merge-file` knows by name from 2.44 on; by itself it takes another, which mostly comes to the same. */
const algorithms: readonly (readonly string[])[] = [['--diff-algorithm=histogram'], []];

/**
 * The merge of one file that HEAD is, or that waits because other files are in conflict.
 *
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
  return isMadeByLines(result, { base, ours, theirs }) ? { base, ours, theirs, result } : null;
}

/** Whether a text is what git makes of the lines of three others, in whichever style it shows conflicts. */
export function isMadeByLines(text: ByteString, { base, ours, theirs }: Stages): boolean {
  if (base === null || ours === null || theirs === null) return false;
  const folder = mkdtempSync(join(tmpdir(), 'tallyplan-merge-'));
  try {
    for (const [name, text] of Object.entries({ base, ours, theirs })) writeFileSync(join(folder, name), text, 'latin1');
    return algorithms.some((algorithm) => {
      const { status, output } = runGit(folder, ['merge-file', '-p', ...algorithm, 'ours', 'base', 'theirs']);
      return isSame(output as ByteString, text) && (status === 0 || conflictSides(text) !== null);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** But for how their conflicts are shown. */
function isSame(one: ByteString, other: ByteString): boolean {
  const [here, there] = [one, other].map(conflictSides);
  return here == null || there == null ? one === other : here.ours === there.ours && here.theirs === there.theirs;
}
