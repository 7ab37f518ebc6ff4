/** A table of the document as the plan sees it: named columns, rows whose cells are found when asked for. */

import type { ByteString } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import type { Span } from '../../model/place.ts';
import { endOfLine } from '../../text/lines.ts';
import { cellsOf, firstCells } from '../../text/table-cells.ts';
import type { Table } from '../../text/tables.ts';
import type { TableSource, ValueSource } from '../document.ts';
import { plainCell } from './decoration.ts';

/** Columns beyond these are nobody's. */
const maximalColumns = 100;

export class PlanTable implements TableSource {
  readonly columns: readonly string[];
  readonly head: Span;
  readonly delimiter: Span;
  private readonly text: ByteString;
  private readonly rowStarts: readonly number[];

  constructor(text: ByteString, table: Table) {
    this.text = text;
    this.head = table.head;
    this.delimiter = table.delimiter;
    this.rowStarts = table.rowStarts;
    const cells = cellsOf(text, table.head.start, table.head.end);
    const columns: string[] = [];
    for (let i = 0; i < Math.min(cells.length, maximalColumns * 2); i += 2)
      columns.push(plainCell(text.slice(cells[i], cells[i + 1]) as ByteString));
    this.columns = columns;
  }

  get rowCount(): number {
    return this.rowStarts.length;
  }
  get end(): number {
    const last = this.rowStarts.at(-1);
    return last === undefined ? this.delimiter.end : endOfLine(this.text, last);
  }

  startOf(row: number): number {
    return this.rowStarts[row] ?? this.end;
  }

  row(row: number): Span {
    const start = this.startOf(row);
    return { start, end: endOfLine(this.text, start) };
  }

  /** The position of the last row that starts at an offset or before it; 0 where none does. */
  rowAt(offset: number): number {
    let low = 0;
    let high = this.rowStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (itemAt(this.rowStarts, middle) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Starts and ends of a row's cells. */
  cells(row: number): readonly number[] {
    const { start, end } = this.row(row);
    return cellsOf(this.text, start, end);
  }

  /** The same for its first cells alone. */
  firstCells(row: number, count: number): readonly number[] {
    return firstCells(this.text, this.row(row), count);
  }

  /** What a cell says, undecorated; '' where the row has none. */
  plainText(cells: readonly number[], column: number): string {
    const start = cells[column * 2];
    return column < 0 || start === undefined ? '' : plainCell(this.text.slice(start, cells[column * 2 + 1]) as ByteString);
  }

  source(cells: readonly number[], column: number): ValueSource | null {
    const start = cells[column * 2];
    const end = cells[column * 2 + 1];
    if (column < 0 || start === undefined || end === undefined) return null;
    return { start, end, style: start === end ? 'empty' : 'cell', writable: true };
  }
}
