/** Entries of YAML lists: which of them stand in one list, and the blank lines between them. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Phase, Task } from '../../model/plan.ts';
import { endOfLine } from '../../text/lines.ts';
import type { Document, YamlTaskSource } from '../document.ts';
import { blankLinesAbove, blankStart } from './planned.ts';

export interface ListedTask {
  readonly task: Task;
  readonly source: YamlTaskSource;
}

/** The lists that the tasks of a phase stand in, in the order of the text. Rows, and tasks that are a mapping of their own, stand in none. */
export function listsOf(document: Document, { tasks }: Pick<Phase, 'tasks'>): readonly (readonly ListedTask[])[] {
  const lists: ListedTask[][] = [];
  for (const task of tasks) {
    const source = document.sources.task(task);
    if (source.kind !== 'yaml' || !source.listed) continue;
    const list = lists.at(-1);
    const last = list?.at(-1);
    if (last !== undefined && areTogether(document.text, last.source, source)) list?.push({ task, source });
    else lists.push([{ task, source }]);
  }
  return lists;
}

/** Entries of one list have nothing but blank lines and comments between them. */
function areTogether(text: ByteString, first: YamlTaskSource, second: YamlTaskSource): boolean {
  return first.indent === second.indent && /^(?:[ \t]*(?:#.*)?\r?\n)*$/.test(text.slice(first.entry.end, second.entry.start));
}

/** The lines that separate entries in the phase, or else in the nearest phase that has two; one empty line where none has. */
export function gapLike(document: Document, phase: number): readonly string[] {
  const phases = [...document.plan.phases].sort((a, b) => Math.abs(a.index - phase) - Math.abs(b.index - phase));
  for (const { tasks } of phases) {
    for (let i = 1; i < tasks.length; i++) {
      const first = listsOf(document, { tasks: tasks.slice(i - 1, i + 1) }).find((list) => list.length === 2)?.[0];
      if (first !== undefined) return blankLinesAbove(document.text, first.source.entry.end);
    }
  }
  return [''];
}

/** The end of an entry's own lines, without the blank ones after it. */
export function coreEnd(text: ByteString, { entry, first }: YamlTaskSource): number {
  return Math.max(blankStart(text, entry.end), endOfLine(text, first));
}
