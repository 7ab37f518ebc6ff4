/**
 * Evidence, on every surface: the operation says whether the command may run, the command runs outside the
 * lock, and the operation records what it showed.
 */
import type { Actor } from '@tallyplan/core/model/event';
import { policies } from '@tallyplan/core/model/policy';
import { done, type NextStep, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import type { Store } from '@tallyplan/core/operations/store';
import { actsAsPerson } from '@tallyplan/core/rules/permission';
import { type Environment, environmentFor } from './actor.ts';
import { type EvidenceRun, type Listener, runEvidence } from './evidence/run-evidence.ts';
import { isTrusted } from './evidence/trusted-commands.ts';

export interface EvidenceRequest {
  readonly store: Store;
  readonly root: string;
  /** The plan, from the root. */
  readonly file: string;
  readonly actor: Actor;
  readonly environment: Environment;
  /** The command, by its name in the accepted policy. */
  readonly name: string;
  readonly hear: Listener;
  /** Ends what runs; nothing is recorded then. */
  readonly signal?: AbortSignal | undefined;
  /** Nothing is run: only what would be refused is told. */
  readonly dryRun: boolean;
}

/** @param record performs the operation; without a run it only says whether the command may run. */
export async function takeEvidence<T>(
  { store, root, file, actor, environment, name, hear, signal, dryRun }: EvidenceRequest,
  record: (outcome?: EvidenceRun) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const admitted = await record();
  if (!admitted.ok) return admitted;
  const said = await store.read(({ ledgers, configuration }) =>
    done({ policy: ledgers.plan.policy ?? policies.standard, secrets: configuration.settings.secrets }),
  );
  if (!said.ok) return said;
  const { policy, secrets } = said.value;
  const command = policy.commands[name];
  // The operation has just found it in the policy; who takes it out meanwhile gets a refusal below.
  if (command === undefined) return admitted;
  if (!isTrusted({ root, name, run: command.run }, environment)) {
    return refused(untrusted(name, command.run, actsAsPerson(actor, policy)));
  }
  if (dryRun) return admitted;
  const place = { root, plan: file, environment: environmentFor(actor, environment), secrets, hear, signal };
  return record(await runEvidence(command, place));
}

function untrusted(name: string, run: string, isPerson: boolean): Problem {
  const next: NextStep = { command: `tallyplan config trust ${name}`, ...(isPerson ? {} : { who: 'person' as const }) };
  return {
    rule: 'policy-forbids',
    message: `the command ${name} has not run on this machine before; a person looks at it first: ${run}`,
    have: [run],
    missing: [`trust in ${name} on this machine`],
    next: [next],
    waivable: false,
  };
}
