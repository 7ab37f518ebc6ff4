/** Where a command works. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { usageProblem } from '../usage-problem.ts';
import type { CommonOptions } from './common-options.ts';
import type { Terminal } from './terminal.ts';

/** The folder to work in: `-C`, from where the command was typed. */
export function folderOf({ directory }: CommonOptions, terminal: Terminal): Outcome<string> {
  const folder = resolve(terminal.folder, directory ?? '.');
  // Below a file there is no folder, which `statSync` would throw for.
  const status = existsSync(folder) ? statSync(folder) : undefined;
  if (status?.isDirectory()) return done(folder);
  return refused(
    usageProblem(`-C ${directory ?? '.'}: ${status === undefined ? 'there is no such folder' : 'that is no folder'}`, { have: [folder] }),
  );
}
