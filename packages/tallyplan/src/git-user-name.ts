/** Git's `user.name` for a folder, or null where git or the name is missing. Asking costs a process, a few milliseconds. */
import { spawnSync } from 'node:child_process';

export function gitUserName(folder: string): string | null {
  const { status, stdout } = spawnSync('git', ['config', '--get', 'user.name'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const name = status === 0 ? stdout.trim() : '';
  return name === '' ? null : name;
}
