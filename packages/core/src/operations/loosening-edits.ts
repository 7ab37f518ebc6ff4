/** Hand edits that only a person may record: those after which a task waits for less, or shows less. */
import type { Outcome } from '../model/problem.ts';
import { refused } from '../model/problem.ts';
import type { RuleName } from '../model/rule-names.ts';
import { type CompletedRow, rowsBeyond, rowsIn, type ValueChange } from '../model/tracked-state.ts';
import { forbidden, tellDifference } from '../rules/alone-gates.ts';
import { personStep, recordSteps, step } from '../rules/next-steps.ts';
import { actsAsPerson } from '../rules/permission.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import type { World } from './operation.ts';
import { reasonGate } from './said.ts';
import type { StandIn } from './stand-in.ts';

/**
 * Loosening and reopening are a person's, as by the operations themselves.
 *
 * @param shut the gates that are shut besides: what is more than unsaid is in a person's way, too
 */
export function personOnly(
  world: World,
  standing: Standing,
  { as, shut }: { as: StandIn; shut: readonly ShutGate[] },
): Outcome<never> | null {
  if (!isPersons(standing, as) || actsAsPerson(world.actor, world.policy)) return null;
  const { task } = standing;
  const what = as === 'reopen' ? 'reopening a completed task' : `taking ${tellLoosened(standing.differences.find(isLoosened)?.path)} away`;
  const leadsOn = shut.every(({ rule }) => unsaid.has(rule));
  const next = [...recordSteps(task), ...(leadsOn ? [personStep(world, `record ${task.id} --reason "<why>"`)] : [])];
  return refused(
    forbidden(world, `${task.id}: ${what} is a person's to record`, {
      task: task.id,
      have: standing.differences.map(tellDifference),
      missing: ['a person'],
      next,
    }),
  );
}

/** What a reason says. */
const unsaid: ReadonlySet<RuleName> = new Set(['note-missing', 'reason-missing', 'summary-missing']);

/** The reason that a person gives for it. */
export function loosenedFor(
  world: World,
  standing: Standing,
  { as, reason }: { as: StandIn; reason: string | undefined },
): ShutGate | null {
  return isPersons(standing, as) ? reasonGate(world, reason, step(`record ${standing.task.id} --reason "<why>"`)) : null;
}

function isPersons({ differences }: Standing, as: StandIn): boolean {
  return as === 'reopen' || differences.some(isLoosened);
}

/** A prerequisite less, an item of a checklist less, a COMPLETED row less: the task is to wait for less, or to show less. */
function isLoosened(difference: ValueChange): boolean {
  const { path, to } = difference;
  return path === 'prerequisites' || (path.includes('.items.') && to === null) || (path === 'log' && lostRows(difference).length > 0);
}

function tellLoosened(path: string | undefined): string {
  if (path === 'prerequisites') return 'a prerequisite';
  return path === 'log' ? 'a COMPLETED row' : 'an item of a checklist';
}

function lostRows({ from, to }: ValueChange): readonly CompletedRow[] {
  return rowsBeyond(rowsIn(from), rowsIn(to));
}
