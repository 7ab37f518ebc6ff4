/**
 * One block of YAML in a document, after it was read: says what its scalars mean, and reads its entries in
 * full when somebody asks.
 */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { Flaw } from '../../model/plan.ts';
import { startOfLine } from '../lines.ts';
import { readBlock } from './read-block.ts';
import type { YamlLibrary } from './read-by-library.ts';
import { scalarText, styleOf } from './scalar-text.ts';
import type { ScalarStyle } from './yaml-events.ts';
import { TreeBuilder, type YamlMap, type YamlNode } from './yaml-tree.ts';

export interface ReadingContext {
  /** Called when a block needs the library. */
  readonly library: () => YamlLibrary;
  readonly effort: { entriesParsed: number; blocksParsedByLibrary: number };
}

export interface BlockParts {
  readonly context: ReadingContext;
  readonly flaws: readonly Flaw[];
  /** What the library has read of it: nothing, some entries, or all. */
  readonly trees: readonly YamlNode[];
}

export class YamlBlock {
  readonly flaws: readonly Flaw[];
  private readonly text: ByteString;
  private readonly context: ReadingContext;
  /** Mappings that the library read, by their start. */
  private readonly maps = new Map<number, YamlMap>();
  /** What scalars say whose form alone does not tell it. */
  private readonly texts = new Map<number, string>();

  constructor(text: ByteString, { context, flaws, trees }: BlockParts) {
    this.text = text;
    this.context = context;
    this.flaws = flaws;
    for (const tree of trees) this.collect(tree);
  }

  /** The same bytes in another text, `by` bytes further on; null where the library has read a part of them. */
  moved(context: ReadingContext & { readonly text: ByteString }, by: number): YamlBlock | null {
    if (!this.isPlain) return null;
    const flaws = this.flaws.map((flaw) => ({ ...flaw, span: { start: flaw.span.start + by, end: flaw.span.end + by } }));
    return new YamlBlock(context.text, { context, flaws, trees: [] });
  }

  /** The library had no part in it. */
  get isPlain(): boolean {
    return this.maps.size === 0 && this.texts.size === 0;
  }

  /** An entry was read in full. */
  countEntry(): void {
    this.context.effort.entriesParsed++;
  }

  get isWritable(): boolean {
    return this.flaws.length === 0;
  }

  /** What a scalar says. */
  textAt(start: number, end: number): string {
    const known = this.texts.size === 0 ? undefined : this.texts.get(start);
    if (known !== undefined) return known;
    const style = styleOf(this.text, start, end);
    const source = this.text.slice(start, end) as ByteString;
    return style === 'plain' ? decodeUtf8(source) : scalarText(source, style);
  }

  styleAt(start: number, end: number): ScalarStyle {
    return this.texts.has(start) ? 'other' : styleOf(this.text, start, end);
  }

  /** What a node says; null where it is no scalar. */
  textIn(node: YamlNode): string | null {
    return node.kind === 'scalar' ? (node.text ?? this.textAt(node.start, node.end)) : null;
  }

  /**
   * Reads one entry in full.
   *
   * @param entry from its dash (or first key) to the end of its last line
   * @param content where its mapping starts
   */
  entry(entry: Span, content: number): YamlMap | null {
    const known = this.maps.get(content);
    if (known !== undefined) return known;
    const builder = new TreeBuilder(this.text);
    const understood = readBlock(this.text, { start: startOfLine(this.text, entry.start), end: entry.end }, builder) < 0;
    const { root } = builder;
    const map = root?.kind === 'list' ? root.items[0] : root;
    return understood && map?.kind === 'map' ? map : null;
  }

  private collect(node: YamlNode): void {
    switch (node.kind) {
      case 'scalar':
        if (node.style === 'other' && node.text !== undefined) this.texts.set(node.start, node.text);
        break;
      case 'list':
        for (const item of node.items) this.collect(item);
        break;
      case 'map':
        if (!this.maps.has(node.start)) this.maps.set(node.start, node);
        for (const { value } of node.pairs) this.collect(value);
    }
  }
}
