/** What an audit finds: a fault is what can't have come about by honest use, a note is what can and is worth knowing. */
import type { LedgerFault } from './history.ts';
import { ledgerFileOf } from './ledger-file.ts';

/** One thing wrong, with its file in `.tallyplan/ledger/` and its line from 1. The message goes on from "this line". */
export interface AuditFault {
  readonly rule: LedgerFault['rule'];
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** One thing to know, likewise. */
export type AuditNote = Omit<AuditFault, 'rule'>;

/** A fault that replaying found, in its file. */
export function inFile({ rule, ledger, line, message }: LedgerFault): AuditFault {
  return { rule, file: ledgerFileOf(ledger), line, message };
}

/** A fault of the kind that most are. */
export function broken(file: string, line: number, message: string): AuditFault {
  return { rule: 'ledger-broken', file, line, message };
}

/** A fault of a ledger that lost something. */
export function truncated(file: string, line: number, message: string): AuditFault {
  return { rule: 'ledger-truncated', file, line, message };
}

/** What is wrong with the plan's own ledger where others are and it is not. */
export const planLedgerGone = 'it is missing or says nothing, and the plan was adopted';
