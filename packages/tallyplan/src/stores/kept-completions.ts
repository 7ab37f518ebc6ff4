/**
 * Among which tasks of a plan all open completions are (`open-completions.ts` of the core), kept in the person's cache folder
 * by the digest of the plan: to find it out is a fifth of what it costs to start one of ten thousand tasks. A change knows
 * what it can have made of it, and keeps it for the plan that it wrote.
 *
 *     build, words for statuses, digest of the plan   a line, as JSON
 *     keys                                            the same
 *     digest of both lines: a key that is lost would open a gate
 *
 * Only ever a gain in time. The plan is read and hashed before anything is looked up.
 */
import type { StatusWords } from '@tallyplan/core/document/status-words';
import type { TaskKey } from '@tallyplan/core/model/task-id';
import { asciiJson } from './ascii-json.ts';
import type { CacheEntry } from './file-store.ts';
import { readOwn, writeOwn } from './own-file.ts';
import type { PlanBytes } from './plan-file.ts';
import { sha256OfBytes } from './sha256.ts';

export class KeptCompletions {
  readonly #file: string;
  /** What else they depend on. */
  readonly #made: readonly unknown[];

  /** @param words the statuses that the configuration adds */
  constructor({ file, build }: CacheEntry, words: StatusWords) {
    this.#file = `${file}-completions`;
    this.#made = [build, words];
  }

  /** null where they are not known. */
  of(plan: PlanBytes): readonly TaskKey[] | null {
    const [head = '', keys = '', digest] = readOwn(this.#file, 'latin1')?.split('\n') ?? [];
    if (digest !== sha256OfBytes(`${head}\n${keys}`) || head !== this.#headOf(plan)) return null;
    // This very build has written it, whole.
    return JSON.parse(keys) as readonly TaskKey[];
  }

  write(plan: PlanBytes, keys: readonly TaskKey[]): void {
    const kept = `${this.#headOf(plan)}\n${asciiJson(keys)}`;
    writeOwn(this.#file, `${kept}\n${sha256OfBytes(kept)}\n`, 'latin1');
  }

  #headOf({ revision }: PlanBytes): string {
    return asciiJson([...this.#made, revision]);
  }
}
