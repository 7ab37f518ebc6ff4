/** From an id that somebody typed to the task that is meant. */
import { distance } from 'fastest-levenshtein';
import type { Task } from '../model/plan.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { RuleWorld } from './rule-world.ts';

/** The task of that id, whatever its case and width; a former id leads to the task of now. */
export function findTask(world: Pick<RuleWorld, 'plan' | 'ledgers'>, id: string): Task | undefined {
  let key = taskKeyOf(id);
  for (let renames = 0; renames < 100; renames++) {
    const task = world.plan.task(key);
    const now = world.ledgers.plan.aliases.get(key);
    if (task !== undefined || now === undefined) return task;
    key = now;
  }
  return undefined;
}

/**
 * The id of the plan that is nearest to a mistyped one, as written; null where none is near. Letters and digits of
 * another form (full-width ones, as input methods write them) are those that they stand for.
 */
export function nearestTaskId(world: Pick<RuleWorld, 'plan'>, id: string): string | null {
  const plain = (text: string) => taskKeyOf(text.normalize('NFKC'));
  return nearest(
    plain(id),
    world.plan.tasks.map((task) => task.id),
    plain,
  );
}

/** The nearest of some words: at most a third of the letters may differ, or two, so that neighbours may be swapped. */
export function nearest(
  word: string,
  candidates: readonly string[],
  form: (candidate: string) => string = (candidate) => candidate,
): string | null {
  let best: string | null = null;
  let least = Math.max(word.length > 3 ? 2 : 1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const away = distance(word, form(candidate));
    if (away < least) [best, least] = [candidate, away];
  }
  return best;
}
