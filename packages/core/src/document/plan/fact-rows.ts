/** The table of facts while it grows: rows of `factWidth` numbers, one a task. What stands in each column says `fact`. */
import { itemAt } from '../../model/item-at.ts';
import { factWidth } from './task-shapes.ts';

export class FactRows {
  /** Has room for more rows than there are. */
  table: Int32Array = new Int32Array(factWidth * 8);
  count = 0;

  /** Rows that are all there already. */
  static of(table: Int32Array): FactRows {
    const rows = new FactRows();
    rows.table = table;
    rows.count = table.length / factWidth;
    return rows;
  }

  /** The rows there are, and no room for more. */
  get all(): Int32Array {
    return this.table.subarray(0, this.count * factWidth);
  }

  /** The number in a column of a row that there is. */
  at(row: number, column: number): number {
    return itemAt(this.table, row * factWidth + column);
  }

  /** Adds a row, and gives the place where it begins. */
  add(row: ArrayLike<number>): number {
    const base = this.count * factWidth;
    if (base === this.table.length) {
      const larger = new Int32Array(base * 2);
      larger.set(this.table);
      this.table = larger;
    }
    this.table.set(row, base);
    this.count++;
    return base;
  }

  /** Takes the last row back. */
  drop(): null {
    this.count--;
    return null;
  }
}
