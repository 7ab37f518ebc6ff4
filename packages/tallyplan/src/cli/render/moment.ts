/** Moments and actors of the ledger, for people. */
import type { Actor } from '@tallyplan/core/model/event';
import { oneLine } from '../plain-text.ts';

export { tellMoment as moment } from '@tallyplan/core/model/tell-moment';

/** `Ada`, `robot (agent)`, `robot (agent, says human)`. */
export function tellActor({ name, kind, claimed }: Actor): string {
  const kinds = [...(kind === 'human' ? [] : [kind]), ...(claimed === undefined ? [] : [`says ${claimed}`])];
  return kinds.length === 0 ? oneLine(name) : `${oneLine(name)} (${kinds.join(', ')})`;
}
