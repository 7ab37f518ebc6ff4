/** The commit that is checked out; null where there is none, or no repository. */
import { gitText } from './run-git.ts';

export function headRevision(folder: string): string | null {
  return gitText(folder, ['rev-parse', '--verify', '--quiet', 'HEAD'])?.trim() ?? null;
}
