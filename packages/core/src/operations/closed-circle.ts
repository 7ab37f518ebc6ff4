/** Tasks that a planning edit would make wait for each other: none of them could ever start. */
import { taskIn } from '../model/in-plan.ts';
import type { Problem } from '../model/problem.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { RuleWorld } from '../rules/rule-world.ts';
import { misused } from './misused.ts';

/**
 * Refusal of an edit that closes a circle; null for one that closes none, or takes tasks out of one that was there.
 *
 * @param renamed the ids that tasks get by the edit, by their keys of before.
 */
export function circleClosed(
  before: Pick<RuleWorld, 'graph'>,
  after: Pick<RuleWorld, 'graph' | 'plan'>,
  { operation, renamed = new Map() }: { readonly operation: string; readonly renamed?: ReadonlyMap<TaskKey, TaskKey> },
): Problem | null {
  if (after.graph.cycles.length === 0) return null;
  const known = before.graph.cycles.map((cycle) => new Set(cycle.map((key) => renamed.get(key) ?? key)));
  const closed = after.graph.cycles.find((cycle) => !known.some((keys) => cycle.every((key) => keys.has(key))));
  if (closed === undefined) return null;
  const ids = closed.map((key) => taskIn(after.plan, key).id);
  const told = ids.length === 1 ? `${ids[0]} would wait for itself` : `${ids.join(', ')} would wait for each other`;
  return misused(operation, `${told}, and none could start`, {
    have: ids,
    missing: ['prerequisites and dependents that are not on one way'],
  });
}
