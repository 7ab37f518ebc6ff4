/**
 * The last answers about a plan, one for each operation that says so, kept in the person's cache folder together
 * with what they were made of (`observed-files.ts`). Asked the same again, while nothing of that has changed,
 * the same answer is given: `check` on a thousand ledgers that nobody touched reads none of them.
 *
 * Only ever a gain in time. A cache that is lost, another's, half written or of another build is no cache;
 * `audit verify` and every change read the files themselves. TALLYPLAN_NO_CACHE=1 turns it off.
 */
import type { Outcome } from '@tallyplan/core/model/problem';
import type { Bounds, Question } from '@tallyplan/core/operations/store';
import type { CacheEntry } from './file-store.ts';
import type { FilesToRead } from './file-system.ts';
import { type ObservedFiles, wouldBeSeenAgain } from './observed-files.ts';
import { readOwn, writeOwn } from './own-file.ts';

/**
 * Characters: twice what an answer about 100,000 documents has. To look whether all of them are as they were costs little
 * beside reading them; but a cache should not fill a disk.
 */
const longest = 64_000_000;

interface Remembered {
  readonly bounds: Bounds;
  readonly seen: NonNullable<ObservedFiles['observations']>;
  readonly outcome: Outcome<unknown>;
}

export class RememberedAnswers {
  readonly #entry: CacheEntry;

  /** @param entry where the answers are kept, each beside it in a file of its own; its build has the rules that they follow */
  constructor(entry: CacheEntry) {
    this.#entry = entry;
  }

  /** null where it must be found out. */
  find<T>(question: Question, files: FilesToRead): Outcome<T> | null {
    const text = readOwn(this.#file(question));
    // One line, so that what is another's need not be understood.
    const start = `${this.#full(question)}\n`;
    if (text === null || !text.startsWith(start)) return null;
    // This very build has written it, whole, into a file that is nobody else's.
    const { bounds, seen, outcome } = JSON.parse(text.slice(start.length)) as Remembered;
    // Files first: who asks may have to be asked of git.
    return wouldBeSeenAgain(seen, files) && question.isWithin(bounds) ? (outcome as Outcome<T>) : null;
  }

  keep(question: Question, files: ObservedFiles, outcome: Outcome<unknown>): void {
    const seen = files.observations;
    const bounds = question.bounds();
    if (seen === null || !outcome.ok || bounds === null) return;
    const remembered: Remembered = { bounds, seen, outcome };
    const text = `${this.#full(question)}\n${JSON.stringify(remembered)}`;
    if (text.length <= longest) writeOwn(this.#file(question), text);
  }

  #file({ about }: Pick<Question, 'about'>): string {
    return `${this.#entry.file}-${about}`;
  }

  #full({ words }: Pick<Question, 'words'>): string {
    return `${this.#entry.build} ${words}`;
  }
}
