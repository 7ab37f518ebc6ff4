/** Which phases hold which back: all earlier ones with `phase_gate`, and those that a phase itself names (family E). */

import { onceFor } from '../model/once-for.ts';
import type { Phase } from '../model/plan.ts';
import { valueIn } from '../model/value-in.ts';
import type { RuleWorld } from './rule-world.ts';

/** The phases that must be finished before the tasks of this one start, in document order. */
export function phasesBefore({ plan, policy }: RuleWorld, phase: Phase): readonly Phase[] {
  if (!(policy.phaseGate || phase.dependencies.length > 0)) return [];
  const named = new Set(phase.dependencies.map((id) => id.toUpperCase()));
  return plan.phases.filter(
    ({ index, id }) => (policy.phaseGate && index < phase.index) || (index !== phase.index && id !== null && named.has(id.toUpperCase())),
  );
}

/** A phase, and the positions of those that come directly before it. */
export interface PhaseStep {
  readonly phase: Phase;
  readonly after: readonly number[];
}

/**
 * The phases that hold another back or are held back, each without those that come before it by way of another.
 * Phases without a task hold nobody, and are left out.
 */
export const phaseOrder = onceFor((world: RuleWorld): readonly PhaseStep[] => {
  const filled = world.plan.phases.filter(({ tasks }) => tasks.some(({ placeholder }) => !placeholder));
  const steps = world.policy.phaseGate ? inTurn(filled) : asNamed(world, filled);
  const holding = new Set(steps.flatMap(({ after }) => after));
  return steps.filter(({ phase, after }) => after.length > 0 || holding.has(phase.index));
});

/** With `phase_gate`: one after the other, whatever they name. */
function inTurn(phases: readonly Phase[]): readonly PhaseStep[] {
  return phases.map((phase, at) => ({ phase, after: phases.slice(Math.max(at - 1, 0), at).map(({ index }) => index) }));
}

function asNamed(world: RuleWorld, phases: readonly Phase[]): readonly PhaseStep[] {
  const filled = new Set(phases.map(({ index }) => index));
  const named = new Map(
    phases.map((phase) => [
      phase.index,
      phasesBefore(world, phase)
        .map(({ index }) => index)
        .filter((index) => filled.has(index)),
    ]),
  );
  const behind = new Map(phases.map(({ index }) => [index, reach(index, named)]));
  const isBehind = (phase: number, other: number) => behind.get(other)?.has(phase) === true;
  return phases.map((phase) => {
    const before = valueIn(named, phase.index);
    // Of phases that wait for each other all stay.
    const after = before.filter((index) => !before.some((other) => isBehind(index, other) && !isBehind(other, index)));
    return { phase, after };
  });
}

/** All that come before a phase, on any way. */
function reach(phase: number, named: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const reached = new Set<number>();
  const open = [phase];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const index of valueIn(named, next)) {
      if (reached.has(index)) continue;
      reached.add(index);
      open.push(index);
    }
  }
  return reached;
}
