/**
 * The state that a task was adopted with, where a hand has taken checklist items out of it since.
 *
 * The baseline has but a digest of it, and what is gone can't be read from that. It can be guessed: the items
 * of a task are those of its neighbours, or of its family's format. A guess that has the digest is proved, so
 * a wrong one does no harm; there are few of them, so a task that was given other items costs little.
 */
import type { TrackedState } from '../model/tracked-state.ts';

/** Paths of the values of both checklists of one task that may be like it. */
export type ChecklistPaths = readonly string[];

/** How many states are tried for one task. */
const guesses = 40;

/** Both checklists, or each alone. */
const parts = [/^(?:pre|post)Check\./, /^preCheck\./, /^postCheck\./];

/**
 * @param state that of a task which nobody has begun
 * @param isAdopted by the digest
 * @returns null where no guess is right
 */
export function withLostItems(
  state: TrackedState,
  examples: readonly ChecklistPaths[],
  isAdopted: (guess: TrackedState) => boolean,
): TrackedState | null {
  const tried = new Set<string>();
  for (const { removed, added } of guessesFrom(state, examples)) {
    const told = JSON.stringify([removed, added]);
    if (tried.has(told)) continue;
    if (tried.size === guesses) return null;
    tried.add(told);
    const kept = removed.length === 0 ? state : Object.fromEntries(Object.entries(state).filter(([path]) => !removed.includes(path)));
    const guess = { ...kept, ...Object.fromEntries(added.map((path) => [path, isItem(path) ? false : 'NOT_STARTED'])) };
    if (isAdopted(guess)) return guess;
  }
  return null;
}

interface Guess {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** All that an example has more; the same in the place of what it has not; then each item alone. */
function* guessesFrom(state: TrackedState, examples: readonly ChecklistPaths[]): Generator<Guess> {
  const lacking = examples.map((example) => example.filter((path) => (state[path] ?? null) === null));
  for (const [index, lost] of lacking.entries()) {
    const example = new Set(examples[index]);
    for (const part of parts) {
      const added = lost.filter((path) => part.test(path));
      if (added.length === 0) continue;
      yield { removed: [], added };
      yield { removed: Object.keys(state).filter((path) => part.test(path) && !example.has(path)), added };
    }
  }
  for (const path of lacking.flat()) yield { removed: [], added: [path] };
}

function isItem(path: string): boolean {
  return path.includes('.items.');
}
