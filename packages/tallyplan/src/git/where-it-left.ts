/** Where the branch at hand left another: what people mean by "since main" (`git diff main...`). */
import { gitText, runGit } from './run-git.ts';

/** `contained`: today's history holds the commit. `left`: it goes on beside it. `unknown`: git can't tell, as in a shallow clone. */
export type Parting =
  | { readonly kind: 'contained' }
  | { readonly kind: 'left'; readonly at: string }
  | { readonly kind: 'unknown'; readonly isShallow: boolean };

/** Whether a branch, local or of a remote, is named: it moves on. A tag or a commit is one state for ever. */
export function isBranch(folder: string, revision: string): boolean {
  const name = gitText(folder, ['rev-parse', '--verify', '--quiet', '--symbolic-full-name', '--end-of-options', revision]);
  return /^refs\/(?:heads|remotes)\//m.test(name ?? '');
}

/** @param commit the id of one that git knows */
export function partingFrom(folder: string, commit: string): Parting {
  const { status, output } = runGit(folder, ['merge-base', 'HEAD', commit]);
  const at = output.trim();
  if (status !== 0 || at === '') return { kind: 'unknown', isShallow: isShallow(folder) };
  return at === commit ? { kind: 'contained' } : { kind: 'left', at };
}

export function isShallow(folder: string): boolean {
  return gitText(folder, ['rev-parse', '--is-shallow-repository'])?.trim() === 'true';
}
