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

interface OpenNode {
  readonly node: {
    kind: 'map' | 'list';
    start: number;
    end: number;
    column: number;
    pairs: YamlPair[];
    items: YamlNode[];
    dashes: number[];
  };
  key: Span;
}

/** Listens to a reader and builds the tree. */
export class TreeBuilder implements YamlListener {
  root: YamlNode | null = null;
  private readonly text: ByteString;
  private readonly open: OpenNode[] = [];

  constructor(text: ByteString) {
    this.text = text;
  }

  openMap(at: number, column: number): void {
    this.openNode('map', at, column);
  }
  openList(at: number, column: number): void {
    this.openNode('list', at, column);
  }
  private openNode(kind: 'map' | 'list', start: number, column: number): void {
    const node = { kind, start, end: start, column, pairs: [], items: [], dashes: [] };
    this.add(node as YamlMap | YamlList);
    this.open.push({ node, key: { start, end: start } });
  }
  close(end: number): void {
    const closed = this.open.pop();
    if (closed !== undefined) closed.node.end = end;
  }
  key(start: number, end: number): void {
    const top = this.open.at(-1);
    if (top !== undefined) top.key = { start, end };
  }
  item(at: number): number {
    this.open.at(-1)?.node.dashes.push(at);
    return -1;
  }
  scalar(start: number, end: number, style: ScalarStyle): void {
    this.add({ kind: 'scalar', start, end, style });
  }
  duplicateKey(_start: number, _end: number): void {}

  private add(value: YamlNode): void {
    const top = this.open.at(-1);
    if (top === undefined) this.root = value;
    else if (top.node.kind === 'list') top.node.items.push(value);
    else top.node.pairs.push({ key: this.text.slice(top.key.start, top.key.end), keySpan: top.key, value });
  }
}
