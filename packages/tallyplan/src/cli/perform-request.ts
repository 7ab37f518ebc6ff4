/** From a request to its outcome: the plan is opened, the actor known, and the walk that all surfaces share is gone. */
import { done, type Outcome } from '@tallyplan/core/model/problem';
import type { Sitting } from '@tallyplan/core/operations/operation';
import { asChange, type Performance, perform } from '@tallyplan/core/operations/perform';
import type { Written } from '@tallyplan/core/operations/store';
import { isTrusted } from '../evidence/trusted-commands.ts';
import { momentOf } from '../moment.ts';
import { sha256 } from '../stores/sha256.ts';
import { showProgress } from './progress.ts';
import type { OperationRequest, Performed } from './run.ts';
import { openSession, type Session } from './session.ts';
import { leaveSignals } from './signals.ts';
import type { Terminal } from './terminal.ts';

/** Performs an operation on the plan that the request means. */
export async function performRequest(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  if (asChange(request.command.operation, request.input) === null) leaveSignals();
  const ceremony = ceremonies[request.command.name];
  if (ceremony !== undefined) return (await ceremony())(request, terminal);
  const session = await openSession(request.common, terminal);
  return session.ok ? performIn(session.value, request, terminal) : session;
}

type Ceremony = (request: OperationRequest, terminal: Terminal) => Promise<Outcome<Performed>>;

/** Operations around which the command line has something of its own to do: it asks, it reads a file, it runs a command. */
const ceremonies: Readonly<Record<string, () => Promise<Ceremony>>> = {
  check: async () => (await import('./ceremonies/check.ts')).performCheck,
  init: async () => (await import('./ceremonies/init.ts')).performInit,
  'audit verify': async () => (await import('./ceremonies/audit-verify.ts')).performAuditVerify,
  fmt: async () => (await import('./ceremonies/fmt.ts')).performFmt,
  impact: async () => (await import('./ceremonies/impact.ts')).performImpact,
  evidence: async () => (await import('./ceremonies/evidence.ts')).performEvidence,
};

/** Performs it on an open plan. */
export async function performIn(session: Session, request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const { store, actor, root } = session;
  const { command, common, input } = request;
  const progress = showProgress(command.name, mayTakeLong(request), terminal);
  try {
    const sitting = await sittingOf(session, terminal);
    const performance: Performance = {
      actor,
      now: () => momentOf(new Date(), dateFor(request)),
      dryRun: common.dryRun,
      digest: sha256,
      tree: async () => (await import('../evidence/tree-digest.ts')).treeDigest(root, session.file),
      mayRun: (command) => isTrusted({ root, ...command }, terminal.environment),
      ...(sitting === undefined ? {} : { sitting }),
    };
    const keeper = actor.session === undefined || common.dryRun ? null : (await import('../keep-lease.ts')).leaseKeeper(store, performance);
    const outcome: Outcome<Written<unknown>> = await perform(
      store,
      { operation: command.operation, input },
      keeper?.performance ?? performance,
    );
    await keeper?.keep();
    const told = session.named === undefined ? outcome : (await import('../naming-plan.ts')).namingPlan(outcome, session.named);
    return told.ok ? done({ ...told.value, root }) : told;
  } finally {
    progress.stop();
  }
}

/** What is known of an agent's sitting; the decision asks for it where a task is taken. */
async function sittingOf({ actor, root }: Session, terminal: Terminal): Promise<(() => Sitting) | undefined> {
  if (actor.kind === 'human') return undefined;
  const { sittingIn } = await import('../sitting.ts');
  return () => sittingIn(terminal.environment, root);
}

/** An operation with a date of its own means that one; Last Updated stays today's. */
function dateFor({ command, common }: OperationRequest): string | undefined {
  return command.fields.some(({ name }) => name === 'date') ? undefined : common.date;
}

/** Operations that look at every task and every ledger. */
function mayTakeLong({ command: { name } }: OperationRequest): boolean {
  return name === 'check' || name.startsWith('audit ');
}
