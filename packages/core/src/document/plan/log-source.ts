/** Where the session log stands, for editing: its table or list, and the direction that it grows in. */
import { directionOfLog } from '../../model/log-direction.ts';
import type { Span } from '../../model/place.ts';
import type { LogRow } from '../../model/plan.ts';
import { endOfLine, startOfLine } from '../../text/lines.ts';
import type { Scan } from '../../text/scan-markdown.ts';
import type { LogSource } from '../document.ts';
import type { Containers, LogList } from './containers.ts';
import { sectionOf } from './phases.ts';
import type { PlanContext } from './plan-parts.ts';
import { type LogColumn, type LogRows, listKeys, type PlacedRow } from './session-log.ts';

export interface LogParts {
  readonly containers: Containers;
  readonly rows: LogRows;
  readonly context: PlanContext;
}

/** Where the log stands and how it grows; null where the document has none, and no section for it. */
export function logSource({ containers, rows, context }: LogParts, { headings }: Scan): LogSource | null {
  const { logTables, logLists, logHeadings } = containers;
  const direction = directionOfLog(rows);
  const last = rows.at(rows.count - 1) ?? null;
  const common = { direction, last, row: (asked: LogRow): Span => (asked as PlacedRow).span };
  const table = direction === 'down' ? logTables.at(-1) : logTables[0];
  const list = logLists.at(-1);
  const heading = table?.heading ?? [...logHeadings][0] ?? -1;
  const section = heading < 0 ? null : sectionOf(headings, heading);
  if (table !== undefined) return { kind: 'table', table: table.table, columns: table.columns, section, list: null, ...common };
  if (list !== undefined)
    return { kind: 'yaml', table: null, columns: noColumns, section: null, list: listSource(list, context), ...common };
  return section === null ? null : { kind: 'table', table: null, columns: noColumns, section, list: null, ...common };
}

const noColumns = { date: -1, task: -1, status: -1, notes: -1 };

function listSource({ facts }: LogList, { text }: PlanContext): NonNullable<LogSource['list']> {
  const keyLine = startOfLine(text, facts.key[0]);
  const has = (name: string) => facts.rows.some((row) => row.values.has(name));
  const keyOf = (column: LogColumn) => listKeys[column].find(has) ?? listKeys[column][0];
  return {
    span: { start: keyLine, end: Math.max(facts.end, endOfLine(text, facts.key[1])) },
    inBrackets: facts.column < 0 && facts.rows.length > 0,
    indent: facts.column < 0 ? facts.key[0] - keyLine + 2 : facts.column,
    keys: { date: keyOf('date'), task: keyOf('task'), status: keyOf('status'), notes: keyOf('notes') },
  };
}
