/**
 * A row of the log as nearly all are written: a date, an id and a status word in plain letters. Such a row is read at
 * one go; what is written in any other way is taken apart cell by cell.
 */
import type { LogColumns } from './columns.ts';

/** Matches such a row from `lastIndex` on, up to the last of the three cells: what each says stands in the group of that name. */
export function usualRow(columns: LogColumns): RegExp {
  const last = Math.max(columns.date, columns.task, columns.status);
  const cells = Array.from({ length: last + 1 }, (_, column) => {
    const name = names.find((each) => columns[each] === column);
    // A backslash before a pipe would make it a part of the cell.
    return name === undefined ? '[^|\\\\\\n]*' : `[ \\t]*(?<${name}>${forms[name]})[ \\t]*`;
  });
  return new RegExp(`${cells.map((cell) => `\\|${cell}`).join('')}\\|`, 'y');
}

/** What is the same undecorated and unescaped. */
const forms = { date: '\\d{4}-\\d\\d-\\d\\d', task: '[A-Z]+-\\d+', status: '[A-Z]+(?:_[A-Z]+)*' };
const names = ['date', 'task', 'status'] as const;
