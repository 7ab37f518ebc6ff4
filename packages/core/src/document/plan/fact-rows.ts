/** The table of facts while it grows: rows of `factWidth` numbers, one a task. What stands in each column says `fact`. */
import { factWidth } from './task-shapes.ts';

export class FactRows {
  /** Has room for more rows than there are. */
  table = new Int32Array(factWidth * 8);
  count = 0;

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
