/** What nobody planned for, as a problem: what it was, that nothing is half-written, and what to report. */
import type { Problem } from '@tallyplan/core/model/problem';
import { packageVersion } from '../package-version.ts';

const assurance = 'Nothing is half-written: the plan and its ledger are as they were, or wholly changed.';

export function unexpectedProblem(error: unknown): Problem {
  const problem = { rule: 'internal' as const, next: [], waivable: false };
  if (isSystemError(error)) {
    const path = error.path === undefined ? '' : ` (${error.path})`;
    const told = systemErrors[error.code] ?? error.message;
    return { ...problem, message: `${told}${path}. ${assurance}`, have: [error.message], missing: [] };
  }
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    ...problem,
    message: `${name}: ${message.replace(/\.+$/, '')}. ${assurance} This is a fault of Tallyplan: please report it with the lines below.`,
    have: [`tallyplan ${packageVersion()}, node ${process.version}, ${process.platform}`, ...stackOf(stack)],
    missing: [],
  };
}

interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && 'syscall' in error && typeof error.code === 'string';
}

/** What the usual refusals of a system mean for a person. */
const systemErrors: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission for that file',
  EPERM: 'there is no permission for that file',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: "the disk's quota is used up",
  EIO: 'the disk failed',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
};

function stackOf(stack: string | undefined): string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
}
