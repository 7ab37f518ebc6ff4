/**
 * `record --restore`: the file goes back to what the ledger vouches for. Anybody may, always.
 *
 * Each step is decided on the plan as the step before leaves it: two tasks may have lost one and the same prerequisite.
 */
import { canHold } from '../model/apply-tracked.ts';
import type { Change } from '../model/change.ts';
import type { DraftEvent } from '../model/event.ts';
import { taskIn } from '../model/in-plan.ts';
import type { Task } from '../model/plan.ts';
import type { Outcome, Problem } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { isStatus } from '../model/status.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { CompletedRow, TrackedState, ValueChange } from '../model/tracked-state.ts';
import { keysIn, rowsBeyond, rowsIn } from '../model/tracked-state.ts';
import { brokenLedger, tellDifference } from '../rules/alone-gates.ts';
import { afterChange } from '../rules/lead-on.ts';
import { step } from '../rules/next-steps.ts';
import type { Standing } from '../rules/standing.ts';
import { completedRowsOf, idsOfNow, standingOf } from '../rules/standing.ts';
import type { Vanished } from '../rules/vanished.ts';
import { mayBeUnread } from '../rules/vanished.ts';
import type { World } from './operation.ts';
import { afterwards, entryOf, goneAmong, renamedByHand, valuesOf } from './put-back.ts';
import type { Commit } from './store.ts';
import type { TaskResult } from './task-result.ts';
import { taskResult } from './task-result.ts';

export interface Restored {
  readonly result: TaskResult;
  readonly commit: Commit;
  /** What the next task is restored in. */
  readonly after: World;
}

/**
 * Undoes every hand edit of one task; the events tell what was taken back.
 *
 * @param found the world before any task was restored
 */
export function restore(world: World, standing: Standing, found: World): Outcome<Restored> {
  const { task, vouched, differences } = standing;
  const unheld = differences.filter(({ path, from }) => from !== null && !isElsewhere(path) && !canHold(task, path));
  if (unheld.length > 0) return refused(notHeld(world, standing, unheld));
  const entries = putBack(world, goneAmong(world, keysIn(vouched.prerequisites)), { waiting: task, found });
  if (!entries.ok) return entries;
  const taken = differences.map(tellDifference);
  const event = restoringEvent(standing.history.events.length === 0, { key: task.key, id: task.id, vouched }, differences);
  return done(restored(entries.value, { key: task.key, taken, event }));
}

/** The same of a task whose whole entry is gone. */
export function restoreEntry(world: World, { key }: Vanished, found: World): Outcome<Restored> {
  const entries = putBack(world, goneAmong(world, [key]), { waiting: null, found });
  if (!entries.ok) return entries;
  const { renamed } = entries.value;
  const taken = renamed.length > 0 ? renamed.map((id) => `the id ${id}`) : [`the entry of ${key}`];
  return done(restored(entries.value, { key, taken, event: null }));
}

interface Entries {
  readonly changes: readonly Change[];
  readonly events: readonly DraftEvent[];
  /** Of new entries. */
  readonly ids: readonly string[];
  /** Ids that a hand gave to entries, which have their own again. */
  readonly renamed: readonly string[];
  readonly after: World;
}

/** Entries for what is gone, found under another id or made anew, with the values that the ledger has. */
function putBack(
  world: World,
  gone: readonly Vanished[],
  { waiting, found }: { readonly waiting: Task | null; readonly found: World },
): Outcome<Entries> {
  let entries: Entries = { changes: [], events: [], ids: [], renamed: [], after: world };
  for (const each of gone) {
    const broken = brokenLedgerOf(world, each);
    if (broken !== null) return refused(broken);
    if (mayBeUnread(world))
      return refused(notPutBack(world, each, 'may stand in a block that cannot be read; correct that in an editor first'));
    const renamed = renamedByHand(entries.after, each, found);
    const added = renamed === null ? entryOf(entries.after, each, waiting) : null;
    if (renamed === null && added === null)
      return refused(notPutBack(world, each, 'has no place: nothing is left in the plan that its entry could look like'));
    const entry = renamed?.changes ?? (added === null ? [] : [added]);
    const standing = afterwards(entries.after, entry);
    const values = valuesOf(standing, each);
    const valued = afterwards(standing, values);
    const rest = backToLedger(valued, each.key);
    entries = {
      changes: [...entries.changes, ...entry, ...values, ...rest],
      events: [...entries.events, ...entryEvents(world, each, taskIn(valued.plan, each.key).id)],
      ids: added === null ? entries.ids : [...entries.ids, added.task.id],
      renamed: renamed === null ? entries.renamed : [...entries.renamed, renamed.task.id],
      after: afterwards(valued, rest),
    };
  }
  return done(entries);
}

/** What a ledger says that does not hold together is put nowhere. */
function brokenLedgerOf({ ledgers }: World, { key }: Vanished): Problem | null {
  const broken = brokenLedger({ history: ledgers.task(key) });
  if (broken === null) return null;
  const { rule, message, have, place } = broken;
  const next = [step(rule === 'ledger-forked' ? 'resolve' : 'audit verify')];
  return { rule, message: `${key} was taken out by hand, and ${message}`, task: key, ...place, have, missing: [], next, waivable: false };
}

