/** Input that fits its schema and still can't be meant: `usage`, with the form that is right. */
import type { Problem } from '../model/problem.ts';

/** `missing` says what would be right. */
export function misused(
  operation: string,
  message: string,
  said: { readonly have?: readonly string[]; readonly missing?: readonly string[] } = {},
): Problem {
  return {
    rule: 'usage',
    message: `${operation}: ${message}`,
    have: said.have ?? [],
    missing: said.missing ?? [],
    next: [{ command: `tallyplan ${operation} --help` }],
    waivable: false,
  };
}
