/** What every store does when the plan moved between a decision and its commit: decide anew, a bounded number of times. */
import { done, type Outcome, type Problem } from '@tallyplan/core/model/problem';
import type { Decision, Written } from '@tallyplan/core/operations/store';
import { StoreProblem } from './store-problem.ts';

/** How often a change is decided, at most. */
export const decisions = 5;

/** The outcome of a decision that wants nothing written. */
export function withoutChange<T>(decided: Outcome<Decision<T>>): Outcome<Written<T>> {
  return decided.ok ? done({ result: decided.value.result, changed: [] }) : decided;
}

export function movedTooOften(file: string): Problem {
  const message = `${file} was saved by somebody else each of the ${decisions} times that this was decided. Nothing was written; try again`;
  return new StoreProblem('conflict', message, { file }).problem;
}
