/**
 * Ids of upstream documents and of what stands in them. The only place that knows how one is written:
 *
 *     REQ-01            a document
 *     REQ-01.3, REQ-01.3.2      a section of it
 *     REQ.01.06.02      an element of it: the first number is the document's
 *     REQ-001-02        the older form of an element
 *     AC-001, FR-001    an id that has meaning within one document only
 *
 * Two ids are the same when they differ only in case and in the width of their numbers.
 */
import { taskKeyOf } from '../model/task-id.ts';
import type { Profile } from './profile.ts';

declare const documentKey: unique symbol;
/** The canonical id of a document, `REQ-01`: upper case, two digits or more. It is the `TaskKey` of a task with that id. */
export type DocumentKey = string & { readonly [documentKey]: true };

/** What an id means. */
export interface Target {
  readonly type: string;
  readonly document: DocumentKey;
  /** What of the document is meant; null: all of it. */
  readonly part: TargetPart | null;
}
export type TargetPart =
  /** "3" or "3.2", without leading zeros. */
  | { readonly kind: 'section'; readonly number: string }
  /** `REQ.01.06.02`, each number with two digits or more; or `REQ-01-02`, as older documents write it. */
  | { readonly kind: 'element'; readonly key: string };

/** TYPE, its number, and the rest: `.3.2`, or `-02`. */
const dashed = /^([A-Za-z][A-Za-z0-9]*)-(\d{2,9})((?:\.\d{1,4}){0,4}|-\d{2,6})$/;
/** An element without its last number. */
const elementHead = /^([A-Za-z][A-Za-z0-9]*)\.(\d{2,9})\.(\d{1,6})$/;
const elementNumber = /^\d{1,6}$/;

/** The meaning of a text that is an id of the profile's types as a whole; null for any other text, and for `TYPE-00`, which lists documents. */
export function readTarget(text: string, profile: Profile): Target | null {
  const known = knownIds(profile);
  if (text.includes('-')) return looked(known.targets, text, () => targetOf(text, profile));
  const dot = text.lastIndexOf('.');
  const number = text.slice(dot + 1);
  if (dot < 0 || !elementNumber.test(number)) return null;
  const written = text.slice(0, dot);
  const head = looked(known.heads, written, () => headOf(written, profile));
  if (head === null) return null;
  const { type, document, key } = head;
  return { type, document, part: { kind: 'element', key: `${key}.${twoDigits(number)}` } };
}

/** What is the same in all elements of one kind of a document. */
interface ElementHead {
  readonly type: string;
  readonly document: DocumentKey;
  /** `REQ.01.06`. */
  readonly key: string;
}

/** Documents name the same ids again and again: what was found out about one is kept. */
interface KnownIds {
  readonly targets: Map<string, Target | null>;
  readonly heads: Map<string, ElementHead | null>;
}

const known = new WeakMap<Profile, KnownIds>();
const mostKnown = 50_000;

function knownIds(profile: Profile): KnownIds {
  let ids = known.get(profile);
  if (ids === undefined) {
    ids = { targets: new Map(), heads: new Map() };
    known.set(profile, ids);
  }
  return ids;
}

function looked<T>(map: Map<string, T>, text: string, read: () => T): T {
  const found = map.get(text);
  if (found !== undefined) return found;
  if (map.size > mostKnown) map.clear();
  const made = read();
  map.set(text, made);
  return made;
}

function targetOf(text: string, { layers }: Profile): Target | null {
  const [, name = '', number = '', rest = ''] = dashed.exec(text) ?? [];
  const type = name.toUpperCase();
  if (Number(number) === 0 || !layers.has(type)) return null;
  return { type, document: documentKeyOf(type, number), part: partOf(type, number, rest) };
}

function headOf(text: string, { layers }: Profile): ElementHead | null {
  const [, name = '', number = '', kind = ''] = elementHead.exec(text) ?? [];
  const type = name.toUpperCase();
  if (Number(number) === 0 || !layers.has(type)) return null;
  return { type, document: documentKeyOf(type, number), key: `${type}.${twoDigits(number)}.${twoDigits(kind)}` };
}

function partOf(type: string, number: string, rest: string): TargetPart | null {
  if (rest === '') return null;
  if (rest.startsWith('-')) return { kind: 'element', key: `${type}-${twoDigits(number)}-${twoDigits(rest.slice(1))}` };
  return { kind: 'section', number: rest.slice(1).split('.').map(withoutZeros).join('.') };
}

/** An id in a text: `start` and `end` are positions in that text. */
export interface WrittenTarget {
  readonly target: Target;
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

/** A first number, further ones, and for elements the last of a range (`SYS.02.01.01-04`). */
const anyId =
  /(?<![\w.-])[A-Za-z][A-Za-z0-9]*(?:-\d{2,9}(?:(?:\.\d{1,4}){1,4}|-\d{2,6})?|\.\d{2,9}\.\d{1,6}\.\d{1,6})(?![A-Za-z0-9])(?:-(\d{1,6})(?![A-Za-z0-9.]))?/g;
/** More of a range than this is a slip. */
const longestRange = 200;

/** Every id in a text, in order. A range of elements gives each of them, at the place of the range. */
export function targetsIn(text: string, profile: Profile): readonly WrittenTarget[] {
  const ids: WrittenTarget[] = [];
  anyId.lastIndex = 0;
  for (let found = anyId.exec(text); found !== null; found = anyId.exec(text)) {
    const [whole, last] = found;
    const written = last === undefined ? whole : whole.slice(0, -last.length - 1);
    const target = readTarget(written, profile);
    if (target === null) continue;
    const place = { written: whole, start: found.index, end: found.index + whole.length };
    if (last === undefined) ids.push({ target, ...place });
    else for (const one of rangeOf(target, last)) ids.push({ target: one, ...place });
  }
  return ids;
}

function rangeOf(target: Target, last: string): readonly Target[] {
  const { part } = target;
  const [, head = '', first = ''] = (part?.kind === 'element' && /^(.*\.)(\d+)$/.exec(part.key)) || [];
  const count = Number(last) - Number(first) + 1;
  if (head === '' || count < 2 || count > longestRange) return [target];
  return Array.from({ length: count }, (_, index) => ({
    ...target,
    part: { kind: 'element', key: head + twoDigits(String(Number(first) + index)) },
  }));
}

/** The documents behind a first one, up to the last of a range of their type; none where it is no range. */
export function documentsBetween(
  { type, document, part }: Target,
  last: { readonly type: string | undefined; readonly number: string },
  { layers }: Profile,
): readonly Target[] {
  const count = Number(last.number) - Number(document.slice(document.lastIndexOf('-') + 1));
  const isRange = part === null && layers.has(type) && (last.type === undefined || last.type.toUpperCase() === `${type}-`);
  if (!isRange || count < 1 || count > longestRange) return [];
  const from = Number(last.number) - count + 1;
  return Array.from({ length: count }, (_, index) => ({ type, document: documentKeyOf(type, String(from + index)), part: null }));
}

export function documentKeyOf(type: string, number: string): DocumentKey {
  return taskKeyOf(`${type.toUpperCase()}-${number}`) as string as DocumentKey;
}

function twoDigits(number: string): string {
  return withoutZeros(number).padStart(2, '0');
}

function withoutZeros(number: string): string {
  if (!number.startsWith('0')) return number;
  return number.replace(/^0+(?=\d)/, '');
}
