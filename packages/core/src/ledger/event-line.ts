/**
 * One line of a ledger: an event as canonical JSON in UTF-8, and the line feed that ends it.
 *
 * A line is read strictly. Its bytes must be the very bytes that writing what they say would give, so
 * that no two texts are one event: this finds CRLF, blanks, repeated keys, other orders, other forms of
 * a number or an escape. Then its id must be the hash of the rest.
 */

import type { ByteString } from '../model/byte-string.ts';
import { decodeUtf8, encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { LedgerEvent } from '../model/event.ts';
import { eventVersion } from '../model/event.ts';
import { canonicalJson, isCanonicalText, parsedJson } from './canonical-json.ts';
import { cutEvent } from './cut-event.ts';
import { asEvent, isHash, isObject } from './event-shape.ts';

/** What a line says, or why it says nothing. */
export type EventLine = { readonly ok: true; readonly event: LedgerEvent } | BrokenLine;

export interface BrokenLine {
  readonly ok: false;
  readonly rule: 'ledger-broken' | 'ledger-forked';
  /** What is wrong, as a clause: "it is no JSON". */
  readonly message: string;
  /** The id and the predecessors that it claims, so that the rest of the chain can be judged; null where it has none. */
  readonly claim: { readonly id: string; readonly prev: readonly string[] } | null;
}

/** The line of an event, with its line feed. */
export function eventLine(event: LedgerEvent): ByteString {
  return `${encodeUtf8(canonicalJson(event))}\n` as ByteString;
}

/** Reads a line, given without its line feed. Never throws. */
export function readEventLine(line: ByteString, digest: Digest): EventLine {
  const text = decodeUtf8(line);
  const event = cutEvent(text) ?? read(text);
  if ('message' in event) return event;
  if (text !== line && encodeUtf8(text) !== line) return broken('it is not UTF-8', event);
  if (digest(withoutId(line, event.id)) !== event.id) return broken('its id is not the hash of what it says', event);
  return { ok: true, event };
}

/** The event, or what is wrong with the line. */
function read(text: string): LedgerEvent | BrokenLine {
  const value = parsedJson(text);
  if (!isObject(value)) return conflictMarker.test(text) ? forked : broken('it is no JSON object', null);
  if (typeof value.v === 'number' && value.v > eventVersion) {
    const told = `it is of version ${value.v}, which this Tallyplan can't read (it knows ${eventVersion})`;
    return broken(`${told}: the ledger is read-only to it`, value);
  }
  if (!isCanonicalText(value, text)) return broken(text.endsWith('\r') ? convertedEnd : notCanonical, value);
  const event = asEvent(value);
  return typeof event === 'string' ? broken(event, value) : event;
}

const notCanonical = 'its bytes are not the canonical form (RFC 8785) of what it says';
const convertedEnd = 'it ends with a carriage return: something converted its line end';
const conflictMarker = /^(?:<{7}|\|{7}|={7}|>{7})(?: |\r?$)/;
const forked: BrokenLine = {
  ok: false,
  rule: 'ledger-forked',
  message: 'it is a conflict marker that git left: two branches continued this ledger',
  claim: null,
};

/**
 * What the id is the hash of: the line's own bytes, less the id. Sound because the line is canonical and
 * `id` stands between two other keys, so taking it out leaves the canonical form of the rest; and because
 * these characters can't stand in a string (its quotes would be escaped) nor, as another object's key, a
 * second time: an event that holds its own hash twice can't be made.
 */
function withoutId(line: ByteString, id: string): ByteString {
  const field = `,"id":"${id}"`;
  const at = line.indexOf(field);
  return (line.slice(0, at) + line.slice(at + field.length)) as ByteString;
}

function broken(message: string, value: { readonly id?: unknown; readonly prev?: unknown } | null): BrokenLine {
  const claim = value !== null && isHash(value.id) && Array.isArray(value.prev) ? { id: value.id, prev: value.prev.filter(isHash) } : null;
  return { ok: false, rule: 'ledger-broken', message, claim };
}
