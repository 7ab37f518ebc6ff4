/** The policy as an `init` or `config` event recorded it. */

import type { Policy } from '../model/policy.ts';
import { policies } from '../model/policy.ts';
import { isObject } from './event-shape.ts';

type Check = (value: unknown) => boolean;
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.some((word) => word === value);
const isFlag: Check = (value) => typeof value === 'boolean';
const isNumber: Check = (value) => typeof value === 'number';
const isTexts: Check = (value) => Array.isArray(value) && value.every((item) => typeof item === 'string');

const checks: Readonly<Record<keyof Policy, Check>> = {
  name: oneOf('standard', 'strict'),
  order: oneOf('sequence', 'ready'),
  skipAhead: oneOf('with-reason', 'never'),
  phaseGate: isFlag,
  upstream: oneOf('when-present', 'required'),
  approval: oneOf('warn', 'required'),
  summaryLength: isNumber,
  noteLength: isNumber,
  refusedPhrases: isTexts,
  lease: isNumber,
  evidence: isTexts,
  fourEyes: isFlag,
  claimedHuman: oneOf('recorded', 'refused'),
  waivable: (value) => value === null || isTexts(value),
  commands: (value) => isObject(value) && Object.values(value).every(isCommand),
};

/**
 * The policy that a value is, or null where it is none. A key that it lacks was not known when it was
 * accepted: it has the value that its named policy has now.
 */
export function acceptedPolicy(value: unknown): Policy | null {
  if (!isObject(value)) return null;
  const base = value.name === 'strict' ? policies.strict : policies.standard;
  const policy = { ...base, ...value };
  for (const [key, holds] of Object.entries(checks)) if (!holds(policy[key as keyof Policy])) return null;
  return policy;
}

function isCommand(value: unknown): boolean {
  return isObject(value) && typeof value.run === 'string' && typeof value.timeout === 'number';
}
