/**
 * The chain of tasks that decides how soon the plan can be done: by the estimated effort of the TASKS documents where
 * they have one. A task of a chain without one counts the mean of the others, which is said; where none has any, the
 * longest chain counts.
 */
import { criticalPath, type StepLinks } from '../graph/critical-path.ts';
import type { Links } from '../graph/graph.ts';
import type { Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import { valueIn } from '../model/value-in.ts';
import { type PhaseStep, phaseOrder } from './phase-order.ts';
import { allLinks } from './prerequisites.ts';
import type { RuleWorld } from './rule-world.ts';
import { tasksDocumentsOf } from './task-documents.ts';

export interface CriticalChain {
  readonly tasks: readonly TaskKey[];
  /** Hours, or the number of tasks. */
  readonly length: number;
  /** What the length is of. */
  readonly measure: string;
}

export function criticalChain(world: RuleWorld): CriticalChain {
  const links = allLinks(world);
  const inOrder = new Set(phaseOrder(world).map(({ phase }) => phase.index));
  const linked = world.plan.tasks.filter(
    ({ key, phase, placeholder }) =>
      (inOrder.has(phase) && !placeholder) || links.prerequisites(key).length > 0 || links.dependents(key).length > 0,
  );
  const efforts = new Map(linked.flatMap((task) => effortOf(world, task)));
  if (efforts.size === 0) return { ...longestChain(world, links, () => 1), measure: 'longest chain, unweighted' };
  const mean = rounded([...efforts.values()].reduce((sum, hours) => sum + hours, 0) / efforts.size);
  const { tasks, length } = longestChain(world, links, (key) => efforts.get(key) ?? mean);
  const without = tasks.filter((key) => !efforts.has(key)).length;
  const told = without === 0 ? '' : `; ${without} without one ${without === 1 ? 'counts' : 'count'} ${mean}, the mean`;
  return { tasks, length: rounded(length), measure: `estimated effort in hours${told}` };
}

type Weigh = (key: TaskKey) => number;

/** Through the phases too, where they hold each other back; by the tasks alone where that would close a circle. */
function longestChain(world: RuleWorld, links: Links, weigh: Weigh): Omit<CriticalChain, 'measure'> {
  const phases = phaseOrder(world);
  const tasks = world.plan.tasks.filter(({ placeholder }) => !placeholder);
  const keysOf = (some: readonly Task[]) => some.map(({ key }) => key);
  const { steps, length, unsettled } = criticalPath(keysOf(tasks), links, weigh);
  // A circle that tasks close by themselves is nothing against the phases.
  const settled = tasks.filter(({ key }) => !unsettled.has(key));
  const held =
    phases.length === 0 ? null : criticalPath([...keysOf(settled), ...phases], withPhases(settled, links, phases), weighed(weigh));
  return held?.unsettled.size === 0
    ? { tasks: held.steps.filter((step) => typeof step === 'string'), length: held.length }
    : { tasks: steps, length };
}

/** A phase is no work: it only stands between the tasks of those before it and its own. */
const weighed = (weigh: Weigh) => (step: TaskKey | PhaseStep) => (typeof step === 'string' ? weigh(step) : 0);

function withPhases(tasks: readonly Task[], links: Links, phases: readonly PhaseStep[]): StepLinks<TaskKey | PhaseStep> {
  const at = new Map(phases.map((step) => [step.phase.index, step]));
  const phaseOf = new Map(tasks.map(({ key, phase }) => [key, at.get(phase)]));
  const own = new Map<PhaseStep, TaskKey[]>(phases.map((step) => [step, []]));
  for (const [key, step] of phaseOf) if (step !== undefined) own.get(step)?.push(key);
  const before = new Map(phases.map((step) => [step, step.after.map((index) => at.get(index)).filter((found) => found !== undefined)]));
  const behind = (step: PhaseStep) => phases.filter(({ after }) => after.includes(step.phase.index));
  const after = new Map(phases.map((step) => [step, behind(step)]));
  return {
    prerequisites(step) {
      if (typeof step !== 'string') return valueIn(before, step).flatMap((phase) => [...valueIn(own, phase), phase]);
      const phase = phaseOf.get(step);
      return phase === undefined ? links.prerequisites(step) : [...links.prerequisites(step), phase];
    },
    dependents(step) {
      if (typeof step !== 'string') return [...valueIn(own, step), ...valueIn(after, step)];
      const phase = phaseOf.get(step);
      return phase === undefined ? links.dependents(step) : [...links.dependents(step), ...valueIn(after, phase)];
    },
  };
}

/** What the one TASKS document of a task says. */
function effortOf(world: RuleWorld, task: Task): readonly (readonly [TaskKey, number])[] {
  const [document, ...twins] = tasksDocumentsOf(world, task);
  const hours = document === undefined || twins.length > 0 ? null : (document.facts.effort?.hours ?? null);
  return hours === null ? [] : [[task.key, hours]];
}

function rounded(hours: number): number {
  return Math.round(hours * 10) / 10;
}
