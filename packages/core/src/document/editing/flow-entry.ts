/**
 * A new entry in the shape of one that is written in `{ }` on one line: its keys in their order, without those that
 * Tallyplan does not know. It is taken apart by its marks alone: the reader has found it to be YAML.
 */
import type { ByteString } from '../../model/byte-string.ts';

/** What the new entry says in the place of a value of the example; null: the key is left out. */
export interface FlowValue {
  readonly path: string;
  readonly written: string | null;
}
/** A key that the example may lack: it follows the first of its neighbours that is there. */
export interface FlowKey {
  readonly path: string;
  readonly key: string;
  readonly written: string;
  readonly after: readonly string[];
}

type Node =
  | { readonly kind: 'map'; readonly pairs: readonly Pair[]; readonly isWide: boolean }
  | { readonly kind: 'list'; readonly start: number; readonly items: readonly Node[] }
  | { readonly kind: 'scalar'; readonly start: number };
interface Pair {
  readonly key: string;
  readonly value: Node;
}

/**
 * @param start of the brace that opens the entry, or a part of it
 * @param values by the offset that they start at
 * @returns null for what is not of one line, or has more in it than maps, lists and scalars
 */
export function flowEntryLike(
  text: ByteString,
  start: number,
  { values, missing }: { readonly values: ReadonlyMap<number, FlowValue>; readonly missing: readonly FlowKey[] },
): string | null {
  const node = new FlowReader(text, start).read();
  return node === null ? null : written(node, { values, missing });
}

interface Told {
  readonly values: ReadonlyMap<number, FlowValue>;
  readonly missing: readonly FlowKey[];
}

/** null where nothing of it is the new entry's. */
function written(node: Node, told: Told): string | null {
  if (node.kind === 'scalar') return told.values.get(node.start)?.written ?? null;
  if (node.kind === 'map') return mapWritten(node, told);
  const own = told.values.get(node.start);
  if (own !== undefined) return own.written;
  return `[${node.items.flatMap((item) => written(item, told) ?? []).join(', ')}]`;
}

function mapWritten({ pairs, isWide }: Extract<Node, { kind: 'map' }>, told: Told): string | null {
  const kept: { path: string | null; text: string }[] = [];
  for (const { key, value } of pairs) {
    const text = written(value, told);
    const path = value.kind === 'map' ? null : (told.values.get(value.start)?.path ?? null);
    if (text !== null) kept.push({ path, text: `${key}: ${text}` });
  }
  for (const { path, key, written: value, after } of told.missing) {
    const at = after.map((each) => kept.findIndex((pair) => pair.path === each)).find((found) => found >= 0);
    if (at !== undefined && !kept.some((pair) => pair.path === path)) kept.splice(at + 1, 0, { path, text: `${key}: ${value}` });
  }
  if (kept.length === 0) return null;
  const blank = isWide ? ' ' : '';
  return `{${blank}${kept.map(({ text }) => text).join(', ')}${blank}}`;
}

class FlowReader {
  private readonly text: ByteString;
  private at: number;

  constructor(text: ByteString, start: number) {
    this.text = text;
    this.at = start;
  }

  read(): Node | null {
    switch (this.text.charAt(this.at)) {
      case '{':
        return this.readMap();
      case '[':
        return this.readList();
      default:
        return this.readScalar();
    }
  }

  private readMap(): Node | null {
    const isWide = this.text.charAt(this.at + 1) === ' ';
    const pairs: Pair[] = [];
    this.at++;
    for (this.skip(); !this.takes('}'); this.skip()) {
      const key = this.take(/"[^"\\\n]*"|'[^'\n]*'|[^\s,:{}[\]"'#&*!|>%@`][^,:{}[\]\n]*/y);
      if (key === null || this.take(/:(?=[ ,}])/y) === null) return null;
      const isEmpty = /^[ ]*[,}]/.test(this.text.slice(this.at, this.at + 200));
      const value: Node | null = isEmpty ? { kind: 'scalar', start: this.at } : this.readAfterBlanks();
      if (value === null) return null;
      pairs.push({ key, value });
      this.skip();
      if (!this.takes(',') && this.text.charAt(this.at) !== '}') return null;
    }
    return { kind: 'map', pairs, isWide };
  }

  private readList(): Node | null {
    const start = this.at;
    const items: Node[] = [];
    this.at++;
    for (this.skip(); !this.takes(']'); this.skip()) {
      const item = this.read();
      if (item === null) return null;
      items.push(item);
      this.skip();
      if (!this.takes(',') && this.text.charAt(this.at) !== ']') return null;
    }
    return { kind: 'list', start, items };
  }

  private readScalar(): Node | null {
    const start = this.at;
    const found = this.take(/"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\n]|'')*'|[^\s,{}[\]"'#&*!|>%@`][^,{}[\]#\n]*/y);
    return found === null ? null : { kind: 'scalar', start };
  }

  private readAfterBlanks(): Node | null {
    this.skip();
    return this.read();
  }

  private skip(): void {
    while (this.text.charAt(this.at) === ' ') this.at++;
  }

  private takes(mark: string): boolean {
    if (this.text.charAt(this.at) !== mark) return false;
    this.at++;
    return true;
  }

  private take(form: RegExp): string | null {
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }
}
