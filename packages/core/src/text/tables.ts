/** The tables of a text: their heads, and the rows of all of them one after the other, as numbers. */

import type { ByteString } from '../model/byte-string.ts';
import { itemAt } from '../model/item-at.ts';
import type { Span } from '../model/place.ts';
import { endOfLine } from './lines.ts';

/** A table, with the offsets of its rows, which end where their line ends. */
export interface Table {
  readonly head: Span;
  readonly delimiter: Span;
  readonly rowStarts: readonly number[];
}

export class Tables {
  private readonly text: ByteString;
  private readonly heads: number[] = [];
  private readonly firstRows: number[] = [];
  private readonly rows: number[] = [];

  constructor(text: ByteString) {
    this.text = text;
  }

  get count(): number {
    return this.heads.length;
  }
  /** Begins a table; rows that are added belong to the last one. */
  add(head: number): void {
    this.heads.push(head);
    this.firstRows.push(this.rows.length);
  }
  addRow(start: number): void {
    this.rows.push(start);
  }
  /** The end of the text where there is none. */
  start(position: number): number {
    return this.heads[position] ?? this.text.length;
  }
  at(position: number): Table {
    const start = itemAt(this.heads, position);
    const head = { start, end: endOfLine(this.text, start) };
    const delimiter = { start: head.end, end: endOfLine(this.text, head.end) };
    return { head, delimiter, rowStarts: this.rows.slice(this.firstRows[position], this.firstRows[position + 1]) };
  }
}
