/**
 * Reads the common shape of a plan's YAML: block mappings and lists, plain and quoted values on one line,
 * `[A, B]` on one line, literal blocks, comments. One pass, no backtracking over lines, nothing allocated
 * for a line.
 *
 * It understands less than YAML, on purpose: whatever it does not fully understand (anchors, tags,
 * values over several lines, odd indentation, tabs where they may matter …) it declines, and the library
 * decides. What it accepts it reads as the library does: `read-block.fuzz.test.ts` holds the two together.
 */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { literalEnd } from './literal-block.ts';
import { characterClass, inKey, keyStart, plainStart, unsafe } from './yaml-characters.ts';
import type { YamlListener } from './yaml-events.ts';

/** Where the reader stopped to understand; -1 where it read all. After that a listener's state means nothing. */
export function readBlock(text: ByteString, { start, end }: Span, listener: YamlListener): number {
  return new BlockReader(text, end, listener).read(start);
}

const map = 0;
const list = 1;

/** Deeper than any plan; what is deeper is the library's. */
const maximalDepth = 40;
/** The library has a limit of 1024 for keys; far below it the two need not agree on how to count. */
const maximalKey = 500;
/** Numbers in `keys` from which on a set is made. */
const largeMapping = 64;

class BlockReader {
  private readonly text: ByteString;
  private readonly end: number;
  private readonly listener: YamlListener;

  /** Open collections: their columns and kinds, and where their keys begin in `keys`. */
  private readonly columns: number[] = [];
  private readonly kinds: number[] = [];
  private readonly firstKeys: number[] = [];
  /** How many are open. */
  private depth = 0;
  /** Starts and ends of the keys of all open mappings, `keyCount` numbers; the array itself never shrinks. */
  private readonly keys: number[] = [];
  private keyCount = 0;
  /** Keys of a large mapping, by the position of its first key; made when comparing one by one would cost too much. */
  private large: Map<number, Set<string>> | null = null;

  /** A key or a dash waits for its value on the lines that follow; where that would have stood. */
  private waitsAt = -1;
  /** End of the last line that was neither blank nor a comment. */
  private contentEnd: number;
  /** Where a value that was taken ends; -1 where it was declined. */
  private at = 0;

  constructor(text: ByteString, end: number, listener: YamlListener) {
    this.text = text;
    this.end = end;
    this.listener = listener;
    this.contentEnd = 0;
  }

  read(start: number): number {
    const { text, end } = this;
    this.contentEnd = start;
    let at = start;
    while (at < end) {
      let first = at;
      while (first < end && text.charCodeAt(first) === space) first++;
      const code = first < end ? text.charCodeAt(first) : lineFeed;
      if (code === hash) at = this.lineAfter(first);
      else if (code === lineFeed) at = first + 1;
      else if (code === carriageReturn && this.isLineEnd(first)) at = first + 2;
      else {
        if (!this.takeLine(first, first - at)) return first;
        at = this.at;
        this.contentEnd = at;
      }
    }
    this.endValue();
    while (this.depth > 0) this.close();
    return -1;
  }

  /** A line with content at `first`, in `column`. Leaves `at` at the start of the next line. */
  private takeLine(first: number, column: number): boolean {
    const isDash = this.isDash(first);
    if (this.depth === 0) {
      this.open(isDash ? list : map, first, column);
    } else if (!this.place(isDash, first, column)) return false;
    return isDash ? this.takeItem(first) : this.takeKey(first);
  }

  /** Finds the collection that the line belongs to: opens the one that waits, closes those that have ended. */
  private place(isDash: boolean, first: number, column: number): boolean {
    const { columns, kinds } = this;
    let top = this.depth - 1;
    if (this.waitsAt >= 0) {
      const outer = columns[top] ?? 0;
      if (column > outer || (isDash && column === outer && kinds[top] === map)) {
        this.waitsAt = -1;
        return this.open(isDash ? list : map, first, column);
      }
      this.endValue();
    }
    while (top >= 0 && ((columns[top] ?? 0) > column || (columns[top] === column && kinds[top] === list && !isDash))) {
      this.close();
      top--;
    }
    return top >= 0 && columns[top] === column && kinds[top] === (isDash ? list : map);
  }

  private takeItem(dash: number): boolean {
    const { text, end } = this;
    const known = this.listener.item(dash);
    if (known >= 0) {
      this.at = known;
      return true;
    }
    let at = dash + 1;
    while (at < end && text.charCodeAt(at) === space) at++;
    if (this.isEndOfValue(at)) return this.wait(dash + 1, at);
    if (this.keyEnd(at) >= 0) {
      const column = this.column + at - dash;
      return this.open(map, at, column) && this.takeKey(at);
    }
    return !this.isDash(at) && this.takeValue(at);
  }

