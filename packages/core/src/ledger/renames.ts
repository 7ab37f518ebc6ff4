/**
 * Which ids became which, as the plan's ledger tells it: by `rename`, and by a merge of two branches that gave one
 * task two names, of which one was decided for.
 */
import type { LedgerEvent } from '../model/event.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { Sides } from './branched-replay.ts';
import { isObject } from './event-shape.ts';

export interface Renaming {
  readonly from: TaskKey;
  readonly to: TaskKey;
}

/** What an event renames; null where it should tell, and does not. */
export function renamingsIn({ operation, input }: Pick<LedgerEvent, 'operation' | 'input'>): readonly Renaming[] | null {
  if (operation === 'rename') {
    const renaming = asRenaming(input);
    return renaming === null ? null : [renaming];
  }
  if (operation !== 'merge' || input.renamed === undefined) return [];
  const renamings = Array.isArray(input.renamed) ? input.renamed.map(asRenaming) : [null];
  const told = renamings.filter((renaming) => renaming !== null);
  return told.length === renamings.length ? told : null;
}

function asRenaming(value: unknown): Renaming | null {
  if (!isObject(value) || typeof value.from !== 'string' || typeof value.to !== 'string') return null;
  return { from: taskKeyOf(value.from), to: taskKeyOf(value.to) };
}

/** Former ids after a renaming: names that led to the old id lead to the new one from now on. */
export function renamedOnce(aliases: Aliases, { from, to }: Renaming): Aliases {
  const renamed = new Map([...aliases].map(([name, leadsTo]) => [name, leadsTo === from ? to : leadsTo]));
  renamed.delete(to);
  return from === to ? renamed : renamed.set(from, to);
}

/** Former key → the key of now. */
export type Aliases = ReadonlyMap<TaskKey, TaskKey>;

/** A task that two branches gave two names. */
export interface NameConflict {
  /** What it was called before. */
  readonly task: TaskKey;
  readonly ours: TaskKey;
  readonly theirs: TaskKey;
}

export function namesInConflict({ base, ours, theirs }: Sides<Aliases>): readonly NameConflict[] {
  const found = new Map<string, NameConflict>();
  for (const [task, mine] of ours) {
    const [before, others] = [base.get(task), theirs.get(task)];
    if (others === undefined || mine === others || mine === before || others === before) continue;
    // Names before the last are in conflict with it: the last one, which led nowhere yet, tells for all.
    const pair = `${mine}\0${others}`;
    if (before === undefined || !found.has(pair)) found.set(pair, { task, ours: mine, theirs: others });
  }
  return [...found.values()];
}

/** What two branches call their tasks, as one: the side that moved, ours where both did. */
export function mergedAliases({ base, ours, theirs }: Sides<Aliases>): Aliases {
  const merged = new Map<TaskKey, TaskKey>();
  for (const name of new Set([...theirs.keys(), ...ours.keys()])) {
    const [before, mine, others] = [base.get(name), ours.get(name), theirs.get(name)];
    const now = mine === before ? others : mine;
    if (now !== undefined) merged.set(name, now);
  }
  // One side renamed what the other had called otherwise before: the name leads all the way.
  for (const [name, leadsTo] of merged) merged.set(name, endOf(merged, leadsTo));
  return merged;
}

function endOf(aliases: Aliases, name: TaskKey): TaskKey {
  const passed = new Set<TaskKey>();
  let end = name;
  for (let next = aliases.get(end); next !== undefined && !passed.has(next); next = aliases.get(end)) {
    passed.add(next);
    end = next;
  }
  return end;
}
