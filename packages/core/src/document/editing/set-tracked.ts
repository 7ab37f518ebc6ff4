/** One value of a task's tracked state, written where it stands or as a new line of its entry. */

import { canHold, trackedValue } from '../../model/apply-tracked.ts';
import { decodeUtf8 } from '../../model/byte-string.ts';
import type { SetTracked } from '../../model/change.ts';
import type { Task } from '../../model/plan.ts';
import { isStatus } from '../../model/status.ts';
import { escapeCell } from '../../text/cell-text.ts';
import { withCompletion } from '../completion-note.ts';
import type { Document, RowTaskSource, ValueSource, YamlTaskSource } from '../document.ts';
import { withWords } from './cell-words.ts';
import { impossible, type Planned, planned, replaceValue, sliceOf } from './planned.ts';
import { setCell } from './row-cell.ts';
import { statusLike } from './status-like.ts';
import { addTrackedLine, removeLine } from './tracked-line.ts';
import { writeWord } from './yaml-scalar.ts';

/** Nothing is written where the entry says it already, or cannot hold such a value (`canHold`). */
export function setTracked(document: Document, task: Task, change: SetTracked): Planned {
  const { path, to } = change;
  if (!canHold(task, path) || trackedValue(task, path) === to) return planned();
  if (isStatusPath(path) && typeof to !== 'string' && !(to === null && path === 'implementation.iplanStatus')) {
    return impossible(`${JSON.stringify(to)} is not a status.`);
  }
  const source = document.sources.task(task);
  return source.kind === 'row' ? setInRow(document, source, change) : setInEntry(document, { task, source }, change);
}

function isStatusPath(path: string): boolean {
  return path === 'status' || path === 'implementation.iplanStatus' || path.endsWith('Check.status');
}

function setInRow(document: Document, row: RowTaskSource, { path, to }: SetTracked): Planned {
  const { columns } = row;
  if (isStatus(to)) {
    const cell = row.cell(columns.status);
    return setCell(document, { row, column: columns.status }, cell === null ? to : statusLike(document, cell, to));
  }
  if (path === 'status') return setCell(document, { row, column: columns.status }, escapeCell(String(to)));
  const date = to === null ? null : String(to);
  if (path === 'implementation.completed' && columns.completed < 0) return noteCompletion(document, row, date);
  const column = path === 'implementation.started' ? columns.started : columns.completed;
  return setCell(
    document,
    { row, column },
    withWords(cellText(document, row, column), () => date ?? ''),
  );
}

/** Where a table has no column for completion, its notes tell of it; what they say besides stays as it is written. */
function noteCompletion(document: Document, row: RowTaskSource, date: string | null): Planned {
  const column = row.columns.notes;
  return setCell(document, { row, column }, withCompletion(cellText(document, row, column), date));
}

/** As it is written. */
function cellText(document: Document, row: RowTaskSource, column: number): string {
  const cell = row.cell(column);
  return cell === null ? '' : decodeUtf8(sliceOf(document, cell));
}

function setInEntry(document: Document, entry: { task: Task; source: YamlTaskSource }, { path, to }: SetTracked): Planned {
  const value = entry.source.value(path);
  if (value === null) {
    return addTrackedLine(document, entry, { path, written: wordFor(document, missing, to) });
  }
  if (to === null && !isDatePath(path) && path !== 'implementation.iplanId') return removeLine(document, value);
  if (!value.writable) {
    return impossible(`${path} of ${entry.task.id} is written in a form that cannot be replaced. Write it as one word on one line.`);
  }
  return planned(replaceValue(document, value, wordFor(document, value, to)));
}

const missing: ValueSource = { start: 0, end: 0, style: 'plain', writable: true };

function isDatePath(path: string): boolean {
  return path === 'implementation.started' || path === 'implementation.completed';
}

/** The scalar that stands for a value; quotes stay, but a `null` has none. */
function wordFor(document: Document, value: ValueSource, to: SetTracked['to']): string {
  if (to === null) return 'null';
  if (isStatus(to)) return value === missing ? to : statusLike(document, value, to);
  // A date, too, as it is told: a time that is put back must be the one that the ledger has.
  return writeWord(String(to), value.style);
}
