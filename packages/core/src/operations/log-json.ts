/** Rows of the session log as surfaces show them: values as the person wrote them. */
import type { LogRow } from '../model/plan.ts';

export interface LogRowJson {
  readonly date: string;
  readonly task: string;
  readonly status: string;
  readonly notes: string;
  readonly line: number;
  /** Said of template rows alone. */
  readonly placeholder?: true;
}

export function logRowJson({ date, task, statusText, notes, line, placeholder }: LogRow): LogRowJson {
  return { date, task, status: statusText, notes, line, ...(placeholder ? { placeholder } : {}) };
}
