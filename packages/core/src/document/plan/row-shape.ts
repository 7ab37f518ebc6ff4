/** What the rows of a table can say of a task, by its columns. */
import type { ImplementationField, RowShape } from '../../model/plan.ts';
import type { TaskColumns } from '../document.ts';

export function rowShape(columns: TaskColumns): RowShape {
  return {
    takesPriority: columns.priority >= 0,
    takesDependsOn: columns.dependsOn >= 0,
    takesDependents: columns.dependents >= 0,
    holds: heldBy(columns),
  };
}

/** Dates that a row can hold: notes tell a completion where there is no column for it. */
export function heldBy({ started, completed, notes }: TaskColumns): readonly ImplementationField[] {
  const fields: ImplementationField[] = [];
  if (started >= 0) fields.push('started');
  if (completed >= 0 || notes >= 0) fields.push('completed');
  return fields;
}
