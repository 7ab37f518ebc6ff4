/** The first task of a phase: in a list or a table that stands there empty, or with one of its own. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Phase } from '../../model/plan.ts';
import { endOfContent, endOfLine } from '../../text/lines.ts';
import type { Document, Edit } from '../document.ts';
import { lineAt } from './entry-line.ts';
import type { EmptyPlace } from './new-entry-place.ts';
import { impossible, insertLines, type Planned, planned } from './planned.ts';
import { contentEnd, endsOpen, insertApart, neverClosed } from './section-end.ts';

/** Lines of an entry with its dash in column 0; or the line of a row, with the head of the table that it comes from. */
export type FirstTask =
  | { readonly kind: 'entry'; readonly lines: readonly string[] }
  | { readonly kind: 'row'; readonly lines: readonly string[]; readonly head: readonly string[] };

export function firstInPhase(document: Document, place: EmptyPlace, task: FirstTask): Planned {
  switch (place.kind) {
    case 'empty-list':
      return task.kind === 'row'
        ? impossible(`The tasks of this phase stand in YAML, and that one in a table: it cannot move between them.`)
        : intoList(document, place, task.lines);
    case 'empty-table':
      return task.kind === 'entry'
        ? impossible(`The tasks of this phase stand in a table, and that one in YAML: it cannot move between them.`)
        : planned(insertLines(document, place.table.end, task.lines));
    case 'new-container':
      return endsOpen(document, place.section) ? impossible(neverClosed) : planned(...newContainer(document, place, task));
  }
}

function intoList(document: Document, { key }: Extract<EmptyPlace, { kind: 'empty-list' }>, lines: readonly string[]): Planned {
  const emptied: Edit = { ...key.value, text: '' as ByteString };
  return planned(emptied, insertLines(document, endOfLine(document.text, key.line.start), indent(lines, key.column + 2)));
}

function newContainer(
  document: Document,
  { phase, section }: Extract<EmptyPlace, { kind: 'new-container' }>,
  task: FirstTask,
): readonly Edit[] {
  if (task.kind === 'row') return [insertApart(document, contentEnd(document, section), [...task.head, ...task.lines])];
  if (phase.id !== null) return [insertLines(document, section.end, tasksKey(document, section.start, task.lines))];
  const fence = ['```yaml', `${keyOf(phase)}:`, ...indent(task.lines, 2), '```'];
  return [insertApart(document, contentEnd(document, section), fence)];
}

/** Family E: the phase is a mapping that has no `tasks:` yet. */
function tasksKey({ text }: Document, start: number, lines: readonly string[]): readonly string[] {
  const { column } = lineAt(text, start);
  return indent(['tasks:', ...indent(lines, 2)], column);
}

/** `phase_2_tasks`, `phase_1_1_tasks`. */
function keyOf({ number }: Phase): string {
  const words = (number ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return words === '' ? 'phase_tasks' : `phase_${words}_tasks`;
}

function indent(lines: readonly string[], by: number): readonly string[] {
  return lines.map((line) => (line.trim() === '' ? line : ' '.repeat(by) + line));
}

/** The head and the delimiter of a table, as they stand there. */
export function headOf(
  { text }: Document,
  table: { readonly head: { start: number; end: number }; readonly delimiter: { start: number; end: number } },
): readonly string[] {
  return [table.head, table.delimiter].map(({ start, end }) => text.slice(start, endOfContent(text, start, end)));
}
