/** What the row of a task can't say, because its table has no column for it; and what can be done instead. */

/** The head of a column that is read as the field. None holds an IPLAN. */
const heads: Readonly<Record<string, string>> = { name: 'Task', priority: 'Priority', dependents: 'Dependents', depends_on: 'Depends On' };

/** @param table which table, at the beginning of a sentence: "The table of TASKS-01" */
export function missingColumn(table: string, field: string, id: string): string {
  const head = heads[field];
  if (head === undefined) return `${table} has no column for ${field}, and none is read as that: only entries in YAML have one.`;
  const otherwise = field === 'depends_on' ? `, or name ${id} among the dependents of what it needs` : '';
  return `${table} has no column for ${field}. Add a column "${head}" in an editor first${otherwise}.`;
}
