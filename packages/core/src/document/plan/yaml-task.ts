/** A task that stands in YAML. What the skim knows is at hand; the rest is read when it is asked for. */
import type { ByteString } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import { isAllOther } from '../../model/other-numbers.ts';
import type { Span } from '../../model/place.ts';
import { isPlaceholderTask } from '../../model/placeholder.ts';
import type { Checklist, Family, Implementation, Task } from '../../model/plan.ts';
import type { Status } from '../../model/status.ts';
import { type TaskKey, taskKeyOf } from '../../model/task-id.ts';
import type { YamlBlock } from '../../text/yaml/yaml-block.ts';
import type { ScalarStyle } from '../../text/yaml/yaml-events.ts';
import type { StatusVocabulary } from '../status-words.ts';
import { detailsOf, type EntryDetails } from './entry-details.ts';
import type { EntryTemplates } from './entry-templates.ts';
import { mayNameIplan } from './iplan-line.ts';
import { anyEnding, endingAt } from './key-ending.ts';
import type { TaskBlock } from './task-block.ts';
import type { Offsets, TaskFacts, TaskList } from './task-facts.ts';
import { fact, mark } from './task-shapes.ts';
import { YamlEntry } from './yaml-entry.ts';

export interface YamlTaskContext {
  readonly text: ByteString;
  readonly block: YamlBlock;
  readonly memory: TaskBlock['memory'];
  /** The same where what is found out is remembered; most processes read once, and end. */
  readonly told: TaskBlock['memory'] | null;
  readonly facts: TaskFacts;
  readonly vocabulary: StatusVocabulary;
  readonly templates: EntryTemplates;
  lineOf(offset: number): number;
}

const noDetails: EntryDetails = {
  preCheck: null,
  implementation: { iplanId: null, iplanStatus: null, iplanStatusText: null, started: null, completed: null, holds: [] },
  postCheck: null,
};

export class YamlTask implements Task {
  readonly phase: number;
  private readonly context: YamlTaskContext;
  /** Its place among the entries of the block. */
  private readonly position: number;
  private knownId: string | undefined;
  private knownKey: TaskKey | undefined;
  private knownName: string | undefined;
  private knownPlaceholder: boolean | undefined;
  private knownStatus: Status | null | undefined;
  private knownEntry: YamlEntry | undefined;
  private knownDetails: EntryDetails | undefined;
  private isCounted = false;

  /** @param position of the entry in the facts */
  constructor(context: YamlTaskContext, position: number, phase: number) {
    this.context = context;
    this.position = position;
    this.phase = phase;
  }

