/**
 * The fast lane of reading a ledger. Ledgers repeat themselves: the same actor, the same twenty values of
 * a checklist, in every file. So a line is cut into its parts, and each distinct part is parsed and checked
 * once; `check` reads a thousand ledgers, and this spares it most of the work.
 *
 * However the cuts are found, they can't be wrong where they succeed: every part is the canonical text of
 * what belongs there, so the line is the canonical text of the event, and says nothing else. Where they
 * don't, the answer is null, and the slow lane (`event-shape.ts`) reads the line and tells what is wrong.
 */
import type { LedgerEvent } from '../model/event.ts';
import { eventVersion } from '../model/event.ts';
import type { ValueChange } from '../model/tracked-state.ts';
import { isCanonicalText, parsedJson } from './canonical-json.ts';
import { areReceipts, isActor, isChange, isObject, isUtcTime } from './event-shape.ts';

const hash = '[0-9a-f]{64}';
const line = new RegExp(
  [
    String.raw`^\{"actor":(?<actor>\{[^{}]*\}),"at":"(?<at>[^"]*)","changes":\[(?<changes>\{.*?\})?\],"id":"(?<id>${hash})"`,
    String.raw`,"input":(?<input>\{.*?\}),"operation":"(?<operation>[a-z][a-z -]*)","plan":\{"after":"(?<after>${hash})","before":"(?<before>${hash})"\}`,
    String.raw`,"prev":\[(?:"(?<prev>${hash})")?\](?:,"receipts":(?<receipts>\[.*?\]))?(?:,"task":"(?<task>[^"\\\x00-\x1f]+)")?,"v":${eventVersion}\}$`,
  ].join(''),
);

/** Characters; a longer line is not worth the search for its parts. */
const longest = 20_000;

/** The event that a line says, or null where that takes a closer look. */
export function cutEvent(text: string): LedgerEvent | null {
  const parts = text.length > longest ? undefined : line.exec(text)?.groups;
  if (parts === undefined) return null;
  const { at = '', id = '', operation = '', after = '', before = '', prev, task } = parts;
  const actor = actors.read(parts.actor ?? '');
  const changes = changesIn(parts.changes ?? '');
  const input = partIn(parts.input ?? '', isObject);
  const receipts = parts.receipts === undefined ? [] : partIn(parts.receipts, areReceipts);
  if (actor === null || changes === null || input === null || receipts === null || !isUtcTime(at)) return null;
  return {
    actor,
    at,
    changes,
    id,
    input,
    operation,
    plan: { after, before },
    prev: prev === undefined ? [] : [prev],
    ...(parts.receipts === undefined ? {} : { receipts }),
    ...(task === undefined ? {} : { task }),
    v: eventVersion,
  };
}

/** The changes of a list, without its brackets. A value that looks like the end of one is left to the slow lane. */
function changesIn(text: string): readonly ValueChange[] | null {
  const found: ValueChange[] = [];
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('},{', start);
    const end = next === -1 ? text.length : next + 1;
    const change = changes.read(text.slice(start, end));
    if (change === null) return null;
    found.push(change);
    start = end + 1;
  }
  return found;
}

function partIn<Part>(text: string, is: (value: unknown) => value is Part): Part | null {
  const value = parsedJson(text);
  return is(value) && isCanonicalText(value, text) ? value : null;
}

/** Parts that come again. Bounded, so that no ledger can fill the memory. */
class KnownParts<Part> {
  readonly #is: (value: unknown) => value is Part;
  readonly #known = new Map<string, Part>();

  constructor(is: (value: unknown) => value is Part) {
    this.#is = is;
  }

  /** The part that a text says; null where it says none. */
  read(text: string): Part | null {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const part = partIn(text, this.#is);
    // Long ones, such as rows of the log, do not come again.
    if (part !== null && text.length <= 200 && this.#known.size < 10_000) this.#known.set(text, part);
    return part;
  }
}

const actors = new KnownParts(isActor);
const changes = new KnownParts(isChange);
