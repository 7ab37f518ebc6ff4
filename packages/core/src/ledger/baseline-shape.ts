/** What the parts of a baseline must be. */
import { isObject } from './event-shape.ts';
import type { KnownFinding } from './history.ts';

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

export function isRecordOf<Value>(isOne: (value: unknown) => value is Value) {
  return (value: unknown): value is Readonly<Record<string, Value>> => isObject(value) && Object.values(value).every(isOne);
}

export function areKnownFindings(value: unknown): value is readonly KnownFinding[] {
  return Array.isArray(value) && value.every(isKnownFinding);
}

function isKnownFinding(value: unknown): boolean {
  if (!isObject(value) || typeof value.rule !== 'string' || typeof value.severity !== 'string') return false;
  return (value.task === null || typeof value.task === 'string') && typeof value.value === 'string';
}
