/** Where in the plan something shall stand: a phase, and a task of it to stand before. */
import { phaseOf } from '../model/in-plan.ts';
import type { Phase } from '../model/plan.ts';
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import type { TaskKey } from '../model/task-id.ts';
import { unknownTask } from '../rules/alone-gates.ts';
import { findTask, nearest } from '../rules/find-task.ts';
import { misused } from './misused.ts';
import type { World } from './operation.ts';

export interface PlaceInPlan {
  readonly phase: Phase;
  /** null: at the end of the phase. */
  readonly before: TaskKey | null;
}

/** The place that an operation names by the number (id, or name) of a phase and the id of a task of it. */
export function placeInPlan(
  world: World,
  operation: string,
  named: { readonly phase: string; readonly before: string | undefined },
): Outcome<PlaceInPlan> {
  const [phase, ...others] = findPhases(world, named.phase);
  if (phase === undefined)
    return refused(tracksOneTask(world) ? noPhases(world, operation, named.phase) : unknownPhase(world, operation, named.phase));
  if (others.length > 0) return refused(manyPhases(operation, named.phase, [phase, ...others]));
  if (named.before === undefined) return done({ phase, before: null });
  const successor = findTask(world, named.before);
  if (successor === undefined) return refused(unknownTask(world, named.before));
  if (successor.phase !== phase.index) {
    const told = `${successor.id} stands in ${tellPhase(phaseOf(world.plan, successor))}, not in ${tellPhase(phase)}`;
    return refused(misused(operation, told, { have: [`--before ${successor.id}`], missing: [`a task of ${tellPhase(phase)}`] }));
  }
  return done({ phase, before: successor.key });
}

/** `Phase 2: Data`. */
export function tellPhase({ number, id, name }: Pick<Phase, 'number' | 'id' | 'name'>): string {
  const label = number === null ? (id ?? '') : `Phase ${number}`;
  return [label, name].filter((part) => part !== '').join(': ');
}

/**
 * The phases of that number ("2", "Phase 2"), else of that id or name, compared without case. Two branches may each have
 * added one of the same number.
 */
export function findPhases(world: World, wanted: string): readonly Phase[] {
  const word = folded(wanted);
  const bare = word.replace(/^phase /, '');
  const { phases } = world.plan;
  const numbered = phases.filter(({ number }) => number === bare);
  return numbered.length > 0 ? numbered : phases.filter(({ id, name }) => (id !== null && folded(id) === word) || folded(name) === word);
}

function manyPhases(operation: string, wanted: string, phases: readonly Phase[]) {
  const told = phases.map(tellPhase);
  const names = [...new Set(phases.map(({ id, name }) => (name === '' ? id : name)))].flatMap((name) => name ?? []);
  const isTold = names.length === phases.length;
  const say = isTold ? 'say which by its name' : 'give one of them another number and name in the plan';
  return misused(operation, `${phases.length} phases are ${wanted}: ${told.join('; ')}; ${say}`, {
    have: [`--phase ${wanted}`],
    missing: isTold ? names.map((name) => `--phase "${name}"`) : ['phases of different names'],
  });
}

const folded = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** The refusal of a phase that the plan does not have, with the nearest one. */
export function unknownPhase(world: World, operation: string, wanted: string) {
  const names = world.plan.phases.map(tellPhase).filter((name) => name !== '');
  const hint = nearest(folded(wanted), names, (name) => folded(name).replace(/^phase [^:]*: /, ''));
  const told = `there is no phase ${wanted} in ${world.file}${hint === null ? '' : `; did you mean ${hint}?`}`;
  return misused(operation, told, { have: [wanted], missing: names.length === 0 ? ['a phase: see add phase'] : names });
}

function noPhases({ file }: World, operation: string, wanted: string) {
  const told = `${file} tracks one task and has no phases: other tasks stand in the plan that it belongs to`;
  return misused(operation, told, { have: [wanted], missing: ['the plan with the phases: --plan FILE'] });
}

/** A document whose only task is tracked in a block of its own: no list of tasks, to which another could be added. */
function tracksOneTask({ plan: { tasks, phases } }: World): boolean {
  const [task, ...others] = tasks;
  return others.length === 0 && phases.length <= 1 && (task?.family === 'F' || task?.family === 'G');
}
