/**
 * Reads YAML with the library: whatever the block reader declines. The result is the same kind of tree,
 * in bytes of the document, and can be told to the same listeners.
 */
import type * as Yaml from 'yaml';
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { endOfContent, endOfLine, startOfLine } from '../lines.ts';
import { refusedByLibrary } from './library-limits.ts';
import type { ScalarStyle, YamlListener } from './yaml-events.ts';
import type { YamlNode, YamlPair } from './yaml-tree.ts';

/** The `yaml` package: handed in, since most plans never need it. */
export type YamlLibrary = Pick<typeof Yaml, 'parseDocument' | 'isMap' | 'isSeq' | 'isScalar' | 'isAlias'>;

export interface LibraryReading {
  readonly root: YamlNode | null;
  readonly errors: readonly YamlError[];
  readonly duplicates: readonly Span[];
}
export interface YamlError extends Span {
  readonly message: string;
}

export function readByLibrary(text: ByteString, span: Span, library: YamlLibrary): LibraryReading {
  const refusal = refusedByLibrary(text, span);
  if (refusal !== null) return { root: null, errors: [refusal], duplicates: [] };
  const source = text.slice(span.start, span.end) as ByteString;
  const decoded = decodeUtf8(source);
  const toByte = byteOffsets(source, decoded, span.start);
  try {
    const document = library.parseDocument(decoded, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
    const builder = new NodeBuilder({ text, library, toByte });
    const root = builder.build(document.contents);
    const errors = document.errors.map(({ message, pos }) => builder.placed({ message, start: toByte(pos[0]), end: toByte(pos[1]) }));
    return { root, errors: [...errors, ...builder.errors], duplicates: builder.duplicates };
  } catch (error) {
    // The library recurses: what is nested too deep ends in a RangeError. Whatever it is, it is a flaw of the document.
    const reason = error instanceof RangeError ? 'it is nested too deep' : `it cannot be read (${String(error)})`;
    return { root: null, errors: [{ message: reason, start: span.start, end: endOfLine(text, span.start) }], duplicates: [] };
  }
}

/** Maps offsets in the decoded text to bytes of the document. */
export function byteOffsets(source: ByteString, decoded: string, base: number): (unit: number) => number {
  if (source.length === decoded.length) return (unit) => base + Math.min(unit, source.length);
  const offsets = new Int32Array(decoded.length + 1);
  let byte = 0;
  for (let unit = 0; unit < decoded.length; ) {
    const point = decoded.codePointAt(unit) ?? 0;
    const units = point > 0xffff ? 2 : 1;
    offsets.fill(byte, unit, unit + units);
    byte += bytesOf(point, source, byte);
    unit += units;
  }
  offsets[decoded.length] = source.length;
  return (unit) => base + (offsets[Math.min(unit, decoded.length)] ?? source.length);
}

/** How many bytes a code point was written in; U+FFFD may stand for one byte that is no UTF-8. */
function bytesOf(point: number, source: ByteString, at: number): number {
  if (point === 0xfffd && !source.startsWith('\xef\xbf\xbd', at)) return 1;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

interface Context {
  readonly text: ByteString;
  readonly library: YamlLibrary;
  readonly toByte: (unit: number) => number;
}

/** How many nodes aliases may add. A plan has no use for more; a bomb has. */
const aliasBudget = 10_000;
/** One repeated key is as bad as many. */
const maximalDuplicates = 100;
/** How deep collections may nest; the same for every reader of the tree. */
const maximalDepth = 200;

class NodeBuilder {
  readonly errors: YamlError[] = [];
  readonly duplicates: Span[] = [];
  private readonly context: Context;
  private readonly anchors = new Map<string, Yaml.Node>();
  private openQuote: Span | null = null;
  private budget = aliasBudget;
  private depth = 0;

  constructor(context: Context) {
    this.context = context;
  }

  /** The library finds an open quote where it gives up; a person looks for it where it opens. */
  placed(error: YamlError): YamlError {
    const { openQuote } = this;
    return openQuote !== null && error.message.startsWith('Missing closing') ? { message: 'a quote is never closed', ...openQuote } : error;
  }

  build(node: unknown): YamlNode | null {
    return node === null || node === undefined ? null : this.node(node as Yaml.Node, null);
  }

  /** @param alias where the node is only referred to: then it can be read and not written */
  private node(node: Yaml.Node, alias: Span | null): YamlNode {
    const span = alias ?? this.spanOf(node);
    if (alias !== null && --this.budget < 0) return this.refused(span, 'aliases expand to too many values');
    if (this.context.library.isAlias(node)) return this.aliased(node, span);
    if (++this.depth > maximalDepth) throw new RangeError();
    const built = this.collection(node, span, alias) ?? this.scalar(node, span, alias);
    this.depth--;
    // Only now, so that an alias inside of what it refers to finds nothing.
    if ('anchor' in node && node.anchor !== undefined && alias === null) this.anchors.set(node.anchor, node);
    return built;
  }

  private collection(node: Yaml.Node, span: Span, alias: Span | null): YamlNode | null {
    const { library } = this.context;
    if (library.isMap(node)) return this.map(node, span, alias);
    return library.isSeq(node) ? this.list(node, span, alias) : null;
  }

  private list(node: Yaml.YAMLSeq, span: Span, alias: Span | null): YamlNode {
    const column = this.columnOf(node, span);
    const items: YamlNode[] = [];
    const dashes: number[] = [];
    let floor = span.start;
    for (const each of node.items) {
      const item = this.node(each as Yaml.Node, alias);
      const dash = dashOf(this.context.text, item, { floor, column });
      items.push(item.start === item.end && alias === null ? emptyAt(column < 0 ? item.start : dash + 1) : item);
      dashes.push(dash);
      floor = item.end;
    }
    return { kind: 'list', ...span, end: this.endOf(span, { column, last: items.at(-1) }), column, items, dashes };
  }

  private scalar(node: Yaml.Node, span: Span, alias: Span | null): YamlNode {
    const value = this.context.library.isScalar(node) ? String(node.value ?? '') : '';
    if (span.start === span.end) return { kind: 'scalar', ...span, style: 'empty' };
    this.noteOpenQuote(node, span);
    return { kind: 'scalar', ...span, style: alias === null ? this.styleOf(node, span) : 'other', text: value };
  }

  private noteOpenQuote(node: Yaml.Node, span: Span): void {
    const { text, library } = this.context;
    const isQuoted = library.isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
    if (!isQuoted || isClosed(text.slice(span.start, span.end))) return;
    this.openQuote ??= { start: span.start, end: endOfContent(text, span.start, endOfLine(text, span.start)) };
  }

  private map(node: Yaml.YAMLMap, span: Span, alias: Span | null): YamlNode {
    const pairs: YamlPair[] = [];
    const known = new Set<string>();
    for (const pair of node.items) {
      const key = this.keyOf(pair.key as Yaml.Node | null, span);
      if (alias === null && known.has(key.key) && this.duplicates.length < maximalDuplicates) this.duplicates.push(key.keySpan);
      known.add(key.key);
      const value = pair.value === null ? emptyAt(key.keySpan.end) : this.node(pair.value as Yaml.Node, alias);
      pairs.push({ ...key, value: value.start === value.end && alias === null ? this.emptyAfter(key.keySpan) : value });
    }
    const column = this.columnOf(node, span);
    return { kind: 'map', ...span, end: this.endOf(span, { column, last: pairs.at(-1)?.value }), column, pairs };
  }

  private keyOf(key: Yaml.Node | null, span: Span): { key: string; keySpan: Span } {
    const { library } = this.context;
    if (key === null || !key.range) return { key: '', keySpan: { start: span.start, end: span.start } };
    const keySpan = this.spanOf(key);
    const text = library.isScalar(key) ? String(key.value ?? '') : '';
    const isQuoted = this.context.text.slice(keySpan.start + 1, keySpan.end - 1) === text;
    return { key: text, keySpan: isQuoted ? { start: keySpan.start + 1, end: keySpan.end - 1 } : keySpan };
  }

  /** An empty value stands right after the colon of its key. */
  private emptyAfter(key: Span): YamlNode {
    const { text } = this.context;
    const colon = text.slice(key.end, endOfLine(text, key.end)).indexOf(':');
    return emptyAt(key.end + colon + 1);
  }

  private aliased(alias: Yaml.Alias, span: Span): YamlNode {
    const target = this.anchors.get(alias.source);
    return target === undefined
      ? this.refused(span, `nothing is called &${alias.source} before *${alias.source}`)
      : this.node(target, span);
  }

  /** The first error of a kind stands for all. */
  private refused(span: Span, message: string): YamlNode {
    if (!this.errors.some((error) => error.message === message)) this.errors.push({ ...span, message });
    return { kind: 'scalar', ...span, style: 'other', text: '' };
  }

  private spanOf(node: Yaml.Node): Span {
    const [start = 0, end = 0] = node.range ?? [];
    return { start: this.context.toByte(start), end: this.context.toByte(end) };
  }

  private columnOf(node: Yaml.YAMLMap | Yaml.YAMLSeq, { start }: Span): number {
    return node.flow === true ? -1 : start - startOfLine(this.context.text, start);
  }

  /** A block collection reaches to the end of the line on which its last value ends. */
  private endOf(span: Span, { column, last }: { column: number; last: YamlNode | undefined }): number {
    if (column < 0 || last === undefined) return span.end;
    const isBlock = last.kind !== 'scalar' && last.column >= 0;
    return isBlock ? last.end : endOfLine(this.context.text, Math.max(last.start, last.end - 1));
  }

  /** The style, where a value of that style can be replaced where it stands: on one line, as the block reader knows it. */
  private styleOf(node: Yaml.Node, { start, end }: Span): ScalarStyle {
    const written = this.context.text.slice(start, end);
    if (written.includes('\n') || (this.context.library.isScalar(node) && (node.anchor || node.tag))) return 'other';
    const type = this.context.library.isScalar(node) ? node.type : undefined;
    if (type === 'QUOTE_DOUBLE') return isClosed(written) ? 'double-quoted' : 'other';
    if (type === 'QUOTE_SINGLE') return isClosed(written) ? 'single-quoted' : 'other';
    return type === 'PLAIN' ? 'plain' : 'other';
  }
}

/** Tells a tree to a listener as the block reader would. */
export function tell(node: YamlNode, listener: YamlListener): void {
  switch (node.kind) {
    case 'scalar':
      listener.scalar(node.start, node.end, node.style);
      break;
    case 'list':
      listener.openList(node.start, node.column);
      for (const [i, item] of node.items.entries()) {
        if (listener.item(node.dashes[i] ?? item.start) < 0) tell(item, listener);
      }
      listener.close(node.end);
      break;
    case 'map':
      listener.openMap(node.start, node.column);
      for (const { keySpan, value } of node.pairs) {
        listener.key(keySpan.start, keySpan.end);
        tell(value, listener);
      }
      listener.close(node.end);
      break;
  }
}

function isClosed(quoted: string): boolean {
  return quoted.length > 1 && quoted.endsWith(quoted.charAt(0));
}

function emptyAt(at: number): YamlNode {
  return { kind: 'scalar', start: at, end: at, style: 'empty' };
}

/** The dash of a list's entry: in the list's column, on the line of its content or above. */
function dashOf(text: ByteString, item: YamlNode, { floor, column }: { floor: number; column: number }): number {
  if (column < 0) return item.start;
  for (let line = startOfLine(text, item.start); line + column >= floor; line = startOfLine(text, line - 1)) {
    if (text.charAt(line + column) === '-') return line + column;
    if (line === 0) break;
  }
  return item.start;
}
