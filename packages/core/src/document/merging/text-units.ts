/**
 * The text of a plan as the units that a line merge compares: lines, as a rule.
 *
 * A line of a task's entry is only ever the same as a line of that task's entry elsewhere; else the merge
 * would take `status: NOT_STARTED` of one task for that of another, which YAML is full of. An entry that is
 * the same in all texts is one unit, and so are the rows of the log, which have been merged already.
 */
import type { ByteString } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import { isProgress } from '../../model/merge-tracked.ts';
import type { Span } from '../../model/place.ts';
import type { Task } from '../../model/plan.ts';
import type { TaskKey } from '../../model/task-id.ts';
import { endOfContent, endOfLine, startOfLine } from '../../text/lines.ts';
import type { Document } from '../document.ts';
import type { Names } from './common-names.ts';
import { commonPhases, type PhaseKey } from './common-phases.ts';
import type { PlanSides, Side } from './merge-plans.ts';
import type { MergedLog } from './merged-log.ts';
import type { TaskConflict } from './merged-values.ts';

export interface Unit {
  /** Units of the same token are the same. */
  readonly token: string;
  /** Whole lines; the last one of a text may have no end. */
  readonly text: string;
  /** The task in whose entry it stands. */
  readonly entry: TaskKey | null;
  /** The phase in whose section it stands, of several the innermost. */
  readonly phase: PhaseKey | null;
}

export interface UnitSides {
  readonly base: readonly Unit[] | null;
  readonly ours: readonly Unit[];
  readonly theirs: readonly Unit[];
}

export interface Merged {
  readonly names: Names;
  readonly log: MergedLog | null;
  readonly conflicts: readonly TaskConflict[];
}

interface OneSide {
  readonly side: Side;
  readonly document: Document;
}

export function unitsOf(sides: PlanSides, { names, log, conflicts }: Merged): UnitSides {
  const documents = (['base', 'ours', 'theirs'] as const).flatMap((side) =>
    sides[side] === null ? [] : [{ side, document: sides[side] }],
  );
  const isWhole = entriesAlike(documents, names);
  const phases = commonPhases(sides);
  const contested = new Map(
    conflicts.map(({ task, paths }) => [task, paths.includes('status') ? paths.filter(isProgress) : paths] as const),
  );
  const units = (side: Side, document: Document) => {
    const logs = log?.spans[side] ?? null;
    const units = readUnits(document.text, {
      parts: [
        ...(logs === null || log === null ? [] : [{ ...logs, kind: 'log', written: log.text } as const]),
        ...entriesOf({ side, document }, names),
      ],
      isWhole,
      isContested: contestedLines({ side, document }, contested, names),
      side,
    });
    return withPhases(units, document, phases[side]);
  };
  return {
    base: sides.base === null ? null : units('base', sides.base),
    ours: units('ours', sides.ours),
    theirs: units('theirs', sides.theirs),
  };
}

type Part = (Span & { readonly kind: 'log'; readonly written: string }) | Entry;
interface Entry extends Span {
  readonly kind: 'entry';
  readonly key: TaskKey;
}

function entriesOf({ side, document }: OneSide, names: Names): readonly Entry[] {
  return document.plan.tasks.map((task) => ({ kind: 'entry', key: names.commonOf(side, task), ...entrySpan(document, task) }));
}

function entrySpan({ text, sources }: Document, task: Task): Span {
  const { start, end } = sources.task(task).entry;
  // Blank lines between two entries are of neither: the last entry has none, and another may come to be the last. Of several
  // that stand in one line, it is the first one's.
  return { start: startOfLine(text, start), end: endOfLine(text, start + text.slice(start, end).trimEnd().length) };
}

/** Whether the entry of a task reads the same in all of the texts. */
function entriesAlike(sides: readonly OneSide[], names: Names): (key: TaskKey) => boolean {
  const texts = sides.map(
    (side) => new Map(entriesOf(side, names).map(({ key, start, end }) => [key, side.document.text.slice(start, end)])),
  );
  const [first, ...others] = texts;
  const repeated = new Set(
    sides.flatMap(({ document: { plan } }) => plan.tasks.filter((task) => plan.task(task.key) !== task).map(({ key }) => key)),
  );
  return (key) => {
    const text = first?.get(key);
    return text !== undefined && !repeated.has(key) && others.every((other) => other.get(key) === text);
  };
}

/** The lines of an entry that are in conflict, from the first to the last: a decision is made in one piece. */
function contestedLines(
  { side, document }: OneSide,
  contested: ReadonlyMap<TaskKey, readonly string[]>,
  names: Names,
): (key: TaskKey, at: number) => boolean {
  const spans = new Map<TaskKey, Span>();
  for (const [key, paths] of contested) {
    const task = names.taskIn(side, document, key);
    if (task === undefined) continue;
    const source = document.sources.task(task);
    const places = paths.flatMap((path) => source.value(path) ?? []);
    spans.set(key, { start: Math.min(...places.map(({ start }) => start)), end: Math.max(...places.map(({ end }) => end)) });
  }
  return (key, at) => {
    const span = spans.get(key);
    return span !== undefined && at >= startOfLine(document.text, span.start) && at <= span.end;
  };
}

interface Reading {
  readonly parts: readonly Part[];
  readonly side: Side;
  isWhole(key: TaskKey): boolean;
  isContested(key: TaskKey, at: number): boolean;
}

type PlacedUnit = Omit<Unit, 'phase'> & { readonly start: number };

function readUnits(text: ByteString, { parts, side, isWhole, isContested }: Reading): readonly PlacedUnit[] {
  const units: PlacedUnit[] = [];
  let at = 0;
  const readLines = (end: number, entry: TaskKey | null) => {
    while (at < end) {
      const next = endOfLine(text, at);
      const content = text.slice(at, endOfContent(text, at, next));
      const owner = entry !== null && isContested(entry, at) ? `${side}\0${entry}` : (entry ?? '');
      units.push({ token: `${owner}\0${content}`, text: text.slice(at, next), entry, start: at });
      at = next;
    }
  };
  for (const part of [...parts].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (part.start < at) continue;
    readLines(part.start, null);
    if (part.kind === 'log') units.push({ token: '\0log', text: part.written, entry: null, start: part.start });
    else if (isWhole(part.key))
      units.push({ token: `\0entry\0${part.key}`, text: text.slice(part.start, part.end), entry: part.key, start: part.start });
    else readLines(part.end, part.key);
    at = Math.max(at, part.end);
  }
  readLines(text.length, null);
  return units;
}

/** A phase may stand in another one; its lines are its own. */
function withPhases(units: readonly PlacedUnit[], { plan, sources }: Document, keys: readonly PhaseKey[]): readonly Unit[] {
  const sections = plan.phases.map((phase, index) => ({ key: itemAt(keys, index), ...sources.phase(phase).section }));
  const open: (typeof sections)[number][] = [];
  let next = 0;
  return units.map(({ start, ...unit }) => {
    for (let section = sections[next]; section !== undefined && section.start <= start; section = sections[++next]) open.push(section);
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= start) open.pop();
    return { ...unit, phase: open.at(-1)?.key ?? null };
  });
}
