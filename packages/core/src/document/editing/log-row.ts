/** A row of the session log, added or taken out. */

import { isThatRow } from '../../model/apply.ts';
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { AddLogRow, RemoveLogRow } from '../../model/change.ts';
import type { Span } from '../../model/place.ts';
import { escapeCell } from '../../text/cell-text.ts';
import { cellsOf } from '../../text/table-cells.ts';
import type { Document, LogSource, TableSource } from '../document.ts';
import { withSubject } from '../row-subject.ts';
import { addListedRow } from './listed-log-row.ts';
import { startLog } from './new-log.ts';
import { placeOfRow } from './place-of-row.ts';
import { brokenFile, impossible, insertLines, isBroken, type Planned, planned } from './planned.ts';
import { decoratedLike } from './row-cell.ts';
import { statusCellLike } from './status-like.ts';
import { lastRow, rowLike } from './table-row.ts';

/** Adds a row at the end that the log grows at; the first one brings its table, list or section with it. */
export function addLogRow(document: Document, row: AddLogRow): Planned {
  const { log } = document.sources;
  if (isBroken(document)) return impossible(brokenFile);
  if (log?.table) return addTableRow(document, { log, table: log.table }, row);
  if (log?.kind === 'yaml' || document.isYaml) return addListedRow(document, log, row);
  return startLog(document, row);
}

/** Whether a row goes to the end of a log that grows downwards, and leaves it so: then others can follow without another look at the log. */
export function followsLog({ sources: { log } }: Document, row: AddLogRow): boolean {
  if (log?.direction !== 'down' || (log.table === null && log.list === null)) return false;
  return log.last !== null && /^\d{4}-\d{2}-\d{2}/.test(log.last.date) && row.date >= log.last.date;
}

function addTableRow(document: Document, { log, table }: { log: LogSource; table: TableSource }, row: AddLogRow): Planned {
  if (log.columns.notes < 0 && row.notes !== '') return impossible(noNotes);
  const place = placeOfRow(document, log, row);
  const down = place.behind;
  const cells = logCells({ document, log, table }, row);
  const there = row.back === true ? place.neighbour : undefined;
  const model = there !== undefined ? log.row(there) : down || table.rowCount === 0 ? lastRow(table) : table.row(0);
  const line = rowLike(
    document,
    { table, model },
    table.columns.map((_, column) => cells.get(column) ?? ''),
  );
  const top = there === undefined ? table.delimiter.end : log.row(there).start;
  return planned(insertLines(document, down ? table.end : top, [line]));
}

const noNotes = 'The session log has no column for notes, and what was done would be lost. Add one to its head first.';

/** The written cells by column. A log without a column for the task says it in the notes, where it must be said. */
function logCells(
  { document, log, table }: { document: Document; log: LogSource; table: TableSource },
  row: AddLogRow,
): ReadonlyMap<number, string> {
  const { columns, direction } = log;
  /** What the row says that is nearest to the end which the log grows at, and says something. */
  const nearest = (column: number) => {
    for (let i = 0; i < table.rowCount; i++) {
      const text = cellAt(document.text, table.row(direction === 'down' ? table.rowCount - 1 - i : i), column);
      if (text !== '') return text;
    }
    return '';
  };
  return new Map([
    [columns.date, escapeCell(row.date)],
    [columns.task, decoratedLike(nearest(columns.task), row.task)],
    [columns.status, statusCellLike(document, nearest(columns.status), row.status)],
    [columns.notes, escapeCell(columns.task < 0 ? withSubject(row, document.plan) : row.notes)],
  ]);
}

function cellAt(text: ByteString, row: Span, column: number): string {
  const cells = cellsOf(text, row.start, row.end);
  return column < 0 ? '' : decodeUtf8(text.slice(cells[2 * column] ?? 0, cells[2 * column + 1] ?? 0) as ByteString);
}

/** Takes out the last row that has exactly these values (none for the task, in a log without a column for it); there is nothing to do where none has. */
export function removeLogRow(document: Document, row: RemoveLogRow): Planned {
  const { log } = document.sources;
  if (isBroken(document)) return impossible(brokenFile);
  const last = (wanted: RemoveLogRow) => document.plan.sessionLog.findLast((each) => isThatRow(each, wanted));
  const found = last(row) ?? (log?.table != null && log.columns.task < 0 ? last({ ...row, task: '' }) : undefined);
  if (log === null || found === undefined) return planned();
  const { start, end } = log.row(found);
  const [comma = ''] = log.list?.inBrackets === true ? (/^\s*,[ \t]*/.exec(document.text.slice(end)) ?? []) : [];
  const [before = ''] = log.list?.inBrackets === true && comma === '' ? (/,\s*$/.exec(document.text.slice(0, start)) ?? []) : [];
  return planned({ start: start - before.length, end: end + comma.length, text: '' as ByteString });
}
