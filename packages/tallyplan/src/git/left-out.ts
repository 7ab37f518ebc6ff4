/** Whether git tracks a file that a sparse checkout leaves out of the work tree. Costs a process; asked only where the file is not there. */
import { gitText } from './run-git.ts';

export function isLeftOut(root: string, path: string): boolean {
  return gitText(root, ['--literal-pathspecs', 'ls-files', '-t', '-z', '--', path])?.startsWith('S ') === true;
}
