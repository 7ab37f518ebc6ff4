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
import type { Span } from '../../model/place.ts';
import { skipSpaces, startOfLine } from '../../text/lines.ts';
import { EntryOutline, type OutlineReading } from './entry-outline.ts';
import { entryLines, gap, lineEnd, value } from './entry-patterns.ts';
import { fact, mark } from './task-shapes.ts';

/** What the template is made of: an entry's facts, and where the values of its post-check items start. */
export interface TemplateEntry {
  readonly row: readonly number[];
  readonly postItems: readonly number[];
}

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
  /** The entry it was made of, as a text of its own, so that the document it stood in can be forgotten. */
  private readonly model: ByteString;
  private outline: EntryOutline | null | undefined;

  private constructor(segments: readonly Segment[], entry: TemplateEntry, model: ByteString) {
    this.model = model;
    this.segments = segments;
    this.row = entry.row;
    this.next = new RegExp(`${gap} {${entry.row[fact.dashColumn]}}- `, 'y');
  }

  /** null where the entry is not as simple as a template. */
  static of(text: ByteString, entry: TemplateEntry): EntryTemplate | null {
    const segments = segmentsOf(text, entry);
    if (segments === null) return null;
    const lines = text.slice(startOfLine(text, entry.row[fact.start] ?? 0), entry.row[fact.end]);
    return new EntryTemplate(segments, entry, copyOf(lines));
  }

  /** Whether a list with dashes in that column can hold such entries. */
  fits(dashColumn: number): boolean {
    return this.row[fact.dashColumn] === dashColumn;
  }

  /** The details of an entry that the skim has read; null where it is another kind of entry. */
  details(text: ByteString, entry: Span): OutlineReading | null {
    if (this.outline === undefined) this.outline = EntryOutline.of(this.model);
    return this.outline?.read(text, entry) ?? null;
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

/** The same text, without a hold on the one that it is a part of. */
function copyOf(part: string): ByteString {
  return ` ${part}`.slice(1) as ByteString;
}

function endOfMatch(pattern: RegExp, text: ByteString, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

function segmentsOf(text: ByteString, { row, postItems }: TemplateEntry): Segment[] | null {
  const lines = entryLines(text, startOfLine(text, row[fact.start] ?? 0), row[fact.end] ?? 0);
  if (lines === null) return null;
  const segments = new Segments();
  let ticks = 0;
  for (const { key, valueStart } of lines) {
    segments.add(`${gap}${key}`);
    const field = valueStart < 0 ? undefined : fields.find((column) => row[column] === valueStart);
    if (valueStart >= 0) segments.add(' +');
    if (field !== undefined) segments.finish(field);
    else if (valueStart >= 0 && valueStart === postItems[ticks]) {
      ticks++;
      segments.add('(?:true|false)', 'true');
    } else if (valueStart >= 0) segments.add(value);
    segments.add(lineEnd);
  }
  segments.finish(-1);
  const isComplete = fields.every((column) => (row[column] ?? -1) < 0 || segments.all.some(({ field }) => field === column));
  return isComplete && ticks === postItems.length ? segments.all : null;
}

class Segments {
  readonly all: Segment[] = [];
  private pattern = '';
  private ticked = '';

  /** @param ticked what stands there where every item is ticked */
  add(source: string, ticked = source): void {
    this.pattern += source;
    this.ticked += ticked;
  }
  finish(field: number): void {
    const { pattern, ticked } = this;
    this.all.push({ pattern: new RegExp(pattern, 'y'), ticked: ticked === pattern ? null : new RegExp(ticked, 'y'), field });
    this.pattern = '';
    this.ticked = '';
  }
}
