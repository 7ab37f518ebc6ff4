/** Lines of a YAML entry for values of tracked state that it does not have yet, and lines taken out of it. */
import { loggedInEntry } from '../../model/apply-tracked.ts';
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import type { Task } from '../../model/plan.ts';
import type { Document, Edit, ValueSource, YamlTaskSource } from '../document.ts';
import { hasOwnLine, lineAt, linesOfValue, parentOf } from './entry-line.ts';
import { impossible, insertLines, type Planned, planned, plannedAlone } from './planned.ts';

interface Entry {
  readonly task: Task;
  readonly source: YamlTaskSource;
}
/** A value to be added, as it shall stand there. */
interface NewValue {
  readonly path: string;
  readonly written: string;
}

/** Adds a line for a value that the entry lacks, and those that it hangs under. */
export function addTrackedLine(document: Document, entry: Entry, value: NewValue): Planned {
  const line = placeInMain[value.path];
  const { task, source } = entry;
  if (value.path === 'status' && task.family !== 'E' && source.mainIndent === source.keyIndent)
    return addWorkflow(document, entry, value.written);
  if (line !== undefined) return addToMain(document, entry, { ...line, written: value.written });
  if (task.family === 'E' && value.path === loggedInEntry && task.postCheck === null)
    return addToMain(document, entry, { key: 'session_logged', after: ['status'], written: value.written });
  return addToChecklist(document, entry, value);
}

