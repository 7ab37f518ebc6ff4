/** Where a command works. */
import { existsSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { errorCode } from '../stores/file-system.ts';
import { usageProblem } from '../usage-problem.ts';
import type { CommonOptions } from './common-options.ts';
import type { Terminal } from './terminal.ts';

/** The folder to work in: `-C`, from where the command was typed. */
export function folderOf({ directory }: CommonOptions, terminal: Terminal): Outcome<string> {
  const from = directory !== undefined && isAbsolute(directory) ? directory : workingFolder(terminal);
  if (from === null) return refused(usageProblem('the folder that this was typed in is gone: go to one that is there, or say -C DIR'));
  const folder = resolve(from, directory ?? '.');
  // Below a file there is no folder, which `statSync` would throw for.
  const status = existsSync(folder) ? statSync(folder) : undefined;
  if (status?.isDirectory()) return done(folder);
  return refused(
    usageProblem(`-C ${directory ?? '.'}: ${status === undefined ? 'there is no such folder' : 'that is no folder'}`, { have: [folder] }),
  );
}

/** null where somebody took it away in the meantime. */
function workingFolder(terminal: Terminal): string | null {
  try {
    return terminal.folder();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return null;
  }
}
