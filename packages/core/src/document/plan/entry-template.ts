/**
 * Entries of a plan look alike. A template is made of one that was read in full, as a few regular
 * expressions for its keys in their columns, and reads the next ones ten times as fast; it also needs no
 * warming up, which counts in a process that lives for 50 ms.
 *
 * A template accepts less than the block reader, and what it accepts it reads the same
 * (`entry-template.test.ts`): plain or double-quoted values on one line, post-check items that are true or false, comments and blank lines anywhere,
 * the same keys in the same order and columns. Any other entry is read as the first one was.
 */
import type { ByteString } from '../../model/byte-string.ts';
import { endOfContent, endOfLine, skipSpaces, startOfLine } from '../scan/lines.ts';
import { fact, mark } from './task-shapes.ts';

/** What the template is made of: an entry's facts, and where the values of its post-check items start. */
export interface TemplateEntry {
  readonly row: readonly number[];
  readonly postItems: readonly number[];
}

const gap = '(?: *(?:#[^\\n]*)?\\r?\\n)*';
const lineEnd = '(?: +#[^\\n]*| *\\r?)\\n';
const word = '[^\\x00-\\x20\\x7f:#]+';
const plain = `[A-Za-z0-9_](?:${word})?(?: +${word})*`;
const value = `(?:"[^"\\\\\\x00-\\x1f\\x7f]*"|${plain})`;

const fieldValue = new RegExp(value, 'y');

/** Values that the skim keeps: their columns in the facts. */
const fields = [fact.id, fact.name, fact.priority, fact.dependents, fact.dependsOn, fact.status, fact.postStatus] as const;

/** Text up to the value of a field, or to the end of the entry. */
interface Segment {
  readonly pattern: RegExp;
  /** The same with every post-check item ticked; null where the segment has none. */
  readonly ticked: RegExp | null;
  /** Column of the facts that the value after it goes to; -1 after the last. */
  readonly field: number;
}

export class EntryTemplate {
  private readonly segments: readonly Segment[];
  private readonly next: RegExp;
  private readonly row: readonly number[];

  private constructor(segments: readonly Segment[], entry: TemplateEntry) {
    this.segments = segments;
    this.row = entry.row;
    this.next = new RegExp(`${gap} {${entry.row[fact.dashColumn]}}- `, 'y');
  }

  /** null where the entry is not as simple as a template. */
  static of(text: ByteString, entry: TemplateEntry): EntryTemplate | null {
    const segments = segmentsOf(text, entry);
    return segments === null ? null : new EntryTemplate(segments, entry);
  }

  /** Whether a list with dashes in that column can hold such entries. */
  fits(dashColumn: number): boolean {
    return this.row[fact.dashColumn] === dashColumn;
  }

  /** Reads the entry at a dash into `row`; gives the end of its last line, or -1 where it is another kind of entry. */
  read(text: ByteString, dash: number, row: number[]): number {
    let at = startOfLine(text, dash);
    let marks = (this.row[fact.marks] ?? 0) & ~mark.postItemOpen;
    for (let column = 0; column < row.length; column++) row[column] = this.row[column] ?? -1;
    for (let i = 0; i < this.segments.length; i++) {
      const segment = this.segments[i];
      if (segment === undefined) return -1;
      let end = segment.ticked === null ? -1 : endOfMatch(segment.ticked, text, at);
      if (end < 0) {
        end = endOfMatch(segment.pattern, text, at);
        if (end < 0) return -1;
        if (segment.ticked !== null) marks |= mark.postItemOpen;
      }
      at = end;
      if (segment.field >= 0) {
        row[segment.field] = at;
        at = endOfMatch(fieldValue, text, at);
        if (at < 0) return -1;
        row[segment.field + 1] = at;
      }
    }
    if (endOfMatch(this.next, text, at) < 0) return -1;
    row[fact.start] = dash;
    row[fact.end] = at;
    row[fact.content] = skipSpaces(text, dash + 1);
    row[fact.marks] = marks;
    return at;
  }
}

function endOfMatch(pattern: RegExp, text: ByteString, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** One line with a key: its column and dash are in `before`. */
const keyLine = /^( *(?:- +)?[A-Za-z_][A-Za-z0-9_-]*:)( *)(.*)$/;
const simpleValue = new RegExp(`^${value}(?: +#.*| *)$`);

function segmentsOf(text: ByteString, { row, postItems }: TemplateEntry): Segment[] | null {
  const segments: Segment[] = [];
  let pattern = '';
  let ticked = '';
  let ticks = 0;
  const finish = (field: number): void => {
    segments.push({ pattern: new RegExp(pattern, 'y'), ticked: ticked === pattern ? null : new RegExp(ticked, 'y'), field });
    pattern = '';
    ticked = '';
  };
  const add = (source: string, tickedSource = source): void => {
    pattern += source;
    ticked += tickedSource;
  };
  const end = row[fact.end] ?? 0;
  for (let start = startOfLine(text, row[fact.start] ?? 0); start < end; start = endOfLine(text, start)) {
    const line = text.slice(start, endOfContent(text, start, endOfLine(text, start)));
    if (/^ *(?:#.*)?$/.test(line)) continue;
    const [, key, blanks = '', rest = ''] = keyLine.exec(line) ?? [];
    if (key === undefined) return null;
    add(`${gap}${key}`);
    if (rest === '' || (rest.startsWith('#') && blanks !== '')) {
      add(lineEnd);
      continue;
    }
    if (blanks === '' || !simpleValue.test(rest)) return null;
    const valueStart = start + key.length + blanks.length;
    const field = fields.find((column) => row[column] === valueStart);
    add(' +');
    if (field !== undefined) finish(field);
    else if (valueStart === postItems[ticks]) {
      ticks++;
      add('(?:true|false)', 'true');
    } else add(value);
    add(lineEnd);
  }
  finish(-1);
  const isComplete = fields.every((column) => (row[column] ?? -1) < 0 || segments.some(({ field }) => field === column));
  return isComplete && ticks === postItems.length ? segments : null;
}
