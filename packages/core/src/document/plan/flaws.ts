/** What can't be understood, all of it: what reading met with, and statuses and tables that say nothing it knows. */
import type { ByteString } from '../../model/byte-string.ts';
import { firstMarker, strayMarker } from '../../model/conflict-sides.ts';
import type { Span } from '../../model/place.ts';
import type { Flaw } from '../../model/plan.ts';
import { contentOf, endOfContent, endOfLine } from '../../text/lines.ts';
import type { Scan } from '../../text/scan-markdown.ts';
import { type StatusVocabulary, takeApart } from '../status-words.ts';
import { checkboxFlaws } from './checkbox-lists.ts';
import { statusColumn } from './columns.ts';
import type { PlanContext } from './plan-parts.ts';
import type { PlacedRow } from './session-log.ts';
import type { PlanTable } from './table.ts';
import type { PlanTask } from './tasks.ts';

export interface FlawParts {
  readonly scan: Scan;
  readonly context: PlanContext;
  readonly tasks: readonly PlanTask[];
  readonly log: readonly PlacedRow[];
  /** Tables that hold neither tasks nor log rows. */
  readonly otherTables: readonly PlanTable[];
}

export function allFlaws({ scan, context, tasks, log, otherTables }: FlawParts): Flaw[] {
  const flaws = [...context.flaws];
  if (scan.endlessComment !== null) {
    flaws.push({ rule: 'unmapped', message: 'This comment never ends (`-->`): nothing after it is read.', span: scan.endlessComment });
  }
  const marker = firstMarker(context.text);
  if (marker !== null) flaws.push({ rule: 'ledger-forked', message: leftMarkers, span: lineAt(context.text, marker) });
  const stray = strayMarker(context.text);
  if (stray !== null) flaws.push({ rule: 'unmapped', message: leftOneMarker, span: lineAt(context.text, stray) });
  for (const table of otherTables) {
    if (!hasStatuses(table, context.vocabulary)) continue;
    const message = 'This table has statuses, and no column of ids: its rows are not read as tasks.';
    flaws.push({ rule: 'unmapped', message, span: contentOf(context.text, table.head) });
  }
  // Where tasks have entries of their own, boxes are part of the prose.
  if (tasks.every(({ family }) => family === 'A')) flaws.push(...checkboxFlaws(scan, tasks.length > 0));
  const hints = new Hints(context.vocabulary);
  for (const task of tasks) {
    const { statusText: text } = task;
    if (task.status !== null || (!task.writable && text === '')) continue;
    const message = text === '' ? `${task.id} has no status.` : `The status "${text}" of ${task.id} is none of the five.`;
    flaws.push({ rule: 'unknown-status', message, ...hints.of(text), span: task.statusPlace, task: task.key });
  }
  for (const row of log) {
    const { statusText: text } = row;
    const place = row.source('status');
    if (row.status !== null || text === '' || place === null || row.placeholder) continue;
    const owner = row.task === '' ? 'this log row' : `the log row of ${row.task}`;
    const message = `The status "${text}" of ${owner} is none of the five.`;
    flaws.push({ rule: 'unknown-status', message, ...hints.of(text), span: place });
  }
  return flaws.sort((a, b) => a.span.start - b.span.start);
}

const leftMarkers = 'Git left its conflict markers in the plan: two branches changed it, and nobody has decided what holds.';

const leftOneMarker = 'A conflict marker of git was left in the plan, without the others of its conflict. Take it out in an editor.';

function lineAt(text: ByteString, start: number): Span {
  return { start, end: endOfContent(text, start, endOfLine(text, start)) };
}

/** Looks like tracking: a column of statuses, and one that says something known. */
function hasStatuses(table: PlanTable, vocabulary: StatusVocabulary): boolean {
  const column = statusColumn(table.columns);
  if (column < 0) return false;
  for (let row = 0; row < table.rowCount; row++) {
    const text = table.plainText(table.cells(row), column);
    if (text !== '' && (vocabulary.statusOf(text) !== null || hasIcon(text, vocabulary))) return true;
  }
  return false;
}

/** `✅ 完成`: a known icon beside a word that is none. */
function hasIcon(text: string, vocabulary: StatusVocabulary): boolean {
  return takeApart(text).icons.some((icon) => vocabulary.statusOfIcon(icon) !== null);
}

/** The nearest value of each text, looked for once; where none is near, the words that are understood. */
class Hints {
  private readonly vocabulary: StatusVocabulary;
  private readonly known = new Map<string, Pick<Flaw, 'hint' | 'words'>>();

  constructor(vocabulary: StatusVocabulary) {
    this.vocabulary = vocabulary;
  }
  of(text: string): Pick<Flaw, 'hint' | 'words'> {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const nearest = this.vocabulary.nearest(text);
    const found = nearest === null ? { words: this.vocabulary.words } : { hint: nearest };
    this.known.set(text, found);
    return found;
  }
}
