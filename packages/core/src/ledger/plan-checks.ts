/** What the plan's own ledger must hold beside a sound chain: one adoption, at its beginning, and checkpoints that today's ledgers extend. */
import type { Digest } from '../model/digest.ts';
import type { LedgerEvent } from '../model/event.ts';
import type { AuditFault } from './audit-fault.ts';
import { broken, planLedgerGone, truncated } from './audit-fault.ts';
import type { Chain, Link } from './chain.ts';
import type { MarkedLedger } from './checkpoint.ts';
import { asCheckpoint, departures } from './checkpoint.ts';
import { ledgerFileOf } from './ledger-file.ts';

const file = ledgerFileOf('plan');

/** Faults of the plan's ledger as one of a folder that has ledgers. */
export function planFaults({ links }: Chain, ledgers: readonly MarkedLedger[], digest: Digest): readonly AuditFault[] {
  const [first, ...later] = links;
  if (first === undefined) return [truncated(file, 1, planLedgerGone)];
  return [
    ...(first.event.operation === 'init' ? [] : [broken(file, first.line, 'it is the first event, and no adoption')]),
    ...later
      .filter(({ event }) => adoptsAgain(event, first.event))
      .map(({ line }) => broken(file, line, 'it adopts the plan a second time')),
    ...links.filter(({ event }) => event.operation === 'checkpoint').flatMap((link) => checkpointFaults(link, ledgers, digest)),
  ];
}

/** Two branches that each adopted the same plan began one ledger together. */
function adoptsAgain({ operation, prev, input }: LedgerEvent, first: LedgerEvent): boolean {
  return operation === 'init' && (prev.length > 0 || input.baselineDigest !== first.input.baselineDigest);
}

/** A checkpoint that was recorded pins the ledgers of tasks from within. */
function checkpointFaults({ event, line }: Link, ledgers: readonly MarkedLedger[], digest: Digest): readonly AuditFault[] {
  const checkpoint = asCheckpoint(event.input, digest);
  if (typeof checkpoint === 'string') return [broken(file, line, `it records no checkpoint: ${checkpoint}`)];
  return departures(checkpoint, ledgers).map((fault) => ({ ...fault, message: `${fault.message} (recorded in ${file}, line ${line})` }));
}
