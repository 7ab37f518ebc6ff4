/**
 * What a ledger line must hold to be an event of this version. Strict: a key that the version does not
 * know is a fault, and so is a value of the wrong type, so that everything past here can trust its types.
 *
 * The tables below are the format; `docs/ledger.md` tells it to people.
 */

import type { Actor, LedgerEvent, Receipt } from '../model/event.ts';
import { eventVersion } from '../model/event.ts';
import type { TrackedState, TrackedValue, ValueChange } from '../model/tracked-state.ts';
import { isTrackedPath } from '../model/tracked-state.ts';

/** The event that a parsed line is, or what is wrong with it as one of this version, as a clause. */
export function asEvent(value: Readonly<Record<string, unknown>>): LedgerEvent | string {
  // The tables below are the type, written for a runtime; the compiler can't see that they say the same.
  return faultOfFields(value, eventFields)?.slice(1) ?? (value as unknown as LedgerEvent);
}

/** True for an actor as events hold it. */
export function isActor(value: unknown): value is Actor {
  return shape(actorFields)(value) === null;
}

/** True for a list of receipts. */
export function areReceipts(value: unknown): value is readonly Receipt[] {
  return listOf(shape(receiptFields))(value) === null;
}

/** True for a list of changes. */
export function areChanges(value: unknown): value is readonly ValueChange[] {
  return Array.isArray(value) && value.every(isChange);
}

/** True for a record of tracked paths, each with a value of its type. */
export function isTrackedState(value: unknown): value is TrackedState {
  return isObject(value) && Object.entries(value).every(([path, held]) => checkOf(path)?.(held) === true);
}

/** A field: whether it may be absent, and what it must be. A fault begins with the rest of the path: ".name must be a text". */
interface Field {
  readonly optional?: true;
  fault(value: unknown): string | null;
}
type Fields = ReadonlyMap<string, Field>;

function faultOfFields(value: Readonly<Record<string, unknown>>, fields: Fields): string | null {
  let found = 0;
  for (const key in value) {
    const field = fields.get(key);
    if (field === undefined) return `.${key} is not a key of version ${eventVersion}`;
    const fault = field.fault(value[key]);
    if (fault !== null) return `.${key}${fault}`;
    found++;
  }
  if (found === fields.size) return null;
  for (const [key, field] of fields) if (field.optional !== true && !(key in value)) return `.${key} is missing`;
  return null;
}

const must =
  (what: string, holds: (value: unknown) => boolean): Field['fault'] =>
  (value) =>
    holds(value) ? null : ` must be ${what}`;
const listOf =
  (fault: Field['fault']): Field['fault'] =>
  (value) => {
    if (!Array.isArray(value)) return ' must be a list';
    for (const [i, item] of value.entries()) {
      const found = fault(item);
      if (found !== null) return `[${i}]${found}`;
    }
    return null;
  };
const shape =
  (fields: Fields): Field['fault'] =>
  (value) =>
    isObject(value) ? faultOfFields(value, fields) : ' must be an object';

const text = must('a text', (value) => typeof value === 'string');
const someText = must('a text that is not empty', (value) => typeof value === 'string' && value !== '');
const textOrNull = must('a text or null', (value) => value === null || typeof value === 'string');
const hash = must('a SHA-256 in lower-case hex', isHash);
const kind = must('human, agent or ci', (value) => value === 'human' || value === 'agent' || value === 'ci');

const actorFields: Fields = new Map([
  ['claimed', { optional: true, fault: kind }],
  ['kind', { fault: kind }],
  ['name', { fault: someText }],
  ['session', { optional: true, fault: text }],
]);

const documentFields: Fields = new Map([
  ['blob', { fault: textOrNull }],
  ['committed', { fault: must('true or false', (value) => typeof value === 'boolean') }],
  ['digest', { fault: someText }],
  ['path', { fault: someText }],
  ['sections', { optional: true, fault: listOf(text) }],
]);

