/** `record --restore`: the file goes back to what the ledger vouches for. Anybody may. */
import type { Change } from '../model/change.ts';
import type { Outcome } from '../model/problem.ts';
import { done } from '../model/problem.ts';
import { isStatus } from '../model/status.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { CompletedRow, ValueChange } from '../model/tracked-state.ts';
import { sameValue } from '../model/tracked-state.ts';
import { tellDifference } from '../rules/alone-gates.ts';
import { onward } from '../rules/lead-on.ts';
import type { Standing } from '../rules/standing.ts';
import { completedRowsOf } from '../rules/standing.ts';
import type { World } from './operation.ts';
import type { Decision } from './store.ts';
import type { TaskResult } from './task-result.ts';
import { taskResult } from './task-result.ts';

/** Undoes every hand edit of one task; the event tells what was taken back. */
export function restore(world: World, standing: Standing): Outcome<Decision<TaskResult>> {
  const { task, vouched, differences } = standing;
  const changes = differences.flatMap((difference) => backToLedger(world, standing, difference));
  const status = isStatus(vouched.status) ? vouched.status : null;
  const first = standing.history.events.length === 0;
  return done({
    result: taskResult(task, status, {
      message: `${task.id}: the file is as the ledger has it; taken back: ${differences.map(tellDifference).join('; ')}`,
      next: onward(world, { ...standing, file: vouched, differences: [] }),
    }),
    commit: {
      changes: [...changes, { kind: 'set-last-updated', at: world.now.local }],
      events: [
        {
          ledger: task.key,
          operation: 'record',
          task: task.id,
          input: { restore: true, takenBack: differences.map(({ path, from, to }) => ({ path, from, to })) },
          changes: first ? Object.entries(vouched).map(([path, value]) => ({ path, from: value, to: value })) : [],
        },
      ],
    },
  });
}

function backToLedger(world: World, standing: Standing, { path, from, to }: ValueChange): readonly Change[] {
  const { task } = standing;
  if (path === 'prerequisites') {
    const kept = new Set(listOf<TaskKey>(to));
    return addPrerequisites(
      world,
      standing,
      listOf<TaskKey>(from).filter((key) => !kept.has(key)),
    );
  }
  if (path === 'log') return restoreRows(world, standing, { from: listOf(from), to: listOf(to) });
  return [{ kind: 'set-tracked', task: task.key, path, to: typeof from === 'string' || typeof from === 'boolean' ? from : null }];
}

/**
 * A prerequisite that was taken away comes back as the task's own `depends_on`, wherever it was declared before; where
 * that can't be written, among the dependents of the prerequisite.
 */
function addPrerequisites({ plan }: World, { task }: Standing, keys: readonly TaskKey[]): readonly Change[] {
  if (task.takesDependsOn) return [{ kind: 'set-field', task: task.key, field: 'depends_on', to: listed(task.dependsOnText, keys) }];
  return keys.map((key) => ({
    kind: 'set-field',
    task: key,
    field: 'dependents',
    to: listed(plan.task(key)?.dependentsText ?? '', [task.id]),
  }));
}

/** A text that lists ids, with some more of them. */
function listed(text: string, ids: readonly string[]): string {
  const kept = text.trim();
  return [...(kept === '' ? [] : [kept]), ...ids].join(', ');
}

function restoreRows(
  world: World,
  { task }: Standing,
  rows: { from: readonly CompletedRow[]; to: readonly CompletedRow[] },
): readonly Change[] {
  const written = completedRowsOf(world, task);
  const added = rows.to.filter((row) => !rows.from.some((known) => sameValue(known, row)));
  const lost = rows.from.filter((row) => !rows.to.some((known) => sameValue(known, row)));
  const remove = added.flatMap((row): Change[] => {
    const found = written.find(({ date, notes }) => date.startsWith(row.date) && notes === row.notes);
    return found === undefined
      ? []
      : [{ kind: 'remove-log-row', date: found.date, task: found.task, status: 'COMPLETED', notes: found.notes }];
  });
  return [...remove, ...lost.map((row): Change => ({ kind: 'add-log-row', task: task.id, status: 'COMPLETED', ...row }))];
}

/** Values at list paths are lists; anything else there is a ledger that was tampered with, and counts as none. */
function listOf<Item>(value: unknown): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : [];
}
