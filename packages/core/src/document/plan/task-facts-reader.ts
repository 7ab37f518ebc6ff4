/** Listens while a block is read, and keeps what opening a plan needs to know of its tasks. */

import type { ByteString } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import { OpenKeys } from '../../text/yaml/open-keys.ts';
import { tell } from '../../text/yaml/read-by-library.ts';
import type { ScalarStyle, YamlListener } from '../../text/yaml/yaml-events.ts';
import type { YamlMap } from '../../text/yaml/yaml-tree.ts';
import type { EntryTemplates } from './entry-templates.ts';
import { FactRows } from './fact-rows.ts';
import type { LogFacts, LogRowFacts, Offsets, PhaseFacts, TaskFacts, TaskList } from './task-facts.ts';
import { fact, factWidth, type Meaning, mark, meaningOf, meaningOfRootKey, noMeaning, rootMeaning, type Shape } from './task-shapes.ts';

/** One repeated key makes a block read-only; there is no use in a million of them. */
const maximalDuplicates = 100;

/** How entries are read without looking at every line of them. */
export interface EntrySight {
  /** For those that look like others. */
  readonly templates: EntryTemplates;
  /** Those that were read already, by their dashes. */
  readonly apart: ReadonlyMap<number, YamlMap>;
  /** Where the block ends. */
  readonly end: number;
}

/** Where an entry of a list begins. */
export interface OpenEntry {
  readonly dash: number;
  readonly column: number;
}

/** What is still open while it is read: it grows, and its end is not known yet. */
type Open<Facts, Growing> = Omit<Facts, 'end' | keyof Growing> & Growing & { end: number };
type OpenList = Open<TaskList, object>;
type OpenPhase = Open<PhaseFacts, { readonly values: Map<string, Offsets>; readonly dependencies: Offsets[] }>;
type OpenRow = Open<LogRowFacts, { readonly values: Map<string, Offsets> }>;
type OpenLog = Open<LogFacts, { readonly rows: OpenRow[] }>;

export class TaskFactsReader implements YamlListener, TaskFacts {
  readonly rows = new FactRows();
  readonly lists: OpenList[] = [];
  readonly phases: OpenPhase[] = [];
  readonly logs: OpenLog[] = [];
  readonly root = new Map<string, Offsets>();
  readonly duplicates: Offsets[] = [];
  readonly listed = new Map<number, Offsets[]>();

  private readonly text: ByteString;
  private readonly shapes: Shape[] = [];
  private shape: Shape = rootMeaning.map;
  private meaning: Meaning = rootMeaning;
  private readonly row: number[] = new Array(factWidth).fill(-1);
  private keyStart = 0;
  private keyEnd = 0;
  private lastDash = -1;
  /** The list that a field of an entry is, while it is open. */
  private fieldList: { readonly start: number; readonly field: number; readonly depth: number } | null = null;

  /** Items of the open checklist: a list of mappings may hold one twice, which no reader of YAML minds. */
  private readonly checklist: OpenKeys;
  /** Where the values of the entry's post-check items start. */
  private readonly postItems: number[] = [];
  private readonly sight: EntrySight | null;
  private entryDash = -1;

  /** @param sight null where every entry shall be read in full */
  constructor(text: ByteString, sight: EntrySight | null) {
    this.text = text;
    this.sight = sight;
    this.checklist = new OpenKeys(text);
  }

  openMap(at: number, column: number): void {
    this.push(this.meaning.map);
    switch (this.shape.role) {
      case 'entry':
        this.beginEntry(this.lastDash, at, column);
        return;
      case 'tracking':
      case 'development':
        this.lists.push({ kind: this.shape.role, key: [this.keyStart, this.keyEnd], start: at, end: at, column: -1, phase: -1 });
        this.beginEntry(at, at, column);
        return;
      case 'phase':
        this.phases.push({ start: this.lastDash, end: at, values: new Map(), dependencies: [] });
        return;
      case 'log-row':
        this.logs.at(-1)?.rows.push({ start: this.lastDash, end: at, values: new Map() });
        return;
      default:
    }
  }

  openList(at: number, column: number): void {
    const { meaning } = this;
    this.push(meaning.list);
    if (meaning.field >= 0 && this.row[meaning.field] === -1) {
      this.row[meaning.field] = at;
      this.fieldList = { start: at, field: meaning.field, depth: this.shapes.length };
      this.listed.set(at, []);
    }
    if (this.shape.role === 'checklist') this.checklist.forget(0);
    else if (this.shape.role === 'tasks') {
      const phase = this.shapes.at(-1)?.role === 'phase' ? this.phases.length - 1 : -1;
      this.lists.push({ kind: 'tasks', key: [this.keyStart, this.keyEnd], start: at, end: at, column, phase });
    } else if (this.shape.role === 'log') this.logs.push({ key: [this.keyStart, this.keyEnd], start: at, end: at, column, rows: [] });
  }

  close(end: number): void {
    const { role } = this.shape;
    if (role !== 'nothing') this.endOf(role, end);
    if (this.fieldList?.depth === this.shapes.length) {
      this.row[this.fieldList.field + 1] = end;
      this.fieldList = null;
    }
    this.shape = itemAt(this.shapes, this.shapes.length - 1);
    this.shapes.pop();
    this.meaning = noMeaning;
  }