const receiptFields: Fields = new Map([
  ['documents', { fault: listOf(shape(documentFields)) }],
  ['item', { fault: someText }],
  ['note', { fault: text }],
  ['remark', { optional: true, fault: text }],
  ['trust', { fault: must('self-reported or tool-run', (value) => value === 'self-reported' || value === 'tool-run') }],
]);

const planFields: Fields = new Map([
  ['after', { fault: hash }],
  ['before', { fault: hash }],
]);

const eventFields: Fields = new Map<string, Field>([
  ['actor', { fault: shape(actorFields) }],
  ['at', { fault: must('a UTC time with milliseconds', isUtcTime) }],
  ['changes', { fault: listOf(faultOfChange) }],
  ['id', { fault: hash }],
  ['input', { fault: must('an object', isObject) }],
  ['operation', { fault: someText }],
  ['plan', { fault: shape(planFields) }],
  ['prev', { fault: must('a list of at most two different ids', isPrev) }],
  ['receipts', { optional: true, fault: listOf(shape(receiptFields)) }],
  ['task', { optional: true, fault: someText }],
  ['v', { fault: must(String(eventVersion), (value) => value === eventVersion) }],
]);

/** Changes are the most numerous part of a ledger, so they are looked at without a table. */
function faultOfChange(value: unknown): string | null {
  return isChange(value) ? null : ' must hold a path, from and to, and values that belong to that path';
}

/** True for a change of a value: at a tracked path, both values are of that path's type. */
function isChange(value: unknown): value is ValueChange {
  if (!isObject(value) || typeof value.path !== 'string' || !('from' in value) || !('to' in value)) return false;
  const fits = checkOf(value.path);
  return Object.keys(value).length === 3 && (fits === null || (fits(value.from) && fits(value.to)));
}

type ValueCheck = (value: unknown) => boolean;
/** The same few paths stand in every ledger. */
const checks = new Map<string, ValueCheck | null>();

/** What a value at a path is, where there is one; null for a path that is not tracked. */
function checkOf(path: string): ValueCheck | null {
  let check = checks.get(path);
  if (check === undefined) {
    check = isTrackedPath(path) ? trackedCheckOf(path) : null;
    checks.set(path, check);
  }
  return check;
}

function trackedCheckOf(path: string): ValueCheck {
  if (path === 'log') return isRowsOrNull;
  if (path === 'prerequisites') return isTextsOrNull;
  return path.includes('.items.') ? isFlagOrNull : isTextOrNull;
}

/** A change of an event that was read: at a tracked path its values have been checked. */
export function isTrackedChange(change: ValueChange): change is TrackedChange {
  return checkOf(change.path) !== null;
}
export interface TrackedChange {
  readonly path: string;
  readonly from: TrackedValue;
  readonly to: TrackedValue;
}

const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';
const isFlagOrNull = (value: unknown) => value === null || typeof value === 'boolean';
const isTextsOrNull = (value: unknown) => value === null || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
const isRowsOrNull = (value: unknown) => value === null || (Array.isArray(value) && value.every(isCompletedRow));

function isCompletedRow(row: unknown): boolean {
  return isObject(row) && Object.keys(row).length === 2 && typeof row.date === 'string' && typeof row.notes === 'string';
}

function isPrev(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 2 && value.every(isHash) && (value.length < 2 || value[0] !== value[1]);
}

/** True for an id: SHA-256 in lower-case hex. */
export function isHash(value: unknown): value is string {
  return typeof value === 'string' && value.length === 64 && /^[0-9a-f]+$/.test(value);
}

const utcTime = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** A real moment as `Date.prototype.toISOString` writes it, of a year from 0 to 9999. */
export function isUtcTime(value: unknown): boolean {
  if (typeof value !== 'string' || !utcTime.test(value)) return false;
  const day = Number(value.slice(8, 10));
  return day <= 28 || day <= daysIn(Number(value.slice(0, 4)), Number(value.slice(5, 7)));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** True for a JSON object, and not for a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
