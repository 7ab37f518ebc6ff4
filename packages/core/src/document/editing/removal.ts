/** Tasks taken out of their lists and tables, whole entries with the comments above them. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Phase, Task } from '../../model/plan.ts';
import type { Document, Edit } from '../document.ts';
import { markedEmpty } from './empty-list.ts';
import { coreEnd, type ListedTask, listsOf } from './list-gap.ts';

/** The edits that take tasks of one phase out. A list that loses its last entry says so: `phase_2_tasks: []`. */
export function removalFrom(document: Document, phase: Phase, removed: ReadonlySet<Task>): readonly Edit[] {
  const edits: Edit[] = [];
  for (const task of phase.tasks) {
    const source = document.sources.task(task);
    if (removed.has(task) && source.kind === 'row') edits.push(without(source.entry.start, source.entry.end));
  }
  for (const list of listsOf(document, phase)) {
    const gone = list.filter(({ task }) => removed.has(task));
    edits.push(...gone.map((entry) => withoutEntry(document, { list, entry, removed })));
    if (gone.length === list.length) edits.push(...list.slice(0, 1).flatMap(({ source }) => markedEmpty(document, source.first) ?? []));
  }
  return edits;
}

/** An entry goes with the blank lines after it; at the end of its list, with those before it. */
function withoutEntry(
  { text }: Document,
  { list, entry, removed }: { list: readonly ListedTask[]; entry: ListedTask; removed: ReadonlySet<Task> },
): Edit {
  const { start, end } = entry.source.entry;
  const position = list.indexOf(entry);
  const before = list[position - 1];
  const isAtEnd = list.slice(position).every(({ task }) => removed.has(task));
  const takesGap = isAtEnd && before !== undefined && !removed.has(before.task) && before.source.entry.end === start;
  return without(takesGap ? coreEnd(text, before.source) : start, end);
}

function without(start: number, end: number): Edit {
  return { start, end, text: '' as ByteString };
}
