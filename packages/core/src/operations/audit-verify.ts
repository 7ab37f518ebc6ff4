/** `audit verify`: reads every ledger anew and proves that it holds together, and that it extends what was known before. */
import * as v from 'valibot';
import type { AuditFault, AuditNote } from '../ledger/audit-fault.ts';
import { parsedJson } from '../ledger/canonical-json.ts';
import type { Checkpoint } from '../ledger/checkpoint.ts';
import { asCheckpoint, checkpointOf } from '../ledger/checkpoint.ts';
import type { LedgerFiles } from '../ledger/history.ts';
import type { Verification } from '../ledger/verify.ts';
import type { Problem } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { notAdopted } from '../rules/alone-gates.ts';
import { optionalText } from './input.ts';
import type { ReadOperation, World } from './operation.ts';
import { verifiedLedgers } from './verified-ledgers.ts';

const input = v.object({
  checkpoint: optionalText('A checkpoint that was kept: a file, or - for standard input.', { placeholder: 'FILE' }),
  since: optionalText('A revision of the repository: what its ledgers held must still be there.', { placeholder: 'GITREF' }),
  /** What the surface read from the file that `checkpoint` names. */
  checkpointText: v.optional(v.string()),
  /** What the surface read from the revision that `since` names. */
  older: v.optional(v.custom<LedgerFiles>((value) => typeof value === 'object' && value !== null)),
});

export interface AuditVerifyResult {
  readonly holds: boolean;
  readonly ledgers: number;
  readonly events: number;
  readonly faults: readonly AuditFault[];
  readonly notes: readonly AuditNote[];
  /** The digest that `audit checkpoint` would print now; null where faults keep one from being made. */
  readonly digest: string | null;
  readonly message: string;
}

export const auditVerify: ReadOperation<typeof input, AuditVerifyResult> = {
  kind: 'read',
  name: 'audit verify',
  summary: 'Prove that the ledgers hold together, and extend a checkpoint or a revision.',
  group: 'audit',
  input,
  examples: [
    { command: 'audit verify', does: 're-hashes everything; exit status 3 where something is wrong' },
    { command: 'audit verify --checkpoint checkpoint.json', does: 'shows a cut tail and a rewrite, too' },
    { command: 'audit verify --since v1.2', does: 'proves that the ledgers only grew since that tag' },
  ],
  answer({ checkpoint: name, checkpointText, older }, world) {
    const files = world.ledgers.files();
    const early = files.ledgers.length === 0 && older === undefined && checkpointText === undefined ? notAdopted(world) : null;
    if (early !== null) return refused(early);
    const checkpoint = checkpointText === undefined ? undefined : asCheckpoint(parsedJson(checkpointText), world.digest);
    if (typeof checkpoint === 'string') return refused(noCheckpoint(name ?? 'the checkpoint', checkpoint));
    return done(resultOf(verifiedLedgers(world, { checkpoint, older }), world));
  },
};

function noCheckpoint(name: string, why: string): Problem {
  const next = [{ command: 'tallyplan audit checkpoint' }];
  return { rule: 'usage', message: `${name}: ${why}`, have: [], missing: ['what `audit checkpoint` printed'], next, waivable: false };
}

function resultOf(verification: Verification, world: World): AuditVerifyResult {
  const { ledgers, faults, notes } = verification;
  const events = ledgers.reduce((sum, ledger) => sum + ledger.events.length, 0);
  const message =
    faults.length === 0
      ? `the ledgers hold together: ${events} ${events === 1 ? 'event' : 'events'} in ${ledgers.length} ${ledgers.length === 1 ? 'ledger' : 'ledgers'}`
      : `the ledgers do not hold together: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`;
  return {
    holds: faults.length === 0,
    ledgers: ledgers.length,
    events,
    faults,
    notes,
    digest: soundCheckpoint(verification, world)?.digest ?? null,
    message,
  };
}

/** The checkpoint of ledgers without a fault; null where there is one. */
export function soundCheckpoint({ faults, ledgers }: Verification, { digest }: World): Checkpoint | null {
  return faults.length === 0 ? checkpointOf(ledgers, digest) : null;
}
