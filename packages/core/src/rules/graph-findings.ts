/** What `check` reports about who waits for whom. */
import { taskIn } from '../model/in-plan.ts';
import { itemAt } from '../model/item-at.ts';
import { isPlaceholderTask } from '../model/placeholder.ts';
import type { Phase, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { findTask, nearest, nearestTaskId } from './find-task.ts';
import type { RuleWorld } from './rule-world.ts';
import type { PlanRule, Sighting } from './sighting.ts';
import { someOf } from './sighting.ts';

export const graphRules = {
  'unknown-dependent': unknownDependents,
  'dependency-cycle': dependencyCycles,
} as const satisfies Readonly<Record<string, PlanRule>>;

/** Looking for the nearest id compares each with all: worth it for a slip, not for a plan full of them. */
const mostHints = 20;

/** A document that is one task (families F and G) names tasks of other documents. */
function unknownDependents(world: RuleWorld): readonly Sighting[] {
  const [only, ...others] = world.plan.tasks;
  if (others.length === 0 && (only?.family === 'F' || only?.family === 'G')) return [];
  const naming = world.plan.tasks.filter(
    (task) =>
      !task.placeholder && isNamingUnknown(world, task) && (!world.graph.repeated.has(task.key) || world.plan.task(task.key) === task),
  );
  return [
    ...naming.map((task, i) => unknownDependent(world, task, i < mostHints)),
    ...world.plan.phases.flatMap((phase) => unknownPhases(world, phase)),
  ];
}

/** Family E: a phase that names none to be finished before would be open at once. */
function unknownPhases({ plan, places }: RuleWorld, phase: Phase): readonly Sighting[] {
  const ids = phase.dependencies.length === 0 ? [] : plan.phases.flatMap(({ id }) => id ?? []);
  const known = new Set(ids.map((id) => id.toUpperCase()));
  const unknown = phase.dependencies.filter((id) => !known.has(id.toUpperCase()) && !isPlaceholderTask(id, id));
  const [first] = unknown;
  if (first === undefined) return [];
  const near = nearest(first, ids);
  return [
    {
      rule: 'unknown-dependent',
      message: `${phase.id ?? phase.name} names ${someOf(unknown)} in dependencies, and no phase of the plan has that id`,
      about: [`phase ${phase.id ?? phase.name}`, ...unknown],
      place: () => places.ofPhase(phase),
      remedy: `${near === null || near === phase.id ? '' : `did you mean ${near}? `}correct it in an editor (line ${phase.line}), or add the phase that is missing`,
    },
  ];
}

function isNamingUnknown({ graph }: RuleWorld, { key }: Task): boolean {
  const { dependents, prerequisites } = graph.unknown(key);
  return dependents.length + prerequisites.length > 0;
}

function unknownDependent(world: RuleWorld, task: Task, hinted: boolean): Sighting {
  const { dependents, prerequisites } = world.graph.unknown(task.key);
  const unknown = [...dependents, ...prerequisites];
  const [first = ''] = unknown;
  const field = dependents.length > 0 ? 'dependents' : 'depends_on';
  const named = [
    ...(dependents.length > 0 ? [`${someOf(dependents)} in dependents`] : []),
    ...(prerequisites.length > 0 ? [`${someOf(prerequisites)} in depends_on`] : []),
  ];
  const nearest = findTask(world, first)?.id ?? (hinted ? nearestTaskId(world, first) : null);
  return {
    rule: 'unknown-dependent',
    message: `${task.id} names ${named.join(' and ')}, and the plan holds no such task`,
    about: unknown,
    place: () => world.places.ofTask(task, field),
    task,
    remedy: `${nearest === null || nearest === task.id ? '' : `did you mean ${nearest}? `}tallyplan set ${task.id} ${field} "<ids>", or add the task that is missing`,
  };
}

function dependencyCycles({ graph, plan, places }: RuleWorld): readonly Sighting[] {
  return graph.cycles.flatMap((cycle) => {
    const tasks = cycle.map((key) => taskIn(plan, key));
    const [first, last] = [itemAt(tasks, 0), itemAt(tasks, tasks.length - 1)];
    return [
      {
        rule: 'dependency-cycle',
        message: tellCycle(tasks, isRing(cycle, graph.dependents)),
        about: cycle,
        place: () => places.ofTask(first, 'entry'),
        task: first,
        remedy: remedyOf(cycle, { first, last, closes: graph.prerequisites(first.key).includes(last.key) }),
      },
    ];
  });
}

/** A plain ring is told in its order; of a tangle of several rings only who is in it. */
function isRing(cycle: readonly TaskKey[], dependents: (key: TaskKey) => readonly TaskKey[]): boolean {
  return cycle.every((key, i) => dependents(key).includes(cycle[(i + 1) % cycle.length] as TaskKey));
}

function tellCycle(tasks: readonly Task[], ring: boolean): string {
  const ids = tasks.map(({ id }) => id);
  if (ids.length === 1) return `${ids[0]} names itself among its dependents`;
  return `${ring ? someOf([...ids, ...ids.slice(0, 1)].slice(0, 12)).replaceAll(', ', ' → ') : someOf(ids)} wait for each other: none can start`;
}

function remedyOf(cycle: readonly TaskKey[], { first, last, closes }: { first: Task; last: Task; closes: boolean }): string {
  if (cycle.length > 1 && !closes) return 'take one of them out of the dependents (or depends_on) of another';
  return `take ${first.id} out of the dependents of ${last.id} (line ${last.line}), or ${last.id} out of depends_on of ${first.id} (line ${first.line})`;
}
