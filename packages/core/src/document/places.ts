/** Where the parts of a plan stand, for findings. */

import type { ByteString } from '../model/byte-string.ts';
import type { Place, Span } from '../model/place.ts';
import type { LogRow, Phase, Places, Task, TaskPart } from '../model/plan.ts';
import type { LineIndex } from '../text/line-index.ts';
import { endOfContent, endOfLine } from '../text/lines.ts';
import type { Sources } from './document.ts';
import type { PlacedRow } from './plan/session-log.ts';

/** Parts whose name is not the path that sources know them by. */
const paths: Readonly<Record<string, string>> = {
  iplanId: 'implementation.iplanId',
  iplanStatus: 'implementation.iplanStatus',
  started: 'implementation.started',
  completed: 'implementation.completed',
};

export class DocumentPlaces implements Places {
  private readonly text: ByteString;
  private readonly lines: LineIndex;
  private readonly sources: Sources;

  constructor(text: ByteString, { lines, sources }: { lines: LineIndex; sources: Sources }) {
    this.text = text;
    this.lines = lines;
    this.sources = sources;
  }

  /** Of the part, or where the task has no such part, of its first line. */
  ofTask(task: Task, part: TaskPart): Place {
    const source = this.sources.task(task);
    const value = part === 'entry' ? null : source.value(paths[part] ?? part);
    return this.ofSpan(value ?? this.lineAt(source.kind === 'yaml' ? source.first : source.entry.start));
  }

  ofLogRow(row: LogRow, column: 'row' | 'date' | 'task' | 'status' | 'notes'): Place {
    const placed = row as PlacedRow;
    const value = column === 'row' ? null : placed.source(column);
    return this.ofSpan(value ?? this.lineAt(placed.span.start));
  }

  ofPhase(phase: Phase): Place {
    return this.ofSpan(this.lineAt(this.sources.phase(phase).heading.start));
  }

  ofSpan(span: Span): Place {
    return this.lines.placeOf(span);
  }

  private lineAt(start: number): Span {
    let first = start;
    while (this.text.charCodeAt(first) === 32) first++;
    return { start: first, end: Math.max(first, endOfContent(this.text, start, endOfLine(this.text, start))) };
  }
}
