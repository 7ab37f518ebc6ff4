/** A new task, in the shape of its neighbour: a list entry, or the row of a table. */
import type { AddTask, NewTask } from '../../model/change.ts';
import { exampleTask } from '../../model/example-task.ts';
import type { Task } from '../../model/plan.ts';
import type { Document } from '../document.ts';
import { taskColumns } from '../plan/columns.ts';
import { type FirstTask, firstInPhase, headOf } from './first-in-phase.ts';
import { coreEnd, gapLike } from './list-gap.ts';
import { areAlike, foreignIds } from './moved-row.ts';
import { type BesideTask, type EmptyPlace, placeFor } from './new-entry-place.ts';
import { newRow } from './new-row.ts';
import { newYamlEntry } from './new-yaml-entry.ts';
import { impossible, insertLines, type Planned, planned } from './planned.ts';
import { referenceEntry } from './reference-entry.ts';

export function addTask(document: Document, change: AddTask): Planned {
  const place = placeFor(document, change);
  if (typeof place === 'string') return impossible(place);
  const example = exampleTask(document.plan, change.phase, change.before);
  switch (place.kind) {
    case 'beside-entry':
      return besideEntry(document, place, change);
    case 'beside-row':
      return besideRow(document, place, change.task);
    default:
      return asFirst(document, { place, example }, change.task);
  }
}

function besideEntry(
  document: Document,
  { side, task: neighbour, source }: Extract<BesideTask, { kind: 'beside-entry' }>,
  { phase, task }: AddTask,
): Planned {
  const lines = newYamlEntry(document, { task: neighbour, source }, task);
  if (lines === null) return impossible(shapeless(neighbour));
  const gap = gapLike(document, phase);
  return side === 'before'
    ? planned(insertLines(document, source.entry.start, [...lines, ...gap]))
    : planned(insertLines(document, coreEnd(document.text, source), [...gap, ...lines]));
}

function shapeless({ id }: Task): string {
  return `A new entry takes its shape from ${id}, which has several values on one line. Write them one a line, or add the task by hand.`;
}

function besideRow(
  document: Document,
  { side, task: neighbour, source }: Extract<BesideTask, { kind: 'beside-row' }>,
  task: NewTask,
): Planned {
  if (!areAlike(task.id, neighbour.id)) return impossible(foreignIds(neighbour));
  const row = newRow(document, { table: source.table, columns: source.columns, example: source }, task);
  if ('missing' in row) return impossible(row.missing);
  return planned(insertLines(document, side === 'before' ? source.entry.start : source.entry.end, [row.line]));
}

function asFirst(document: Document, { place, example }: { place: EmptyPlace; example: Task | null }, task: NewTask): Planned {
  const first = place.kind === 'empty-table' ? firstRow(document, place, task) : firstLike(document, example, task);
  return typeof first === 'string' ? impossible(first) : firstInPhase(document, place, first);
}

function firstRow(document: Document, { table }: Extract<EmptyPlace, { kind: 'empty-table' }>, task: NewTask): FirstTask | string {
  const columns = taskColumns(table.columns);
  if (columns === null) return 'The table of that phase has no columns for id and status.';
  const row = newRow(document, { table, columns, example: null }, task);
  return 'missing' in row ? row.missing : { kind: 'row', lines: [row.line], head: [] };
}

function firstLike(document: Document, example: Task | null, task: NewTask): FirstTask | string {
  const source = example === null ? null : document.sources.task(example);
  if (example === null || source === null) return { kind: 'entry', lines: referenceEntry(task) };
  if (source.kind === 'yaml') {
    const lines = newYamlEntry(document, { task: example, source }, task);
    if (lines === null) return shapeless(example);
    return { kind: 'entry', lines: lines.map((line) => line.slice(Math.min(source.indent, line.length - line.trimStart().length))) };
  }
  const row = newRow(document, { table: source.table, columns: source.columns, example: source }, task);
  return 'missing' in row ? row.missing : { kind: 'row', lines: [row.line], head: headOf(document, source.table) };
}
