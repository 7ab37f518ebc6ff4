/**
 * `evidence ID --run NAME`: the operation says whether the command may run, the command runs outside the
 * lock, and the operation records what it showed.
 */
import { policies } from '@tallyplan/core/model/policy';
import { done, type NextStep, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import { actsAsPerson } from '@tallyplan/core/rules/permission';
import { runEvidence } from '../../evidence/run-evidence.ts';
import { isTrusted } from '../../evidence/trusted-commands.ts';
import { performIn } from '../perform-request.ts';
import { plainText } from '../plain-text.ts';
import type { OperationRequest, Performed } from '../run.ts';
import { openSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';

export async function performEvidence(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const opened = await openSession(request.common, terminal);
  if (!opened.ok) return opened;
  const session = opened.value;
  const admitted = await performIn(session, request, terminal);
  if (!admitted.ok || request.common.dryRun) return admitted;
  const name = String(request.input.run);
  const policy = await session.store.read(({ ledgers }) => done(ledgers.plan.policy ?? policies.standard));
  if (!policy.ok) return policy;
  const command = policy.value.commands[name];
  // The operation has just found it in the policy; who takes it out meanwhile gets a refusal below.
  if (command === undefined) return admitted;
  if (!isTrusted({ root: session.root, name, run: command.run }, terminal.environment)) {
    const isPerson = actsAsPerson(session.actor, policy.value);
    return refused(untrusted(name, command.run, isPerson));
  }
  const quiet = request.common.quiet || request.common.json;
  const outcome = await runEvidence(command, {
    root: session.root,
    plan: session.file,
    environment: terminal.environment,
    hear: (output) => (quiet ? undefined : terminal.writeError(plainText(output))),
  });
  return performIn(session, { ...request, input: { ...request.input, outcome } }, terminal);
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
