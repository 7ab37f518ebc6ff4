/** Which event follows which, in a ledger that branches: where two ends of it began to differ. */
import type { LedgerEvent } from '../model/event.ts';
import { itemAt } from '../model/item-at.ts';

export class Ancestry {
  /** Positions of the events that each one follows; they stand before it. */
  readonly #parents: (readonly number[])[] = [];
  readonly #positions = new Map<string, number>();

  /** Events are told in the order of their lines. One that follows what was lost follows the one before it. */
  add({ id, prev }: Pick<LedgerEvent, 'id' | 'prev'>): void {
    const position = this.#parents.length;
    const parents = prev.flatMap((followed) => this.#positions.get(followed) ?? []);
    this.#parents.push(parents.length === 0 && prev.length > 0 && position > 0 ? [position - 1] : parents);
    this.#positions.set(id, position);
  }

  parentsOf(position: number): readonly number[] {
    return itemAt(this.#parents, position);
  }

  /** Where an event stands among the others, counted from 0. */
  positionOf(id: string): number | undefined {
    return this.#positions.get(id);
  }

  /**
   * The latest common ancestors of two events, by position: one as a rule; none where both are beginnings;
   * several after branches were merged crosswise. One of the two themselves, where the other follows it.
   *
   * Walks back from the later one, line by line, as far as the two differ (git's merge-base paints commits
   * in the same way): parents stand before their children, so all that leads to a line is known at it.
   */
  meet(one: number, other: number): readonly number[] {
    const sides = new Map<number, number>([[one, first]]);
    sides.set(other, (sides.get(other) ?? 0) | second);
    const met: number[] = [];
    let open = sides.size;
    for (let at = Math.max(one, other); at >= 0 && open > 0; at--) {
      const side = sides.get(at);
      if (side === undefined) continue;
      const isBehind = (side & behind) !== 0;
      if (!isBehind) open--;
      const isCommon = (side & both) === both;
      if (isCommon && !isBehind) met.push(at);
      for (const parent of this.parentsOf(at)) {
        const before = sides.get(parent);
        const after = (before ?? 0) | side | (isCommon ? behind : 0);
        sides.set(parent, after);
        const [wasOpen, isOpen] = [before !== undefined && (before & behind) === 0, (after & behind) === 0];
        open += Number(isOpen) - Number(wasOpen);
      }
    }
    return met;
  }
}

/** Bits: reached from one, from the other; behind a common ancestor that was found. */
const first = 1;
const second = 2;
const both = first | second;
const behind = 4;
