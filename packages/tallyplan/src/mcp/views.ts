/** The views of `plan_read`: what of an operation's result is shown unasked, and which part of it comes in pages. */

import { directionOfLog } from '@tallyplan/core/model/log-direction';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import type { LogRowJson } from '@tallyplan/core/operations/log-json';
import type { PlanJson } from '@tallyplan/core/operations/show';
import type { TaskJson } from '@tallyplan/core/operations/task-json';
import { type Paging, placeAfter } from './paging.ts';

export interface View {
  readonly result: unknown;
  /** The part that comes in pages: how much there is of it in all, and where this page begins. */
  readonly list: ListShown | null;
}

export interface ListShown {
  readonly name: string;
  readonly items: readonly Fields[];
  readonly offset: number;
}

/** Nothing in the answer has such names; these there are. */
export interface NothingOfTheName {
  readonly unknown: readonly string[];
  readonly names: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Items of a page where nobody says how many. */
const usualItems = 20;
/** What a list of tasks tells of each unasked, and what of one task is left to be asked for. */
const taskFields: readonly (keyof TaskJson)[] = ['id', 'name', 'status', 'priority', 'phase', 'assignee', 'ready'];
const leftOfTask: ReadonlySet<string> = new Set(['history', 'line', 'placeholder']);

export interface Part extends Paging {
  /** The task that it is about; null for all. */
  readonly id: string | null;
}

export function viewOf(choice: string, result: unknown, part: Part): View {
  if (!isRecord(result)) return { result, list: null };
  const { answer, list } = wholeOf(choice, result, part);
  if (list !== null) return listView(answer, list, part);
  return { result: part.fields === null ? unasked(choice, answer) : picked(answer, part.fields), list };
}

/** What was to be picked and is not there, with the names of what is; null where all of it is there. */
export function unknownFields(choice: string, result: unknown, part: Part): NothingOfTheName | null {
  if (!isRecord(result) || part.fields === null) return null;
  const { answer, list } = wholeOf(choice, result, part);
  // Of a list without items nobody knows what they would have.
  if (list?.items.length === 0) return null;
  const ofItems = (list?.items ?? []).flatMap((item) => Object.keys(item));
  const names = [...new Set([...Object.keys(answer), ...ofItems, ...(list?.sometimes ?? [])])];
  const unknown = part.fields.filter((field) => !names.includes(field));
  return unknown.length === 0 ? null : { unknown, names };
}

/** All that a view could tell. */
function wholeOf(choice: string, result: Fields, part: Part): { readonly answer: Fields; readonly list: List | null } {
  const list = listIn(choice, result, part);
  return { answer: list === null ? result : { ...(listsOnly.has(choice) ? {} : result), [list.name]: list.items }, list };
}

/** The part of a result that comes in pages: all of it. */
interface List {
  readonly name: string;
  readonly items: readonly Fields[];
  /** What is told of each item unasked; all where it is null. */
  readonly usual: readonly string[] | null;
  /** What not every item has. */
  readonly sometimes: readonly string[];
}

/** Views that tell nothing beside their list. */
const listsOnly: ReadonlySet<string> = new Set(['tasks', 'log']);

function listIn(choice: string, result: Fields, { id }: Part): List | null {
  const listed = (name: string, sometimes: readonly string[] = []): List => {
    return { name, items: (result[name] ?? []) as readonly Fields[], usual: null, sometimes };
  };
  switch (choice) {
    case 'tasks':
      return { name: 'tasks', items: tasksIn(result as unknown as PlanJson | TaskJson), usual: taskFields, sometimes: [] };
    case 'log':
      return { name: 'sessionLog', items: rowsIn(result, id), usual: null, sometimes: [] };
    case 'check':
      return listed('findings', ['task', 'remedy', 'known']);
    case 'trace':
      return listed('rows');
    case 'audit':
      return listed('faults');
    default:
      return null;
  }
}

function listView(answer: Fields, { name, items, usual }: List, { fields, limit, after, ...part }: Part): View {
  const offset = after === null ? part.offset : placeAfter(items, after);
  const page = items.slice(offset, offset + (limit ?? usualItems));
  const ofAnswer = (fields ?? []).filter((field) => field in answer);
  const ofItems = fields === null ? usual : fields.filter((field) => !ofAnswer.includes(field));
  const told = { ...answer, [name]: ofItems === null || ofItems.length === 0 ? page : page.map((item) => picked(item, ofItems)) };
  const result = ofAnswer.length === 0 ? told : picked(told, ofItems === null || ofItems.length === 0 ? ofAnswer : [...ofAnswer, name]);
  return { result, list: name in result ? { name, items, offset } : null };
}

/** One task tells its history and its place only where that is asked for. */
function unasked(choice: string, answer: Fields): Fields {
  return choice === 'task' ? Object.fromEntries(Object.entries(answer).filter(([name]) => !leftOfTask.has(name))) : answer;
}

/** A selection of one task is answered as that task. */
function tasksIn(result: PlanJson | TaskJson): readonly Fields[] {
  const tasks = 'phases' in result ? result.phases.flatMap((phase) => phase.tasks).filter(({ placeholder }) => !placeholder) : [result];
  return tasks.map((task) => ({ ...task }));
}

/** Newest first, whichever way the plan has it. */
function rowsIn(result: Fields, id: string | null): readonly Fields[] {
  const sessionLog = (result.sessionLog ?? []) as PlanJson['sessionLog'];
  const isMeant = ({ task }: LogRowJson) => id === null || taskKeyOf(task) === taskKeyOf(id);
  const rows = sessionLog.filter(isMeant).filter(({ placeholder }) => placeholder !== true);
  return (directionOfLog(rows) === 'up' ? rows : rows.toReversed()).map((row) => ({ ...row }));
}

function picked(value: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (name in value ? [[name, value[name]]] : [])));
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
