/** The steps that an answer offers, wherever in it they stand: every `next` is a list of them. */
import type { NextStep } from '@tallyplan/core/model/problem';

export type OtherSteps = ReadonlyMap<unknown, readonly NextStep[]>;

export function* stepsIn(value: unknown): Generator<readonly NextStep[]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'next' && isSteps(inner)) yield inner;
    else yield* stepsIn(inner);
  }
}

/** The same value with other lists of steps in the place of those that it has. */
export function withSteps(value: unknown, others: OtherSteps): unknown {
  return others.size === 0 ? value : replaced(value, others);
}

function replaced(value: unknown, others: OtherSteps): unknown {
  if (Array.isArray(value)) return others.get(value) ?? value.map((inner) => replaced(inner, others));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, others)]));
}

function isSteps(value: unknown): value is readonly NextStep[] {
  return Array.isArray(value) && value.every((step) => typeof step === 'object' && step !== null && 'command' in step);
}
