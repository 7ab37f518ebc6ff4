/** YAML as plain data, for configuration files and front matter: the values of YAML 1.2's core schema. */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { Flaw } from '../../model/plan.ts';
import { byteOrderMark } from '../lines.ts';
import { refusedByLibrary } from './library-limits.ts';
import { readBlock } from './read-block.ts';
import { byteOffsets, type YamlLibrary } from './read-by-library.ts';
import { scalarText, styleOf } from './scalar-text.ts';
import { TreeBuilder, type YamlNode } from './yaml-tree.ts';

export interface YamlData {
  /** null for an empty text, and where there are flaws. */
  readonly value: unknown;
  /** `invalid-yaml` or `duplicate-key`, the first that was found. */
  readonly flaws: readonly Flaw[];
}

/** Never throws. @param library hands in the `yaml` package when the text needs it */
export function readYamlData(text: ByteString, library: () => YamlLibrary): YamlData {
  const span = { start: text.startsWith(byteOrderMark) ? byteOrderMark.length : 0, end: text.length };
  const builder = new DataBuilder(text);
  if (readBlock(text, span, builder) >= 0 || !builder.hasPlainKeys) return byLibrary(text, span, library());
  const { duplicate, root } = builder;
  if (duplicate !== null)
    return flawed('duplicate-key', `The key ${text.slice(duplicate.start, duplicate.end)} stands twice in one mapping.`, duplicate);
  return { value: root === null ? null : dataOf(text, root), flaws: [] };
}

class DataBuilder extends TreeBuilder {
  duplicate: Span | null = null;
  /** Every key is a string by the core schema: `null` and `0x1f` are for the library. */
  hasPlainKeys = true;
  private readonly source: ByteString;

  constructor(text: ByteString) {
    super(text);
    this.source = text;
  }
  override key(start: number, end: number): void {
    this.hasPlainKeys &&= typeof coreValue(this.source.slice(start, end)) === 'string';
    super.key(start, end);
  }
  override duplicateKey(start: number, end: number): void {
    this.duplicate ??= { start, end };
  }
}

function dataOf(text: ByteString, node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar': {
      const style = styleOf(text, node.start, node.end);
      const written = scalarText(text.slice(node.start, node.end) as ByteString, style);
      return style === 'plain' || style === 'empty' ? coreValue(written) : written;
    }
    case 'list':
      return node.items.map((item) => dataOf(text, item));
    case 'map': {
      const data = {};
      // Not by assignment, which would take `__proto__` for something else.
      for (const { key, value } of node.pairs) define(data, key, dataOf(text, value));
      return data;
    }
  }
}

function define(data: object, key: string, value: unknown): void {
  Object.defineProperty(data, key, { value, writable: true, enumerable: true, configurable: true });
}

/** What a plain scalar stands for: YAML 1.2.2, section 10.3.2. */
export function coreValue(text: string): unknown {
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (/^[-+]?\d+$/.test(text) || /^0x[\da-fA-F]+$/.test(text) || /^0o[0-7]+$/.test(text)) return Number(text);
  if (/^[-+]?(?:\.\d+|\d+\.?\d*)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? Number.NaN : text;
}

function byLibrary(text: ByteString, span: Span, library: YamlLibrary): YamlData {
  const refusal = refusedByLibrary(text, span);
  if (refusal !== null) return flawed('invalid-yaml', `This YAML cannot be read: ${refusal.message}.`, refusal);
  const source = text.slice(span.start) as ByteString;
  const decoded = decodeUtf8(source);
  try {
    const document = library.parseDocument(decoded, { prettyErrors: false, logLevel: 'error' });
    const [error] = document.errors;
    if (error === undefined) return { value: document.toJS({ maxAliasCount: 100 }), flaws: [] };
    const toByte = byteOffsets(source, decoded, span.start);
    const place = { start: toByte(error.pos[0]), end: toByte(error.pos[1]) };
    if (error.code === 'DUPLICATE_KEY') return flawed('duplicate-key', 'A key stands twice in one mapping.', place);
    return flawed('invalid-yaml', `This is not valid YAML: ${error.message}.`, place);
  } catch (error) {
    // Nested too deep, an alias without an anchor, or aliases that expand without end.
    const reason = error instanceof RangeError ? 'it is nested too deep' : error instanceof Error ? error.message : String(error);
    return flawed('invalid-yaml', `This YAML cannot be read: ${reason}.`, { start: span.start, end: span.start });
  }
}

function flawed(rule: 'invalid-yaml' | 'duplicate-key', message: string, span: Span): YamlData {
  return { value: null, flaws: [{ rule, message, span }] };
}
