/** What a planning edit should say aloud although it permits it: ids that no task has. */
import type { TaskKey } from '../model/task-id.ts';
import type { RuleWorld } from '../rules/rule-world.ts';

/** Clauses for the message of an operation; none where there is nothing to say. */
export function waitingNotes(before: RuleWorld, after: RuleWorld, key: TaskKey): readonly string[] {
  const known = unknownIds(before, key);
  const unknown = [...new Set(unknownIds(after, key))].filter((id) => !known.includes(id));
  return unknown.length === 0 ? [] : [`the plan has no ${unknown.join(', ')} yet`];
}

function unknownIds({ graph }: RuleWorld, key: TaskKey): readonly string[] {
  const { dependents, prerequisites } = graph.unknown(key);
  return [...dependents, ...prerequisites];
}
