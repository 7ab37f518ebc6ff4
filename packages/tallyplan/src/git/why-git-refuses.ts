/** Why git does not answer about a repository that is there: no git, or one that takes the folder for another's. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runGit } from './run-git.ts';

/** In git's own words, as a clause; null where it answers, or there is no repository. @param root absolute path of the repository */
export function whyGitRefuses(root: string): string | null {
  if (!existsSync(join(root, '.git'))) return null;
  const { status, complaint } = runGit(root, ['rev-parse', '--git-dir']);
  if (status === 0) return null;
  const [said = ''] = Buffer.from(complaint, 'latin1').toString('utf8').split('\n');
  return status === null ? 'git can not be started; is it installed, and on the PATH?' : said.replace(/^fatal: /, '');
}
