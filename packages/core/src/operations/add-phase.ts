/** `add phase NAME`: a new phase after the last one, in the style of the plan. */
import * as v from 'valibot';
import type { NextStep } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { claimRefused, notAdopted } from '../rules/alone-gates.ts';
import { step } from '../rules/next-steps.ts';
import { text } from './input.ts';
import { misused } from './misused.ts';
import type { ChangeOperation, World } from './operation.ts';
import { tellPhase } from './place-in-plan.ts';

const input = v.object({
  name: text('The name of the phase.', { placeholder: 'NAME', position: 0 }),
  goal: text('What holds when the phase is finished.'),
});

export interface AddPhaseResult {
  readonly phase: string;
  readonly name: string;
  readonly message: string;
  readonly next: readonly NextStep[];
}

export const addPhase: ChangeOperation<typeof input, AddPhaseResult> = {
  kind: 'change',
  name: 'add phase',
  summary: 'Add a phase after the last one.',
  group: 'planning',
  input,
  examples: [{ command: 'add phase "Winter service" --goal "The harbour works through ice"', does: 'adds a section with the next number' }],
  decide({ name, goal }, world) {
    const early = notAdopted(world) ?? claimRefused(world, 'add phase');
    if (early !== null) return refused(early);
    const phase = { number: String(nextNumber(world)), name: name.trim(), goal: goal.trim() };
    if (phase.name === '') return refused(misused('add phase', 'a phase needs a name', { missing: ['NAME'] }));
    const next = [step(`add task <ID> --phase ${phase.number} --name "<what it makes>" --priority P0`)];
    const message = `${tellPhase({ ...phase, id: null })} is added`;
    return done({
      result: { phase: phase.number, name: phase.name, message, next },
      // No task waits for another than before: it is planning alone.
      commit: {
        changes: [{ kind: 'add-phase', ...phase }],
        events: [{ ledger: 'plan', operation: 'add phase', input: phase, changes: [{ path: 'phases', from: null, to: phase }] }],
      },
    });
  },
};

/** One more than the highest whole number that a phase has; the count of phases where they have none. */
function nextNumber({ plan: { phases } }: World): number {
  const numbers = phases.flatMap(({ number, id }) => /\d+/.exec(number ?? id ?? '')?.[0] ?? []).map(Number);
  return numbers.length === 0 ? phases.length + 1 : Math.max(...numbers) + 1;
}
