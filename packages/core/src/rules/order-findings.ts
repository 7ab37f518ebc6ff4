/** What `check` reports about the order inside a phase: P0 before P1 before P2, and inside one priority prerequisites before dependents. */
import type { Phase, Task } from '../model/plan.ts';
import { rankOf } from './document-findings.ts';
import type { RuleWorld } from './rule-world.ts';
import type { PlanRule, Sighting } from './sighting.ts';
import { someOf } from './sighting.ts';

export const orderRules = {
  'priority-order': (world) => world.plan.phases.flatMap((phase) => priorityOrder(world, phase)),
  'dependency-order': (world) => world.plan.phases.flatMap((phase) => dependencyOrder(world, phase)),
} as const satisfies Readonly<Record<string, PlanRule>>;

const remedy = 'tallyplan fmt --order';

/** One finding at each step down: a task that is more urgent than the one before it. There is none just where the phase is in order. */
function priorityOrder({ places }: RuleWorld, phase: Phase): readonly Sighting[] {
  const ranked = phase.tasks
    .filter((task) => !task.placeholder)
    .map((task) => ({ task, rank: rankOf(task) }))
    .filter(({ rank }) => rank !== null);
  return ranked.flatMap(({ task, rank }, i): readonly Sighting[] => {
    const before = ranked[i - 1];
    if (before === undefined || Number(rank) >= Number(before.rank)) return [];
    return [
      {
        rule: 'priority-order',
        message: `${task.id} (${task.priority}) stands after ${before.task.id} (${before.task.priority})`,
        about: [before.task.key, task.key],
        place: () => places.ofTask(task, 'priority'),
        task,
        remedy,
      },
    ];
  });
}

/** One finding for each task that stands before prerequisites of its own phase and priority. */
function dependencyOrder({ graph, places }: RuleWorld, phase: Phase): readonly Sighting[] {
  const position = new Map(phase.tasks.map((task, i) => [task.key, { task, i }]));
  return phase.tasks.flatMap((task, i): readonly Sighting[] => {
    if (task.placeholder) return [];
    const later = graph
      .prerequisites(task.key)
      .map((key) => position.get(key))
      .filter((found) => found !== undefined && found.i > i && rankOf(found.task) === rankOf(task))
      .map((found) => found?.task as Task);
    if (later.length === 0) return [];
    return [
      {
        rule: 'dependency-order',
        message: `${task.id} needs ${someOf(later.map(({ id }) => id))}, which ${later.length === 1 ? 'stands' : 'stand'} after it`,
        about: later.map(({ key }) => key),
        place: () => places.ofTask(task, 'entry'),
        task,
        remedy,
      },
    ];
  });
}
