/** Puts an event into the chain: who, when, after what, and the hash of all that as its id. */
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Actor, DraftEvent, LedgerEvent } from '../model/event.ts';
import { eventVersion } from '../model/event.ts';
import { canonicalJson } from './canonical-json.ts';
import { asEvent } from './event-shape.ts';

/** What the store knows of an event that the operation does not. */
export interface ChainLink {
  /** Heads of the ledger that it goes to. */
  readonly prev: readonly string[];
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly actor: Actor;
  /** SHA-256 (hex) of the plan's bytes before and after the change. For a plan that was not there: of no bytes. */
  readonly before: string;
  readonly after: string;
}

/**
 * The event that `draft` becomes at that place of the chain.
 *
 * @throws TypeError where the result would not be readable as an event: a ledger is never written a line
 * that `readEventLine` refuses.
 */
export function sealEvent(draft: DraftEvent, chain: ChainLink, digest: Digest): LedgerEvent {
  const { prev, at, actor, before, after } = chain;
  const { ledger: _, ...said } = draft;
  const body = canonicalJson({ ...wellFormed(said), v: eventVersion, prev, at, actor: wellFormed(actor), plan: { before, after } });
  const event = asEvent({ ...JSON.parse(body), id: digest(encodeUtf8(body)) });
  if (typeof event === 'string') throw new TypeError(`${draft.operation} ${draft.task ?? ''}: an event that can't be read: ${event}`);
  return event;
}

/** The same value with U+FFFD for each lone surrogate, which is what becomes of one in the plan, too. */
function wellFormed<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  return text.includes('\\ud')
    ? JSON.parse(text.replace(/\\(?:ud[0-9a-f]{3}|.)/g, (sequence) => (sequence.startsWith('\\ud') ? '\ufffd' : sequence)))
    : value;
}
