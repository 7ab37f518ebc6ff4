/** Line numbers and columns of offsets. Lines are found as far as somebody asks. */
import { type ByteString, decodedLength } from '../model/byte-string.ts';
import type { Place, Span } from '../model/place.ts';
import { byteOrderMark } from './lines.ts';

export class LineIndex {
  private readonly text: ByteString;
  /** Offsets at which lines start, as far as they are known. */
  private readonly starts: number[] = [0];
  private isComplete = false;
  /** The place that was asked for last: of one line of ten thousand ids every one is, in order. */
  private last = { offset: 0, line: 0, units: 0 };

  constructor(text: ByteString) {
    this.text = text;
  }

  /** The number of the line that holds an offset, from 1. */
  lineOf(offset: number): number {
    this.readTo(offset);
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  placeOf(span: Span): Place {
    const start = this.position(span.start);
    const end = this.position(span.end);
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  }

  private position(offset: number): { line: number; column: number } {
    const line = this.lineOf(offset);
    const start = this.starts[line - 1] ?? 0;
    const isMarked = start === 0 && offset >= byteOrderMark.length && this.text.startsWith(byteOrderMark);
    return { line, column: this.units(line, isMarked ? byteOrderMark.length : start, offset) + 1 };
  }

  /** Characters from the start of a line to an offset in it. */
  private units(line: number, start: number, offset: number): number {
    const { last } = this;
    const goesOn = last.line === line && last.offset >= start && last.offset <= offset;
    const units = goesOn ? last.units + decodedLength(this.text, last.offset, offset) : decodedLength(this.text, start, offset);
    // Within a character there is nothing to go on from.
    if ((this.text.charCodeAt(offset) & 0xc0) !== 0x80) this.last = { offset, line, units };
    return units;
  }

  private readTo(offset: number): void {
    let last = this.starts.at(-1) ?? 0;
    while (last <= offset && !this.isComplete) {
      const feed = this.text.indexOf('\n', last);
      this.isComplete = feed < 0;
      last = feed + 1;
      if (feed >= 0) this.starts.push(last);
    }
  }
}
