/**
 * Git's `user.name` where a person's own configuration says it plainly, as it nearly always does: read without
 * git, whose process would cost every change of such a person a tenth of its time.
 *
 * Only the plain case of git-config(1) is read: a `[user]` section in the person's file, and nothing in the
 * repository's that could say another name. Whatever else there is (includes, quotes, continued lines, worktrees,
 * variables of git's own, Windows) is git's to answer; the tests hold both answers against each other.
 */
import { lstatSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** null where git has to be asked. */
export function plainUserName(folder: string, environment: NodeJS.ProcessEnv): string | null {
  const { HOME, XDG_CONFIG_HOME } = environment;
  const isPlain = process.platform !== 'win32' && HOME !== undefined && isAbsolute(HOME);
  if (!isPlain || Object.keys(environment).some((name) => name.startsWith('GIT_'))) return null;
  const here = repositoryConfiguration(folder);
  if (here === null || maySayMore.test(here)) return null;
  // In the order in which git reads them: the later word counts.
  const own = [join(XDG_CONFIG_HOME || join(HOME, '.config'), 'git', 'config'), join(HOME, '.gitconfig')].map(textOf);
  return own.includes(null) ? null : plainlySaid(own.join('\n'));
}

/** What a configuration has that names somebody, or leads to one that may. */
const maySayMore = /\[\s*(?:user|include)|worktreeConfig/i;

/** The name that settings say; null where they say none, or in a way that is not plain. */
function plainlySaid(settings: string): string | null {
  if (/\\\r?$|\[\s*include/im.test(settings)) return null;
  let isAbout = false;
  let name: string | null = null;
  for (const line of settings.split('\n')) {
    if (/^\s*\[/.test(line)) {
      isAbout = /^\s*\[user\]\s*$/i.test(line);
      // More than one section in a line, a setting behind it, a subsection.
      if (!isAbout && /\[\s*user/i.test(line)) return null;
    } else if (isAbout && /^\s*name\b/i.test(line)) {
      const said = /^\s*name[ \t]*=[ \t]*([^"\\#;]*)$/i.exec(line)?.[1]?.trim() ?? '';
      if (said === '') return null;
      name = said;
    }
  }
  return name;
}

/** The text of the configuration in which git would look for a folder's settings; null where it is none that is read here. */
function repositoryConfiguration(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const git = statusOf(join(at, '.git'));
    // A file there names a folder elsewhere, a link leads to one, and what can't be looked at may be either.
    if (git !== undefined) return git?.isDirectory() === true ? textOf(join(at, '.git', 'config')) : null;
    if (at === dirname(at)) return '';
  }
}

/** Undefined where there is nothing; null where nobody may look. */
function statusOf(path: string): Stats | null | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return null;
  }
}

/** Empty where there is no file; null where it can't be read or is too long to be somebody's settings. */
function textOf(file: string): string | null {
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    if (status === undefined) return '';
    return status.isFile() && status.size < longest ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  }
}

/** Bytes. */
const longest = 1 << 16;
