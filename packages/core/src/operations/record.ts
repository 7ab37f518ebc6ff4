/**
 * `record [ID…]`: takes hand edits into the ledger, through the same gates as the operations that they
 * stand in for; or, with `--restore`, puts the file back to what the ledger vouches for.
 */
import * as v from 'valibot';
import type { Task } from '../model/plan.ts';
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { brokenLedger, claimRefused, notAdopted, unknownTask, unusable } from '../rules/alone-gates.ts';
import { findTask } from '../rules/find-task.ts';
import { problemOf } from '../rules/lead-on.ts';
import type { Standing } from '../rules/standing.ts';
import { standingOf } from '../rules/standing.ts';
import { allVanishedWork, mayBeUnread, vanishedWork } from '../rules/vanished.ts';
import { anyTaskIds, date, flag, optionalText } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { goneAs } from './put-back.ts';
import { recordAsFound } from './record-as-found.ts';
import { recordEdits } from './record-edits.ts';
import { restore, restoreEntry } from './restore.ts';
import { forEachTask } from './several.ts';
import type { Decision } from './store.ts';
import type { TaskResult } from './task-result.ts';
import { taskResult } from './task-result.ts';

const input = v.object({
  ids: anyTaskIds('The tasks; all that were edited by hand where none is named.'),
  restore: flag("Put the file back to the ledger's state instead."),
  asFound: flag('Take work done long ago as completed, not verified by Tallyplan (a person).'),
  date: date('When that work was completed.'),
  reason: optionalText('Why, where the edit needs a reason; the note for items ticked by hand.'),
});
export type RecordInput = v.InferOutput<typeof input>;

export const record: ChangeOperation<typeof input, readonly TaskResult[]> = {
  kind: 'change',
  needsEvidence: true,
  name: 'record',
  summary: 'Take hand edits into the ledger through the gates, or put the file back.',
  group: 'record',
  input,
  examples: [
    { command: 'record TASKS-03', does: 'records what was edited by hand, if the gates let it' },
    { command: 'record TASKS-03 --restore', does: "the file goes back to the ledger's state" },
    {
      command: 'record TASKS-03 --as-found --date 2025-06-30 --reason "built before the plan was kept"',
      does: 'takes it as completed, not verified',
    },
  ],
  decide(given, world) {
    const early = notAdopted(world) ?? claimRefused(world, 'record');
    if (early !== null) return refused(early);
    const ids = given.ids.length > 0 ? given.ids : editedByHand(world).map(({ task }) => task.id);
    // Work whose entry a hand took out is an edit as well, and one that no operation makes.
    const gone = given.ids.length > 0 || mayBeUnread(world) ? [] : allVanishedWork(world);
    const keys = gone.map(({ key }) => key);
    // An entry that a hand gave another id has its own again before that other one is looked for.
    if (given.restore && !given.asFound) return restoreAll(world, [...keys, ...ids]);
    return forEachTask([...ids, ...keys], (id) => recordTask(world, id, given));
  },
};

/** Every task whose file and ledger differ. */
function editedByHand(world: World): readonly Standing[] {
  return world.plan.tasks
    .filter((task) => unusable(world, task) === null)
    .map((task) => standingOf(world, task))
    .filter(({ differences }) => differences.length > 0);
}

/** Each in the plan as the one before leaves it: what several tasks have lost comes back once. */
function restoreAll(world: World, ids: readonly string[]): Outcome<Decision<readonly TaskResult[]>> {
  let at = world;
  return forEachTask(ids, (id) => {
    const restored = restoreTask(world, at, id);
    if (restored.ok && restored.value.after !== undefined) at = restored.value.after;
    return restored;
  });
}

/** `at` is the world as earlier tasks of the same call have left it. */
function restoreTask(world: World, at: World, id: string): Outcome<Decision<TaskResult> & { readonly after?: World }> {
  const written = findTask(world, id);
  const shut = written === undefined ? null : unusable(world, written);
  if (written !== undefined && shut !== null) return refused(problemOf(world, shut, written));
  const task = findTask(at, id);
  if (task === undefined) {
    if (written !== undefined) return done(withoutChange(written, 'its entry has its own id again'));
    const work = vanishedWork(at, taskKeyOf(id));
    return work === null ? refused(unknownTask(world, id)) : restoreEntry(at, work, world);
  }
  const standing = standingOf(at, task);
  const broken = brokenLedger(standing);
  if (broken !== null) return refused(problemOf(world, broken, task));
  if (standing.differences.length === 0) return done(nothingToRecord(task));
  const gone = goneAs(at, task, world);
  return gone === null ? restore(at, standing, world) : restoreEntry(at, gone, world);
}

function recordTask(world: World, id: string, given: RecordInput): Outcome<Decision<TaskResult>> {
  const task = findTask(world, id);
  if (task === undefined) return refused(unknownTask(world, id));
  const standing = standingOf(world, task);
  const shut = unusable(world, task) ?? brokenLedger(standing);
  if (shut !== null) return refused(problemOf(world, shut, task));
  if (given.asFound) return recordAsFound(world, standing, given);
  return standing.differences.length === 0 ? done(nothingToRecord(task)) : recordEdits(world, standing, given);
}

const nothingToRecord = (task: Task) => withoutChange(task, 'file and ledger agree; there is nothing to record');

function withoutChange(task: Task, told: string): Decision<TaskResult> {
  return { result: taskResult(task, task.status, { message: `${task.id}: ${told}`, next: [] }), commit: null };
}
