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
  const [, task = '', notes = ''] = /^([^\s:]{1,100}):(?: |$)(.*)$/s.exec(written) ?? [];
  return task !== '' && isSubject(task, plan) && !isOneTask(plan) ? { task, notes } : { task: '', notes: written };
}

/** The notes with what they are about; about no task in particular, they stand alone where they can't be misread. */
export function withSubject({ task, notes }: RowSubject, plan: Tasks): string {
  const isAbout = task !== '-' && isSubject(task, plan) && !isOneTask(plan);
  if (!isAbout && subjectOf(notes, plan).task === '') return notes;
  return `${isAbout ? task : '-'}:${notes === '' ? '' : ` ${notes}`}`;
}

/** `-`, or an id; not one of the documents that notes like to begin with. */
function isSubject(text: string, plan: Tasks): boolean {
  if (text === '-' || plan.task(taskKeyOf(text)) !== undefined) return true;
  return isTaskId(text) && !/^(?:BRD|PRD|EARS|BDD|ADR|SYS|REQ|IMPL|CTR|SPEC)-/i.test(text);
}

function isOneTask({ tasks }: Tasks): boolean {
  return tasks.length > 0 && tasks.every(({ family }) => family === 'F' || family === 'G');
}
