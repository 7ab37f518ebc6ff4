/** Which rows of a table with an id and a status are tasks. */
import { isPlaceholderId, isTaskId } from '../../model/task-id.ts';
import type { TaskColumns } from '../document.ts';
import type { PlanTable } from './table.ts';

/** A name without blanks, which can serve as an id where it stands for one row alone. */
const token = () => /^[\p{L}\p{N}#][\p{L}\p{N}._#/-]{0,60}$/u;

export interface TaskRows {
  readonly rows: readonly number[];
  /** Rows that say something and cannot be told from one another. */
  readonly unmapped: readonly number[];
}

/** Rows with an id of the form TYPE-SUFFIX are tasks; where no row has one, those with a name of their own. */
export function taskRows(table: PlanTable, columns: TaskColumns): TaskRows {
  const ids = Array.from({ length: table.rowCount }, (_, row) => table.plainText(table.cells(row), columns.id));
  const isId = ids.some(isTaskId) ? (id: string) => isTaskId(id) || isPlaceholderId(id) : isUniqueToken(ids);
  const rows: number[] = [];
  const unmapped: number[] = [];
  for (const [row, id] of ids.entries()) {
    if (isId(id)) rows.push(row);
    else if (id !== '' && !/^[\s.…–—-]*$/.test(id)) unmapped.push(row);
  }
  return { rows, unmapped };
}

function isUniqueToken(ids: readonly string[]): (id: string) => boolean {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const isToken = token();
  return (id) => isPlaceholderId(id) || (isToken.test(id) && !/^(?:n\/a|none|total|tbd)$/i.test(id) && counts.get(id) === 1);
}
