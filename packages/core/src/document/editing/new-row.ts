/** The row of a new task in a table. */
import { decodeUtf8 } from '../../model/byte-string.ts';
import type { NewTask } from '../../model/change.ts';
import type { Document, RowTaskSource, TableSource, TaskColumns } from '../document.ts';
import { missingColumn } from './missing-column.ts';
import { sliceOf } from './planned.ts';
import { decoratedLike, rowSpan } from './row-cell.ts';
import { statusCellLike } from './status-like.ts';
import { rowLike } from './table-row.ts';

interface RowPlace {
  readonly table: TableSource;
  readonly columns: TaskColumns;
  /** The row that it looks like; null in a table that has none. */
  readonly example: RowTaskSource | null;
}

/** The line, or which column the table would need for what is to be said. */
export function newRow(
  document: Document,
  { table, columns, example }: RowPlace,
  task: NewTask,
): { readonly line: string } | { readonly missing: string } {
  const values: readonly [name: string, column: number, text: string][] = [
    ['id', columns.id, task.id],
    ['name', columns.name, task.name],
    ['priority', columns.priority, task.priority],
    ['dependents', columns.dependents, task.dependents],
    ['depends_on', columns.dependsOn, task.dependsOn],
    ['iplan_id', -1, task.iplanId ?? ''],
  ];
  // Every new task is given a priority; where no row has one, nobody misses it.
  const lost = values.find(([name, column, text]) => column < 0 && text !== '' && name !== 'priority');
  if (lost !== undefined) return { missing: missingColumn(`The table that ${task.id} would go to`, lost[0], task.id) };
  const written = (column: number) => cellText(document, example, column);
  const cells = table.columns.map(() => '');
  for (const [, column, text] of values) if (column >= 0) cells[column] = decoratedLike(written(column), text);
  cells[columns.status] = statusCellLike(document, written(columns.status) || anyStatus(document), 'NOT_STARTED');
  return { line: rowLike(document, { table, model: example === null ? null : rowSpan(document.text, example) }, cells) };
}

function cellText(document: Document, example: RowTaskSource | null, column: number): string {
  const cell = example?.cell(column) ?? null;
  return cell === null ? '' : decodeUtf8(sliceOf(document, cell));
}

/** How a status is written in some other table of the document. */
function anyStatus({ plan }: Document): string {
  return plan.tasks.find((task) => task.family === 'A' && task.status !== null)?.statusText ?? '';
}
