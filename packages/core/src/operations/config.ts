/** `config` and `config accept`: the policy in force, the configuration as it lies there, and a person's word that makes the second the first. */
import * as v from 'valibot';
import type { Policy } from '../model/policy.ts';
import type { NextStep } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { claimRefused, forbidden, notAdopted } from '../rules/alone-gates.ts';
import { personStep } from '../rules/next-steps.ts';
import { actsAsPerson } from '../rules/permission.ts';
import type { ChangeOperation, ReadOperation, World } from './operation.ts';

const input = v.object({});

export interface PolicyDifference {
  readonly key: keyof Policy;
  readonly accepted: unknown;
  readonly configured: unknown;
}
export interface ConfigResult {
  readonly policy: Policy;
  readonly accepted: boolean;
  /** Where the configuration and the accepted policy differ. */
  readonly differences: readonly PolicyDifference[];
  readonly message: string;
  readonly next: readonly NextStep[];
}

export const config: ReadOperation<typeof input, ConfigResult> = {
  kind: 'read',
  name: 'config',
  summary: 'Show the policy in force, and where the configuration differs from it.',
  group: 'read',
  input,
  examples: [{ command: 'config', does: 'shows the accepted policy and what waits to be accepted' }],
  answer(_input, world) {
    return done(describe(world));
  },
};

export const configAccept: ChangeOperation<typeof input, ConfigResult> = {
  kind: 'change',
  name: 'config accept',
  summary: 'Make the configuration as it lies there the policy in force (a person).',
  group: 'record',
  input,
  examples: [{ command: 'config accept', does: 'records the policy; gates use it from now on' }],
  decide(_input, world) {
    const early = notAdopted(world) ?? claimRefused(world, 'config accept');
    if (early !== null) return refused(early);
    if (!actsAsPerson(world.actor, world.policy)) {
      return refused(
        forbidden(world, `accepting a policy is a person's to do, and ${world.actor.name} acts as ${world.actor.kind}`, {
          next: [personStep(world, 'config accept')],
        }),
      );
    }
    const { differences } = describe(world);
    const policy = world.configuration.settings.policy;
    if (differences.length === 0 && world.configuration.digest === world.ledgers.plan.policyDigest) {
      return done({ result: { ...describe(world), message: 'the configuration is the accepted policy already' }, commit: null });
    }
    return done({
      result: {
        policy,
        accepted: true,
        differences,
        message: `the ${policy.name} policy is accepted${differences.length > 0 ? `: ${differences.map(tell).join('; ')}` : ''}`,
        next: [],
      },
      commit: {
        changes: [],
        events: [
          {
            ledger: 'plan',
            operation: 'config',
            input: { policy, policyDigest: world.configuration.digest },
            changes: differences.map(({ key, accepted, configured }) => ({ path: `policy.${key}`, from: accepted, to: configured })),
          },
        ],
      },
    });
  },
};

function describe(world: World): ConfigResult {
  const accepted = world.ledgers.plan.policy !== null;
  const differences = differencesOf(world.policy, world.configuration.settings.policy);
  const message = !accepted
    ? 'no policy is accepted yet; the standard one is in force'
    : differences.length === 0
      ? `the ${world.policy.name} policy is in force`
      : `the ${world.policy.name} policy is in force; the configuration differs: ${differences.map(tell).join('; ')}`;
  return {
    policy: world.policy,
    accepted,
    differences,
    message,
    next: accepted && differences.length > 0 ? [personStep(world, 'config accept')] : [],
  };
}

/** Where a configuration asks for another policy than the accepted one. */
export function differencesOf(accepted: Policy, configured: Policy): readonly PolicyDifference[] {
  return (Object.keys(configured) as (keyof Policy)[])
    .filter((key) => JSON.stringify(accepted[key]) !== JSON.stringify(configured[key]))
    .map((key) => ({ key, accepted: accepted[key], configured: configured[key] }));
}

const tell = ({ key, accepted, configured }: PolicyDifference) => `${key} ${JSON.stringify(accepted)} → ${JSON.stringify(configured)}`;
