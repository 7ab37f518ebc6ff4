/** Git's `user.name` for a folder, or null where git or the name is missing. Asking costs a process, a few milliseconds. */
import { gitText } from './git/run-git.ts';

export function gitUserName(folder: string): string | null {
  const name = gitText(folder, ['config', '--get', 'user.name'])?.trim() ?? '';
  return name === '' ? null : name;
}
