/**
 * One block of YAML in a document: read once by the block reader, or where that declines by the library,
 * and told to a listener; its parts can be read in full afterwards.
 */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { Flaw } from '../../model/plan.ts';
import { startOfLine } from '../scan/lines.ts';
import { readBlock } from './read-block.ts';
import { readByLibrary, tell, type YamlLibrary } from './read-by-library.ts';
import { scalarText, styleOf } from './scalar-text.ts';
import type { ScalarStyle, YamlListener } from './yaml-events.ts';
import { TreeBuilder, type YamlMap, type YamlNode, type YamlScalar } from './yaml-tree.ts';

export interface BlockReading<Listener> {
  readonly block: YamlBlock;
  /** Has heard all of the block. */
  readonly listener: Listener;
}

export interface ReadingContext {
  /** Called when a block needs the library. */
  readonly library: () => YamlLibrary;
  readonly effort: { entriesParsed: number; blocksParsedByLibrary: number };
}

/** Reads a block for a listener with a list of the duplicate keys it was told of. */
export function readYamlBlock<Listener extends YamlListener & { readonly duplicates: readonly (readonly [number, number])[] }>(
  text: ByteString,
  span: Span,
  { context, listen }: { context: ReadingContext; listen: () => Listener },
): BlockReading<Listener> {
  const listener = listen();
  if (readBlock(text, span, listener) < 0) {
    const duplicates = listener.duplicates.map(([start, end]) => ({ start, end }));
    return { block: new YamlBlock(text, { context, flaws: duplicates.map((key) => repeated(text, key)), root: null }), listener };
  }
  context.effort.blocksParsedByLibrary++;
  const { root, errors, duplicates } = readByLibrary(text, span, context.library());
  const flaws = [
    ...errors.map(
      ({ start, end, message }): Flaw => ({ rule: 'invalid-yaml', message: `This is not valid YAML: ${message}.`, span: { start, end } }),
    ),
    ...duplicates.map((key) => repeated(text, key)),
  ];
  const second = listen();
  if (root !== null) tell(root, second);
  return { block: new YamlBlock(text, { context, flaws, root }), listener: second };
}

function repeated(text: ByteString, span: Span): Flaw {
  const key = decodeUtf8(text.slice(span.start, span.end) as ByteString);
  return { rule: 'duplicate-key', message: `The key ${key} stands twice in one mapping.`, span };
}

export class YamlBlock {
  readonly flaws: readonly Flaw[];
  private readonly text: ByteString;
  private readonly context: ReadingContext;
  /** Present where the library read it. */
  private readonly root: YamlNode | null;
  /** What scalars say whose form alone does not tell it. */
  private readonly texts = new Map<number, string>();

  constructor(text: ByteString, { context, flaws, root }: { context: ReadingContext; flaws: readonly Flaw[]; root: YamlNode | null }) {
    this.text = text;
    this.context = context;
    this.flaws = flaws;
    this.root = root;
    if (root !== null) this.collectTexts(root);
  }

  get isWritable(): boolean {
    return this.flaws.length === 0;
  }

  /** What a scalar says. */
  textAt(start: number, end: number): string {
    const known = this.texts.get(start);
    if (known !== undefined) return known;
    const source = this.text.slice(start, end) as ByteString;
    return scalarText(source, styleOf(this.text, start, end));
  }

  styleAt(start: number, end: number): ScalarStyle {
    return this.texts.has(start) ? 'other' : styleOf(this.text, start, end);
  }

  textOf(node: YamlScalar): string {
    return node.text ?? this.textAt(node.start, node.end);
  }

  /**
   * Reads one entry in full.
   *
   * @param entry from its dash (or first key) to the end of its last line
   * @param content where its mapping starts
   */
  entry(entry: Span, content: number): YamlMap | null {
    this.context.effort.entriesParsed++;
    if (this.root !== null) return mapAt(this.root, content);
    const builder = new TreeBuilder(this.text);
    const understood = readBlock(this.text, { start: startOfLine(this.text, entry.start), end: entry.end }, builder) < 0;
    return understood && builder.root !== null ? mapAt(builder.root, content) : null;
  }

  private collectTexts(node: YamlNode): void {
    if (node.kind === 'scalar') {
      if (node.style === 'other' && node.text !== undefined) this.texts.set(node.start, node.text);
    } else if (node.kind === 'list') for (const item of node.items) this.collectTexts(item);
    else for (const pair of node.pairs) this.collectTexts(pair.value);
  }
}

/** The mapping that starts at that place. */
function mapAt(root: YamlNode, start: number): YamlMap | null {
  let node: YamlNode | undefined = root;
  while (node !== undefined && node.kind !== 'scalar') {
    if (node.kind === 'map' && node.start === start) return node;
    const children: readonly YamlNode[] = node.kind === 'list' ? node.items : node.pairs.map((pair) => pair.value);
    node = children.findLast((child) => child.start <= start);
  }
  return null;
}
