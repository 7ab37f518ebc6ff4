/**
 * Entries of a plan look alike. A template is made of one that was read in full, and reads the next ones many
 * times as fast; it also needs little warming up, which counts in a process that lives for 50 ms.
 *
 *       - id: TASKS-07                       a run: one regular expression for its keys in their columns,
 *         …                                  which captures what is kept
 *             checklist:
 *               - verified_req: true         a list of items: the same text, as a rule, as in an entry before;
 *               - checked_gaps: false        else a regular expression once more
 *           tasks:
 *             status: IN_PROGRESS            the next run
 *
 * A template accepts less than the block reader, and what it accepts it reads the same
 * (`task-facts-reader.test.ts`): plain or double-quoted values on one line, post-check items that are true or
 * false, comments and blank lines anywhere, the same keys in the same order and columns. Any other entry is read
 * as the first one was.
 */

import type { ByteString } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import type { Span } from '../../model/place.ts';
import { startOfLine } from '../../text/lines.ts';
import { type EntryLine, entryLines, gap, lineEnd, value } from './entry-patterns.ts';
import type { FactRows } from './fact-rows.ts';
import { fact, mark } from './task-shapes.ts';

/** What the template is made of: an entry's facts, and where the values of its post-check items start. */
export interface TemplateEntry {
  readonly row: readonly number[];
  readonly postItems: readonly number[];
}

/** Where an entry ended that was read, and where the next one of its list has its dash; -1 where none follows. */
export interface EntryEnd {
  readonly end: number;
  readonly next: number;
}

/** Values that the skim keeps: their columns in the facts. */
const fields = [fact.id, fact.name, fact.priority, fact.dependents, fact.dependsOn, fact.status, fact.postStatus] as const;

/** The lines up to the items of a list, and these. */
interface Part {
  /** Captures the values of the fields, and before each what stands between it and the one before. */
  readonly run: RegExp;
  readonly fields: readonly number[];
  readonly items: ItemList | null;
}

export class EntryTemplate {
  private readonly parts: readonly Part[];
  private readonly row: Int32Array;
  private readonly dashColumn: number;
  /** What the line of an entry begins with. */
  private readonly margin: string;
  /** From its dash to its mapping. */
  private readonly indent: number;

  private constructor(parts: readonly Part[], { row }: TemplateEntry) {
    this.parts = parts;
    this.row = Int32Array.from(row);
    this.row[fact.marks] = itemAt(row, fact.marks) & ~mark.postItemOpen;
    this.dashColumn = itemAt(row, fact.dashColumn);
    this.indent = itemAt(row, fact.content) - itemAt(row, fact.start);
    this.margin = `${' '.repeat(this.dashColumn)}- `;
  }

  /** null where the entry is not as simple as a template. */
  static of(text: ByteString, entry: TemplateEntry): EntryTemplate | null {
    const start = startOfLine(text, itemAt(entry.row, fact.start));
    const end = itemAt(entry.row, fact.end);
    const lines = entryLines(text, start, end);
    const parts = lines === null ? null : partsOf(lines, entry);
    return parts === null ? null : new EntryTemplate(parts, entry);
  }

  /** Whether a list with dashes in that column can hold such entries. */
  fits(dashColumn: number): boolean {
    return this.dashColumn === dashColumn;
  }

  /** Reads the entry at a dash into a new row; null where it is another kind of entry. */
  read(text: ByteString, { start: dash, end: limit }: Span, rows: FactRows): EntryEnd | null {
    const base = rows.add(this.row);
    const { table } = rows;
    let at = dash - this.dashColumn;
    for (const { run, fields: kept, items } of this.parts) {
      run.lastIndex = at;
      const captured = run.exec(text);
      if (captured === null) return rows.drop();
      let place = at;
      for (let i = 0; i < kept.length; i++) {
        const column = base + (kept[i] as number);
        place += (captured[2 * i + 1] as string).length;
        table[column] = place;
        place += (captured[2 * i + 2] as string).length;
        table[column + 1] = place;
      }
      at = run.lastIndex;
      if (items === null) continue;
      const found = items.read(text, at);
      if (found === null) return rows.drop();
      at += found.text.length;
      if (!found.ticked) table[base + fact.marks] = (table[base + fact.marks] as number) | mark.postItemOpen;
    }
    const next = this.next(text, at, limit);
    if (next === null) return rows.drop();
    table[base + fact.start] = dash;
    table[base + fact.end] = at;
    table[base + fact.content] = dash + this.indent;
    return { end: at, next };
  }

