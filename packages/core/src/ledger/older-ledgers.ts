/** Ledgers only grow: what stood in them at an earlier revision stands in them today. */
import type { ByteString } from '../model/byte-string.ts';
import type { AuditFault } from './audit-fault.ts';
import { broken, truncated } from './audit-fault.ts';
import type { LedgerFiles } from './history.ts';

/** What the ledgers of then held and those of today do not. */
export function lossesSince(older: LedgerFiles, today: LedgerFiles): readonly AuditFault[] {
  const now = new Map(today.ledgers.map(({ name, text }) => [name, text]));
  return [
    ...older.ledgers.flatMap(({ name, text }) => lossesOf(name, text, now.get(name))),
    ...(older.baseline === null || older.baseline === today.baseline
      ? []
      : [broken('baseline.json', 1, 'it is not what it was at the earlier revision')]),
    ...(older.states === null || older.states === today.states
      ? []
      : [broken('baseline-states.jsonl', 1, 'it is not what it was at the earlier revision')]),
  ];
}

/** A merge may have put lines of another branch between: every line counts, wherever it stands. The chain holds their order. */
function lossesOf(name: string, then: ByteString, now: ByteString | undefined): readonly AuditFault[] {
  if (now === undefined) return [truncated(name, 1, 'the whole ledger is missing; the earlier revision had it')];
  if (now.startsWith(then)) return [];
  const lines = new Set(now.split('\n'));
  const lost = then.split('\n').findIndex((line) => !lines.has(line));
  return lost === -1 ? [] : [truncated(name, lost + 1, 'the earlier revision has another line here, which is nowhere in the ledger today')];
}
