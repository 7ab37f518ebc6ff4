/** Makes the phases and tasks of a plan from the drafts. */
import type { Container } from './containers.ts';
import type { PlanContext } from './plan-parts.ts';
import { type PhaseDraft, PlanPhase } from './plan-phase.ts';
import { TableTask } from './table-task.ts';
import { YamlTask } from './yaml-task.ts';

export function phasesOf(drafts: readonly PhaseDraft[], context: PlanContext): PlanPhase[] {
  const lineOf = (offset: number) => context.lines.lineOf(offset);
  return drafts.map((draft, index) => {
    const phase = new PlanPhase(index, draft, lineOf);
    for (const container of draft.containers) {
      for (const task of tasksIn(container, { index, context, lineOf })) phase.tasks.push(task);
    }
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

function tasksIn(container: Container, { index, context: { text, vocabulary, templates }, lineOf }: TaskMaking): PlanTask[] {
  if (container.kind === 'table') {
    const context = { table: container.table, columns: container.columns, vocabulary, lineOf };
    return container.rows.map((row) => new TableTask(context, row, index));
  }
  const { block, identity, facts } = container;
  const context = { text, block, identity, facts, vocabulary, templates, lineOf };
  return container.entries.map((position) => new YamlTask(context, position, index)).filter((task) => task.hasId);
}