  private takeKey(start: number): boolean {
    const { text, end } = this;
    const colon = this.keyEnd(start);
    if (colon < 0 || colon - start > maximalKey) return false;
    if (this.isRepeated(start, colon)) this.listener.duplicateKey(start, colon);
    this.listener.key(start, colon);
    let at = colon + 1;
    while (at < end && text.charCodeAt(at) === space) at++;
    return this.isEndOfValue(at) ? this.wait(colon + 1, at) : this.takeValue(at);
  }

  /** The colon of a key that starts here, or -1. */
  private keyEnd(start: number): number {
    const { text } = this;
    if (((characterClass[text.charCodeAt(start)] ?? 0) & keyStart) === 0) return -1;
    let at = start + 1;
    while (at < this.end && ((characterClass[text.charCodeAt(at)] ?? 0) & inKey) !== 0) at++;
    if (at >= this.end || text.charCodeAt(at) !== colonMark || text.charCodeAt(at - 1) === space) return -1;
    return this.isBreakOrSpace(at + 1) ? at : -1;
  }

  /** Nothing (but perhaps a comment) follows on this line: the value may follow on the next ones. */
  private wait(place: number, at: number): boolean {
    this.waitsAt = place;
    this.at = this.lineAfter(at);
    return true;
  }

  private takeValue(start: number): boolean {
    const { text } = this;
    const code = text.charCodeAt(start);
    switch (code) {
      case doubleQuote:
        return this.takeDoubleQuoted(start);
      case singleQuote:
        return this.takeSingleQuoted(start);
      case openBracket:
        return this.takeFlowList(start);
      case bar:
        return this.takeLiteral(start);
      default:
        return ((characterClass[code] ?? 0) & plainStart) !== 0 && this.takePlain(start);
    }
  }

