/**
 * A ledger's lines as a chain: each event names the ids that it follows, so that none can be changed,
 * taken out, put in or moved without the next one telling.
 *
 *     ancestor ── ours ── ours ──┐
 *         └────── theirs ────────┴── merge          (`prev` of a merge names both heads)
 *
 * A ledger that both branches began has two beginnings. One that was merged in two places at once holds
 * two merges of the same heads, and a merge of those.
 *
 * A line that is no event is one fault: the chain is followed past it by the id that it claims, so that
 * the rest is not blamed for it.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { LedgerEvent } from '../model/event.ts';
import { Ancestry } from './ancestry.ts';
import type { EventLine } from './event-line.ts';
import { readEventLine } from './event-line.ts';
import type { LedgerFault } from './history.ts';
import type { LedgerName } from './ledger-file.ts';

export interface Chain {
  readonly ledger: LedgerName;
  readonly links: readonly Link[];
  /** Ids that no event follows, in the order of their lines. */
  readonly heads: readonly string[];
  /** Who follows whom; null for a ledger that never branched, where each follows the line before it. */
  readonly ancestry: Ancestry | null;
  readonly faults: readonly LedgerFault[];
}

/** One event in its chain. */
export interface Link {
  readonly event: LedgerEvent;
  /** Counted from 1. */
  readonly line: number;
}

/** Reads and verifies a ledger. Never throws. */
export function readChain(ledger: LedgerName, text: ByteString, digest: Digest): Chain {
  const chain = new ChainReader(ledger);
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const end = text.indexOf('\n', start);
    if (end === -1) {
      chain.fault(line, tornLine);
      break;
    }
    chain.take(line, readEventLine(text.slice(start, end) as ByteString, digest));
    start = end + 1;
  }
  return chain.finish();
}

/** Of a last line without its line feed. */
export const tornLine = 'it is torn: its end is missing, so it does not count';

/** What is known of a chain while its lines are read. */
class ChainReader {
  readonly #ledger: LedgerName;
  readonly #links: Link[] = [];
  readonly #faults: LedgerFault[] = [];
  /** The line of each id, of broken lines too as far as they claim one. */
  readonly #lines = new Map<string, number>();
  /** With the line of each. */
  readonly #heads = new Map<string, number>();
  /** A line that claims no id was passed: the next one may follow it. */
  #gap = false;
  /** Two ends stood side by side. */
  #branched = false;

  constructor(ledger: LedgerName) {
    this.#ledger = ledger;
  }

  take(line: number, read: EventLine): void {
    if (!read.ok) {
      this.fault(line, read.message, read.rule);
      if (read.claim === null) this.#gap ||= read.rule === 'ledger-broken';
      else this.#follow(line, read.claim.id, read.claim.prev);
      return;
    }
    const { id, prev, operation } = read.event;
    const before = this.#lines.get(id);
    if (before !== undefined) {
      this.fault(line, `it stands twice: it is line ${before}`);
      return;
    }
    const misled = this.#faultOfPrev(prev) ?? faultOfNumber(operation, prev);
    if (misled !== null) this.fault(line, misled);
    this.#follow(line, id, prev);
    this.#links.push({ event: read.event, line });
  }

  fault(line: number, message: string, rule: LedgerFault['rule'] = 'ledger-broken'): void {
    this.#faults.push({ rule, ledger: this.#ledger, line, message });
  }

  finish(): Chain {
    const found = [...this.#heads].sort(([, a], [, b]) => a - b);
    const [heads, ends] = [found.map(([id]) => id), found.map(([, line]) => line)];
    const [first] = ends;
    const ancestry = this.#branched ? this.#ancestry() : null;
    if (first !== undefined && ends.length > 1) {
      this.fault(first, `two branches continued this ledger: it ends at lines ${ends.join(' and ')}`, 'ledger-forked');
    }
    return { ledger: this.#ledger, links: this.#links, heads, ancestry, faults: this.#faults };
  }

  /** A merge joins two events of which neither follows the other. */
  #ancestry(): Ancestry {
    const ancestry = new Ancestry();
    for (const { event, line } of this.#links) {
      ancestry.add(event);
      const [ours, theirs] = event.prev.length === 2 ? event.prev.map((id) => ancestry.positionOf(id)) : [];
      if (ours === undefined || theirs === undefined) continue;
      const met = ancestry.meet(ours, theirs);
      if (met.includes(ours) || met.includes(theirs)) this.fault(line, 'it merges what are not two ends of this ledger');
    }
    return ancestry;
  }

  #faultOfPrev(prev: readonly string[]): string | null {
    const unknown = prev.find((id) => !this.#lines.has(id));
    if (unknown !== undefined && this.#gap) {
      this.#gap = false;
      return null;
    }
    if (unknown !== undefined) return `it follows ${unknown.slice(0, 12)}…, which does not stand before it`;
    return null;
  }

  #follow(line: number, id: string, prev: readonly string[]): void {
    // After a loss, which has been told, what comes next is taken for the continuation and not for a branch.
    if (prev.some((followed) => !this.#lines.has(followed))) this.#heads.clear();
    for (const followed of prev) this.#heads.delete(followed);
    this.#heads.set(id, line);
    this.#branched ||= this.#heads.size > 1 || prev.length > 1;
    this.#lines.set(id, line);
  }
}

/** Two ends are joined by a merge, which claims nothing else, and by nothing else. */
function faultOfNumber(operation: string, { length }: LedgerEvent['prev']): string | null {
  if ((operation === 'merge') === (length === 2)) return null;
  return length === 2 ? 'it follows two events, and is no merge' : 'it is a merge, and does not follow two events';
}
