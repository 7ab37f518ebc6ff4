/**
 * The plan as its readers see it: what a document says, whatever family it is written in.
 *
 * A Plan is readonly data. The document reader fills in what costs much (checklists, dates) only when
 * it is asked for, so a property here may be a getter, also one of a prototype: copy a task or a row by
 * naming its fields, never by spreading it.
 */
import type { Place, Span } from './place.ts';
import type { Status } from './status.ts';
import type { TaskKey } from './task-id.ts';

/** How the tasks of a document are written; told by their keys, never by a version number. */
export type Family = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G';

export interface Plan {
  readonly title: string;
  /** As written, or null where the document has no such line (or it is still the template's). */
  readonly lastUpdated: string | null;
  readonly families: readonly Family[];
  readonly phases: readonly Phase[];
  /** Every task, in document order. Two may share a key: see `duplicate-id`. */
  readonly tasks: readonly Task[];
  readonly sessionLog: readonly LogRow[];
  /** What the reader could not make sense of. Rules turn these into findings. */
  readonly flaws: readonly Flaw[];
  /** The first task with that key. */
  task(key: TaskKey): Task | undefined;
  /** All tasks with that key, in document order: more than one where an id is repeated. */
  tasksOf(key: TaskKey): readonly Task[];
  /** The tasks that name that IPLAN as theirs, in document order. */
  tasksOfIplan(key: TaskKey): readonly Task[];
  /** The tasks whose name begins so, both in the form of `foldName`; in document order. */
  tasksNamed(beginning: string): readonly Task[];
  /** The tasks that may have one as their dependent whose id ends in that number (without zeros before it); what the others say is nothing, or a list of ids with other numbers. In document order. */
  mayPrecede(digits: string): readonly Task[];
  /** The rows of the session log that name that id, in the order of the log. */
  rowsOf(key: TaskKey): readonly LogRow[];
  /** The ids that COMPLETED rows of the session log name (`completed-row.ts`). */
  completedKeys(): ReadonlySet<TaskKey>;
  /** The completions that the plan does not record in full (`open-completions.ts`), in document order. */
  openCompletions(): readonly Task[];
}

export interface Phase {
  /** Position in `plan.phases`. */
  readonly index: number;
  /** As the heading has it: "0", "1", "1.1"; null where it has none. */
  readonly number: string | null;
  /** Family E: the phase's own id. */
  readonly id: string | null;
  readonly name: string;
  readonly goal: string | null;
  readonly line: number;
  readonly tasks: readonly Task[];
  /** Family E: ids of the phases that must be finished before. */
  readonly dependencies: readonly string[];
  /** What the first row of its table can say, where it has a table and no task yet; else null. */
  readonly firstRow: RowShape | null;
}

/** What the rows of a table have columns for. */
export type RowShape = Pick<Task, 'takesPriority' | 'takesDependsOn' | 'takesDependents'> & Pick<Implementation, 'holds'>;

export interface Task {
  /** As written, without decoration. */
  readonly id: string;
  readonly key: TaskKey;
  readonly name: string;
  /** As written ("P0"); null where missing. */
  readonly priority: string | null;
  /** The phase it stands in: an index of `plan.phases`. */
  readonly phase: number;
  readonly family: Family;
  /** null where the status is missing or can't be mapped: `statusText` has what stands there. */
  readonly status: Status | null;
  readonly statusText: string;
  /** What is written as dependents: ids, names and free text. The graph tells them apart. */
  readonly dependentsText: string;
  /** What is written as `depends_on` or in a `Depends On` column: ids. */
  readonly dependsOnText: string;
  /** Whether a priority can be written there: a table may have no such column. */
  readonly takesPriority: boolean;
  /** Whether `depends_on` can be written there: a table may have no such column, an entry may spread it over several lines. */
  readonly takesDependsOn: boolean;
  /** Whether dependents can be written there: a table may have no such column, an entry may spread them over several lines. */
  readonly takesDependents: boolean;
  /** A template row that stands for a task to be filled in. */
  readonly placeholder: boolean;
  /** False inside a YAML block that does not parse or repeats a key, or where the value can't be edited. */
  readonly writable: boolean;
  readonly line: number;
  readonly preCheck: Checklist | null;
  /** Table tasks: what the `Completed` and `Started` columns hold. */
  readonly implementation: Implementation;
  readonly postCheck: Checklist | null;
  /** Whether the post-check says that the completion was recorded: status COMPLETED and every item done; true where there is none. Cheap to ask of every task. */
  readonly postCheckComplete: boolean;
}

export interface Checklist {
  /** null where the checklist has no status of its own (family E). */
  readonly status: Status | null;
  readonly statusText: string;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistItem {
  readonly key: string;
  readonly done: boolean;
}

export interface Implementation {
  /** null where the task has no such field; '' never. A template's null, empty or placeholder date is null too. */
  readonly iplanId: string | null;
  readonly iplanStatus: Status | null;
  readonly iplanStatusText: string | null;
  readonly started: string | null;
  readonly completed: string | null;
  /** The fields that the entry can hold: those it has, and those that its family writes when they are missing (`started` and `completed` in C, D, F and G; `completed` in a table with a column for it). Only these are tracked. */
  readonly holds: readonly ImplementationField[];
}
export type ImplementationField = 'iplanId' | 'iplanStatus' | 'started' | 'completed';

/** One row of the session log; values as the person meant them (unescaped). */
export interface LogRow {
  readonly date: string;
  /** As written; '' where the log has no such column (families F and G) or the cell is empty. */
  readonly task: string;
  readonly status: Status | null;
  readonly statusText: string;
  readonly notes: string;
  readonly line: number;
  readonly placeholder: boolean;
}

/** Something in a document that can't be understood, or is not well-formed, with its place. */
export interface Flaw {
  readonly rule: FlawRule;
  readonly message: string;
  readonly span: Span;
  readonly task?: TaskKey;
  /** The nearest thing that would be right. */
  readonly hint?: string;
  /** What is understood in its place, where nothing is near. */
  readonly words?: readonly string[];
}
export type FlawRule = 'invalid-yaml' | 'duplicate-key' | 'unknown-status' | 'unmapped' | 'ledger-forked';

/** Which part of a task a finding points at. */
export type TaskPart =
  | 'entry'
  | 'id'
  | 'name'
  | 'priority'
  | 'status'
  | 'dependents'
  | 'depends_on'
  | 'preCheck.status'
  | 'postCheck.status'
  | 'iplanId'
  | 'iplanStatus'
  | 'started'
  | 'completed'
  | `preCheck.items.${string}`
  | `postCheck.items.${string}`;

/** Answers where things stand; the document knows, rules only pass it on. */
export interface Places {
  ofTask(task: Task, part: TaskPart): Place;
  ofLogRow(row: LogRow, column: 'row' | 'date' | 'task' | 'status' | 'notes'): Place;
  ofPhase(phase: Phase): Place;
  ofSpan(span: Span): Place;
}