  private takePlain(start: number): boolean {
    const { text, end } = this;
    let last = start;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === space) continue;
      if (code === lineFeed || (code === carriageReturn && this.isLineEnd(at))) break;
      if (code === hash && last !== at) break;
      if (code === colonMark && this.isBreakOrSpace(at + 1)) return false;
      if (((characterClass[code] ?? 0) & unsafe) !== 0) return false;
      last = at + 1;
    }
    this.listener.scalar(start, last, 'plain');
    return this.endLine(last);
  }

  private takeSingleQuoted(start: number): boolean {
    const close = this.singleQuotedEnd(start);
    if (close < 0) return false;
    this.listener.scalar(start, close, 'single-quoted');
    return this.endLine(close);
  }

  /** After the closing quote, or -1. */
  private singleQuotedEnd(start: number): number {
    const { text, end } = this;
    for (let at = start + 1; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === singleQuote) {
        if (text.charCodeAt(at + 1) !== singleQuote || at + 1 >= end) return at + 1;
        at++;
      } else if (((characterClass[code] ?? 0) & unsafe) !== 0) return -1;
    }
    return -1;
  }

  private takeDoubleQuoted(start: number): boolean {
    const close = this.doubleQuotedEnd(start);
    if (close < 0) return false;
    this.listener.scalar(start, close, 'double-quoted');
    return this.endLine(close);
  }

  private doubleQuotedEnd(start: number): number {
    const { text, end } = this;
    for (let at = start + 1; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === doubleQuote) return at + 1;
      if (code === backslash) {
        at = this.escapeEnd(at) - 1;
        if (at < 0) return -1;
      } else if (((characterClass[code] ?? 0) & unsafe) !== 0) return -1;
    }
    return -1;
  }

  /** After an escape of a double-quoted value; 0 where it is none that is understood. */
  private escapeEnd(at: number): number {
    const kind = this.text.charAt(at + 1);
    const digits = kind === 'x' ? 2 : kind === 'u' ? 4 : 0;
    if (digits === 0) return '0abtnvfre "/\\N_LP'.includes(kind) && at + 2 < this.end ? at + 2 : 0;
    const isHexadecimal = /^[\da-fA-F]+$/.test(this.text.slice(at + 2, at + 2 + digits));
    return isHexadecimal && at + 2 + digits < this.end ? at + 2 + digits : 0;
  }

  /** `[A, "B", C]`, all on one line and none of them a collection. */
  private takeFlowList(start: number): boolean {
    const { listener } = this;
    listener.openList(start, -1);
    let at = this.skipSpaces(start + 1);
    while (this.text.charCodeAt(at) !== closeBracket) {
      listener.item(at);
      const close = this.takeFlowValue(at);
      if (close < 0) return false;
      at = this.skipSpaces(close);
      if (this.text.charCodeAt(at) === comma) at = this.skipSpaces(at + 1);
      else if (this.text.charCodeAt(at) !== closeBracket) return false;
    }
    if (at >= this.end) return false;
    listener.close(at + 1);
    return this.endLine(at + 1);
  }

  /** Tells a value inside `[…]`; its end, or -1. */
  private takeFlowValue(start: number): number {
    const { text, listener } = this;
    const code = text.charCodeAt(start);
    const close =
      code === doubleQuote ? this.doubleQuotedEnd(start) : code === singleQuote ? this.singleQuotedEnd(start) : this.flowPlainEnd(start);
    if (close < 0) return -1;
    listener.scalar(start, close, code === doubleQuote ? 'double-quoted' : code === singleQuote ? 'single-quoted' : 'plain');
    return close;
  }

  private flowPlainEnd(start: number): number {
    const { text, end } = this;
    let last = -1;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === comma || code === closeBracket) return last;
      if (code === space) continue;
      if (((characterClass[code] ?? 0) & (at === start ? keyStart : inKey)) === 0) return -1;
      last = at + 1;
    }
    return -1;
  }

  private takeLiteral(start: number): boolean {
    const close = literalEnd(this.text, { start, end: this.end, parent: this.column });
    if (close < 0) return false;
    this.listener.scalar(start, close, 'literal');
    this.at = close;
    return true;
  }

  /** After a value nothing but a comment may follow on its line. */
  private endLine(after: number): boolean {
    const at = this.skipSpaces(after);
    if (!this.isEndOfValue(at) || (at === after && this.text.charCodeAt(at) === hash && at < this.end)) return false;
    this.at = this.lineAfter(at);
    return true;
  }

  /** The value that was waited for is empty. */
  private endValue(): void {
    if (this.waitsAt < 0) return;
    this.listener.scalar(this.waitsAt, this.waitsAt, 'empty');
    this.waitsAt = -1;
  }

  private open(kind: number, at: number, column: number): boolean {
    const { depth } = this;
    if (depth === maximalDepth) return false;
    this.columns[depth] = column;
    this.kinds[depth] = kind;
    this.firstKeys[depth] = this.keyCount;
    this.depth++;
    if (kind === list) this.listener.openList(at, column);
    else this.listener.openMap(at, column);
    return true;
  }

  private close(): void {
    this.depth--;
    this.keyCount = this.firstKeys[this.depth] ?? 0;
    this.large?.delete(this.keyCount);
    this.listener.close(this.contentEnd);
  }

  /** The column of the innermost collection. */
  private get column(): number {
    return this.columns[this.depth - 1] ?? 0;
  }

  /** Notes the key of the innermost mapping; true where that has it already. */
  private isRepeated(start: number, end: number): boolean {
    const { keys } = this;
    const firstKey = this.firstKeys[this.depth - 1] ?? 0;
    const last = this.keyCount;
    keys[last] = start;
    keys[last + 1] = end;
    this.keyCount = last + 2;
    if (last - firstKey > largeMapping) return this.isRepeatedInLarge(firstKey, this.text.slice(start, end));
    for (let i = firstKey; i < last; i += 2) {
      const other = keys[i] ?? 0;
      if ((keys[i + 1] ?? 0) - other === end - start && this.isSame(other, start, end - start)) return true;
    }
    return false;
  }

  private isSame(a: number, b: number, length: number): boolean {
    for (let i = 0; i < length; i++) if (this.text.charCodeAt(a + i) !== this.text.charCodeAt(b + i)) return false;
    return true;
  }

  private isRepeatedInLarge(firstKey: number, key: string): boolean {
    this.large ??= new Map();
    let known = this.large.get(firstKey);
    if (known === undefined) {
      known = new Set();
      for (let i = firstKey; i < this.keyCount - 2; i += 2) known.add(this.text.slice(this.keys[i], this.keys[i + 1]));
      this.large.set(firstKey, known);
    }
    const isRepeated = known.has(key);
    known.add(key);
    return isRepeated;
  }

  private isDash(at: number): boolean {
    return this.text.charCodeAt(at) === hyphen && this.isBreakOrSpace(at + 1);
  }

  /** The end of the text, a line break, or a comment. */
  private isEndOfValue(at: number): boolean {
    if (at >= this.end) return true;
    const code = this.text.charCodeAt(at);
    return code === lineFeed || code === hash || (code === carriageReturn && this.isLineEnd(at));
  }

  private isBreakOrSpace(at: number): boolean {
    if (at >= this.end) return true;
    const code = this.text.charCodeAt(at);
    return code === space || code === lineFeed || code === carriageReturn;
  }

  private isLineEnd(at: number): boolean {
    return at + 1 < this.end && this.text.charCodeAt(at + 1) === lineFeed;
  }

  private skipSpaces(at: number): number {
    let after = at;
    while (after < this.end && this.text.charCodeAt(after) === space) after++;
    return after;
  }

  private lineAfter(at: number): number {
    const feed = this.text.indexOf('\n', at);
    return feed < 0 || feed >= this.end ? this.end : feed + 1;
  }
}

const space = 0x20;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const hash = 0x23;
const hyphen = 0x2d;
const colonMark = 0x3a;
const comma = 0x2c;
const doubleQuote = 0x22;
const singleQuote = 0x27;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const bar = 0x7c;
const backslash = 0x5c;
