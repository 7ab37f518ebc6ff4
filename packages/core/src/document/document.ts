/**
 * A document: text that is read into a tree of pieces which own every character, the plan that the
 * tree says, and where each value of it stands.
 *
 * `read.ts` makes one; `edit.ts` turns changes of the plan into the smallest edits of the text.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import type { LogRow, Phase, Places, Plan, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { Piece } from '../text/piece.ts';
import type { KeptBlock } from './plan/kept-block.ts';
import type { StatusVocabulary } from './status-words.ts';

export interface Document {
  readonly text: ByteString;
  /** A YAML file as a whole (families E and G), and not Markdown that may hold YAML. */
  readonly isYaml: boolean;
  /** Consecutive, without gap or overlap, from 0 to the end of the text. */
  readonly pieces: readonly Piece[];
  readonly plan: Plan;
  readonly places: Places;
  readonly sources: Sources;
  /** Another text read as this one was: what several changes that build on each other need between them. */
  reread(text: ByteString): Document;
  /** What was found in its YAML, so that another process need not read the same bytes again. */
  blocksToKeep(): readonly KeptBlock[];
  /** Keys among which all open completions of the plan are (`open-completions.ts`); null where that was never found out. */
  mayBeOpen(): readonly TaskKey[] | null;
  /** True where this is such a reading, and its tasks have the ids, names and dependencies of the one before, in the same order. */
  readonly keepsLinks: boolean;
  /** How often something was parsed in full, for benchmarks and tests of growth. */
  readonly effort: { entriesParsed: number; blocksParsedByLibrary: number };
}

/** How a value is written, which decides how another may be written in its place. A `flow-list` is `[A, B]` on one line. */
export type ValueStyle = 'cell' | 'plain' | 'single-quoted' | 'double-quoted' | 'flow-list' | 'empty';

/**
 * One value in the text: a quoted one with its quotes, a cell trimmed but with its decoration (`**P0**`).
 * An `empty` one has an empty span where a value would be written: after the colon of `key:` (a space
 * must be written first), or inside the blanks of a cell.
 */
export interface ValueSource extends Span {
  readonly style: ValueStyle;
  /** False for what can't be replaced by splicing: block scalars, aliases, lists and mappings of several lines. */
  readonly writable: boolean;
}

/** Where the parts of tasks, phases and the log stand, for editing. */
export interface Sources {
  task(task: Task): TaskSource;
  phase(phase: Phase): PhaseSource;
  readonly log: LogSource | null;
  readonly lastUpdated: readonly ValueSource[];
  /** The line ending that new lines take: the one most used. */
  readonly lineEnding: '\n' | '\r\n';
  /** How this document says a status; a new one is written in the style of the old. */
  readonly vocabulary: StatusVocabulary;
}

export type TaskSource = YamlTaskSource | RowTaskSource;

interface TaskSourceBase {
  /** Whole lines of the entry, to be moved or taken out: with the comment lines directly above it, and in a YAML list with the blank lines that separate it from the next. */
  readonly entry: Span;
  /** The value at a path of tracked state (`status`, `preCheck.items.verified_req`, …) or at a settable field (`id`, `name`, `priority`, `dependents`, `depends_on`); null where the entry has no such value. */
  value(path: string): ValueSource | null;
}
export interface YamlTaskSource extends TaskSourceBase {
  readonly kind: 'yaml';
  /** The dash of the list entry, or the first key. */
  readonly first: number;
  /** Column of the dash of the list (bytes), or of the first key where the task is a mapping of its own. */
  readonly indent: number;
  /** Column of the entry's keys. */
  readonly keyIndent: number;
  /** A list entry (`- id: …`), or a mapping that is the whole block (families F and G). */
  readonly listed: boolean;
  /** The end of the main mapping (`tasks:`, `implementation:`), or of the entry where it has none: where new keys can be added. */
  readonly mainEnd: number;
  /** Column of the keys of the main mapping; that of the entry's keys where its status stands there itself. */
  readonly mainIndent: number;
}
export interface RowTaskSource extends TaskSourceBase {
  readonly kind: 'row';
  readonly table: TableSource;
  /** Which column holds what. */
  readonly columns: TaskColumns;
  /** The cell at a position of `table.columns`; null where the row ends before it. */
  cell(column: number): ValueSource | null;
}

/** Positions in `TableSource.columns`; -1 where a table has none. */
export interface TaskColumns {
  readonly id: number;
  readonly name: number;
  readonly status: number;
  readonly priority: number;
  readonly dependents: number;
  readonly dependsOn: number;
  readonly started: number;
  readonly completed: number;
  /** Where a table has no column for completion, `Completed YYYY-MM-DD` in here is read as one. */
  readonly notes: number;
}

/** A table: its columns by position, the spans of its rows. */
export interface TableSource {
  /** Header cells, trimmed and undecorated. */
  readonly columns: readonly string[];
  readonly head: Span;
  readonly delimiter: Span;
  readonly rowCount: number;
  /** A whole line, with its line ending. */
  row(position: number): Span;
  /** Where a row after the last one goes. */
  readonly end: number;
}

export interface PhaseSource {
  /** From its heading to the next heading of its level or higher, or the end. */
  readonly section: Span;
  /** A line, or two where the heading is underlined. */
  readonly heading: Span;
  /** The list, mapping or table that its tasks stand in, a list from the line of its key to the end of its last entry; null for a phase that has none yet. */
  readonly container:
    | { readonly kind: 'yaml'; readonly span: Span; readonly key: string }
    | { readonly kind: 'table'; readonly table: TableSource; readonly columns: TaskColumns }
    | null;
}

export interface LogSource {
  readonly kind: 'table' | 'yaml';
  /** null where the section has no table yet. */
  readonly table: TableSource | null;
  /** The section of a Markdown log, from its heading to the next heading of its level or higher; null for a YAML list, and for a table that stands under no heading of its own. */
  readonly section: Span | null;
  /** Which column of the table holds what; -1 where it has none. */
  readonly columns: { readonly date: number; readonly task: number; readonly status: number; readonly notes: number };
  /** The direction that the log grows in, told by its dates: `down` where it can't be told. */
  readonly direction: 'down' | 'up';
  /** The row that stands last, whichever direction that is; null where there is none. */
  readonly last: LogRow | null;
  /** Whole lines, but for a row of a list that is written in `[ ]`. */
  row(row: LogRow): Span;
  /** Family E: where the `session_log:` list stands; null until the first row makes one. */
  readonly list: LogList | null;
}

/** A log that is a YAML list. */
export interface LogList {
  /** From the line of its key to the end of its last row. */
  readonly span: Span;
  /** Whether its rows stand in `[ ]`: they are no whole lines then. */
  readonly inBrackets: boolean;
  /** Column of its dashes. */
  readonly indent: number;
  /** What its rows call their values. */
  readonly keys: { readonly date: string; readonly task: string; readonly status: string; readonly notes: string };
}

/** One splice: the bytes of `span` are replaced by `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: ByteString;
}
