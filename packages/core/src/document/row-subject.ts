/**
 * What a row of a log is about, where the log has no column for it: the notes begin with the task,
 * `TASKS-07: what was done`. Families F and G are documents of one task, and need it nowhere.
 */
import type { Plan } from '../model/plan.ts';
import { isTaskId, taskKeyOf } from '../model/task-id.ts';

export interface RowSubject {
  readonly task: string;
  readonly notes: string;
}

type Tasks = Pick<Plan, 'tasks' | 'task'>;

/** The notes as they are, and '' for the task, where they begin with none. */
export function subjectOf(written: string, plan: Tasks): RowSubject {
  const [, task = '', notes = ''] = /^([^\s:]{1,100}):(?:[ \t]+(?=\S)|$)(.*)$/s.exec(written) ?? [];
  return task !== '' && isSubject(task, plan) ? { task, notes } : { task: '', notes: written };
}

/** The notes with what they are about, where the row would not be read back as it is meant without it. */
export function withSubject({ task, notes }: RowSubject, plan: Tasks): string {
  const isNeeded = task !== '-' && plan.tasks.some(({ family }) => family !== 'F' && family !== 'G') && isSubject(task, plan);
  return isNeeded || subjectOf(notes, plan).task !== '' ? `${task}: ${notes}`.trimEnd() : notes;
}

/** `-`, a task of the plan, or an id of the same type, which some task may have had before; the IPLAN of a task. */
function isSubject(text: string, plan: Tasks): boolean {
  if (text === '-' || plan.task(taskKeyOf(text)) !== undefined) return true;
  const type = typeOf(text);
  return isTaskId(text) && (type === 'IPLAN' || plan.tasks.some(({ id }) => typeOf(id) === type));
}

function typeOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('-'))).toUpperCase();
}
