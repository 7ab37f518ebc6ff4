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
import { areChanges, areReceipts, isActor, isObject, isUtcTime } from './event-shape.ts';

const hash = '[0-9a-f]{64}';
const line = new RegExp(
  [
    String.raw`^\{"actor":(\{[^{}]*\}),"at":"([^"]*)","changes":\[(\{.*?\})?\],"id":"(${hash})"`,
    String.raw`,"input":(\{.*?\}),"operation":"([a-z][a-z -]*)","plan":\{"after":"(${hash})","before":"(${hash})"\}`,
    String.raw`,"prev":\[(?:"(${hash})")?\](?:,"receipts":(\[.*?\]))?(?:,"task":"([^"\\\x00-\x1f]+)")?,"v":${eventVersion}\}$`,
  ].join(''),
);

/** Characters; a longer line is not worth the search for its parts. */
const longest = 20_000;

/** The event that a line says, or null where that takes a closer look. */
export function cutEvent(text: string): LedgerEvent | null {
  const cuts = text.length > longest ? null : line.exec(text);
  if (cuts === null) return null;
  const { 1: actorText = '', 2: at = '', 3: changesText = '', 4: id = '', 5: inputText = '', 6: operation = '' } = cuts;
  const { 7: after = '', 8: before = '', 9: prev, 10: receiptsText, 11: task } = cuts;
  const actor = actors.read(actorText);
  const changes = changesIn(changesText);
  const input = partIn(inputText, isObject);
  const receipts = receiptsText === undefined ? [] : partIn(receiptsText, areReceipts);
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
    ...(receiptsText === undefined ? {} : { receipts }),
    ...(task === undefined ? {} : { task }),
    v: eventVersion,
  };
}

/** Changes of ticks and statuses, as checklists give them: what most of a ledger consists of, and what comes again as a whole. */
const usualChange = String.raw`\{"from":(?:true|false|null|"[A-Z_]+"),"path":"[A-Za-z_.]+","to":(?:true|false|null|"[A-Z_]+")\}`;
const usualChanges = new RegExp(`${usualChange}(?:,${usualChange})*`, 'y');

/** The changes of a list, without its brackets. A value that looks like the end of one is left to the slow lane. */
function changesIn(text: string): readonly ValueChange[] | null {
  const found: ValueChange[] = [];
  for (let start = 0; start < text.length; ) {
    const endOfUsual = endOfUsualChanges(text, start);
    const end = endOfUsual ?? endOfOthers(text, start);
    const list = `[${text.slice(start, end)}]`;
    const changes = endOfUsual === null ? partIn(list, areChanges) : knownChanges.read(list);
    if (changes === null || !(end === text.length || text.charAt(end) === ',')) return null;
    for (const change of changes) found.push(change);
    start = end + 1;
  }
  return found;
}

function endOfUsualChanges(text: string, start: number): number | null {
  usualChanges.lastIndex = start;
  return usualChanges.test(text) ? usualChanges.lastIndex : null;
}

/** The end of the changes that are not usual ones. Where it is a piece of a text that looks like it, the rest is no JSON. */
function endOfOthers(text: string, start: number): number {
  for (let at = start; ; ) {
    const next = text.indexOf('},{', at);
    if (next === -1) return text.length;
    if (endOfUsualChanges(text, next + 2) !== null) return next + 1;
    at = next + 2;
  }
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
    if (part !== null && text.length <= 5_000 && this.#known.size < 1_000) this.#known.set(text, part);
    return part;
  }
}

const actors = new KnownParts(isActor);
const knownChanges = new KnownParts(areChanges);
