/** YAML as a tree of nodes that know where they stand; made of an entry when somebody asks for all of it. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { ScalarStyle, YamlListener } from './yaml-events.ts';

export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap extends Span {
  readonly kind: 'map';
  /** Of its keys; -1 where it is written in flow style. */
  readonly column: number;
  readonly pairs: readonly YamlPair[];
}
export interface YamlPair {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
}
export interface YamlList extends Span {
  readonly kind: 'list';
  /** Of its dashes; -1 where it is written as `[…]`. */
  readonly column: number;
  readonly items: readonly YamlNode[];
  /** Where each entry begins: at its dash, or in `[…]` at its value. */
  readonly dashes: readonly number[];
}
export interface YamlScalar extends Span {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** What it says, where its style alone does not tell (values that the library read). */
  readonly text?: string;
}

/** The value of a key; null where the node is no mapping or has no such key. The first of two counts. */
export function valueAt(node: YamlNode | null, key: string): YamlNode | null {
  if (node?.kind !== 'map') return null;
  return node.pairs.find((pair) => pair.key === key)?.value ?? null;
}

interface OpenMap {
  readonly kind: 'map';
  readonly start: number;
  end: number;
  readonly column: number;
  readonly pairs: YamlPair[];
}
interface OpenList {
  readonly kind: 'list';
  readonly start: number;
  end: number;
  readonly column: number;
  readonly items: YamlNode[];
  readonly dashes: number[];
}

/** Listens to a reader and builds the tree. */
export class TreeBuilder implements YamlListener {
  root: YamlNode | null = null;
  private readonly text: ByteString;
  private readonly open: (OpenMap | OpenList)[] = [];
  /** The keys of the open mappings that wait for their values, as starts and ends. */
  private readonly keys: number[] = [];

  constructor(text: ByteString) {
    this.text = text;
  }

  openMap(start: number, column: number): void {
    const node: OpenMap = { kind: 'map', start, end: start, column, pairs: [] };
    this.add(node);
    this.open.push(node);
  }
  openList(start: number, column: number): void {
    const node: OpenList = { kind: 'list', start, end: start, column, items: [], dashes: [] };
    this.add(node);
    this.open.push(node);
  }
  close(end: number): void {
    const closed = this.open.pop();
    if (closed !== undefined) closed.end = end;
  }
  key(start: number, end: number): void {
    this.keys.push(start, end);
  }
  item(at: number): number {
    const top = this.open.at(-1);
    if (top?.kind === 'list') top.dashes.push(at);
    return -1;
  }
  scalar(start: number, end: number, style: ScalarStyle): void {
    this.add({ kind: 'scalar', start, end, style });
  }
  duplicateKey(_start: number, _end: number): void {}

  private add(value: YamlNode): void {
    const top = this.open.at(-1);
    if (top === undefined) this.root = value;
    else if (top.kind === 'list') top.items.push(value);
    else {
      const end = this.keys.pop() ?? 0;
      const start = this.keys.pop() ?? 0;
      top.pairs.push({ key: this.text.slice(start, end), keySpan: { start, end }, value });
    }
  }
}
