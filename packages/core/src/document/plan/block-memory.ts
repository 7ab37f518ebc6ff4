/**
 * What the entries of a block were found to say, by their positions: true of the same bytes wherever a later
 * reading finds them, so that a process which lives on asks the text once.
 *
 * It outlives the texts that it was read from, and so must keep none of them alive: words of the five statuses
 * are constants, and short keys are copies. A longer one may be a slice that holds on to the whole text (V8 makes
 * one from 13 characters on), and is not remembered.
 */
import type { Status } from '../../model/status.ts';
import type { TaskKey } from '../../model/task-id.ts';

const longestCopy = 12;

export class BlockMemory {
  readonly #keys: TaskKey[] = [];
  readonly #statuses: Status[] = [];

  key(position: number): TaskKey | undefined {
    return this.#keys[position];
  }

  keepKey(position: number, key: TaskKey): void {
    if (key.length <= longestCopy) this.#keys[position] = key;
  }

  status(position: number): Status | undefined {
    return this.#statuses[position];
  }

  /** Only a status that is written as itself: what any other word means, the rest of the document may say. */
  keepStatus(position: number, status: Status): void {
    this.#statuses[position] = status;
  }
}
