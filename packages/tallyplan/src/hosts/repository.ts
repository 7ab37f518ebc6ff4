/** What hosts may ask of the repository that they are set up in. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Repository {
  /** The plan, from the root, with `/`. */
  readonly plan: string;
  has(file: string): boolean;
  /** Whether two names lead to one file. */
  isSame(file: string, other: string): boolean;
}

/** @param root absolute. */
export function repositoryAt(root: string, plan: string): Repository {
  return {
    plan,
    has: (file) => existsSync(join(root, file)),
    isSame(file, other) {
      const [one, two] = [file, other].map((name) => statSync(join(root, name), { throwIfNoEntry: false }));
      return one !== undefined && two !== undefined && one.dev === two.dev && one.ino === two.ino;
    },
  };
}
