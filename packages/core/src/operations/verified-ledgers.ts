/** The ledgers verified, and whether git still holds what their receipts relied on. */
import { lostContentNotes, reliedContents } from '../ledger/relied-contents.ts';
import type { Known, Verification } from '../ledger/verify.ts';
import { verifyLedgers } from '../ledger/verify.ts';
import type { World } from './operation.ts';

export function verifiedLedgers({ ledgers, digest, upstream }: World, known?: Known): Verification {
  const verification = verifyLedgers(ledgers.files(), digest, known);
  const relied = reliedContents(verification.tasks);
  return { ...verification, notes: [...verification.notes, ...lostContentNotes(relied, upstream.lost(relied))] };
}
