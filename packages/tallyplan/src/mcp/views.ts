/** The views of `plan_read`: what of an operation's result is shown unasked, and which part of it comes in pages. */

import { directionOfLog } from '@tallyplan/core/model/log-direction';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import type { LogRowJson } from '@tallyplan/core/operations/log-json';
import type { PlanJson } from '@tallyplan/core/operations/show';
import type { TaskJson } from '@tallyplan/core/operations/task-json';
import type { Paging } from './paging.ts';

export interface View {
  readonly result: unknown;
  /** The part that comes in pages: how much there is of it in all, and where this page begins. */
  readonly list: { readonly name: string; readonly total: number; readonly offset: number } | null;
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

export function viewOf(choice: string, result: unknown, paging: Part): View {
  switch (choice) {
    case 'tasks':
      return tasksView(result as PlanJson, paging);
    case 'log':
      return logView(result as PlanJson | Fields, paging);
    case 'check':
      return listView(result as Fields, 'findings', paging);
    case 'trace':
      return listView(result as Fields, 'rows', paging);
    case 'audit':
      return listView(result as Fields, 'faults', paging);
    case 'task':
      return {
        result: paging.fields === null ? without(result as Fields, leftOfTask) : picked(result as Fields, paging.fields),
        list: null,
      };
    default:
      return { result: isRecord(result) && paging.fields !== null ? picked(result, paging.fields) : result, list: null };
  }
}

/** A selection of one task is answered as that task. */
function tasksView(result: PlanJson | TaskJson, paging: Paging): View {
  const tasks = 'phases' in result ? result.phases.flatMap((phase) => phase.tasks).filter(({ placeholder }) => !placeholder) : [result];
  const items = page(tasks, paging).map((task) => picked({ ...task }, paging.fields ?? taskFields));
  return { result: { tasks: items }, list: { name: 'tasks', total: tasks.length, offset: paging.offset } };
}

/** Newest first, whichever way the plan has it. */
function logView(result: PlanJson | Fields, paging: Part): View {
  const isMeant = ({ task }: LogRowJson) => paging.id === null || taskKeyOf(task) === taskKeyOf(paging.id);
  const rows = ('sessionLog' in result ? (result.sessionLog as readonly LogRowJson[]) : [])
    .filter(isMeant)
    .filter(({ placeholder }) => placeholder !== true);
  const newest = directionOfLog(rows) === 'up' ? rows : rows.toReversed();
  const items = page(newest, paging).map((row) => (paging.fields === null ? row : picked({ ...row }, paging.fields)));
  return { result: { sessionLog: items }, list: { name: 'sessionLog', total: rows.length, offset: paging.offset } };
}

function listView(result: Fields, name: string, paging: Paging): View {
  const all = (result[name] ?? []) as readonly Fields[];
  const items = page(all, paging).map((item) => (paging.fields === null ? item : picked(item, paging.fields)));
  return { result: { ...result, [name]: items }, list: { name, total: all.length, offset: paging.offset } };
}

function page<Item>(items: readonly Item[], { limit, offset }: Paging): readonly Item[] {
  return items.slice(offset, offset + (limit ?? usualItems));
}

function picked(value: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (name in value ? [[name, value[name]]] : [])));
}

function without(value: Fields, names: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)));
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
