/**
 * The details of entries that look alike, read by one regular expression that captures their values. It is
 * made of an entry that was read in full, and used for those that the skim has already found to be valid.
 */
import type { ByteString } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import type { Span } from '../../model/place.ts';
import { valueIn } from '../../model/value-in.ts';
import { startOfLine } from '../../text/lines.ts';
import { readBlock } from '../../text/yaml/read-block.ts';
import { scalarText, styleOf } from '../../text/yaml/scalar-text.ts';
import { TreeBuilder, type YamlNode } from '../../text/yaml/yaml-tree.ts';
import { type ChecklistValues, type DetailValues, detailValues } from './entry-details.ts';
import { entryLines, gap, lineEnd, value } from './entry-patterns.ts';

/** The values of an entry as they were captured, and what they say. */
export interface OutlineReading {
  readonly values: DetailValues<number>;
  read(capture: number): string;
}

/** Stands for a value that is empty in all entries of the outline. */
const empty = 0;

export class EntryOutline {
  /** Positions in the captures. */
  private readonly values: DetailValues<number>;
  private readonly pattern: RegExp;

  private constructor(values: DetailValues<number>, pattern: RegExp) {
    this.values = values;
    this.pattern = pattern;
  }

  /** @param model the lines of an entry, as a text of their own */
  static of(model: ByteString): EntryOutline | null {
    const builder = new TreeBuilder(model);
    const lines = readBlock(model, { start: 0, end: model.length }, builder) < 0 ? entryLines(model, 0, model.length) : null;
    const entry = builder.root?.kind === 'list' ? builder.root.items[0] : null;
    if (lines === null || entry?.kind !== 'map') return null;
    const captures = new Captures(detailValues(entry));
    const source = lines.map(({ key, valueStart }) => `${gap}${key}${captures.patternAt(valueStart)}${lineEnd}`).join('');
    return captures.values === null ? null : new EntryOutline(captures.values, new RegExp(source, 'y'));
  }

  /** Reads an entry that stands there, from its dash to the end of its last line; null where it is another kind. */
  read(text: ByteString, entry: Span): OutlineReading | null {
    this.pattern.lastIndex = startOfLine(text, entry.start);
    const captured = this.pattern.exec(text);
    if (captured === null || this.pattern.lastIndex !== entry.end) return null;
    return {
      values: this.values,
      read(capture) {
        const source = capture === empty ? '' : itemAt(captured, capture);
        return scalarText(source as ByteString, styleOf(source as ByteString, 0, source.length));
      },
    };
  }
}

/** Numbers the values that are wanted, in the order of the text. */
class Captures {
  readonly values: DetailValues<number> | null;
  /** Starts of the values that are captured, with their numbers. */
  private readonly numbers = new Map<number, number>();
  private isSimple = true;

  constructor(nodes: DetailValues<YamlNode>) {
    const { iplanId, iplanStatus, started, completed } = nodes.implementation;
    const wanted = [iplanId, iplanStatus, started, completed, ...inList(nodes.preCheck), ...inList(nodes.postCheck)];
    const starts = wanted.flatMap((node) => (node !== null && node.start < node.end ? [node.start] : []));
    for (const [i, start] of starts.sort((a, b) => a - b).entries()) this.numbers.set(start, i + 1);
    const values: DetailValues<number> = {
      preCheck: this.checklist(nodes.preCheck),
      postCheck: this.checklist(nodes.postCheck),
      implementation: {
        iplanId: this.number(iplanId),
        iplanStatus: this.number(iplanStatus),
        started: this.number(started),
        completed: this.number(completed),
      },
      writesDates: nodes.writesDates,
    };
    this.values = this.isSimple ? values : null;
  }

  /** What matches the value that starts there in the model. */
  patternAt(start: number): string {
    if (start < 0) return '';
    return this.numbers.has(start) ? ` +(${value})` : ` +${value}`;
  }

  private checklist(list: ChecklistValues<YamlNode> | null): ChecklistValues<number> | null {
    if (list === null) return null;
    return {
      status: this.number(list.status),
      items: list.items.map(({ key, value: node }) => ({ key, value: this.numberOf(node) })),
    };
  }

  private number(node: YamlNode | null): number | null {
    return node === null ? null : this.numberOf(node);
  }

  private numberOf(node: YamlNode): number {
    this.isSimple &&= node.kind === 'scalar';
    return node.start === node.end ? empty : valueIn(this.numbers, node.start);
  }
}

function inList(list: ChecklistValues<YamlNode> | null): (YamlNode | null)[] {
  return list === null ? [] : [list.status, ...list.items.map(({ value: node }) => node)];
}
