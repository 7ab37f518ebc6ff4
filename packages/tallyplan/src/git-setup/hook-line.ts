/**
 * The command lines that `init --git` writes for git and for managers of hooks, in the words of a POSIX shell,
 * which git brings along everywhere.
 *
 * Each looks for the command first, on the path and then among the packages of the project, and where there is
 * none says so and ends well. They hold no path of the machine that wrote them, since some are committed.
 */
const path = 'PATH="$PATH:./node_modules/.bin"';
const isThere = 'command -v tallyplan >/dev/null 2>&1';

/**
 * Before a commit that touches the plan or its ledger: nothing with errors is committed. One line, without any `'`.
 *
 * @param below where the plan and its ledger are kept, from the folder in which the hook runs, with a `/` at its end; '' is that one
 */
export function hookLine(plan: string, below = ''): string {
  const ledger = below === '' ? '.tallyplan' : doubleQuoted(`:(literal)${below}.tallyplan`);
  const there = below === '' ? '' : ` -C ${doubleQuoted(below)}`;
  const touched = `git diff --cached --quiet --no-ext-diff --no-textconv -- ${doubleQuoted(`:(literal)${below}${plan}`)} ${ledger}`;
  return `${path}; if ${isThere}; then ${touched} || tallyplan${there} check --staged --quiet; else echo "tallyplan is not installed here, so its hook does nothing" >&2; fi`;
}

/** The merge driver; without the command, the lines are merged as git itself would. */
export const driverLine = `${path}; if ${isThere}; then tallyplan merge %O %A %B %P --marker-size=%L; else git merge-file -L ours -L base -L theirs %A %O %B; fi`;

function doubleQuoted(text: string): string {
  return `"${text.replace(/[\\"$`]/g, '\\$&').replaceAll("'", '?')}"`;
}
