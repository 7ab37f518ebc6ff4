/** Makes the phases and tasks of a plan from the drafts. */
import type { Container } from './containers.ts';
import type { PlanContext } from './plan-parts.ts';
import { type PhaseDraft, PlanPhase } from './plan-phase.ts';
import { TableTask } from './table-task.ts';
import { fact } from './task-shapes.ts';
import { YamlTask } from './yaml-task.ts';

export function phasesOf(drafts: readonly PhaseDraft[], context: PlanContext): PlanPhase[] {
  const lineOf = (offset: number) => context.lines.lineOf(offset);
  return drafts.map((draft, index) => {
    const phase = new PlanPhase(index, draft, lineOf);
    for (const container of draft.containers) addTasks(phase.tasks, container, { index, context, lineOf });
    return phase;
  });
}

/** A task of a document. */
export type PlanTask = YamlTask | TableTask;

interface TaskMaking {
  readonly index: number;
  readonly context: PlanContext;
  readonly lineOf: (offset: number) => number;
}

function addTasks(
  tasks: PlanTask[],
  container: Container,
  { index, context: { text, vocabulary, templates, isReread }, lineOf }: TaskMaking,
): void {
  if (container.kind === 'table') {
    const context = { table: container.table, columns: container.columns, vocabulary, lineOf };
    for (const row of container.rows) tasks.push(new TableTask(context, row, index));
    return;
  }
  const { block, memory, facts } = container;
  const context = { text, block, memory, told: isReread ? memory : null, facts, vocabulary, templates, lineOf };
  const { rows } = facts;
  for (const position of container.entries) {
    const task = new YamlTask(context, position, index);
    // Nearly every entry has an id that is too long to be nothing between quotes: that is seen here, for all of a plan.
    const id = rows.at(position, fact.id);
    const isSurelyTask = id >= 0 && rows.at(position, fact.id + 1) - id > 2;
    if (isSurelyTask || task.hasId) tasks.push(task);
  }
}
