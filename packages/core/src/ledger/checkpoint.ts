/**
 * A checkpoint: every ledger's name, length and head, and one digest over them. Kept outside of the
 * repository (or in a signed commit, a tag, a note) it shows later that nothing was cut off or rewritten.
 *
 * The digest is SHA-256 of the canonical JSON of the checkpoint without it, ledgers sorted by name: a plain
 * hash, not a tree of hashes, because whoever checks one has all ledgers at hand.
 */
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { LedgerEvent } from '../model/event.ts';
import type { AuditFault } from './audit-fault.ts';
import { broken, truncated } from './audit-fault.ts';
import { canonicalJson } from './canonical-json.ts';
import { isHash, isObject } from './event-shape.ts';

const checkpointVersion = 1;

export interface Checkpoint {
  readonly v: number;
  readonly ledgers: readonly LedgerMark[];
  readonly digest: string;
}

/** How far one ledger went. */
export interface LedgerMark {
  /** Name of its file: `TASKS-07.jsonl`. */
  readonly name: string;
  /** How many events it held. */
  readonly length: number;
  /** Id of the last one. */
  readonly head: string;
}

/** What a checkpoint needs to know of a ledger. */
export interface MarkedLedger {
  readonly name: string;
  readonly events: readonly LedgerEvent[];
  readonly heads: readonly string[];
}

/** The checkpoint of ledgers that hold together: each has one head. An empty one is left out. */
export function checkpointOf(ledgers: readonly MarkedLedger[], digest: Digest): Checkpoint {
  const marks = ledgers.flatMap(({ name, events, heads: [head] }) => (head === undefined ? [] : [{ name, length: events.length, head }]));
  const sorted = sortedByName(marks);
  return { v: checkpointVersion, ledgers: sorted, digest: digestOf(sorted, digest) };
}

/** The checkpoint that a value is, or why it is none, as a clause. Takes the answer of `audit checkpoint --json` as well. */
export function asCheckpoint(given: unknown, digest: Digest): Checkpoint | string {
  const value = unwrapped(given);
  if (!isObject(value)) return 'it is no JSON object';
  const { v, ledgers } = value;
  if (typeof v === 'number' && v > checkpointVersion)
    return `it is of version ${v}, which this Tallyplan can't read (it knows ${checkpointVersion})`;
  if (v !== checkpointVersion || !Array.isArray(ledgers) || !ledgers.every(isMark)) return 'it is no checkpoint';
  const sorted = sortedByName(ledgers);
  const own = digestOf(sorted, digest);
  return own === value.digest ? { v, ledgers: sorted, digest: own } : 'its digest is not that of the ledgers that it lists';
}

function unwrapped(given: unknown): unknown {
  const answer = isObject(given) && 'result' in given ? given.result : given;
  return isObject(answer) && 'checkpoint' in answer ? answer.checkpoint : answer;
}

/** What of the checkpoint today's ledgers do not extend; none where they only grew. */
export function departures(checkpoint: Checkpoint, ledgers: readonly MarkedLedger[]): readonly AuditFault[] {
  const today = new Map(ledgers.map((ledger) => [ledger.name, ledger.events]));
  return checkpoint.ledgers.flatMap((mark) => departure(mark, today.get(mark.name) ?? []) ?? []);
}

function departure({ name, length, head }: LedgerMark, events: readonly LedgerEvent[]): AuditFault | null {
  const marked = `the checkpoint has it with ${length} ${length === 1 ? 'event' : 'events'} up to ${head.slice(0, 12)}…`;
  const before = ancestry(head, events);
  if (before === length) return null;
  const line = Math.min(length, events.length) || 1;
  if (events.length < length) return truncated(name, line, `it is one of ${events.length} today; ${marked}`);
  const told = before === 0 ? 'that event is not there: the ledger was rewritten' : `that event makes ${before}`;
  return broken(name, line, `the ledger does not continue from the checkpoint: ${marked}, and ${told}`);
}

/** How many events a head stands for: itself and all that it follows. After a merge that need not be the first lines of the file. */
function ancestry(head: string, events: readonly LedgerEvent[]): number {
  const byId = new Map(events.map((event) => [event.id, event]));
  const seen = new Set<string>();
  const open = [head];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const event = seen.has(id) ? undefined : byId.get(id);
    if (event === undefined) continue;
    seen.add(id);
    open.push(...event.prev);
  }
  return seen.size;
}

function sortedByName(marks: readonly LedgerMark[]): readonly LedgerMark[] {
  return [...marks].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function digestOf(ledgers: readonly LedgerMark[], digest: Digest): string {
  return digest(
    encodeUtf8(canonicalJson({ ledgers: ledgers.map(({ name, length, head }) => ({ name, length, head })), v: checkpointVersion })),
  );
}

function isMark(value: unknown): value is LedgerMark {
  return isObject(value) && typeof value.name === 'string' && Number.isSafeInteger(value.length) && isHash(value.head);
}
