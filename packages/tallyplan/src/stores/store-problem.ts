/**
 * What can go wrong with files and is no bug: the way out of the depths of the store, as an error, to its
 * two doors, where it becomes a value.
 */
import { type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import type { RuleName } from '@tallyplan/core/model/rule-names';
import { errorCode } from './file-system.ts';

export type StoreRule = Extract<RuleName, 'usage' | 'plan-not-found' | 'config-invalid' | 'busy' | 'conflict' | 'internal'>;

/** Thrown inside the store only: both of its operations answer it as a Problem. */
export class StoreProblem extends Error {
  override readonly name = 'StoreProblem';
  readonly problem: Problem;

  constructor(rule: StoreRule, message: string, details: Partial<Problem> = {}) {
    super(message, { cause: details });
    this.problem = { rule, message, have: [], missing: [], next: [], waivable: false, ...details };
  }
}

/** What `work` answers; a problem with the files as a value. Bugs stay errors. */
export async function withProblems<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    return refused(problem);
  }
}

function problemOf(error: unknown): Problem | null {
  if (error instanceof StoreProblem) return error.problem;
  const code = errorCode(error);
  if (!(error instanceof Error) || code === null || !/^E[A-Z0-9]+$/.test(code)) return null;
  if (code === 'ELOOP') return linked(error).problem;
  if (code === 'ENOTAFILE') return notAFile(error).problem;
  const reason = reasons[code] ?? 'The disk or the system refused';
  return new StoreProblem('internal', `${reason} (${error.message}). Nothing was half-written.`).problem;
}

/** What Tallyplan keeps is opened without following links: one could lead out of the repository. */
function linked(error: Error): StoreProblem {
  const file = keptFile(error);
  const message = `${file} is a link, and none is followed; nothing was done. Put the file itself in its place, then try again`;
  return new StoreProblem('config-invalid', message, { file });
}

/** A folder, a pipe or a device that stands where a file is kept. */
function notAFile(error: Error): StoreProblem {
  const file = keptFile(error);
  const message = `${file} is no file, and Tallyplan keeps one of that name; nothing was done. Move it away, then try again`;
  return new StoreProblem('config-invalid', message, { file });
}

/** How people name what an error is about: from the root of the repository. */
function keptFile(error: Error): string {
  const path = 'path' in error ? String(error.path) : 'a file';
  return /\.tallyplan[\\/].*$/s.exec(path)?.[0].replaceAll('\\', '/') ?? path;
}

const notAllowed = 'This user has no permission for that: give it the permission, or run as the owner of the files';
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room, then try again',
  EDQUOT: 'The disk quota is used up: make room, then try again',
  EROFS: 'The disk is read-only: nothing can be changed on it',
  EIO: 'The disk failed: save a copy of the repository before anything else',
  EACCES: notAllowed,
  EPERM: notAllowed,
};