/** Takes out the whole lines of a value; inside { }, the key and the value behind another. */
export function removeLine({ text }: Document, value: ValueSource): Planned {
  if (hasOwnLine(text, value)) return planned({ ...linesOfValue(text, value), text: '' as ByteString });
  const { start, content } = lineAt(text, value.start);
  const pair = /(?<=\{.*),[ \t]*\w+:[ \t]*$/.exec(content.slice(0, value.start - start));
  return pair === null ? impossible(sharedLine) : planned({ start: start + pair.index, end: value.end, text: '' as ByteString });
}

const sharedLine = 'What is to be changed stands on one line with other values. Write them one a line first.';

/** What the values of the main mapping are called, and which of them they follow. */
const placeInMain: Readonly<Record<string, { readonly key: string; readonly after: readonly string[] }>> = {
  status: { key: 'status', after: [] },
  'implementation.iplanId': { key: 'iplan_id', after: ['status'] },
  'implementation.iplanStatus': { key: 'iplan_status', after: ['implementation.iplanId', 'status'] },
  'implementation.started': { key: 'started', after: ['status'] },
  'implementation.completed': { key: 'completed', after: ['implementation.started', 'status'] },
};

function addToMain(
  document: Document,
  { task, source }: Entry,
  { key, after, written }: { key: string; after: readonly string[]; written: string },
): Planned {
  const valuesAt = (path: string) => source.value(path) ?? [];
  if (source.mainIndent < 0) {
    // The values of the main mapping stand in { }, one after the other.
    const [neighbour] = [...after, ...Object.keys(placeInMain)].flatMap(valuesAt);
    return neighbour === undefined
      ? impossible(`${task.id} has no value that ${key} could be added after: its status would stand in { }.`)
      : planned({ start: neighbour.end, end: neighbour.end, text: encodeUtf8(`, ${key}: ${written}`) });
  }
  const [neighbour] = after.flatMap(valuesAt);
  const at = neighbour === undefined ? source.mainEnd : linesOfValue(document.text, neighbour).end;
  return planned(insertLines(document, at, [lineOf(source.mainIndent, key, written)]));
}

/** The reference family's place for a status, in an entry that has none at all. */
function addWorkflow(document: Document, { task, source }: Entry, written: string): Planned {
  if (/^[ ]*(?:-[ ]+)?workflow:/m.test(document.text.slice(source.entry.start, source.entry.end))) {
    return impossible(`The workflow of ${task.id} has no mapping for its status. Add \`tasks:\` with a \`status:\` to it first.`);
  }
  const indent = ' '.repeat(source.keyIndent);
  return plannedAlone(
    insertLines(document, source.mainEnd, [`${indent}workflow:`, `${indent}  tasks:`, lineOf(source.keyIndent + 4, 'status', written)]),
  );
}

function lineOf(indent: number, key: string, written: string): string {
  return `${' '.repeat(indent)}${key}: ${encodeUtf8(written)}`;
}

/**
 * The parts of a checklist, each added beside those that are there:
 *
 *     pre_check:
 *       status: COMPLETED
 *       checklist:
 *         - verified_req: true
 */
function addToChecklist(document: Document, { task, source }: Entry, { path, written }: NewValue): Planned {
  const { text } = document;
  const { part, key } = checklistPlace(path);
  const lastItem = lastValue(source, task[part]?.items.map((item) => `${part}.items.${item.key}`) ?? []);
  const status = source.value(`${part}.status`);
  if ([lastItem, status].some((value) => value !== null && !hasOwnLine(text, value))) return impossible(sharedLine);
  if (key === null) {
    const list = lastItem === null ? null : parentOf(text, lineAt(text, lastItem.start), source.entry.start);
    return list === null
      ? addChecklist(document, { source, part }, [lineOf(0, 'status', written)])
      : planned(insertLines(document, list.start, [lineOf(list.column, 'status', written)]));
  }
  const item = lineOf(0, encodeUtf8(key), written);
  if (lastItem !== null) return planned(addBelow(document, lastItem, [marksOf(document, lastItem) + item]));
  const list = ['checklist:', `  ${hasDashes(document, task, source) ? '- ' : ''}${item}`];
  return status === null ? addChecklist(document, { source, part }, list) : addFirstItem(document, status, list);
}

interface ChecklistPlace {
  readonly part: 'preCheck' | 'postCheck';
  /** Of the item; null for the status. */
  readonly key: string | null;
}

/** Of a path that is none of the main mapping: `preCheck.status`, `postCheck.items.…`. */
function checklistPlace(path: string): ChecklistPlace {
  const part = path.startsWith('preCheck.') ? 'preCheck' : 'postCheck';
  return { part, key: path === `${part}.status` ? null : path.slice(`${part}.items.`.length) };
}

function lastValue(source: YamlTaskSource, paths: readonly string[]): ValueSource | null {
  return paths.map((path) => source.value(path)).findLast((value) => value !== null) ?? null;
}

function addBelow(document: Document, value: ValueSource, lines: readonly string[]): Edit {
  return insertLines(document, linesOfValue(document.text, value).end, lines);
}

/** What stands before the key of an item: its indentation, and the dash where the checklist is a list. */
function marksOf({ text }: Document, item: ValueSource): string {
  const { content, column } = lineAt(text, item.start);
  return content.slice(0, column);
}

/** Whether the items of this task's other checklist are a list; they are, where it has none. */
function hasDashes(document: Document, task: Task, source: YamlTaskSource): boolean {
  const paths = (['preCheck', 'postCheck'] as const).flatMap((part) => task[part]?.items.map(({ key }) => `${part}.items.${key}`) ?? []);
  const item = lastValue(source, paths);
  return item === null || marksOf(document, item).includes('-');
}

/** Under a `checklist:` that has lost its items, or with one of its own, below the status. */
function addFirstItem(document: Document, status: ValueSource, [list = '', item = '']: readonly string[]): Planned {
  const { text } = document;
  const line = lineAt(text, status.start);
  const next = lineAt(text, linesOfValue(text, status).end);
  const indent = ' '.repeat(line.column);
  if (!/^[ ]*checklist:/.test(next.content)) return plannedAlone(addBelow(document, status, [indent + list, indent + item]));
  if (!/^[ ]*checklist:[ \t]*(?:#.*)?$/.test(next.content))
    return impossible('The checklist is written in a form that no item can be added to: write its items one a line.');
  return plannedAlone(insertLines(document, next.end, [indent + item]));
}

const partKeys = { preCheck: 'pre_check', postCheck: 'post_check' } as const;

/** A checklist of its own, before the main mapping or after it. */
function addChecklist(
  document: Document,
  { source, part }: { source: YamlTaskSource; part: ChecklistPlace['part'] },
  lines: readonly string[],
): Planned {
  const { text } = document;
  const status = source.value('status');
  const main = status === null ? null : parentOf(text, lineAt(text, status.start), source.entry.start);
  if (main === null || main.column >= source.mainIndent)
    return impossible(`The entry has no workflow that ${partKeys[part]} could be added to.`);
  const block = [`${' '.repeat(main.column)}${partKeys[part]}:`, ...lines.map((line) => ' '.repeat(source.mainIndent) + line)];
  return plannedAlone(insertLines(document, part === 'preCheck' ? main.start : source.mainEnd, block));
}
