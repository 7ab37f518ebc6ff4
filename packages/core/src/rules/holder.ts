/**
 * Who has a task. A person has it until it is given back. An agent has a lease: it ends when nothing was heard
 * of it for that long, and then the task is nobody's, whatever its status is.
 *
 * The end is not written down: it is the last event of that actor on the task, and the lease after it. So every
 * change renews a lease by itself, and a `renew` event is needed only by who works for long and changes nothing.
 */
import type { Assignment, TaskHistory } from '../ledger/history.ts';
import { sameActor } from '../model/same-actor.ts';
import { tellMoment } from '../model/tell-moment.ts';
import { hasPassed, type Moment, type RuleWorld } from './rule-world.ts';

type Now = Pick<RuleWorld, 'now'>;

/** Who has the task now; null for nobody, and for a lease that has run out. */
export function holderOf({ now }: Now, { assignee }: Pick<TaskHistory, 'assignee'>): Assignment | null {
  return assignee === null || hasRunOut(assignee, now) ? null : assignee;
}

/** The holder, where it is another than who acts. */
export function otherHolder(world: Pick<RuleWorld, 'now' | 'actor'>, history: Pick<TaskHistory, 'assignee'>): Assignment | null {
  const holder = holderOf(world, history);
  return holder === null || sameActor(holder.actor, world.actor) ? null : holder;
}

/** Whether the task is held by who acts. */
export function isHeldByActor(world: Pick<RuleWorld, 'now' | 'actor'>, history: Pick<TaskHistory, 'assignee'>): boolean {
  const holder = holderOf(world, history);
  return holder !== null && sameActor(holder.actor, world.actor);
}

/** Whether another sitting of the same name holds it, and is not over: two sessions that share a name share no task by chance. */
export function isHeldElsewhere({ actor }: Pick<RuleWorld, 'actor'>, { actor: holder, left }: Assignment): boolean {
  return !left && holder.session !== undefined && actor.session !== undefined && holder.session !== actor.session;
}

/** A hold that ends by itself. */
export type Leased = Assignment & { readonly lease: number };

export function isLeased(assignment: Assignment): assignment is Leased {
  return assignment.lease !== null;
}

/** UTC of the moment at which a hold ends by itself; null for one that does not. */
export function endOfLease(assignment: Leased): string;
export function endOfLease(assignment: Assignment): string | null;
export function endOfLease({ lease, renewed }: Assignment): string | null {
  return lease === null ? null : laterBy(renewed, lease);
}

/** True when half of a lease is gone: time to renew it, where no change did. */
export function isLeaseDue({ lease, renewed }: Assignment, { now }: Now): boolean {
  return lease !== null && hasPassed(now, laterBy(renewed, lease / 2));
}

function hasRunOut(assignment: Assignment, now: Moment): boolean {
  const end = endOfLease(assignment);
  return end !== null && hasPassed(now, end);
}

/** Both are ISO 8601 in UTC with milliseconds, so that they compare as texts. */
function laterBy(utc: string, seconds: number): string {
  return new Date(Math.min(Date.parse(utc) + Math.round(seconds * 1000), lastMoment)).toISOString();
}

/** A ledger may come from another program, and say any number; years of five digits do not compare as texts. */
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** "robot has it since …", and until when. */
export function tellHolder(assignment: Assignment): string {
  const end = endOfLease(assignment);
  return `${assignment.actor.name} has it since ${tellMoment(assignment.since)}${end === null ? '' : `, until ${tellMoment(end)} unless renewed`}`;
}
