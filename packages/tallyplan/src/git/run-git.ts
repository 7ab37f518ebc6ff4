/**
 * The one door to git. Commands are lists of words and never pass a shell; the environment is the caller's,
 * so that the `GIT_*` variables of a hook or a merge driver mean what git meant by them.
 *
 * Repositories come from strangers, and their configuration can name programs: for watching files
 * (`core.fsmonitor`), for showing differences (`diff.external`, textconv), for fetching what a partial
 * clone lacks, for what files become when they are kept (`filter.*.clean`, which even `diff-index` runs where
 * times do not tell whether a file has changed). So only plumbing is called that runs none of these, and what it
 * might run by itself is off.
 */
export interface GitAnswer {
  /** null where git could not be started, or was ended by a signal. */
  readonly status: number | null;
  /** One character a byte. */
  readonly output: string;
  /** What it says about that, one character a byte. */
  readonly complaint: string;
}

/** How much of an answer is taken, in bytes. */
const largest = 1 << 30;

export function runGit(folder: string, words: readonly string[], input = ''): GitAnswer {
  // Loaded here, since most runs never ask git.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { status, stdout, stderr } = spawnSync('git', ['--no-optional-locks', '--no-pager', '-c', 'core.fsmonitor=false', ...words], {
    cwd: folder,
    input,
    encoding: 'latin1',
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' },
    maxBuffer: largest,
    stdio: 'pipe',
    windowsHide: true,
  });
  return { status, output: stdout ?? '', complaint: stderr ?? '' };
}

/** What git answers, one character a byte; null where it refuses. */
export function git(folder: string, words: readonly string[], input = ''): string | null {
  const { status, output } = runGit(folder, words, input);
  return status === 0 ? output : null;
}

/** The same as text: names, paths, settings. */
export function gitText(folder: string, words: readonly string[], input = ''): string | null {
  const answer = git(folder, words, input);
  return answer === null ? null : Buffer.from(answer, 'latin1').toString('utf8');
}