  get id(): string {
    this.knownId ??= (this.textOf(fact.id) ?? this.rootText('id') ?? '').trim();
    return this.knownId;
  }
  /** Whether it has an id. */
  get hasId(): boolean {
    return this.offsetsOf(fact.id, 'id') !== null && this.id !== '';
  }
  get key(): TaskKey {
    this.knownKey ??= this.context.told?.key(this.position) ?? this.readKey();
    return this.knownKey;
  }
  private readKey(): TaskKey {
    const key = taskKeyOf(this.id);
    this.context.told?.keepKey(this.position, key);
    return key;
  }
  /** What its key ends with, told without reading its id (`key-ending.ts`). */
  get keyEnding(): number {
    const start = this.number(fact.id);
    return start < 0 || !this.context.block.isPlain ? anyEnding : endingAt(this.context.text, { start, end: this.number(fact.id + 1) });
  }
  /** True where the other is the same entry of the same block, which need not be read again to know that it says the same. */
  isSameEntry(other: YamlTask): boolean {
    return this.context.memory === other.context.memory && this.position === other.position;
  }
  get name(): string {
    this.knownName ??= this.textOf(fact.name) ?? this.rootText('service_name') ?? this.described ?? '';
    return this.knownName;
  }
  /** Its description, as one line. */
  private get described(): string | null {
    const { start, end } = this.lines;
    // Most entries without a name have none either, and need not be read in full to know it.
    if (!this.context.text.slice(start, end).includes('description')) return null;
    const node = this.entry?.description ?? null;
    const text = node === null ? null : this.context.block.textIn(node);
    return text?.replace(/\s+/gu, ' ').trim() ?? null;
  }
  get priority(): string | null {
    const own = this.textOf(fact.priority) ?? this.phaseText('priority') ?? this.rootText('priority');
    return own === null || own === '' ? null : own;
  }
  get family(): Family {
    const marks = this.number(fact.marks);
    const { kind } = this.list;
    if (kind === 'tracking') return 'F';
    if (kind === 'development') return 'G';
    if ((marks & mark.mainIsTasks) !== 0) return 'B';
    if ((marks & mark.mainIsImplementation) !== 0) return (marks & mark.shortPostCheck) !== 0 ? 'D' : 'C';
    return this.number(fact.status) >= 0 ? 'E' : 'B';
  }
  get status(): Status | null {
    if (this.knownStatus === undefined) this.knownStatus = this.context.told?.status(this.position) ?? this.readStatus();
    return this.knownStatus;
  }
  private readStatus(): Status | null {
    const { statusText } = this;
    const status = this.context.vocabulary.statusOf(statusText);
    if (status === statusText) this.context.told?.keepStatus(this.position, status);
    return status;
  }
  get statusText(): string {
    return this.textOf(fact.status) ?? '';
  }
  get dependentsText(): string {
    return this.textOf(fact.dependents) ?? this.rootText('dependents') ?? '';
  }
  get dependsOnText(): string {
    return this.textOf(fact.dependsOn) ?? this.rootText('depends_on') ?? '';
  }
  get takesPriority(): boolean {
    return true;
  }
  get takesDependsOn(): boolean {
    return this.entry?.source('depends_on')?.writable ?? true;
  }
  get takesDependents(): boolean {
    return this.entry?.source('dependents')?.writable ?? true;
  }
  get placeholder(): boolean {
    this.knownPlaceholder ??= isPlaceholderTask(this.id, this.hasPlainName ? '' : this.name);
    return this.knownPlaceholder;
  }
  /** Whether its name surely begins with a letter or a digit, told without reading it: then it stands in no brackets. */
  private get hasPlainName(): boolean {
    return isAlphanumeric(this.firstOfName);
  }
  /** False where its name surely begins with another character than that, a folded one; told without reading it. */
  mayBeNamed(first: number): boolean {
    const own = this.firstOfName;
    return !isAlphanumeric(own) || !isAlphanumeric(first) || (own | lowerCase) === (first | lowerCase);
  }
  /** Whether what it says of dependents surely is such a list (`other-numbers.ts`), told without reading it. */
  dependentsAre(list: RegExp): boolean {
    const start = this.number(fact.dependents);
    const { block, facts, text } = this.context;
    if (start < 0 || !block.isPlain || facts.listed.has(start)) return false;
    return isAllOther(list, text, { start, end: this.number(fact.dependents + 1) });
  }
  /** False where it surely names no IPLAN whose id ends in that number, told without reading it in full. */
  mayNameIplan(number: RegExp): boolean {
    const { block, text } = this.context;
    const { start, end } = this.lines;
    return !block.isPlain || mayNameIplan(text.slice(start, end), number);
  }
  /** The first character of the name as it is written, without a quote before it; NaN where that is not known. */
  private get firstOfName(): number {
    const start = this.number(fact.name);
    if (start < 0) return Number.NaN;
    const { text } = this.context;
    const mark = text.charCodeAt(start);
    return mark === doubleQuote || mark === singleQuote ? text.charCodeAt(start + 1) : mark;
  }
  get writable(): boolean {
    return this.context.block.isWritable;
  }
  get line(): number {
    return this.context.lineOf(this.number(fact.start));
  }
  get preCheck(): Checklist | null {
    return this.details.preCheck;
  }
  get implementation(): Implementation {
    return this.details.implementation;
  }
  get postCheck(): Checklist | null {
    return this.details.postCheck;
  }
  get postCheckComplete(): boolean {
    const marks = this.number(fact.marks);
    if ((marks & mark.hasPostCheck) === 0) return true;
    if ((marks & mark.postItemOpen) !== 0) return false;
    const status = this.textOf(fact.postStatus);
    return status === null || this.context.vocabulary.statusOf(status) === 'COMPLETED';
  }