function notPutBack(world: World, { key }: Vanished, why: string): Problem {
  return {
    rule: 'read-only-block',
    message: `${key} was taken out by hand, and ${why}. Version control has the entry as it was`,
    file: world.file,
    have: [],
    missing: [`the entry of ${key}`],
    next: [step('check')],
    waivable: false,
  };
}

/** Who waits for whom, and the rows of the log, stand in other places than the entry. */
const isElsewhere = (path: string) => path === 'prerequisites' || path === 'log';

/** A row of a table in the place of an entry in YAML has no room for checklists. */
function notHeld(world: World, { task }: Standing, unheld: readonly ValueChange[]): Problem {
  return {
    rule: 'read-only-block',
    message: `${task.id} has got an entry that cannot hold all that the ledger has. Version control has it as it was`,
    task: task.id,
    file: world.file,
    have: unheld.map(tellDifference),
    missing: unheld.map(({ path }) => `a place for ${path}`),
    next: [step('check')],
    waivable: false,
  };
}

/** Of a task of which the ledger holds nothing, the event of the one that waits for it tells. */
function entryEvents({ ledgers }: World, { key, state }: Vanished, id: string): readonly DraftEvent[] {
  if (state === null) return [];
  const isFirst = ledgers.task(key).events.length === 0;
  return [restoringEvent(isFirst, { key, id, vouched: state }, [{ path: 'entry', from: id, to: null }])];
}

function restored(
  { changes, events, ids, after }: Entries,
  { key, taken, event }: { readonly key: TaskKey; readonly taken: readonly string[]; readonly event: DraftEvent | null },
): Restored {
  const back = backToLedger(after, key);
  const end = afterwards(after, back);
  const task = taskIn(end.plan, key);
  const standing = standingOf(end, task);
  const status = isStatus(standing.vouched.status) ? standing.vouched.status : null;
  const told = ids.length === 0 ? '' : `; put back without what the ledger does not know (name, place, prose): ${ids.join(', ')}`;
  const message = `${task.id}: the file is as the ledger has it; taken back: ${taken.join('; ')}${told}`;
  return {
    result: taskResult(task, status, { message, next: afterChange(end, { ...standing, file: standing.vouched, differences: [] }) }),
    commit: {
      changes: [...changes, ...back, { kind: 'set-last-updated', at: end.now.local }],
      events: [...events, ...(event === null ? [] : [event])],
    },
    after: end,
  };
}

/** A task's first event tells its base. */
function restoringEvent(
  isFirst: boolean,
  { key, id, vouched }: { readonly key: TaskKey; readonly id: string; readonly vouched: TrackedState },
  takenBack: readonly ValueChange[],
): DraftEvent {
  return {
    ledger: key,
    operation: 'record',
    task: id,
    input: { restore: true, takenBack: takenBack.map(({ path, from, to }) => ({ path, from, to })) },
    changes: isFirst ? Object.entries(vouched).map(([path, value]) => ({ path, from: value, to: value })) : [],
  };
}

/** What makes a task say what the ledger has. */
function backToLedger(world: World, key: TaskKey): readonly Change[] {
  const standing = standingOf(world, taskIn(world.plan, key));
  return standing.differences.flatMap((difference) => changesBack(world, standing, difference));
}

function changesBack(world: World, standing: Standing, { path, from, to }: ValueChange): readonly Change[] {
  const { task } = standing;
  if (path === 'prerequisites') {
    const kept = new Set(keysIn(to));
    return addPrerequisites(
      world,
      standing,
      idsOfNow(world, from).filter((key) => !kept.has(key)),
    );
  }
  if (path === 'log') return restoreRows(world, standing, { from: rowsIn(from), to: rowsIn(to) });
  const back = typeof from === 'string' || typeof from === 'boolean' ? from : freshAt(standing, path);
  return [{ kind: 'set-tracked', task: task.key, path, to: back }];
}

/** What stands where the ledger has nothing: a checklist that it does not know stays, as one that says nothing yet. */
function freshAt({ vouched }: Standing, path: string): string | boolean | null {
  const [, list, rest] = /^((?:pre|post)Check\.)(.*)/.exec(path) ?? [];
  if (list === undefined || Object.keys(vouched).some((known) => known.startsWith(list))) return null;
  return rest === 'status' ? 'NOT_STARTED' : false;
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
    to: listed(taskIn(plan, key).dependentsText, [task.id]),
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
  const [added, lost] = [rowsBeyond(rows.to, rows.from), rowsBeyond(rows.from, rows.to)];
  const remove = added.flatMap((row) =>
    written
      .filter(({ date, notes }) => date.startsWith(row.date) && notes === row.notes)
      .slice(0, 1)
      .map(({ date, task: name, notes }): Change => ({ kind: 'remove-log-row', date, task: name, status: 'COMPLETED', notes })),
  );
  return [...remove, ...lost.map((row): Change => ({ kind: 'add-log-row', task: task.id, status: 'COMPLETED', ...row, back: true }))];
}
