/** Paths inside a repository, with `/`, from its root. */

/**
 * Where a link in a file leads.
 *
 * @param from path of the file that has it
 * @param link as written, without its anchor; one that begins with `/` starts at the root
 * @returns null where it leads out of the repository
 */
export function joinPath(from: string, link: string): string | null {
  const base = link.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of link.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') base.push(part);
    else if (base.pop() === undefined) return null;
  }
  return base.join('/');
}
