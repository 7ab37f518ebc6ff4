/**
 * A ledger's lines as a chain: each event names the ids that it follows, so that none can be changed,
 * taken out, put in or moved without the next one telling.
 *
 *     ancestor ── ours ── ours ──┐
 *         └────── theirs ────────┴── merge          (`prev` of a merge names both heads)
 *
 * A line that is no event is one fault: the chain is followed past it by the id that it claims, so that
 * the rest is not blamed for it.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { LedgerEvent } from '../model/event.ts';
import type { EventLine } from './event-line.ts';
import { readEventLine } from './event-line.ts';
import type { LedgerFault } from './history.ts';
import type { LedgerName } from './ledger-file.ts';

export interface Chain {
  readonly ledger: LedgerName;
  readonly links: readonly Link[];
  /** Ids that no event follows. */
  readonly heads: readonly string[];
  readonly faults: readonly LedgerFault[];
}

/** One event in its chain. */
export interface Link {
  readonly event: LedgerEvent;
  /** Counted from 1. */
  readonly line: number;
  /** It follows all that stands before it; false on the branches of a fork. */
  readonly onTrunk: boolean;
}

/** Reads and verifies a ledger. Never throws. */
export function readChain(ledger: LedgerName, text: ByteString, digest: Digest): Chain {
  const chain = new ChainReader(ledger);
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const end = text.indexOf('\n', start);
    if (end === -1) {
      chain.fault(line, 'it is torn: its end is missing, so it does not count');
      break;
    }
    chain.take(line, readEventLine(text.slice(start, end) as ByteString, digest));
    start = end + 1;
  }
  return chain.finish();
}

/** What is known of a chain while its lines are read. */
class ChainReader {
  readonly #ledger: LedgerName;
  readonly #links: Link[] = [];
  readonly #faults: LedgerFault[] = [];
  /** The line of each id, of broken lines too as far as they claim one. */
  readonly #lines = new Map<string, number>();
  readonly #heads = new Set<string>();
  /** A line that claims no id was passed: the next one may follow it. */
  #gap = false;

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
    const { id, prev } = read.event;
    const before = this.#lines.get(id);
    if (before !== undefined) {
      this.fault(line, `it stands twice: it is line ${before}`);
      return;
    }
    const misled = this.#faultOfPrev(prev);
    if (misled !== null) this.fault(line, misled);
    this.#follow(line, id, prev);
    this.#links.push({ event: read.event, line, onTrunk: this.#heads.size === 1 });
  }

  fault(line: number, message: string, rule: LedgerFault['rule'] = 'ledger-broken'): void {
    this.#faults.push({ rule, ledger: this.#ledger, line, message });
  }

  finish(): Chain {
    const heads = [...this.#heads];
    const ends = heads.flatMap((head) => this.#lines.get(head) ?? []).sort((a, b) => a - b);
    const [first] = ends;
    if (first !== undefined && ends.length > 1) {
      this.fault(first, `two branches continued this ledger: it ends at lines ${ends.join(' and ')}`, 'ledger-forked');
    }
    return { ledger: this.#ledger, links: this.#links, heads, faults: this.#faults };
  }

  #faultOfPrev(prev: readonly string[]): string | null {
    const unknown = prev.find((id) => !this.#lines.has(id));
    if (unknown !== undefined && this.#gap) {
      this.#gap = false;
      return null;
    }
    if (unknown !== undefined) return `it follows ${unknown.slice(0, 12)}…, which does not stand before it`;
    if (prev.length === 0 && this.#lines.size > 0) return 'it says that it is the first, and is not';
    if (prev.length === 2 && !prev.every((id) => this.#heads.has(id))) return 'it merges what are not two ends of this ledger';
    return null;
  }

  #follow(line: number, id: string, prev: readonly string[]): void {
    // After a loss, which has been told, what comes next is taken for the continuation and not for a branch.
    if (prev.some((followed) => !this.#lines.has(followed))) this.#heads.clear();
    for (const followed of prev) this.#heads.delete(followed);
    this.#heads.add(id);
    this.#lines.set(id, line);
  }
}
