/** A new task, in the shape of its neighbour: a list entry, or the row of a table. */
import type { ByteString } from '../../model/byte-string.ts';
import type { AddTask, NewTask } from '../../model/change.ts';
import { exampleTask } from '../../model/example-task.ts';
import type { Task } from '../../model/plan.ts';
import type { Document } from '../document.ts';
import { type FirstTask, firstInPhase, headOf } from './first-in-phase.ts';
import { flowEnd } from './flow-entry.ts';
import { coreEnd, gapLike } from './list-gap.ts';
import { areAlike, foreignIds } from './moved-row.ts';
import { type BesideTask, type EmptyPlace, placeFor } from './new-entry-place.ts';
import { newRow } from './new-row.ts';
import { entryInBraces, newYamlEntry } from './new-yaml-entry.ts';
import { impossible, insertLines, type Planned, planned } from './planned.ts';
import { referenceEntry } from './reference-entry.ts';

export function addTask(document: Document, change: AddTask): Planned {
  const place = placeFor(document, change);
  if (typeof place === 'string') return impossible(place);
  const example = exampleTask(document.plan, change.phase, change.before);
  switch (place.kind) {
    case 'beside-entry':
      return besideEntry(document, place, change);
    case 'in-brackets':
      return inBrackets(document, place, change.task);
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
  if (lines === null) return impossible(shapeless(document, neighbour));
  const gap = gapLike(document, phase);
  return side === 'before'
    ? planned(insertLines(document, source.entry.start, [...lines, ...gap]))
    : planned(insertLines(document, coreEnd(document.text, source), [...gap, ...lines]));
}

/** `tasks: [{…}, {…}]`: one more, kept from its neighbour as that is from the one before it. */
function inBrackets(
  document: Document,
  { side, task: neighbour, source }: Extract<BesideTask, { kind: 'in-brackets' }>,
  task: NewTask,
): Planned {
  const { text, sources } = document;
  const brace = source.first;
  const end = flowEnd(text, brace);
  const entry = entryInBraces(document, { task: neighbour, source, brace }, task);
  if (end === null || entry === null) return impossible(shapeless(document, neighbour));
  const [lead = ' '] = /\r?\n[ \t]*$/.exec(text.slice(0, brace)) ?? [];
  const at = side === 'before' ? brace : end;
  const written = entry.replaceAll('\n', sources.lineEnding);
  return planned({ start: at, end: at, text: (side === 'before' ? `${written},${lead}` : `,${lead}${written}`) as ByteString });
}

function shapeless({ sources }: Document, task: Task): string {
  const { id } = task;
  if (sources.task(task).value('status') === null)
    return `A new entry takes its shape from ${id}, which has no status. Give it one first, or add the task by hand.`;
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

function firstRow(document: Document, { table, columns }: Extract<EmptyPlace, { kind: 'empty-table' }>, task: NewTask): FirstTask | string {
  const row = newRow(document, { table, columns, example: null }, task);
  return 'missing' in row ? row.missing : { kind: 'row', lines: [row.line], head: [] };
}

function firstLike(document: Document, example: Task | null, task: NewTask): FirstTask | string {
  const source = example === null ? null : document.sources.task(example);
  if (example === null || source === null) return { kind: 'entry', lines: referenceEntry(task) };
  if (source.kind === 'yaml') {
    const lines = newYamlEntry(document, { task: example, source }, task);
    if (lines === null) return shapeless(document, example);
    return {
      kind: 'entry',
      lines: lines.map((line) => line.slice(Math.min(Math.max(0, source.indent), line.length - line.trimStart().length))),
    };
  }
  const row = newRow(document, { table: source.table, columns: source.columns, example: source }, task);
  return 'missing' in row ? row.missing : { kind: 'row', lines: [row.line], head: headOf(document, source.table) };
}
