/**
 * The rows of the session log that two sides come to together: none lost, none twice.
 *
 * A row that one side added stands where it stands there: after the row that it followed, and behind
 * those that the other side added at that place with an earlier date. What one side took out is out.
 */
import { itemAt } from '../../model/item-at.ts';
import { mergeBags } from '../../model/merge-tracked.ts';
import type { Span } from '../../model/place.ts';
import { startOfLine } from '../../text/lines.ts';
import type { Document } from '../document.ts';
import type { PlanSides, Side } from './merge-plans.ts';

export interface MergedLog {
  /** Whole lines, with their endings; '' where there are no rows. */
  readonly text: string;
  /** Where the rows stand in each of the three texts; null where a text has no log, or one that is scattered. */
  readonly spans: Readonly<Record<Side, Span | null>>;
}

export function mergedLog({ base, ours, theirs }: PlanSides): MergedLog | null {
  const [before, mine, others] = [base === null ? null : rowsIn(base), rowsIn(ours), rowsIn(theirs)];
  if (mine === null || others === null) return null;
  const rows = mergeRows(
    { base: before?.rows ?? commonRows(mine.rows, others.rows), ours: mine.rows, theirs: others.rows },
    mine.direction,
  );
  return { text: rows.map(({ text }) => text).join(''), spans: { base: before?.span ?? null, ours: mine.span, theirs: others.span } };
}

interface Row {
  /** Its lines, and those up to the next row. */
  readonly text: string;
  readonly date: string;
}
interface Rows {
  readonly rows: readonly Row[];
  readonly span: Span;
  readonly direction: 'down' | 'up';
}

function rowsIn({ text, plan, sources }: Document): Rows | null {
  const { log } = sources;
  const within = log?.table ?? null;
  const limits = within === null ? (log?.list?.span ?? null) : { start: within.delimiter.end, end: within.end };
  if (log === null || limits === null) return null;
  const placed = plan.sessionLog
    .map((row) => ({ date: row.date, ...log.row(row) }))
    .filter(({ start, end }) => start >= limits.start && end <= limits.end)
    .sort((a, b) => a.start - b.start);
  const { direction } = log;
  const [first] = placed;
  if (first === undefined) return within === null ? null : { rows: [], span: { start: within.end, end: within.end }, direction };
  const start = startOfLine(text, first.start);
  const rows = placed.map(({ date, start: at, end }, index) => {
    const next = placed[index + 1];
    const lines = text.slice(startOfLine(text, at), next === undefined ? end : startOfLine(text, next.start));
    return { date, text: lines.endsWith('\n') ? lines : `${lines}${sources.lineEnding}` };
  });
  return { rows, span: { start, end: itemAt(placed, placed.length - 1).end }, direction };
}

function mergeRows({ base, ours, theirs }: Record<Side, readonly Row[]>, direction: 'down' | 'up'): readonly Row[] {
  const texts = (rows: readonly Row[]) => rows.map(({ text }) => text);
  const left = countsOf(mergeBags(texts(base), texts(ours), texts(theirs)));
  const take = ({ text }: Row) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count > 0;
  };
  const merged = ours.filter(take);
  const added = new Set<Row>(merged.filter((row) => !texts(base).includes(row.text)));
  const isBefore = (one: Row, other: Row) => (direction === 'down' ? one.date <= other.date : one.date > other.date);
  let at = 0;
  for (const row of theirs) {
    const known = merged.findIndex(({ text }, index) => index >= at && text === row.text);
    if (known >= 0) at = known + 1;
    else if (take(row)) {
      for (let next = merged[at]; next !== undefined && added.has(next) && isBefore(next, row); next = merged[at]) at++;
      merged.splice(at, 0, row);
      at++;
    }
  }
  return merged;
}

function countsOf(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** What both have is taken for what was there before. */
function commonRows(ours: readonly Row[], theirs: readonly Row[]): readonly Row[] {
  const others = new Set(theirs.map(({ text }) => text));
  return ours.filter(({ text }) => others.has(text));
}
