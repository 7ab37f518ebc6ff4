/** Moments and actors of the ledger, for people. */
import type { Actor } from '@tallyplan/core/model/event';
import { oneLine } from '../plain-text.ts';

/** `2026-11-22 14:30Z`: to the minute, in the ledger's own clock. */
export function moment(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)}Z`;
}

/** `Ada`, `robot (agent)`, `robot (agent, says human)`. */
export function tellActor({ name, kind, claimed }: Actor): string {
  const kinds = [...(kind === 'human' ? [] : [kind]), ...(claimed === undefined ? [] : [`says ${claimed}`])];
  return kinds.length === 0 ? oneLine(name) : `${oneLine(name)} (${kinds.join(', ')})`;
}
