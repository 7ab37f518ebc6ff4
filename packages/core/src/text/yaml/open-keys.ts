/** The keys of the mappings that are open while a block is read, to find those that stand twice. */
import type { ByteString } from '../../model/byte-string.ts';

/** Keys of one mapping that are compared one by one; beyond, a set is made. */
const fewKeys = 32;

export class OpenKeys {
  private readonly text: ByteString;
  /** Starts and ends of all keys, `count` numbers; the array never shrinks, which would cost more than the keys. */
  private readonly keys: number[] = [];
  private count = 0;
  /** The sets of large mappings, by where their keys begin. */
  private large: Map<number, Set<string>> | null = null;

  constructor(text: ByteString) {
    this.text = text;
  }

  /** A mapping opens: where its keys begin, to be given back when it ends. */
  get mark(): number {
    return this.count;
  }
  forget(mark: number): void {
    this.count = mark;
    this.large?.delete(mark);
  }

  /** Notes a key of the mapping that began at `mark`; true where that has it already. */
  add(mark: number, start: number, end: number): boolean {
    const { keys, count } = this;
    keys[count] = start;
    keys[count + 1] = end;
    this.count = count + 2;
    if (count - mark > fewKeys * 2) return this.addToSet(mark, this.text.slice(start, end));
    for (let i = mark; i < count; i += 2) {
      const other = keys[i] ?? 0;
      if ((keys[i + 1] ?? 0) - other === end - start && this.isSame(other, start, end - start)) return true;
    }
    return false;
  }

  private isSame(a: number, b: number, length: number): boolean {
    for (let i = 0; i < length; i++) if (this.text.charCodeAt(a + i) !== this.text.charCodeAt(b + i)) return false;
    return true;
  }

  private addToSet(mark: number, key: string): boolean {
    this.large ??= new Map();
    let known = this.large.get(mark);
    if (known === undefined) {
      known = new Set();
      for (let i = mark; i < this.count - 2; i += 2) known.add(this.text.slice(this.keys[i], this.keys[i + 1]));
      this.large.set(mark, known);
    }
    const isKnown = known.has(key);
    known.add(key);
    return isKnown;
  }
}
