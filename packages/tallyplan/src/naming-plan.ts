/** A plan that is found by its name alone has to be named in the calls that lead on, too: without it, they would be about another, or about none. */
import type { NextStep, Outcome, Problem } from '@tallyplan/core/model/problem';
import { stepsIn, withSteps } from './offered-steps.ts';
import { shellWord } from './shell-word.ts';

/** @param plan as it was named */
export function namingPlan<Answered extends { readonly result: unknown }>(outcome: Outcome<Answered>, plan: string): Outcome<Answered> {
  if (!outcome.ok)
    return { ok: false, problems: outcome.problems.map((problem): Problem => ({ ...problem, next: stepsNaming(problem.next, plan) })) };
  const others = new Map([...stepsIn(outcome.value.result)].map((steps) => [steps, stepsNaming(steps, plan)]));
  return { ok: true, value: { ...outcome.value, result: withSteps(outcome.value.result, others) } };
}

/** The steps, each as a command line that is about that plan. */
export function stepsNaming(steps: readonly NextStep[], plan: string): readonly NextStep[] {
  return steps.map((step) =>
    step.command.includes(' --plan ') ? step : { ...step, command: `${step.command} --plan ${shellWord(plan)}` },
  );
}
