/** The exit status of what was done: not 0 where the answer itself is bad news. */
import { foundErrors } from '@tallyplan/core/model/rule-names';

type Input = Readonly<Record<string, unknown>>;

/** By the command's name: what in its result counts as errors found. */
const badNews: Readonly<Record<string, (result: never, input: Input) => boolean>> = {
  check: (result: { readonly summary: { readonly errors: number } }) => result.summary.errors > 0,
  review: (result: { readonly passed: boolean }) => !result.passed,
  'audit verify': (result: { readonly holds: boolean }) => !result.holds,
  fmt: (result: { readonly ordered: boolean }, input) => input.check === true && !result.ordered,
};

export function exitOfResult(command: string, input: Input, result: unknown): number {
  return badNews[command]?.(result as never, input) ? foundErrors : 0;
}
