/** Tasks that a hand took out of the plan, as far as the ledger knows of them. */
import { adoptedPrerequisitesOf } from '../ledger/baseline-text.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { TrackedState } from '../model/tracked-state.ts';
import { keysIn } from '../model/tracked-state.ts';
import type { RuleWorld } from './rule-world.ts';

/** A task whose entry is gone. */
export interface Vanished {
  readonly key: TaskKey;
  /** What the ledger vouches for; null for a task that nobody had begun, of which it holds no values. */
  readonly state: TrackedState | null;
  readonly prerequisites: readonly TaskKey[];
}

/** What is known of a task whose entry no longer stands in the plan; null of one that stands there, by this or a later id. */
export function vanished({ plan, ledgers }: RuleWorld, key: TaskKey): Vanished | null {
  if (plan.task(key) !== undefined || ledgers.plan.aliases.has(key)) return null;
  const state = ledgers.task(key).state ?? ledgers.adoptedState(key);
  const adopted = () => ledgers.baseline && adoptedPrerequisitesOf(ledgers.baseline, key);
  return { key, state, prerequisites: keysIn(state?.prerequisites ?? adopted()) };
}

/** One that the ledger has as begun. What was never started may be taken out freely. */
export interface VanishedWork extends Vanished {
  readonly status: string;
}

/** The same as begun work; null where the task stands in the plan, or nobody had begun it. */
export function vanishedWork(world: RuleWorld, key: TaskKey): VanishedWork | null {
  const gone = vanished(world, key);
  const status = gone?.state?.status ?? 'NOT_STARTED';
  return gone === null || status === 'NOT_STARTED' ? null : { ...gone, status: String(status) };
}

/** All of it. */
export function allVanishedWork(world: RuleWorld): readonly VanishedWork[] {
  const { ledgers } = world;
  const adopted = Object.keys(ledgers.baseline?.tasks ?? {}).map(taskKeyOf);
  return [...new Set([...adopted, ...ledgers.keys()])].flatMap((key) => vanishedWork(world, key) ?? []);
}

/** Whether an entry that can't be found may stand in a block that can't be read. */
export function mayBeUnread({ plan }: Pick<RuleWorld, 'plan'>): boolean {
  return plan.flaws.some(({ rule }) => rule === 'invalid-yaml' || rule === 'duplicate-key');
}
