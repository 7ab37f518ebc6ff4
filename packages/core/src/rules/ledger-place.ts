/** Where a fault of a ledger is to be mended: the line of that ledger's own file. */
import type { LedgerFault } from '../ledger/history.ts';
import { ledgerFileOf } from '../ledger/ledger-file.ts';

/** Where the ledger lies, for what points into it. */
export const ledgerFolder = '.tallyplan';

export interface LedgerPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export function ledgerPlaceOf({ ledger, line }: LedgerFault): LedgerPlace {
  return { file: `${ledgerFolder}/ledger/${ledgerFileOf(ledger)}`, line, column: 1 };
}
