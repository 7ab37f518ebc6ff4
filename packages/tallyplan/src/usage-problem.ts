/** The problem of a call that was not understood: what was wrong, and the form that is right. */
import type { NextStep, Problem } from '@tallyplan/core/model/problem';

export interface UsageDetails {
  readonly have?: readonly string[];
  readonly missing?: readonly string[];
  readonly next?: readonly NextStep[];
}

export function usageProblem(message: string, details: UsageDetails = {}): Problem {
  return { rule: 'usage', message, have: details.have ?? [], missing: details.missing ?? [], next: details.next ?? [], waivable: false };
}
