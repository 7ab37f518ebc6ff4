/** Whether git tracks a file that a sparse checkout leaves out of the work tree. Asked only where the file is not there. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { gitText } from './run-git.ts';

/** @param root the folder that has `.git`, absolute. */
export function isLeftOut(root: string, path: string): boolean {
  if (!isSparse(root)) return false;
  return gitText(root, ['--literal-pathspecs', 'ls-files', '-t', '-z', '--', path])?.startsWith('S ') === true;
}

/** Whether the work tree was ever a part of what git tracks. Known without git, whose process costs more than a look at a small plan. */
function isSparse(root: string): boolean {
  const git = resolve(root, '.git');
  if (!existsSync(git)) return false;
  const linked = statSync(git).isFile() ? /^gitdir: (.*)$/m.exec(readFileSync(git, 'utf8'))?.[1] : undefined;
  return existsSync(resolve(root, linked ?? git, 'info', 'sparse-checkout'));
}
