/** `record --as-found`: work that was done long ago is taken as "completed, not verified by Tallyplan". A person's to say. */

import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { forbidden } from '../rules/alone-gates.ts';
import { stopOpen } from '../rules/gates.ts';
import { otherWork, personStep, recordSteps, whyStep } from '../rules/next-steps.ts';
import { actsAsPerson } from '../rules/permission.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { completedRowsOf } from '../rules/standing.ts';
import { datedToCome, goesAlong } from './beside-the-way.ts';
import { dateToCome } from './date-to-come.ts';
import type { World } from './operation.ts';
import { otherWorld } from './other-world.ts';
import type { RecordInput } from './record.ts';
import { recorded, statusSets } from './recorded.ts';
import { reasonGate } from './said.ts';
import type { Decision } from './store.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

export function recordAsFound(
  world: World,
  standing: Standing,
  { date: when = '', reason = '' }: RecordInput,
): Outcome<Decision<TaskResult>> {
  const { task } = standing;
  const again = personStep(world, `record ${task.id} --as-found --date <YYYY-MM-DD> --reason "<how it is known>"`);
  if (!actsAsPerson(world.actor, world.policy)) {
    return refused(
      forbidden(world, `${task.id}: --as-found is a person's to say, and ${world.actor.name} acts as ${world.actor.kind}`, {
        task: task.id,
        next: [again, otherWork],
      }),
    );
  }
  const undated =
    when === ''
      ? shut('reason-missing', '--as-found needs the date of completion', { about: ['date'], missing: ['--date'], next: [again] })
      : null;
  const misdated = dateToCome('record', when, world.now);
  if (misdated !== null) return refused(misdated);
  const refusal =
    refusedBy<never>(world, task, [isCompleted(standing), keptToCome(world, standing)]) ??
    refusedBy<never>(world, task, [stopOpen(world, standing), undated, reasonGate(world, reason, again)]);
  if (refusal !== null) return refusal;
  const then = otherWorld(world, { now: { ...world.now, date: when } });
  const notes = reason.trim();
  const items = task.postCheck?.items.map(({ key }) => [`postCheck.items.${key}`, true] as const) ?? [];
  const sets = {
    ...statusSets('COMPLETED'),
    'implementation.completed': when,
    ...Object.fromEntries(items),
    'postCheck.status': 'COMPLETED',
  };
  const commit = recorded(then, standing, {
    operation: 'record',
    input: { asFound: true, date: when, reason: notes },
    sets: { ...sets, ...goesAlong(standing, sets) },
    ...(completedRowsOf(world, task).length > 0 ? {} : { row: { status: 'COMPLETED' as const, notes } }),
  });
  return done({
    result: taskResult(task, 'COMPLETED', { message: `${task.id} is COMPLETED, not verified by Tallyplan`, next: [otherWork] }),
    commit,
  });
}

/** What the ledger has as completed was verified then, and is not to be said otherwise. */
function isCompleted({ task, vouched: { status } }: Standing): ShutGate | null {
  if (status !== 'COMPLETED') return null;
  return shut('wrong-status', 'is COMPLETED in the ledger already', {
    have: ['status COMPLETED'],
    missing: ['a status other than COMPLETED'],
    next: [whyStep(task)],
  });
}

/** What a hand dated, and stays: the day of the completion is the one that is asked for. */
function keptToCome({ now }: World, { task, vouched, differences }: Standing): ShutGate | null {
  const kept = differences.filter(({ path }) => path !== 'implementation.completed');
  const dated = datedToCome({ vouched, differences: kept }, now);
  return dated && { ...dated, next: recordSteps(task) };
}
