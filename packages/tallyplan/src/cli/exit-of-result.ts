/** The exit status of what was done: not 0 where the answer itself is bad news. */
import { foundErrors } from '@tallyplan/core/model/rule-names';

/** By the command's name: what in its result counts as errors found. */
const badNews: Readonly<Record<string, (result: never) => boolean>> = {
  check: (result: { readonly summary: { readonly errors: number } }) => result.summary.errors > 0,
};

export function exitOfResult(command: string, result: unknown): number {
  return badNews[command]?.(result as never) ? foundErrors : 0;
}
