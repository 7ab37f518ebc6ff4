/** The first task of a phase: in a list or a table that stands there empty, or with one of its own. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { Phase } from '../../model/plan.ts';
import { endOfContent, endOfLine } from '../../text/lines.ts';
import type { Document, Edit } from '../document.ts';
import type { EmptyPlace } from './new-entry-place.ts';
import { isMapping, mappingColumns, phasesInBraces } from './phase-mapping.ts';
import { impossible, insertLines, type Planned, planned } from './planned.ts';
import { contentEnd, endsOpen, insertApart, neverClosed } from './section-end.ts';

/** Lines of an entry with its dash in column 0; or the line of a row, with the head of the table that it comes from. */
export type FirstTask =
  | { readonly kind: 'entry'; readonly lines: readonly string[] }
  | { readonly kind: 'row'; readonly lines: readonly string[]; readonly head: readonly string[] };

export function firstInPhase(document: Document, place: EmptyPlace, task: FirstTask): Planned {
  switch (place.kind) {
    case 'empty-list':
      return task.kind === 'row' ? impossible(betweenKinds) : intoList(document, place, task.lines);
    case 'empty-table':
      return task.kind === 'entry'
        ? impossible(`The tasks of this phase stand in a table, and that one in YAML: it cannot move between them.`)
        : planned(insertLines(document, place.table.end, task.lines));
    case 'new-container':
      if (isMapping(document, place.section)) return newList(document, place.section, task);
      return endsOpen(document, place.section) ? impossible(neverClosed) : planned(newContainer(document, place, task));
  }
}

const betweenKinds = 'The tasks of this phase stand in YAML, and that one in a table: it cannot move between them.';

function intoList(document: Document, { key }: Extract<EmptyPlace, { kind: 'empty-list' }>, lines: readonly string[]): Planned {
  const emptied: Edit = { ...key.value, text: '' as ByteString };
  return planned(emptied, insertLines(document, endOfLine(document.text, key.line.start), indent(lines, key.column + 2)));
}

function newContainer(document: Document, { phase, section }: Extract<EmptyPlace, { kind: 'new-container' }>, task: FirstTask): Edit {
  const lines = task.kind === 'row' ? [...task.head, ...task.lines] : ['```yaml', `${keyOf(phase)}:`, ...indent(task.lines, 2), '```'];
  return insertApart(document, contentEnd(document, section), lines);
}

/** Family E: the phase is a mapping that has no `tasks:` yet. */
function newList(document: Document, section: Span, task: FirstTask): Planned {
  const columns = mappingColumns(document, section);
  if (columns === null) return impossible(phasesInBraces);
  if (task.kind === 'row') return impossible(betweenKinds);
  return planned(insertLines(document, section.end, indent(['tasks:', ...indent(task.lines, 2)], columns.keys)));
}

/** `phase_2_tasks`, `phase_1_1_tasks`; `phase_tasks` where it has no number. */
function keyOf({ number }: Phase): string {
  return ['phase', number, 'tasks']
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
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
