/**
 * The command lines that are written into the hooks of hosts.
 *
 * Each looks for the command first, on the path and then among the packages of the project, and where there is
 * none says so and ends well: a hook must not fail a turn because somebody has not installed a tool. They hold
 * no path of the machine that wrote them, since they are committed. Nor must a version that knows no hooks: its
 * exit status would mean "block" to a host.
 */

/** The moments that a host has hooks for, as command lines name them. */
export type HookWord = 'session-start' | 'before-edit' | 'stop';

const missing = 'tallyplan is not installed here, so its hook does nothing';

/**
 * For any shell that knows single quotes: what is in them is read by `sh` alone, whatever the user's own shell is.
 * On Windows, Git Bash has one.
 */
export function posixHook(host: string, word: HookWord): string {
  const path = `PATH="$PATH:\${CLAUDE_PROJECT_DIR:-.}/node_modules/.bin"`;
  const run = `if command -v tallyplan >/dev/null 2>&1; then tallyplan hook ${host} ${word} || true; else echo "${missing}" >&2; fi`;
  return `sh -c '${path}; ${run}'`;
}

/** For Windows, whichever of its shells takes it: what is quoted is read by cmd alone. */
export function windowsHook(host: string, word: HookWord): string {
  return `cmd /d /c "where tallyplan >nul 2>nul && tallyplan hook ${host} ${word} || echo ${missing} 1>&2"`;
}

/** True for a command line that this or another version wrote for a host. */
export function isHookOf(host: string, command: unknown): boolean {
  return typeof command === 'string' && command.includes(`tallyplan hook ${host} `);
}
