/**
 * After a change the plan is another one. It is read again when the client has its answer; and when the client is
 * quiet for a moment, as one is whose model thinks, what it most likely asks next is found out, too. A client that
 * calls again at once waits for none of that but the reading, which its call needs itself.
 */
import { done } from '@tallyplan/core/model/problem';
import { next } from '@tallyplan/core/operations/next';
import { type Performance, perform } from '@tallyplan/core/operations/perform';
import type { Store } from '@tallyplan/core/operations/store';
import { looksDue } from '../keep-lease.ts';

/** Milliseconds; the fastest models take some hundred. */
const moment = 20;

export class ReadAhead {
  readonly #store: Store;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The client calls: whatever it asks, it is to wait for nothing else. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  afterChange(performance: Performance): void {
    // Whatever stands in the way, the next call meets it and tells it.
    setImmediate(() => this.#store.read(({ plan }) => done(plan.tasks.length)).catch(() => undefined));
    this.stop();
    this.#timer = setTimeout(() => {
      perform(this.#store, { operation: next, input: {} }, performance)
        .then(() => looksDue(this.#store, performance))
        .catch(() => undefined);
    }, moment).unref();
  }
}