  /** The next dash after blank lines and comments, or -1 at the end of the block; null where something else follows, which may belong to the entry. */
  private next(text: ByteString, at: number, limit: number): number | null {
    if (at > limit) return null;
    const line = endOfMatch(blankLines, text, at);
    if (line >= limit) return -1;
    return text.slice(line, line + this.margin.length) === this.margin ? line + this.dashColumn : null;
  }
}

const blankLines = new RegExp(gap, 'y');

/** The items of a checklist as an entry has them. */
interface Items {
  readonly text: string;
  /** Every post-check item is. */
  readonly ticked: boolean;
}

/** How many texts of one list are compared. */
const maximalSeen = 8;

class ItemList {
  private readonly seen: Items[] = [];
  private readonly source: string;
  private readonly tickedSource: string;
  private pattern: RegExp | undefined;
  private ticked: RegExp | undefined;

  /** @param tickedSource the same with every post-check item ticked */
  constructor(source: string, tickedSource: string) {
    this.source = source;
    this.tickedSource = tickedSource;
  }

  /** The items that stand there; null where they are others. */
  read(text: ByteString, at: number): Items | null {
    for (let i = 0; i < this.seen.length; i++) {
      const items = this.seen[i] as Items;
      // To cut and compare costs a tenth of `startsWith`.
      if (text.slice(at, at + items.text.length) === items.text) return items;
    }
    return this.learn(text, at);
  }

  private learn(text: ByteString, at: number): Items | null {
    this.pattern ??= new RegExp(this.source, 'y');
    const end = endOfMatch(this.pattern, text, at);
    if (end < 0) return null;
    this.ticked ??= new RegExp(this.tickedSource, 'y');
    const items = { text: copyOf(text.slice(at, end)), ticked: endOfMatch(this.ticked, text, at) === end };
    if (this.seen.length < maximalSeen) this.seen.push(items);
    return items;
  }
}

/** The same text, without a hold on the one that it is a part of. */
export function copyOf(part: string): ByteString {
  return ` ${part}`.slice(1) as ByteString;
}

function endOfMatch(pattern: RegExp, text: ByteString, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** null where a value that counts stands where a template does not look for it. */
function partsOf(lines: readonly EntryLine[], { row, postItems }: TemplateEntry): Part[] | null {
  const parts = new Parts();
  const found: number[] = [];
  let ticks = 0;
  for (const { key, valueStart } of lines) {
    const field = valueStart < 0 ? undefined : fields.find((column) => row[column] === valueStart);
    const isTick = valueStart >= 0 && valueStart === postItems[ticks];
    if (isTick) ticks++;
    if (field !== undefined) found.push(field);
    if (field === undefined && parts.hasRun && (isTick || isItem.test(key)))
      parts.addItem(key, isTick ? 'tick' : valueStart < 0 ? 'none' : 'value');
    else if (isTick) return null;
    else parts.addLine(key, valueStart < 0 ? null : (field ?? -1));
  }
  const isComplete = fields.every((column) => itemAt(row, column) < 0 || found.includes(column));
  return isComplete && ticks === postItems.length ? parts.finish() : null;
}

const isItem = /^ *- /;

class Parts {
  private readonly all: Part[] = [];
  private run = '';
  /** What stands between the last value that is kept and the next one. */
  private between = '';
  private fields: number[] = [];
  private items = '';
  private tickedItems = '';

  get hasRun(): boolean {
    return this.run !== '' || this.between !== '';
  }

  /** @param field of the value: -1 where it is not kept, null where there is none */
  addLine(key: string, field: number | null): void {
    if (this.items !== '') this.endPart();
    this.between += `${gap}${key}`;
    if (field !== null) this.between += ' +';
    if (field !== null && field >= 0) {
      this.run += `(${this.between})(${value})`;
      this.fields.push(field);
      this.between = '';
    } else if (field !== null) this.between += value;
    this.between += lineEnd;
  }

  addItem(key: string, kind: 'tick' | 'value' | 'none'): void {
    const { source, ticked } = itemValues[kind];
    this.items += `${gap}${key}${source}${lineEnd}`;
    this.tickedItems += `${gap}${key}${ticked}${lineEnd}`;
  }

  finish(): Part[] {
    this.endPart();
    return this.all;
  }

  private endPart(): void {
    const { run, between, fields: kept, items, tickedItems } = this;
    this.all.push({ run: new RegExp(run + between, 'y'), fields: kept, items: items === '' ? null : new ItemList(items, tickedItems) });
    this.run = '';
    this.between = '';
    this.fields = [];
    this.items = '';
    this.tickedItems = '';
  }
}

const itemValues = {
  tick: { source: ' +(?:true|false)', ticked: ' +true' },
  value: { source: ` +${value}`, ticked: ` +${value}` },
  none: { source: '', ticked: '' },
} as const;
