/**
 * A new entry in the shape of one that is written in `{ }`: its keys in their order, without those that Tallyplan does
 * not know, on as many lines. It is taken apart by its marks alone: the reader has found it to be YAML.
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

/** `lead` and `tail` are what stands before a part, and before the mark that closes: blanks, or a line break and blanks. */
type Node =
  /** Without marks where it is one pair of a list: `[read: true]`. */
  | { readonly kind: 'map'; readonly pairs: readonly Pair[]; readonly tail: string; readonly isBare: boolean }
  | { readonly kind: 'list'; readonly start: number; readonly items: readonly Item[]; readonly tail: string }
  | { readonly kind: 'scalar'; readonly start: number };
interface Item {
  readonly lead: string;
  readonly value: Node;
}
interface Pair extends Item {
  /** With its colon and what follows that. */
  readonly key: string;
}

/**
 * Lines that are parted by `\n`.
 *
 * @param start of the brace that opens the entry, or a part of it
 * @param values by the offset that they start at
 * @returns null where nothing is left, and for what has more in it than maps, lists and scalars on one line each
 */
export function flowEntryLike(
  text: ByteString,
  start: number,
  { values, missing }: { readonly values: ReadonlyMap<number, FlowValue>; readonly missing: readonly FlowKey[] },
): string | null {
  const node = new FlowReader(text, start).read();
  return node === null ? null : written(node, { values, missing });
}

/** The offset after the mark that closes what is opened at `start`; null for what can't be taken apart. */
export function flowEnd(text: ByteString, start: number): number | null {
  const reader = new FlowReader(text, start);
  return reader.read() === null ? null : reader.at;
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
  const items = node.items.flatMap(({ lead, value }) => {
    const text = written(value, told);
    return text === null ? [] : [{ lead, text }];
  });
  return items.length === 0 ? '[]' : `[${joined(items, node.items)}${node.tail}]`;
}

function mapWritten({ pairs, tail, isBare }: Extract<Node, { kind: 'map' }>, told: Told): string | null {
  const kept: { path: string | null; lead: string; text: string }[] = [];
  for (const { lead, key, value } of pairs) {
    const text = written(value, told);
    const path = value.kind === 'map' ? null : (told.values.get(value.start)?.path ?? null);
    if (text !== null) kept.push({ path, lead, text: key + text });
  }
  const leads = pairs.slice(1).map(({ lead }) => lead);
  const [lead = ' '] = leads.every((each) => each.includes('\n')) ? leads : [];
  for (const { path, key, written: value, after } of told.missing) {
    const at = after.map((each) => kept.findIndex((pair) => pair.path === each)).find((found) => found >= 0);
    if (at !== undefined && !kept.some((pair) => pair.path === path)) kept.splice(at + 1, 0, { path, lead, text: `${key}: ${value}` });
  }
  if (kept.length === 0) return null;
  return isBare ? joined(kept, pairs) : `{${joined(kept, pairs)}${tail}}`;
}

/** What comes first stands where the first of the example does. */
function joined(kept: readonly { readonly lead: string; readonly text: string }[], parts: readonly Item[]): string {
  const first = parts.slice(0, 1).map(({ lead }) => lead);
  return kept.map(({ lead, text }, at) => (at === 0 ? first.join('') : lead) + text).join(',');
}

class FlowReader {
  at: number;
  private readonly text: ByteString;

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
    const pairs: Pair[] = [];
    this.at++;
    let lead = this.skip();
    for (; !this.takes('}'); lead = this.skip()) {
      const pair = this.readPair(lead);
      if (pair === null || !this.endsPart('}')) return null;
      pairs.push(pair);
    }
    return { kind: 'map', pairs, tail: lead, isBare: false };
  }

  private readList(): Node | null {
    const start = this.at;
    const items: Item[] = [];
    this.at++;
    let lead = this.skip();
    for (; !this.takes(']'); lead = this.skip()) {
      const pair = this.readPair('');
      const value: Node | null = pair === null ? this.read() : { kind: 'map', pairs: [pair], tail: '', isBare: true };
      if (value === null || !this.endsPart(']')) return null;
      items.push({ lead, value });
    }
    return { kind: 'list', start, items, tail: lead };
  }

  private readPair(lead: string): Pair | null {
    const quoted = this.take(/(?:"[^"\\\n]*"|'[^'\n]*'):/y);
    const key = quoted ?? this.take(/[^\s,:{}[\]"'#&*!|>%@`](?:[^,:{}[\]\n]|:(?![\s,}]))*:(?=[\s,}])/y);
    if (key === null) return null;
    const start = this.at;
    const gap = this.skip();
    if (/[,}\]]/.test(this.text.charAt(this.at))) return { lead, key: `${key} `, value: { kind: 'scalar', start } };
    const value = this.read();
    return value === null ? null : { lead, key: key + gap, value };
  }

  private readScalar(): Node | null {
    const start = this.at;
    const found = this.take(/"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\n]|'')*'|[^\s,{}[\]"'#&*!|>%@`](?:[^\s,{}[\]#]|[ \t]+(?=[^\s,{}[\]#]))*/y);
    return found === null ? null : { kind: 'scalar', start };
  }

  /** Past a comma, or before the mark that closes. */
  private endsPart(close: string): boolean {
    const before = this.at;
    this.skip();
    if (this.takes(',')) return true;
    if (this.text.charAt(this.at) !== close) return false;
    this.at = before;
    return true;
  }

  /** Past blanks, line breaks and comments; comments, and more than one line break, are that entry's own. */
  private skip(): string {
    const start = this.at;
    while (this.take(/[ \t]+|\r?\n|#[^\n]*/y) !== null);
    const blank = this.text.slice(start, this.at);
    return blank.includes('\n') ? blank.slice(blank.lastIndexOf('\n')) : blank;
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
