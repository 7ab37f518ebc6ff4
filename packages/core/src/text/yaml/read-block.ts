/**
 * Reads the common shape of a plan's YAML: block mappings and lists, plain and quoted values on one line,
 * `[A, B]` on one line, block scalars, comments. One pass, no backtracking over lines, nothing allocated
 * for a line.
 *
 * It understands less than YAML, on purpose: whatever it does not fully understand (anchors, tags,
 * values over several lines, odd indentation, tabs where they may matter …) it declines, and the library
 * decides. What it accepts it reads as the library does: `read-block.test.ts` holds the two together.
 */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { isBlank } from '../lines.ts';
import { blockScalarEnd } from './block-scalar.ts';
import { OpenKeys } from './open-keys.ts';
import { doubleQuotedEnd, flowPlainEnd, plainEnd, singleQuotedEnd } from './scalar-end.ts';
import { inKey, keyStart, mayBe, plainStart } from './yaml-characters.ts';
import type { ScalarStyle, YamlListener } from './yaml-events.ts';

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
  private readonly keys: OpenKeys;

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
    this.keys = new OpenKeys(text);
    this.contentEnd = 0;
  }

  read(start: number): number {
    const { text, end } = this;
    this.contentEnd = start;
    let at = start;
    while (at < end) {
      let first = at;
      while (first < end && text.charCodeAt(first) === space) first++;
      if (text.charCodeAt(first) === tab && this.waitsAt < 0) first = this.blankLineEnd(first);
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

  /** The end of a line on which only blanks follow a tab; else the tab itself, which is not understood. */
  private blankLineEnd(at: number): number {
    const after = this.skipBlanks(at);
    const code = this.text.charCodeAt(after);
    const isEnd = code === lineFeed || (code === carriageReturn && this.isLineEnd(after));
    return isEnd && after < this.end ? after : at;
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
    const colon = this.keyEnd(start);
    if (colon < 0 || colon - start > maximalKey) return false;
    if (this.keys.add(this.firstKeys[this.depth - 1] ?? 0, start, colon)) this.listener.duplicateKey(start, colon);
    this.listener.key(start, colon);
    const at = this.skipBlanks(colon + 1);
    return this.isEndOfValue(at) ? this.wait(colon + 1, at) : this.takeValue(at);
  }

  /** The colon of a key that starts here, or -1. */
  private keyEnd(start: number): number {
    const { text } = this;
    if (!mayBe(text.charCodeAt(start), keyStart)) return -1;
    let at = start + 1;
    while (at < this.end && mayBe(text.charCodeAt(at), inKey)) at++;
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
    const { text, end } = this;
    const code = text.charCodeAt(start);
    switch (code) {
      case doubleQuote:
        return this.takeScalar(start, doubleQuotedEnd(text, start, end), 'double-quoted');
      case singleQuote:
        return this.takeScalar(start, singleQuotedEnd(text, start, end), 'single-quoted');
      case openBracket:
        return this.takeFlowList(start);
      case bar:
      case greaterThan:
        return this.takeBlockScalar(start);
      default:
        return mayBe(code, plainStart) && this.takeScalar(start, plainEnd(text, start, end), 'plain');
    }
  }

  private takeScalar(start: number, close: number, style: ScalarStyle): boolean {
    if (close < 0) return false;
    this.listener.scalar(start, close, style);
    return this.endLine(close);
  }

  /** `[A, "B", C]`, all on one line and none of them a collection. */
  private takeFlowList(start: number): boolean {
    const { listener } = this;
    listener.openList(start, -1);
    let at = this.skipBlanks(start + 1);
    while (this.text.charCodeAt(at) !== closeBracket) {
      listener.item(at);
      const close = this.takeFlowValue(at);
      if (close < 0) return false;
      at = this.skipBlanks(close);
      if (this.text.charCodeAt(at) === comma) at = this.skipBlanks(at + 1);
      else if (this.text.charCodeAt(at) !== closeBracket) return false;
    }
    if (at >= this.end) return false;
    listener.close(at + 1);
    return this.endLine(at + 1);
  }

  /** Tells a value inside `[…]`; its end, or -1. */
  private takeFlowValue(start: number): number {
    const { text, end } = this;
    switch (text.charCodeAt(start)) {
      case doubleQuote:
        return this.tell(start, doubleQuotedEnd(text, start, end), 'double-quoted');
      case singleQuote:
        return this.tell(start, singleQuotedEnd(text, start, end), 'single-quoted');
      default:
        return this.tell(start, flowPlainEnd(text, start, end), 'plain');
    }
  }

  private tell(start: number, close: number, style: ScalarStyle): number {
    if (close >= 0) this.listener.scalar(start, close, style);
    return close;
  }

  private takeBlockScalar(start: number): boolean {
    const close = blockScalarEnd(this.text, { start, end: this.end, parent: this.column });
    if (close < 0) return false;
    this.listener.scalar(start, close, 'literal');
    this.at = close;
    return true;
  }

  /** After a value nothing but a comment may follow on its line. */
  private endLine(after: number): boolean {
    const at = this.skipBlanks(after);
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
    this.firstKeys[depth] = this.keys.mark;
    this.depth++;
    if (kind === list) this.listener.openList(at, column);
    else this.listener.openMap(at, column);
    return true;
  }

  private close(): void {
    this.depth--;
    this.keys.forget(this.firstKeys[this.depth] ?? 0);
    this.listener.close(this.contentEnd);
  }

  /** The column of the innermost collection. */
  private get column(): number {
    return this.columns[this.depth - 1] ?? 0;
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
    return isBlank(code) || code === lineFeed || code === carriageReturn;
  }

  private isLineEnd(at: number): boolean {
    return at + 1 < this.end && this.text.charCodeAt(at + 1) === lineFeed;
  }

  private skipBlanks(at: number): number {
    let after = at;
    while (after < this.end && isBlank(this.text.charCodeAt(after))) after++;
    return after;
  }

  private lineAfter(at: number): number {
    const feed = this.text.indexOf('\n', at);
    return feed < 0 || feed >= this.end ? this.end : feed + 1;
  }
}

const space = 0x20;
const tab = 0x09;
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
const greaterThan = 0x3e;