  private endOf(role: Shape['role'], end: number): void {
    if (role === 'entry' || role === 'tracking' || role === 'development') this.endEntry(end);
    const ended =
      role === 'phase'
        ? this.phases.at(-1)
        : role === 'log'
          ? this.logs.at(-1)
          : role === 'log-row'
            ? this.logs.at(-1)?.rows.at(-1)
            : role === 'entry' || role === 'root' || role === 'phases'
              ? undefined
              : this.lists.at(-1);
    if (ended !== undefined) ended.end = end;
  }

  key(start: number, end: number): void {
    this.keyStart = start;
    this.keyEnd = end;
    const { shape } = this;
    if (shape.role === 'root') {
      this.meaning = meaningOfRootKey(this.text.slice(start, end));
      return;
    }
    const candidates = shape.keys[end - start];
    const meaning = candidates === undefined ? shape.otherwise : (meaningOf(candidates, this.text, start) ?? shape.otherwise);
    this.meaning = meaning;
    if (shape.role === 'item' && this.checklist.add(0, start, end)) this.duplicateKey(start, end);
    if (meaning.marks !== 0) this.row[fact.marks] = itemAt(this.row, fact.marks) | meaning.marks;
  }

  item(at: number): number {
    this.lastDash = at;
    this.meaning = this.shape.item;
    return this.shape.role === 'tasks' ? this.knownEntry(at) : -1;
  }

  /** The entry of a list that has begun last, while its list is open. */
  get openEntry(): OpenEntry | null {
    const isOpen = this.entryDash >= 0 && this.shapes.concat(this.shape).some(({ role }) => role === 'tasks');
    return isOpen ? { dash: this.entryDash, column: itemAt(this.lists, this.lists.length - 1).column } : null;
  }

  /** Reads an entry that was read before, or entries that look like others, as many as follow; gives the end of the last, or -1 where there is none. */
  private knownEntry(dash: number): number {
    this.entryDash = dash;
    const { sight } = this;
    if (sight === null) return -1;
    const apart = sight.apart.get(dash);
    if (apart !== undefined) {
      tell(apart, this);
      return apart.end;
    }
    const list = this.lists.length - 1;
    const { column } = itemAt(this.lists, list);
    let last = -1;
    for (let next = dash; next >= 0 && !(last >= 0 && sight.apart.has(next)); ) {
      const read = sight.templates.read(column, { start: next, end: sight.end }, this.rows);
      if (read === null) break;
      this.rows.table[(this.rows.count - 1) * factWidth + fact.list] = list;
      this.entryDash = next;
      last = read.end;
      next = read.next;
    }
    return last;
  }

  scalar(start: number, end: number, _style: ScalarStyle): void {
    const { meaning, row } = this;
    if (meaning.field >= 0) {
      if (row[meaning.field] !== -1) return;
      row[meaning.field] = start;
      row[meaning.field + 1] = end;
    } else if (meaning.isPostItem) {
      this.postItems.push(start);
      if (!isTrue(this.text, start, end)) row[fact.marks] = itemAt(row, fact.marks) | mark.postItemOpen;
    } else if (meaning.list.role === 'tasks') this.emptyList(start);
    else if (meaning.value !== null) this.keep(meaning.value, [start, end]);
    else if (this.fieldList?.depth === this.shapes.length) this.listed.get(this.fieldList.start)?.push([start, end]);
  }

  /** The key of a list that holds nothing yet. */
  private emptyList(at: number): void {
    const phase = this.shape.role === 'phase' ? this.phases.length - 1 : -1;
    this.lists.push({ kind: 'tasks', key: [this.keyStart, this.keyEnd], start: at, end: at, column: -1, phase });
  }

  duplicateKey(start: number, end: number): void {
    if (this.duplicates.length < maximalDuplicates) this.duplicates.push([start, end]);
  }

  private keep(name: string, offsets: Offsets): void {
    if (name === 'dependencies') {
      this.phases.at(-1)?.dependencies.push(offsets);
      return;
    }
    const { role } = this.shape;
    const values = role === 'phase' ? this.phases.at(-1)?.values : role === 'log-row' ? this.logs.at(-1)?.rows.at(-1)?.values : this.root;
    if (values !== undefined && !values.has(name)) values.set(name, offsets);
  }

  private push(shape: Shape): void {
    this.shapes.push(this.shape);
    this.shape = shape;
  }

  private beginEntry(start: number, content: number, keyColumn: number): void {
    const { row } = this;
    row.fill(-1);
    this.postItems.length = 0;
    const list = this.lists.length - 1;
    row[fact.start] = start;
    row[fact.content] = content;
    row[fact.keyColumn] = keyColumn;
    row[fact.dashColumn] = itemAt(this.lists, list).column;
    row[fact.marks] = 0;
    row[fact.list] = list;
  }

  private endEntry(end: number): void {
    const { row } = this;
    row[fact.end] = end;
    this.rows.add(row);
    const isModel = itemAt(row, fact.dashColumn) >= 0 && this.duplicates.length === 0 && this.sight?.apart.has(this.entryDash) === false;
    if (isModel) this.sight?.templates.learn({ row, postItems: this.postItems });
  }
}

/** What ticks an item. */
function isTrue(text: ByteString, start: number, end: number): boolean {
  if (end - start === 4 && text.startsWith('true', start)) return true;
  return /^["']?(?:true|yes|x|done)["']?$/i.test(text.slice(start, Math.min(end, start + 10)));
}
