/** Where git keeps what belongs to a clone: its configuration and its hooks. Worktrees of one clone share both. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { gitText } from './run-git.ts';

export interface GitFolders {
  /** The folder that all worktrees share. Absolute, with no link in it. */
  readonly common: string;
  /** Where hooks are looked for, absolute; `core.hooksPath` has its say. */
  readonly hooks: string;
  /** Hooks stand in the usual place of the clone. */
  readonly usualHooks: boolean;
  /** From the top of the work tree, where hooks run, to the folder that was asked for, with a `/` at its end; '' is the top. */
  readonly below: string;
}

/** @param root absolute. null where it is no git repository, or there is no git. */
export function gitFolders(root: string): GitFolders | null {
  const common = gitText(root, ['rev-parse', '--git-common-dir'])?.trim();
  if (common === undefined) return null;
  const folder = realpathSync(resolve(root, common));
  const configured = gitText(root, ['config', '--type=path', '--get', 'core.hooksPath'])?.replace(/\n$/, '') ?? '';
  const hooks = configured === '' ? resolve(folder, 'hooks') : resolve(root, configured);
  const below = gitText(root, ['rev-parse', '--show-prefix'])?.replace(/\n$/, '') ?? '';
  return { common: folder, hooks, usualHooks: hooks === resolve(folder, 'hooks'), below };
}
