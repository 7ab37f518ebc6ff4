/** Git's `user.name` for a folder, or null where git or the name is missing. */
import { plainUserName } from './git/plain-user-name.ts';
import { gitText } from './git/run-git.ts';

export function gitUserName(folder: string): string | null {
  const name = plainUserName(folder, process.env) ?? gitText(folder, ['config', '--get', 'user.name'])?.trim() ?? '';
  return name === '' ? null : name;
}
