/**
 * One writer at a time. Whoever has the turn finds everything whole: what an interrupted writer left is finished
 * first. Readers do not wait for their turn; they are told what is under way, and see past it.
 */
import { type Outcome, refused } from '@tallyplan/core/model/problem';
import { errorCode } from './file-system.ts';
import { type Intent, readIntent } from './intent.ts';
import { acquireLock, type Lock } from './lock.ts';
import type { Holder } from './lock-ticket.ts';
import type { Notice } from './notice.ts';
import type { ProcessTable } from './process-identity.ts';
import { newerIntent, type RecoveryPlace, recover } from './recovery.ts';
import { StoreProblem } from './store-problem.ts';

export interface TurnOptions {
  /** Milliseconds that a change waits for others at most. */
  readonly wait: number;
  /** Told of what an interrupted process left. */
  readonly notify: (notice: Notice) => void;
}

export class Turns {
  readonly #place: RecoveryPlace & { readonly processes: ProcessTable };
  readonly #options: TurnOptions;

  constructor(place: RecoveryPlace & { readonly processes: ProcessTable }, options: TurnOptions) {
    this.#place = place;
    this.#options = options;
  }

  /** Works under the lock. Fails with `busy` where the turn does not come in time. */
  async take<T>(name: string, work: (lock: Lock) => Outcome<T>): Promise<Outcome<T>> {
    const { wait } = this.#options;
    const acquired = await acquireLock(this.#place, { name, wait });
    if (acquired.lock === null) return refused(busy(acquired.holder, wait).problem);
    try {
      this.#recover();
      return work(acquired.lock);
    } finally {
      acquired.lock.release();
    }
  }

  /** The intent of a commit that another process is carrying out. One that was left behind is dealt with, where that is possible. */
  async underWay(): Promise<Intent | null> {
    const { files, folder } = this.#place;
    const found = readIntent(files, folder);
    if (found.kind === 'newer') throw newerIntent();
    if (found.kind === 'none' || found.kind === 'torn') return null;
    const isSettled = await this.#recoverIfLeft();
    return found.kind === 'whole' && !isSettled ? found.intent : null;
  }

  /** False where its writer is at work, or nothing can be written here: then readers see past it. */
  async #recoverIfLeft(): Promise<boolean> {
    try {
      const { lock } = await acquireLock(this.#place, { name: '', wait: 0 });
      if (lock === null) return false;
      try {
        this.#recover();
        return true;
      } finally {
        lock.release();
      }
    } catch (error) {
      if (!['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '')) throw error;
      return this.#place.isTracked(this.#place.folder.intent);
    }
  }

  #recover(): void {
    const notice = recover(this.#place);
    if (notice !== null) this.#options.notify(notice);
  }
}

function busy(holder: Holder | null, wait: number): StoreProblem {
  const waited = `Waited ${wait / 1000} s for the lock`;
  if (holder === null) return new StoreProblem('busy', `${waited}: others were before this change. Try again, or wait longer with --wait`);
  const { name, since, process } = holder;
  const who = `${name === '' ? '' : `${name}, `}process ${process.pid} on ${process.host}`;
  return new StoreProblem('busy', `${waited}: ${who}, has held it since ${since}. Try again, or wait longer with --wait`, {
    have: [`held by ${who} since ${since}`],
  });
}
