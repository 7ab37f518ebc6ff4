/**
 * What an operation wants done to the document, in the words of the plan and not of Markdown.
 * The document turns a list of these into the smallest edits; the ledger never sees them.
 */
import type { Status } from './status.ts';
import type { TaskKey } from './task-id.ts';

export type Change =
  | SetTracked
  | AddLogRow
  | RemoveLogRow
  | SetLastUpdated
  | SetField
  | RenameTask
  | AddTask
  | AddPhase
  | MoveTask
  | RemoveTask;

/** Sets one value of a task's tracked state, at a path of `TrackedState` other than `prerequisites` and `log`. A status is the canonical word (or, put back, the word that stood there and is none), a date a calendar date; the document writes each in the file's own style. */
export interface SetTracked {
  readonly kind: 'set-tracked';
  readonly task: TaskKey;
  readonly path: string;
  readonly to: string | boolean | null;
}

/** Adds one row at the end that the log grows at. `task` is written as given. */
export interface AddLogRow {
  readonly kind: 'add-log-row';
  readonly date: string;
  readonly task: string;
  readonly status: Status;
  readonly notes: string;
  /** Puts back a row that stood there: it goes to its date, and not to the end that the log grows at. Used by `record --restore` alone. */
  readonly back?: true;
}

/** Takes out the row that has exactly these values (the last such one): used by `record --restore` alone. */
export interface RemoveLogRow {
  readonly kind: 'remove-log-row';
  readonly date: string;
  readonly task: string;
  readonly status: Status;
  readonly notes: string;
}

/** Sets every place that holds a Last Updated, each in its own form. `at` is local time as ISO 8601 without zone: `2026-11-22T14:30:00`. */
export interface SetLastUpdated {
  readonly kind: 'set-last-updated';
  readonly at: string;
}

/** Fields that `set` may write. `dependents` and `depends_on` take the whole text. */
export const settableFields = ['name', 'priority', 'dependents', 'depends_on', 'iplan_id'] as const;
export type SettableField = (typeof settableFields)[number];

/** Planning: one field of a task. `set name` is one of these for the task, and more for the tasks whose text mentions it. */
export interface SetField {
  readonly kind: 'set-field';
  readonly task: TaskKey;
  readonly field: SettableField;
  readonly to: string;
}

/** Planning: a new id for a task, in its entry alone; mentions are `set-field` changes of the others. */
export interface RenameTask {
  readonly kind: 'rename-task';
  readonly task: TaskKey;
  readonly to: string;
}

/** Planning: a new entry in the style of its neighbours; at the end of the phase, or before a task of it. */
export interface AddTask {
  readonly kind: 'add-task';
  readonly phase: number;
  readonly before: TaskKey | null;
  readonly task: NewTask;
}
export interface NewTask {
  readonly id: string;
  readonly name: string;
  readonly priority: string;
  readonly dependents: string;
  readonly dependsOn: string;
  readonly iplanId: string | null;
}

/** Planning: a new phase after the last one. `number` is what its heading shall have. */
export interface AddPhase {
  readonly kind: 'add-phase';
  readonly number: string;
  readonly name: string;
  readonly goal: string;
}

/** Planning: moves a whole entry, with the comments above it, to another place. */
export interface MoveTask {
  readonly kind: 'move-task';
  readonly task: TaskKey;
  readonly phase: number;
  readonly before: TaskKey | null;
}

/** Planning: takes out a whole entry, with the comments above it. */
export interface RemoveTask {
  readonly kind: 'remove-task';
  readonly task: TaskKey;
}
