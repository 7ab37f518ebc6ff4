/** Asks a document everything that can be asked of it: what is read lazily must not fail later either. */
import type { LogRow, Task, TaskPart } from '../../model/plan.ts';
import type { Document, LogSource, TaskSource } from '../document.ts';

const parts = [
  'entry',
  'id',
  'name',
  'priority',
  'status',
  'dependents',
  'depends_on',
  'preCheck.status',
  'postCheck.status',
  'iplanId',
  'iplanStatus',
  'started',
  'completed',
] as const satisfies readonly TaskPart[];

/** Everything that was answered, as data. */
export function touchDocument({ plan, places, sources, pieces }: Document): unknown {
  return {
    pieces: pieces.length,
    title: plan.title,
    lastUpdated: plan.lastUpdated,
    families: plan.families,
    flaws: plan.flaws.map((flaw) => ({ ...flaw, place: places.ofSpan(flaw.span) })),
    phases: plan.phases.map((phase) => ({
      number: phase.number,
      id: phase.id,
      name: phase.name,
      goal: phase.goal,
      line: phase.line,
      dependencies: phase.dependencies,
      source: sources.phase(phase),
      place: places.ofPhase(phase),
    })),
    tasks: plan.tasks.map((task) => ({
      ...taskFields(task),
      source: sourceFields(task, sources.task(task)),
      places: parts.map((part) => places.ofTask(task, part)),
    })),
    log: plan.sessionLog.map((row) => ({
      date: row.date,
      task: row.task,
      status: row.status,
      statusText: row.statusText,
      notes: row.notes,
      line: row.line,
      placeholder: row.placeholder,
      place: places.ofLogRow(row, 'notes'),
    })),
    logSource: logFields(sources.log, plan.sessionLog),
    lastUpdatedSources: sources.lastUpdated,
    lineEnding: sources.lineEnding,
  };
}

function logFields(log: LogSource | null, rows: readonly LogRow[]) {
  if (log === null) return null;
  const { kind, columns, section, direction, list, table } = log;
  return { kind, columns, section, direction, list, table, rows: rows.map((row) => log.row(row)) };
}

/** What a task says, in the order in which it is asked. */
const fields = [
  'id',
  'key',
  'name',
  'priority',
  'phase',
  'family',
  'status',
  'statusText',
  'dependentsText',
  'dependsOnText',
  'placeholder',
  'writable',
  'line',
  'preCheck',
  'implementation',
  'postCheck',
  'postCheckComplete',
] as const satisfies readonly (keyof Task)[];

function taskFields(task: Task) {
  return Object.fromEntries(fields.map((field) => [field, task[field]]));
}

function sourceFields(task: Task, source: TaskSource) {
  const items = [
    ...(task.preCheck?.items ?? []).map(({ key }) => `preCheck.items.${key}`),
    ...(task.postCheck?.items ?? []).map(({ key }) => `postCheck.items.${key}`),
  ];
  const values = [
    'id',
    'name',
    'priority',
    'status',
    'dependents',
    'depends_on',
    'preCheck.status',
    'postCheck.status',
    'implementation.iplanId',
    'implementation.iplanStatus',
    'implementation.started',
    'implementation.completed',
    ...items,
  ];
  return { kind: source.kind, entry: source.entry, values: values.map((path) => source.value(path)) };
}
