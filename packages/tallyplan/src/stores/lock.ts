/**
 * One exclusive lock for all processes that change a plan: the file `.tallyplan/lock`, which says who holds it.
 *
 * Safety. The lock is taken with link(2): the content is written under a name of its own first, then
 * linked to `lock`, which succeeds for one and tells all others EEXIST. So the file is never seen without
 * its content, and never has two owners. Every holder has a random token that never comes back.
 *
 * A holder that died. Whoever sees it must not simply remove the file: between its look and its removal
 * another may have done the same and be at work, and would lose its lock. So the right to replace the
 * lock of token T is itself taken with link(2), as the file `lock.claim.T`: one succeeds. The claimant
 * then looks again. If the lock still says T, it will keep saying so: the dead do nothing, and nobody else
 * has the right to replace it. It renames its own file over `lock`; at no time is the lock free. If the
 * lock says something else, the claim came too late (T was replaced before) and means nothing. Should a
 * claimant die as well, its right passes on in the same way, through `lock.claim.<its token>`. A
 * claim is removed by the claimant, once it is done or gives up; and where that died, by a holder of the
 * lock that has seen it while its own token was the lock's: then T was gone for good, and nobody could win
 * anything by that claim any more.
 *
 * Where it can't be known whether a holder lives (another machine, another container), it counts as dead
 * after `abandonedAfter`. One that was merely asleep finds that the lock is no longer its own before it
 * touches the plan: see `isHeld`.
 *
 * Fairness. Each waiter has a ticket, a file named after the time of its arrival, and does not reach for
 * the lock while an earlier one waits. Tickets decide the order only, never who holds the lock; so tickets
 * of dead processes are simply swept away, and one of a process that sleeps holds nobody up for long.
 */
import { join } from 'node:path';
import { type Holder, isDead, isTicket, type LockPlace, linkNew, readRecord, renewTicket, type Ticket, takeTicket } from './lock-ticket.ts';
import { monotonicNow } from './monotonic-clock.ts';

export interface LockRequest {
  /** Who asks, for the others to read. */
  readonly name: string;
  /** Milliseconds to wait at most. */
  readonly wait: number;
}

export interface Lock {
  /** False when another has taken the lock over, because this process slept for longer than `abandonedAfter`. */
  isHeld(): boolean;
  release(): void;
}

export type Acquired = { readonly lock: Lock } | { readonly lock: null; readonly holder: Holder | null };

const claimPrefix = 'lock.claim.';
/** Milliseconds without any progress in the queue after which a waiter no longer respects those before it. */
const stalledAfter = 400;

/** Takes the lock in turn. A wait of 0 tries once. */
export async function acquireLock(place: LockPlace, request: LockRequest): Promise<Acquired> {
  const ticket = takeTicket(place, request.name);
  const deadline = monotonicNow() + request.wait;
  try {
    for (const queue = new Queue(place, ticket); ; ) {
      const ahead = queue.ahead();
      if (ahead === 0 && seize(place, ticket)) return { lock: lockOf(place, ticket) };
      const left = deadline - monotonicNow();
      if (left <= 0) return { lock: null, holder: readRecord(place, place.folder.lock) };
      await sleep(Math.min(left, pause(ahead)));
    }
  } finally {
    for (const path of [ticket.path, ...ticket.claims]) place.files.remove(path);
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The first of the queue looks often; those behind it about as often as it could be their turn. */
function pause(ahead: number): number {
  return Math.min(1 + 3 * ahead, 40);
}

/** Takes the lock if it is free, or if its holder died. */
function seize(place: LockPlace, ticket: Ticket): boolean {
  const { files, folder } = place;
  if (files.status(folder.lock) === null) renewTicket(place, ticket);
  if (linkNew(place, ticket, folder.lock)) return true;
  const holder = readRecord(place, folder.lock);
  // Some network file systems make the link, then say that it was there.
  if (holder?.token === ticket.token) return true;
  if (holder === null || !isDead(place, ticket, holder)) return false;
  // See the argument above. The second look is what makes the claim worth something.
  if (!claim(place, ticket, holder.token) || readRecord(place, folder.lock)?.token !== holder.token) return false;
  files.rename(ticket.path, folder.lock);
  return true;
}

/** Takes the right to act for a dead process, or for the dead claimant that had it. */
function claim(place: LockPlace, ticket: Ticket, dead: string): boolean {
  const path = join(place.folder.path, `${claimPrefix}${dead}`);
  if (linkNew(place, ticket, path)) {
    ticket.claims.push(path);
    return true;
  }
  const claimant = readRecord(place, path);
  if (claimant === null) return false;
  return claimant.token === ticket.token || (isDead(place, ticket, claimant) && claim(place, ticket, claimant.token));
}

function lockOf(place: LockPlace, ticket: Ticket): Lock {
  const isHeld = (): boolean => readRecord(place, place.folder.lock)?.token === ticket.token;
  return {
    isHeld,
    release() {
      if (!isHeld()) return;
      let claims: readonly string[] = [];
      try {
        claims = place.files.list(place.folder.path).filter((name) => name.startsWith(claimPrefix));
      } finally {
        place.files.remove(place.folder.lock);
      }
      // What they claimed is gone for good: it was not our lock, or it was and is no more.
      for (const name of claims) place.files.remove(join(place.folder.path, name));
    },
  };
}

/** The tickets before one's own, and whether they move. */
class Queue {
  readonly #place: LockPlace;
  readonly #ticket: Ticket;
  #seen = '';
  #since = 0;

  constructor(place: LockPlace, ticket: Ticket) {
    this.#place = place;
    this.#ticket = ticket;
  }

  /** How many wait that came earlier; 0 when it is one's turn. */
  ahead(): number {
    const { files, folder } = this.#place;
    const names = files.list(folder.path);
    const earlier = names.filter((name) => isTicket(name) && name < this.#ticket.name).sort();
    while (earlier[0] !== undefined && !this.#waits(join(folder.path, earlier[0]))) earlier.shift();
    if (this.#moved(`${earlier.length} ${earlier[0]} ${names.includes('lock')}`)) return earlier.length;
    return monotonicNow() - this.#since > stalledAfter ? 0 : earlier.length;
  }

  /** Whether a ticket counts. That of a process that died is removed; one that is still being written comes too late. */
  #waits(path: string): boolean {
    const waiter = readRecord(this.#place, path);
    if (waiter === null) return false;
    if (!isDead(this.#place, this.#ticket, waiter)) return waiter.readable;
    this.#place.files.remove(path);
    return false;
  }

  #moved(state: string): boolean {
    if (state === this.#seen) return false;
    this.#seen = state;
    this.#since = monotonicNow();
    return true;
  }
}
