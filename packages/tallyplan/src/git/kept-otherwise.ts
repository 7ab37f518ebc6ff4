/** Files that git keeps in another form than they have in the work tree: encrypted, as a pointer (LFS), in another encoding. */
import { gitText } from './run-git.ts';

/** Those of the paths. What turns one form into the other is a program that the repository names, which is not run. */
export function keptOtherwise(folder: string, paths: readonly string[]): ReadonlySet<string> {
  if (paths.length === 0) return new Set();
  const words = ['check-attr', '-z', '--stdin', 'filter', 'working-tree-encoding'];
  const told = (gitText(folder, words, asBytes(`${paths.join('\0')}\0`)) ?? '').split('\0');
  const kept = new Set<string>();
  for (let at = 0; at + 2 < told.length; at += 3) {
    const [path = '', , value = ''] = told.slice(at, at + 3);
    if (value !== 'unspecified' && value !== 'unset') kept.add(path);
  }
  return kept;
}

/** One character a byte, as git is asked. */
function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
