/** Which column of a table holds what, told by the names in its head, in the forms that people use. */
import type { TaskColumns } from '../document.ts';

export type LogColumns = { readonly date: number; readonly task: number; readonly status: number; readonly notes: number };

const taskNames: Readonly<Record<keyof TaskColumns, readonly string[]>> = {
  id: ['id', 'task id', 'tasks id', 'task no', 'task number', 'item id', 'work item id', 'ticket', 'key'],
  status: ['status', 'state', 'task status', 'current status', ...statusInOtherLanguages()],
  name: [
    'task service',
    'service',
    'service name',
    'task',
    'task name',
    'name',
    'title',
    'task description',
    'description',
    'component',
    'item',
    ...tasksInOtherLanguages(),
  ],
  priority: ['priority', 'prio'],
  dependents: ['dependents', 'dependent', 'required by', 'blocks'],
  dependsOn: ['depends on', 'dependencies', 'prerequisites', 'blocked by', 'requires'],
  started: ['started', 'start date', 'started on', 'date started'],
  completed: ['completed', 'completion date', 'completed on', 'date completed', 'completed date', 'date'],
  notes: ['notes', 'note', 'comments', 'remarks'],
};

const logNames: Readonly<Record<keyof LogColumns, readonly string[]>> = {
  date: ['date', 'session date', 'when'],
  task: ['task id', 'task', 'id', 'tasks id', 'task iplan', 'tasks', 'tasks iplan'],
  status: ['status', 'state'],
  notes: ['notes', 'summary', 'note', 'comments', 'description'],
};

/** What the column is called where people do not write English: their words for statuses are told then, and can be configured. */
function statusInOtherLanguages(): readonly string[] {
  const latin = ['estado', 'estatus', 'situação', 'statut', 'état', 'stato', 'stav', 'stan', 'durum', 'tila', 'állapot', 'trạng thái'];
  const others = [
    '状态',
    '狀態',
    '状況',
    '状態',
    'ステータス',
    '상태',
    'статус',
    'состояние',
    'стан',
    'الحالة',
    'حالة',
    'وضعیت',
    'סטטוס',
    'स्थिति',
  ];
  return [...latin, ...others];
}

/** What a task, or its name, is called there. */
function tasksInOtherLanguages(): readonly string[] {
  const latin = ['tarea', 'tarefa', 'tâche', 'aufgabe', 'compito', 'úkol', 'zadanie', 'görev', 'nombre', 'nome', 'nom', 'nazwa'];
  return [...latin, '任务', '任務', '名称', 'タスク', '작업', 'задача', 'название', 'завдання', 'المهمة', 'مهمة', 'وظیفه', 'משימה', 'कार्य'];
}

/** The columns of a task table; null where it has no id or no status. */
export function taskColumns(head: readonly string[]): TaskColumns | null {
  const columns = find(head, taskNames);
  return columns.id >= 0 && columns.status >= 0 ? columns : null;
}

/** The column of statuses; -1 where a table has none. */
export function statusColumn(head: readonly string[]): number {
  return find(head, taskNames).status;
}

/** The columns of a log; null where it has no date or no status. */
export function logColumns(head: readonly string[]): LogColumns | null {
  const columns = find(head, logNames);
  return columns.date >= 0 && columns.status >= 0 && (columns.notes >= 0 || columns.task >= 0) ? columns : null;
}

/** For each name the first column that bears the most usual of its forms. */
function find<Name extends string>(head: readonly string[], names: Readonly<Record<Name, readonly string[]>>): Record<Name, number> {
  const folded = head.map(fold);
  const found = {} as Record<Name, number>;
  for (const name of Object.keys(names) as Name[]) {
    const form = names[name].find((candidate) => folded.includes(candidate));
    found[name] = form === undefined ? -1 : folded.indexOf(form);
  }
  return found;
}

function fold(name: string): string {
  const lower = name.toLowerCase();
  const isPlain = /^[ -~]*$/.test(lower);
  return lower.replace(isPlain ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, ' ').trim();
}
