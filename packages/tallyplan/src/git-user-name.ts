/** Git's `user.name` for a folder, or null where git or the name is missing. Asking costs a process, a few milliseconds. */

export function gitUserName(folder: string): string | null {
  // Loaded here, since most runs are told the name otherwise or need none.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { status, stdout } = spawnSync('git', ['config', '--get', 'user.name'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const name = status === 0 ? stdout.trim() : '';
  return name === '' ? null : name;
}
