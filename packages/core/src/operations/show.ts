/** `show [ID…]`: the plan as data, or one task with all that is known of it. */
import * as v from 'valibot';
import type { Family, Phase, Task } from '../model/plan.ts';
import { done } from '../model/problem.ts';
import type { LogRowJson } from './log-json.ts';
import { logRowJson } from './log-json.ts';
import type { ReadOperation, World } from './operation.ts';
import type { Selected } from './select-tasks.ts';
import { selectionFields, selectTasks } from './select-tasks.ts';
import type { TaskDetails, TaskJson } from './task-json.ts';
import { taskDetails, taskJson } from './task-json.ts';

const input = v.object(selectionFields);

export interface PlanJson {
  readonly plan: {
    readonly path: string;
    readonly title: string;
    readonly lastUpdated: string | null;
    readonly families: readonly Family[];
    /** SHA-256 (hex) of the plan's bytes. */
    readonly revision: string;
  };
  readonly phases: readonly PhaseJson[];
  readonly sessionLog: readonly LogRowJson[];
}

export interface PhaseJson {
  readonly number: string | null;
  readonly name: string;
  readonly goal: string | null;
  readonly line: number;
  readonly tasks: readonly TaskJson[];
}

export type ShowResult = PlanJson | TaskDetails;

export const show: ReadOperation<typeof input, ShowResult> = {
  kind: 'read',
  name: 'show',
  summary: 'Show the plan, or one task with its receipts and history.',
  group: 'read',
  input,
  examples: [
    { command: 'show TASKS-03', does: 'one task with its checklists, receipts, evidence and history' },
    { command: 'show --phase 2 --status NOT_STARTED', does: 'what is left of a phase' },
  ],
  answer(selection, world) {
    const selected = selectTasks(world, 'show', selection);
    if (!selected.ok) return selected;
    const [only] = selected.value.tasks;
    const one = selection.ids.length === 1 && selected.value.tasks.length === 1;
    if (one && only !== undefined) return done(taskDetails(world, only));
    return done(planJson(world, selected.value, selection.limit));
  },
};

/** The plan, or what was selected of it: then without the phases that hold nothing of it, and with the log rows of its tasks. */
function planJson(world: World, { everything, tasks }: Selected, limit: number | undefined): PlanJson {
  const { plan, file } = world;
  const shown = new Set(tasks.slice(0, limit));
  const phases = plan.phases.map((phase) => phaseJson(world, phase, shown)).filter((phase) => everything || phase.tasks.length > 0);
  const ids = new Set(tasks.map(({ id }) => id));
  return {
    plan: { path: file, title: plan.title, lastUpdated: plan.lastUpdated, families: plan.families, revision: world.revision },
    phases,
    sessionLog: plan.sessionLog.filter(({ task }) => everything || ids.has(task)).map(logRowJson),
  };
}

function phaseJson(world: World, { number, name, goal, line, tasks }: Phase, shown: ReadonlySet<Task>): PhaseJson {
  return { number, name, goal, line, tasks: tasks.filter((task) => shown.has(task)).map((task) => taskJson(world, task)) };
}
