/** One planning field of a task, written where it stands or as a new line; and a new id. */
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import type { RenameTask, SetField, SettableField } from '../../model/change.ts';
import type { Task } from '../../model/plan.ts';
import type { Document, RowTaskSource, TaskColumns, ValueSource, YamlTaskSource } from '../document.ts';
import { hasOwnLine, lineAt, linesOfValue } from './entry-line.ts';
import { missingColumn } from './missing-column.ts';
import { areAlike, foreignIds } from './moved-row.ts';
import { impossible, insertLines, type Planned, planned, replaceValue } from './planned.ts';
import { decoratedCell, setCell } from './row-cell.ts';
import { rewriteLines } from './several-lines.ts';
import { addTrackedLine } from './tracked-line.ts';
import { styleFor } from './value-style.ts';
import { writeText, writeWord } from './yaml-scalar.ts';

/** Nothing is written where the entry says it already. */
export function setField(document: Document, task: Task, { field, to }: SetField): Planned {
  if (fieldValue(task, field) === to) return planned();
  const source = document.sources.task(task);
  return source.kind === 'row'
    ? setInRow(document, { task, row: source }, { field, to })
    : setInEntry(document, { task, source }, { field, to });
}

export function renameTask(document: Document, task: Task, { to }: RenameTask): Planned {
  if (task.id === to) return planned();
  const source = document.sources.task(task);
  if (source.kind === 'yaml') return setInEntry(document, { task, source }, { field: 'id', to });
  if (!areAlike(to, task.id)) return impossible(foreignIds(task));
  return setInRow(document, { task, row: source }, { field: 'id', to });
}

interface FieldChange {
  readonly field: SettableField | 'id';
  readonly to: string;
}

function fieldValue(task: Task, field: SettableField): string | null {
  switch (field) {
    case 'name':
      return task.name;
    case 'priority':
      return task.priority;
    case 'dependents':
      return task.dependentsText;
    case 'depends_on':
      return task.dependsOnText;
    case 'iplan_id':
      return task.implementation.iplanId;
  }
}

const columnOf: Readonly<Record<FieldChange['field'], keyof TaskColumns | null>> = {
  id: 'id',
  name: 'name',
  priority: 'priority',
  dependents: 'dependents',
  depends_on: 'dependsOn',
  iplan_id: null,
};

function setInRow(document: Document, { task, row }: { task: Task; row: RowTaskSource }, { field, to }: FieldChange): Planned {
  const name = columnOf[field];
  const column = name === null ? -1 : row.columns[name];
  if (column < 0) return impossible(missingColumn(`The table of ${task.id}`, field, task.id));
  return setCell(document, { row, column }, decoratedCell(document, { row, column }, to));
}

function setInEntry(document: Document, entry: { task: Task; source: YamlTaskSource }, { field, to }: FieldChange): Planned {
  const { task, source } = entry;
  const value = source.value(field === 'iplan_id' ? 'implementation.iplanId' : field);
  if (value === null && field === 'iplan_id')
    return addTrackedLine(document, entry, { path: 'implementation.iplanId', written: scalar(field, to, 'plain') });
  if (value === null) return addField(document, entry, { field, to });
  if (!value.writable) {
    const edits = field === 'id' ? null : rewriteLines(document, value, to);
    return edits === null
      ? impossible(`${field} of ${task.id} is written over several lines. Write it on one line first.`)
      : planned(...edits);
  }
  return planned(replaceValue(document, value, scalar(field, to, styleFor(to, document, value))));
}

/** Names and lists of people's words are text; the rest are words of the format. */
function scalar(field: FieldChange['field'], to: string, style: ValueSource['style']): string {
  const isText = field === 'name' || field === 'dependents' || field === 'depends_on';
  return isText || to === '' ? writeText(to, style) : writeWord(to, style);
}

/** Usual neighbours of a key that is added, the nearest first. */
const neighbours = ['depends_on', 'dependents', 'priority', 'name', 'id'] as const;

function addField(document: Document, { task, source }: { task: Task; source: YamlTaskSource }, { field, to }: FieldChange): Planned {
  const { text } = document;
  const from = (neighbours as readonly string[]).indexOf(field) + 1;
  const beside = neighbours.slice(from).flatMap((each) => source.value(each) ?? []);
  const neighbour = beside.find((value) => hasOwnLine(text, value));
  const key = field === 'name' && task.family !== 'E' ? 'service_name' : field;
  const written = `${key}: ${encodeUtf8(scalar(field, to, 'double-quoted'))}`;
  if (neighbour !== undefined) {
    const { column } = lineAt(text, neighbour.start);
    return planned(insertLines(document, linesOfValue(text, neighbour).end, [' '.repeat(column) + written]));
  }
  const [inside] = /^-?[ \t]*\{/.test(text.slice(source.first, source.first + 50)) ? beside : [];
  return inside === undefined
    ? impossible(`${task.id} has no line that ${field} could be added after.`)
    : planned({ start: inside.end, end: inside.end, text: `, ${written}` as ByteString });
}
