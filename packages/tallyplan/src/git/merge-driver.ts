/** Whether a repository asks for the merge driver, and whether this clone has it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gitText, runGit } from './run-git.ts';

/** `elsewhere`: it is asked for, and not for this plan, as after the plan was renamed. */
export type MergeDriverState = 'installed' | 'missing' | 'elsewhere' | 'not-asked';

/** Two files are looked into; git is asked only where those do not tell. @param root absolute path of the repository. */
export function mergeDriverState(root: string, plan: string): MergeDriverState {
  const attributes = textOf(join(root, '.gitattributes'));
  if (!/[ \t]merge=tallyplan(?:\s|$)/m.test(attributes)) return 'not-asked';
  if (!attributes.includes(`/${plan} merge=tallyplan`) && !isAskedFor(root, plan)) return 'elsewhere';
  if (isMergeDriver(textOf(join(root, '.git/config')))) return 'installed';
  const { status } = runGit(root, ['config', '--get', 'merge.tallyplan.driver']);
  // 1: git knows the configuration, and it is not in it.
  return status === 1 ? 'missing' : 'installed';
}

/** By whatever pattern. Where git can't say, nothing is wrong. */
function isAskedFor(root: string, plan: string): boolean {
  const told = gitText(root, ['check-attr', '-z', 'merge', '--', plan]);
  return told === null || told.split('\0')[2] === 'tallyplan';
}

/** Whether a configuration of git has the driver. */
export function isMergeDriver(text: string): boolean {
  return /^[ \t]*\[merge "tallyplan"\]/m.test(text);
}

/** In a worktree or a submodule `.git` is a file: then there is none below it, which `existsSync` alone says without throwing. */
function textOf(path: string): string {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'latin1') : '';
}
