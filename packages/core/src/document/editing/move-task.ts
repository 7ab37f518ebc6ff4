/**
 * Tasks moved to other places, and taken out. An entry moves as it is, with the comments above it; only its
 * indentation follows that of its new list. Any number of moves is made in one go: what matters is where
 * each task ends up, and those that nobody moved stay where they are.
 */
import type { ByteString } from '../../model/byte-string.ts';
import type { MoveTask } from '../../model/change.ts';
import type { Phase, Task } from '../../model/plan.ts';
import type { Document, Edit, RowTaskSource } from '../document.ts';
import { arrange } from './arrangement.ts';
import { firstInPhase, headOf } from './first-in-phase.ts';
import { coreEnd, gapLike } from './list-gap.ts';
import { movedEntry } from './moved-entry.ts';
import { areAlike, foreignIds, movedRow } from './moved-row.ts';
import { oneTaskOnly, placeInEmpty } from './new-entry-place.ts';
import { impossible, type Planned, planned } from './planned.ts';
import { removalFrom } from './removal.ts';

export function removeTask(document: Document, task: Task): Planned {
  const phase = document.plan.phases[task.phase];
  if (!isListed(document, task)) return impossible(oneTaskOnly(task));
  return phase === undefined ? planned() : planned(...removalFrom(document, phase, new Set([task])));
}

/** Whether a task is one of several: a row, or an entry of a list. */
function isListed({ sources }: Document, task: Task): boolean {
  const source = sources.task(task);
  return source.kind === 'row' || source.listed;
}

/** All moves at once; null where they must be made one after the other, because a phase that loses all its tasks gets others. */
export function moveTasks(document: Document, moves: readonly MoveTask[]): Planned | null {
  const arrangement = arrange(document.plan, moves);
  if (typeof arrangement === 'string') return impossible(arrangement);
  const fixed = [...arrangement.moved].find((task) => !isListed(document, task));
  if (fixed !== undefined) return impossible(oneTaskOnly(fixed));
  const edits: Edit[] = [];
  for (const phase of document.plan.phases) {
    const order = arrangement.order[phase.index] ?? [];
    const arrived = arrivals(document, { phase, order, moved: arrangement.moved });
    if (arrived === null) {
      if (moves.length > 1) return null;
      continue;
    }
    if (!arrived.ok) return arrived;
    edits.push(...arrived.edits, ...removalFrom(document, phase, arrangement.moved));
  }
  return planned(...edits);
}

/** The edits that bring the moved tasks of a phase to their places; null where nothing of it stays that they could go beside, and others leave it. */
function arrivals(
  document: Document,
  { phase, order, moved }: { phase: Phase; order: readonly Task[]; moved: ReadonlySet<Task> },
): Planned | null {
  const edits: Edit[] = [];
  let stays: Task | undefined;
  let run: Task[] = [];
  for (const task of order) {
    if (moved.has(task)) run.push(task);
    else {
      const planned = beside(document, { run, task, side: 'before' });
      if (!planned.ok) return planned;
      edits.push(...planned.edits);
      stays = task;
      run = [];
    }
  }
  if (run.length === 0) return planned(...edits);
  if (stays === undefined) return phase.tasks.length > 0 ? null : asFirst(document, phase, run);
  const last = beside(document, { run, task: stays, side: 'after' });
  return last.ok ? planned(...edits, ...last.edits) : last;
}

interface Beside {
  readonly run: readonly Task[];
  readonly task: Task;
  readonly side: 'before' | 'after';
}

function beside(document: Document, { run, task, side }: Beside): Planned {
  if (run.length === 0) return planned();
  const target = document.sources.task(task);
  const sources = run.map((each) => document.sources.task(each));
  if (target.kind === 'row') return besideRow(document, { run, task, target, side });
  if (!target.listed) return impossible(oneTaskOnly(task));
  if (!sources.every((source) => source.kind === 'yaml')) return impossible(betweenKinds(run[0] ?? task));
  const gap = gapLike(document, task.phase)
    .map((line) => line + document.sources.lineEnding)
    .join('');
  const entries = sources.map((source) => movedEntry(document, source, target.indent));
  return side === 'before'
    ? planned(insertText(document, target.entry.start, entries.map((entry) => entry + gap).join('')))
    : planned(insertText(document, coreEnd(document.text, target), entries.map((entry) => gap + entry).join('')));
}

function betweenKinds(task: Task): string {
  return `${task.id} cannot move between a table and a YAML list: the two hold different things. Add it there by hand.`;
}

function besideRow(document: Document, { run, task, target, side }: Beside & { target: RowTaskSource }): Planned {
  const lines: string[] = [];
  for (const each of run) {
    const source = document.sources.task(each);
    if (source.kind !== 'row') return impossible(betweenKinds(each));
    if (!areAlike(each.id, task.id)) return impossible(foreignIds(task));
    const row = movedRow(document, source, target.table);
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

/** Into a phase that no task stands in. */
function asFirst(document: Document, phase: Phase, run: readonly Task[]): Planned | null {
  const [task] = run;
  if (task === undefined || run.length > 1) return null;
  const source = document.sources.task(task);
  const place = placeInEmpty(document, phase);
  if (source.kind === 'yaml') return firstInPhase(document, place, { kind: 'entry', lines: linesOf(movedEntry(document, source, 0)) });
  const row = movedRow(document, source, place.kind === 'empty-table' ? place.table : source.table);
  if ('missing' in row) return impossible(`${task.id} has something in the column ${row.missing}, which the table of that phase has not.`);
  return firstInPhase(document, place, { kind: 'row', lines: linesOf(row.lines), head: headOf(document, source.table) });
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
