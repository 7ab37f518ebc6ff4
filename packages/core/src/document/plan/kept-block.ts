/**
 * A block as it is kept outside of the process that read it: what was found in its bytes. Whoever knows the same
 * bytes again, by their digest, hands it in, and the block is not read again.
 *
 * What the library had a part in is not kept: it is rare, and holds more than facts.
 */
import type { Span } from '../../model/place.ts';
import type { Flaw } from '../../model/plan.ts';
import type { TaskKey } from '../../model/task-id.ts';
import { YamlBlock } from '../../text/yaml/yaml-block.ts';
import { BlockMemory } from './block-memory.ts';
import { FactRows } from './fact-rows.ts';
import { type BlockContext, movedBlock, type TaskBlock } from './task-block.ts';
import type { LogFacts, Offsets, PhaseFacts, TaskFacts } from './task-facts.ts';

export interface KeptBlock {
  /** Where it stood in the text that it was read from. */
  readonly span: Span;
  /** The rows of the facts, in the order of bytes of this machine. */
  readonly table: Int32Array;
  /** All else that was found. */
  readonly rest: KeptRest;
}

/** As it can be written as JSON. */
export interface KeptRest {
  readonly flaws: readonly Flaw[];
  readonly lists: TaskFacts['lists'];
  readonly phases: readonly (Omit<PhaseFacts, 'values'> & { readonly values: Values })[];
  readonly logs: readonly (Omit<LogFacts, 'rows'> & { readonly rows: readonly KeptRow[] })[];
  readonly root: Values;
  readonly duplicates: readonly Offsets[];
  readonly listed: readonly (readonly [number, readonly Offsets[]])[];
}
type Values = readonly (readonly [string, Offsets])[];
interface KeptRow {
  readonly start: number;
  readonly end: number;
  readonly values: Values;
}

/** What is kept of one text. */
export interface KeptReading {
  /** What was found in the bytes that stand there; null where it is not known. */
  find(block: Span): KeptBlock | null;
  /** Keys among which all open completions of the whole text are; null where they are not known. */
  openCompletions(): readonly TaskKey[] | null;
}

/** null where it is not to be kept. */
export function keptBlock({ span, block, facts }: TaskBlock): KeptBlock | null {
  if (!block.isPlain) return null;
  const { rows, lists, phases, logs, root, duplicates, listed } = facts;
  const rest: KeptRest = {
    flaws: block.flaws,
    lists,
    phases: phases.map((phase) => ({ ...phase, values: [...phase.values] })),
    logs: logs.map((log) => ({ ...log, rows: log.rows.map((row) => ({ ...row, values: [...row.values] })) })),
    root: [...root],
    duplicates,
    listed: [...listed],
  };
  return { span, table: rows.all, rest };
}

/** The block that it was, where its bytes stand now. */
export function blockKept(context: BlockContext, { span, table, rest }: KeptBlock, start: number): TaskBlock | null {
  const facts: TaskFacts = {
    ...rest,
    rows: FactRows.of(table),
    phases: rest.phases.map((phase) => ({ ...phase, values: new Map(phase.values) })),
    logs: rest.logs.map((log) => ({ ...log, rows: log.rows.map((row) => ({ ...row, values: new Map(row.values) })) })),
    root: new Map(rest.root),
    listed: new Map(rest.listed),
  };
  const block = new YamlBlock(context.text, { context, flaws: rest.flaws, trees: [] });
  return movedBlock(context, { span, memory: new BlockMemory(), facts, block }, start);
}
