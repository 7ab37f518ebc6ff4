/**
 * From a decision to a commit: the values that shall hold, told once, become the document's changes
 * and the ledger's event, so that plan and ledger can't say different things.
 */
import type { Change } from '../model/change.ts';
import type { DraftEvent, Receipt } from '../model/event.ts';
import type { Status } from '../model/status.ts';
import type { CompletedRow, TrackedState, TrackedValue, ValueChange } from '../model/tracked-state.ts';
import { rowsIn, sameValue } from '../model/tracked-state.ts';
import type { Standing } from '../rules/standing.ts';
import type { World } from './operation.ts';
import type { Commit } from './store.ts';

export interface Recording {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Tracked paths and the values that they shall have. A path that the task does not have is left out. */
  readonly sets: Readonly<Record<string, string | boolean | null>>;
  /** A row for the session log, dated today. */
  readonly row?: { readonly status: Status; readonly notes: string };
  readonly receipts?: readonly Receipt[];
}

/** One task's change as a commit. */
export function recorded(world: World, standing: Standing, recording: Recording): Commit {
  const { task, file } = standing;
  const sets = Object.entries(recording.sets).filter(([path]) => path in file);
  const after = stateAfter(world, standing, { ...recording, sets: Object.fromEntries(sets) });
  const edits: Change[] = sets
    .filter(([path, to]) => !sameValue(file[path], to))
    .map(([path, to]) => ({ kind: 'set-tracked', task: task.key, path, to }));
  if (recording.row !== undefined) edits.push({ kind: 'add-log-row', date: world.now.date, task: task.id, ...recording.row });
  return {
    changes: edits.length === 0 ? [] : [...edits, { kind: 'set-last-updated', at: world.now.local }],
    events: [
      {
        ledger: task.key,
        operation: recording.operation,
        task: task.id,
        input: recording.input,
        changes: [...stateChanges(standing, after), ...loggedRow(world, standing, recording.row)],
        ...(recording.receipts === undefined || recording.receipts.length === 0 ? {} : { receipts: recording.receipts }),
      },
    ],
  };
}

/** Several tasks' commits as one. The plan's Last Updated is set once. */
export function together(commits: readonly Commit[]): Commit {
  const changes = commits.flatMap((commit) => commit.changes);
  const dated = changes.find((change) => change.kind === 'set-last-updated');
  return {
    changes: [...changes.filter((change) => change.kind !== 'set-last-updated'), ...(dated === undefined ? [] : [dated])],
    events: commits.flatMap((commit) => commit.events),
  };
}

/**
 * An event that changes no value of the task: a waiver, evidence, a sign of life. What was planned meanwhile comes into
 * the ledger with it. A hand edit does not: it waits for `record` and its gates, whoever is still at work on the task.
 */
export function noted(standing: Standing, event: Omit<DraftEvent, 'ledger' | 'task' | 'changes'>): Commit {
  const { task, file, vouched, differences } = standing;
  const changes = stateChanges(standing, differences.length === 0 ? file : vouched);
  return { changes: [], events: [{ ledger: task.key, task: task.id, changes, ...event }] };
}

/** What the event that takes a task tells of the sitting; nothing of a person's. */
export function sittingInput({ actor, sitting }: Pick<World, 'actor' | 'sitting'>): Pick<World, 'sitting'> | Record<string, never> {
  if (actor.kind === 'human') return {};
  return Object.keys(sitting).length === 0 ? {} : { sitting };
}

/** What stands in the event of whoever has the task from then on: an agent has it for as long as its lease. */
export function takingInput(world: World): Readonly<Record<string, unknown>> {
  return world.actor.kind === 'human' ? {} : { lease: world.policy.lease, ...sittingInput(world) };
}

/** The sets that give a task a status: the table cell or main block, and the IPLAN's along with it. */
export function statusSets(status: Status): Readonly<Record<string, Status>> {
  return { status, 'implementation.iplanStatus': status };
}

/** Whether a hand edit did what these sets do: an operation that asks for just that takes it up. */
export function isDoneByHand({ path, to }: ValueChange, sets: Recording['sets']): boolean {
  return Object.entries(sets).some(([set, value]) => set === path && sameValue(to, value));
}

/**
 * The tracked state that the event leads to. It starts from the file's: whatever differs from the ledger there
 * is planning, or a hand edit that the operation takes up (else it would not have been admitted).
 */
function stateAfter(world: World, { file }: Standing, { sets, row }: Pick<Recording, 'sets' | 'row'>): TrackedState {
  const state: Record<string, TrackedValue> = { ...file, ...sets };
  if (row?.status === 'COMPLETED') {
    const entry: CompletedRow = { date: world.now.date, notes: row.notes };
    state.log = [...rowsIn(file.log), entry];
  }
  return state;
}

/** The changes of one event; a value that a hand took out goes to null. A task's first event lists every path, so that the base can be read from it. */
export function stateChanges({ history, vouched }: Standing, after: TrackedState): readonly ValueChange[] {
  const first = history.events.length === 0;
  return [...new Set([...Object.keys(vouched), ...Object.keys(after)])]
    .filter((path) => first || !sameValue(vouched[path] ?? null, after[path] ?? null))
    .map((path) => ({ path, from: vouched[path] ?? null, to: after[path] ?? null }));
}

/** Rows that are not COMPLETED are no tracked state; the event tells of them all the same. */
function loggedRow(world: World, { task }: Standing, row: Recording['row']): readonly ValueChange[] {
  if (row === undefined || row.status === 'COMPLETED') return [];
  return [{ path: 'sessionLog', from: null, to: { date: world.now.date, task: task.id, ...row } }];
}
