/** Where a task that is added, or moved, goes to. */
import type { ByteString } from '../../model/byte-string.ts';
import type { AddTask } from '../../model/change.ts';
import type { Span } from '../../model/place.ts';
import type { Phase, Task } from '../../model/plan.ts';
import { scanMarkdown } from '../../text/scan-markdown.ts';
import type { Document, RowTaskSource, TableSource, TaskColumns, YamlTaskSource } from '../document.ts';
import { headingText, phaseTitle } from '../plan/phases.ts';
import { isMapping } from './phase-mapping.ts';
import { unwritable } from './planned.ts';

/** Beside a task that stands there, or as the first one of its phase. */
export type EntryPlace = BesideTask | EmptyPlace;

export type BesideTask =
  | { readonly kind: 'beside-entry'; readonly side: 'before' | 'after'; readonly task: Task; readonly source: YamlTaskSource }
  /** Of a list that is written in [ ]. */
  | { readonly kind: 'in-brackets'; readonly side: 'before' | 'after'; readonly task: Task; readonly source: YamlTaskSource }
  | { readonly kind: 'beside-row'; readonly side: 'before' | 'after'; readonly task: Task; readonly source: RowTaskSource };

export type EmptyPlace =
  /** A list that has only its key: `phase_2_tasks: []`. */
  | { readonly kind: 'empty-list'; readonly key: ListKey }
  /** A table that has only its head. */
  | { readonly kind: 'empty-table'; readonly table: TableSource; readonly columns: TaskColumns }
  | { readonly kind: 'new-container'; readonly phase: Phase; readonly section: Span };

/** The line of a list's key, with what stands for the list after the colon. */
export interface ListKey {
  readonly line: Span;
  readonly column: number;
  readonly value: Span;
}

/** The place, or why there is none. */
export function placeFor(document: Document, { phase: index, before }: Pick<AddTask, 'phase' | 'before'>): EntryPlace | string {
  const phase = document.plan.phases[index];
  if (phase === undefined) return `The plan has no phase at position ${index}.`;
  const next = before === null ? undefined : document.plan.task(before);
  if (before !== null && next?.phase !== index) return `${before} does not stand in that phase.`;
  const neighbour = next ?? phase.tasks.at(-1);
  return neighbour === undefined
    ? placeInEmpty(document, phase)
    : placeBeside(document, neighbour, next === undefined ? 'after' : 'before');
}

function placeBeside(document: Document, task: Task, side: 'before' | 'after'): EntryPlace | string {
  if (!task.writable) return unwritable(task);
  const source = document.sources.task(task);
  if (source.kind === 'row') return { kind: 'beside-row', side, task, source };
  if (!source.listed && isOneTask(task)) return oneTaskOnly(task);
  return { kind: source.listed ? 'beside-entry' : 'in-brackets', side, task, source };
}

function isOneTask({ family }: Task): boolean {
  return family === 'F' || family === 'G';
}

/** Why nothing is added to or moved out of a document, or block, that is one task. */
export function oneTaskOnly(task: Task): string {
  return isOneTask(task)
    ? `${task.id} is tracked in a block of its own (tasks_tracking or development_plan_tracking), not in a list of tasks.`
    : `${task.id} stands in a list that is written in [ ]. Write its entries one a line first.`;
}

/** A key without entries; the reader takes no notice of one that has no list at all. */
const emptyList = /^([ ]*(?:-[ ]+)?)(?:phase[\w-]*_tasks|tasks)[ \t]*:[ \t]*((?:\[[ \t]*\]|~|null)?)[ \t]*(?:#.*)?\r?$/gm;

export function placeInEmpty(document: Document, phase: Phase): EmptyPlace {
  const { container } = document.sources.phase(phase);
  if (container?.kind === 'table') return { ...container, kind: 'empty-table' };
  const section = ownSection(document, phase);
  const key = listKeyIn(document, section);
  return key === null ? { kind: 'new-container', phase, section } : { kind: 'empty-list', key };
}

/** In a section there may be headings of a deeper level that are phases, or will be with their first task. What is its own ends above them. */
function ownSection(document: Document, phase: Phase): Span {
  const { section } = document.sources.phase(phase);
  if (isMapping(document, section)) return section;
  const text = document.text.slice(section.start, section.end) as ByteString;
  const next = [...scanMarkdown(text).headings].slice(1).find((heading) => phaseTitle(headingText(text, heading)).isPhase);
  return next === undefined ? section : { start: section.start, end: section.start + next.start };
}

/** Below a heading a word of the text, of a comment or within an example is no key: a key stands in a block of YAML, and in no other. */
function listKeyIn(document: Document, section: Span): ListKey | null {
  if (isMapping(document, section)) return listKeysIn(document, section)[0] ?? null;
  for (const block of blocksIn(document, section)) {
    const outermost = outermostColumn(document.text.slice(block.start, block.end));
    const found = listKeysIn(document, block).find(({ column }) => column === outermost);
    if (found !== undefined) return found;
  }
  return null;
}

/** Lines of YAML that follow each other. */
function blocksIn({ pieces }: Document, section: Span): readonly Span[] {
  const blocks: Span[] = [];
  for (const { kind, start, end } of pieces) {
    if (kind !== 'yaml' || start < section.start || end > section.end) continue;
    const last = blocks.at(-1);
    if (last?.end === start) blocks.splice(-1, 1, { start: last.start, end });
    else blocks.push({ start, end });
  }
  return blocks;
}

/** The column of the keys that stand in no other. */
function outermostColumn(block: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [, blanks = ''] of block.matchAll(/^([ ]*)[^\s#]/gm)) least = Math.min(least, blanks.length);
  return least;
}

function listKeysIn({ text }: Document, span: Span): readonly ListKey[] {
  return [...text.slice(span.start, span.end).matchAll(emptyList)].map((found) => {
    const [content, marks = '', value = ''] = found;
    const start = span.start + found.index;
    const colon = start + content.indexOf(':', marks.length) + 1;
    const valueStart = value === '' ? colon : start + content.indexOf(value, colon - start);
    return { line: { start, end: start + content.length }, column: marks.length, value: { start: colon, end: valueStart + value.length } };
  });
}
