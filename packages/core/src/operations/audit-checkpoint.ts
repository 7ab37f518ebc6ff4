/** `audit checkpoint`: every ledger's name, length and head, and one digest over them, to be kept where nobody rewrites it. */
import * as v from 'valibot';
import type { Checkpoint } from '../ledger/checkpoint.ts';
import type { Verification } from '../ledger/verify.ts';
import { verifyLedgers } from '../ledger/verify.ts';
import type { Problem } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { claimRefused, notAdopted } from '../rules/alone-gates.ts';
import { soundCheckpoint } from './audit-verify.ts';
import { flag } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';

const input = v.object({ write: flag("Record it in the plan's own ledger, too.") });

export interface AuditCheckpointResult {
  readonly checkpoint: Checkpoint;
  readonly recorded: boolean;
  readonly message: string;
}

export const auditCheckpoint: ChangeOperation<typeof input, AuditCheckpointResult> = {
  kind: 'change',
  name: 'audit checkpoint',
  summary: 'Print how far every ledger goes, to be kept outside of the repository.',
  group: 'audit',
  input,
  examples: [
    { command: 'audit checkpoint > checkpoint.json', does: 'prints the checkpoint, for `audit verify --checkpoint`' },
    { command: 'audit checkpoint --write', does: 'records it, so that ledgers of tasks are pinned from within' },
  ],
  decide({ write }, world) {
    const early = notAdopted(world) ?? (write ? claimRefused(world, 'audit checkpoint') : null);
    if (early !== null) return refused(early);
    const verification = verifyLedgers(world.ledgers.files(), world.digest);
    const checkpoint = soundCheckpoint(verification, world);
    if (checkpoint === null) return refused(...brokenLedgers(world, verification));
    const message = `${checkpoint.ledgers.length} ${checkpoint.ledgers.length === 1 ? 'ledger' : 'ledgers'}, digest ${checkpoint.digest}`;
    const commit = { changes: [], events: [{ ledger: 'plan', operation: 'checkpoint', input: { ...checkpoint }, changes: [] } as const] };
    return done({ result: { checkpoint, recorded: write, message }, commit: write ? commit : null });
  },
};

/** A checkpoint of ledgers that are broken would vouch for the damage. */
function brokenLedgers({ file }: World, { faults }: Verification): readonly Problem[] {
  return faults.slice(0, 10).map(({ rule, file: ledger, line, message }) => ({
    rule: rule === 'ledger-forked' ? rule : 'ledger-broken',
    message: `${ledger}, line ${line}: ${message}`,
    file: `.tallyplan/ledger/${ledger}`,
    line,
    have: [],
    missing: [`ledgers of ${file} that hold together`],
    next: [{ command: 'tallyplan audit verify' }],
    waivable: false,
  }));
}
