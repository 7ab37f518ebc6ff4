/**
 * The last answers that this process gave, one for each operation that says so, with what they were made of: a server
 * that is asked the same again, while nothing of that has changed, finds out nothing anew. `remembered-answers.ts`
 * keeps them from one process to the next.
 */
import type { Outcome } from '@tallyplan/core/model/problem';
import type { Bounds, Question } from '@tallyplan/core/operations/store';
import type { ObservedFiles } from './observed-files.ts';

interface Recent {
  readonly words: string;
  readonly bounds: Bounds;
  readonly seen: ObservedFiles;
  readonly outcome: Outcome<unknown>;
}

export class RecentAnswers {
  readonly #recent = new Map<string, Recent>();

  /** null where it must be found out. */
  find<T>(question: Question): Outcome<T> | null {
    const recent = this.#recent.get(question.about);
    if (recent === undefined || recent.words !== question.words || !question.isWithin(recent.bounds)) return null;
    if (recent.seen.wouldBeSeenAgain()) return recent.outcome as Outcome<T>; // Its words say which operation it is of, and so its type.
    this.#recent.delete(question.about);
    return null;
  }

  keep({ about, words, bounds }: Question, seen: ObservedFiles, outcome: Outcome<unknown>): void {
    const held = outcome.ok ? bounds() : null;
    if (held !== null) this.#recent.set(about, { words, bounds: held, seen, outcome });
  }
}
