/**
 * Tasks moved to other places, and taken out. An entry moves as it is, with the comments above it; only its
 * indentation follows that of its new list. Any number of moves is made in one go: what matters is where
 * each task ends up, and those that nobody moved stay where they are.
 */
import type { ByteString } from '../../model/byte-string.ts';
import type { MoveTask } from '../../model/change.ts';
import type { Phase, Task } from '../../model/plan.ts';
import type { Document, Edit, RowTaskSource } from '../document.ts';
import { arrange, type PhaseOrder } from './arrangement.ts';
import { firstInPhase, headOf } from './first-in-phase.ts';
import { coreEnd, gapLike } from './list-gap.ts';
import { movedEntry } from './moved-entry.ts';
import { areAlike, foreignIds, movedRow } from './moved-row.ts';
import { oneTaskOnly, placeInEmpty } from './new-entry-place.ts';
import { impossible, type Planned, planned, unwritable } from './planned.ts';
import { removalFrom } from './removal.ts';

export function removeTask(document: Document, task: Task): Planned {
  if (!isListed(document, task)) return impossible(oneTaskOnly(task));
  const phases = document.plan.phases.filter(({ index }) => index === task.phase);
  return planned(...phases.flatMap((phase) => removalFrom(document, phase, new Set([task]))));
}

/** Whether a task is one of several: a row, or an entry of a list. */
function isListed({ sources }: Document, task: Task): boolean {
  const source = sources.task(task);
  return source.kind === 'row' || source.listed;
}

/** All moves at once, or (`retry`) one after the other: a phase that loses all its tasks to others and gets some from others leaves nothing to go beside. */
export function moveTasks(document: Document, moves: readonly MoveTask[]): Planned {
  const arrangement = arrange(document.plan, moves);
  if (typeof arrangement === 'string') return impossible(arrangement);
  const fixed = [...arrangement.moved].find((task) => !isListed(document, task));
  if (fixed !== undefined) return impossible(oneTaskOnly(fixed));
  const edits: Edit[] = [];
  for (const { phase, order } of arrangement.phases) {
    const arrived = arrivals(document, { phase, order, moved: arrangement.moved });
    if (!arrived.ok) return arrived;
    edits.push(...arrived.edits, ...removalFrom(document, phase, arrangement.moved));
  }
  return planned(...edits);
}

interface Arrivals extends PhaseOrder {
  readonly moved: ReadonlySet<Task>;
}

/** The edits that bring the moved tasks of a phase to their places, beside those that stay. */
function arrivals(document: Document, { phase, order, moved }: Arrivals): Planned {
  const stay = order.filter((task) => !moved.has(task));
  if (stay.length === 0) return order.length === 0 ? planned() : asFirst(document, phase, order);
  const edits: Edit[] = [];
  for (const beside of placesIn(document, order, moved)) {
    const planned = moveBeside(document, beside);
    if (!planned.ok) return planned;
    edits.push(...planned.edits);
  }
  return planned(...edits);
}

/** Each run of moved tasks goes before the next that stays; at the end of a phase, or of a table that a list follows, after the last. */
function placesIn(document: Document, order: readonly Task[], moved: ReadonlySet<Task>): readonly Beside[] {
  const places: Beside[] = [];
  let last: Task | null = null;
  let run: Task[] = [];
  for (const next of [...order, null]) {
    if (next !== null && moved.has(next)) {
      run.push(next);
      continue;
    }
    const split = last === null ? 0 : next === null ? run.length : endOfKind(document, { run, last, next });
    if (last !== null) places.push({ run: run.slice(0, split), task: last, side: 'after' });
    if (next !== null) places.push({ run: run.slice(split), task: next, side: 'before' });
    last = next;
    run = [];
  }
  return places.filter((place) => place.run.length > 0);
}

/** How many of a run belong to the table or list that ends before it. */
function endOfKind({ sources }: Document, { run, last, next }: { run: readonly Task[]; last: Task; next: Task }): number {
  const kindOf = (task: Task) => sources.task(task).kind;
  if (kindOf(last) === kindOf(next)) return 0;
  const other = run.findIndex((task) => kindOf(task) !== kindOf(last));
  return other < 0 ? run.length : other;
}

interface Beside {
  readonly run: readonly Task[];
  readonly task: Task;
  readonly side: 'before' | 'after';
}

function moveBeside(document: Document, { run, task, side }: Beside): Planned {
  if (!task.writable) return impossible(unwritable(task));
  const target = document.sources.task(task);
  if (target.kind === 'row') return moveBesideRow(document, { run, task, target, side });
  if (!target.listed) return impossible(oneTaskOnly(task));
  const entries: string[] = [];
  for (const each of run) {
    const source = document.sources.task(each);
    if (source.kind === 'row') return impossible(betweenKinds(each));
    entries.push(movedEntry(document, source, target.indent));
  }
  const gap = gapLike(document, task.phase)
    .map((line) => line + document.sources.lineEnding)
    .join('');
  return side === 'before'
    ? planned(insertText(document, target.entry.start, entries.map((entry) => entry + gap).join('')))
    : planned(insertText(document, coreEnd(document.text, target), entries.map((entry) => gap + entry).join('')));
}

function betweenKinds(task: Task): string {
  return `${task.id} cannot move between a table and a YAML list: the two hold different things. Add it there by hand.`;
}

function moveBesideRow(document: Document, { run, task, target, side }: Beside & { target: RowTaskSource }): Planned {
  const lines: string[] = [];
  for (const each of run) {
    const source = document.sources.task(each);
    if (source.kind !== 'row') return impossible(betweenKinds(each));
    if (!areAlike(each.id, task.id)) return impossible(foreignIds(task));
    const row = movedRow(document, source, target);
    if ('missing' in row)
      return impossible(`${each.id} has something in the column ${row.missing}, which the table of ${task.id} has not.`);
    lines.push(row.lines);
  }
  return planned(insertText(document, side === 'before' ? target.entry.start : target.entry.end, lines.join('')));
}

/** Whole lines at a place; after a last line without an ending they begin with one, and the last of them has none. */
function insertText({ text, sources }: Document, at: number, lines: string): Edit {
  const isUnended = at === text.length && at > 0 && !text.endsWith('\n');
  const inserted = isUnended ? sources.lineEnding + lines.replace(/\r?\n$/, '') : lines;
  return { start: at, end: at, text: inserted as ByteString };
}

const oneByOne: Planned = { ok: false, message: 'These moves must be made one after the other.', retry: true };

/** Into a phase that no task stays in. */
function asFirst(document: Document, phase: Phase, order: readonly Task[]): Planned {
  const [task, ...others] = order;
  if (task === undefined || others.length > 0 || phase.tasks.length > 0) return oneByOne;
  const source = document.sources.task(task);
  const place = placeInEmpty(document, phase);
  if (source.kind === 'yaml') return firstInPhase(document, place, { kind: 'entry', lines: linesOf(movedEntry(document, source, 0)) });
  const row = movedRow(document, source, place.kind === 'empty-table' ? place : source);
  if ('missing' in row) return impossible(`${task.id} has something in the column ${row.missing}, which the table of that phase has not.`);
  return firstInPhase(document, place, { kind: 'row', lines: linesOf(row.lines), head: headOf(document, source.table) });
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