  private get details(): EntryDetails {
    this.knownDetails ??= this.readDetails();
    return this.knownDetails;
  }

  /** Once a task, however often and by whichever way it is read in full. */
  private count(): void {
    if (!this.isCounted) this.context.block.countEntry();
    this.isCounted = true;
  }

  private readDetails(): EntryDetails {
    const { block, templates, vocabulary } = this.context;
    this.count();
    const isAlike = this.knownEntry === undefined && block.isPlain;
    const reading = isAlike ? templates.details(this.lines) : null;
    if (reading !== null) return detailsOf(reading.values, reading.read, vocabulary);
    const { entry } = this;
    return entry === null ? noDetails : detailsOf(entry.values, (node) => block.textIn(node), vocabulary);
  }

  /** The whole entry, read in full. */
  get entry(): YamlEntry | null {
    if (this.knownEntry === undefined) {
      this.count();
      const map = this.context.block.entry(this.lines, this.number(fact.content));
      if (map !== null) this.knownEntry = new YamlEntry(map);
    }
    return this.knownEntry ?? null;
  }

  /** From its dash, or its first key, to the end of its last line. */
  get lines(): Span {
    return { start: this.number(fact.start), end: this.number(fact.end) };
  }
  get list(): TaskList {
    return itemAt(this.context.facts.lists, this.number(fact.list));
  }
  get columns(): { readonly dash: number; readonly key: number } {
    return { dash: this.number(fact.dashColumn), key: this.number(fact.keyColumn) };
  }
  /** Where its status stands, without reading the entry in full; its start where it has none. */
  get statusPlace(): Span {
    const start = this.number(fact.status);
    const { start: entry } = this.lines;
    return start < 0 ? { start: entry, end: entry } : { start, end: this.number(fact.status + 1) };
  }
  /** Offsets of a skimmed value; of the root's, where the entry of family G leaves it there. */
  offsetsOf(column: number, rootName: string | null = null): Offsets | null {
    const start = this.number(column);
    if (start >= 0) return [start, this.number(column + 1)];
    return this.list.kind === 'development' && rootName !== null ? (this.context.facts.root.get(rootName) ?? null) : null;
  }

  styleAt(start: number, end: number): ScalarStyle {
    return this.context.block.styleAt(start, end);
  }

  private number(column: number): number {
    return this.context.facts.rows.at(this.position, column);
  }

  private textOf(column: number): string | null {
    const { facts, block } = this.context;
    const start = this.number(column);
    if (start < 0) return null;
    const listed = facts.listed.size === 0 ? undefined : facts.listed.get(start);
    if (listed !== undefined) return listed.map(([from, to]) => block.textAt(from, to)).join(', ');
    return block.textAt(start, this.number(column + 1));
  }

  private rootText(name: string): string | null {
    return this.list.kind === 'development' ? this.textAt(this.context.facts.root.get(name)) : null;
  }

  private phaseText(name: string): string | null {
    const phase = this.context.facts.phases[this.list.phase];
    return this.textAt(phase?.values.get(name));
  }

  private textAt(offsets: Offsets | undefined): string | null {
    return offsets === undefined ? null : this.context.block.textAt(offsets[0], offsets[1]);
  }
}

const doubleQuote = 0x22;
const singleQuote = 0x27;

/** The bit in which the two cases of a letter differ; digits have it. */
const lowerCase = 0x20;

function isAlphanumeric(code: number): boolean {
  const lower = code | lowerCase;
  return (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39);
}
