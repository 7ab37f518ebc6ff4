/** Plans for tests, said in a few words: only what a test is about is given, the rest is ordinary. */
import { lookUps } from '../look-ups.ts';
import type { Checklist, Implementation, LogRow, Phase, Plan, Task } from '../plan.ts';
import type { Status } from '../status.ts';
import { isPlaceholderId, taskKeyOf } from '../task-id.ts';

export interface TaskWords {
  readonly id: string;
  readonly name?: string;
  readonly status?: Status;
  readonly priority?: string;
  readonly dependents?: string;
  readonly dependsOn?: string;
  readonly takesPriority?: boolean;
  readonly writable?: boolean;
  readonly preCheck?: Checklist;
  readonly postCheck?: Checklist;
  readonly implementation?: Partial<Implementation>;
}
export interface PlanWords {
  readonly phases: readonly (readonly TaskWords[])[];
  readonly log?: readonly (readonly [date: string, task: string, status: Status])[];
}

/** A plan of one phase a list, in the reference family. */
export function planOf(words: PlanWords): Plan {
  let line = 0;
  const phases = words.phases.map((tasks, index): Phase => {
    const heading = ++line;
    return {
      index,
      number: String(index),
      id: null,
      name: `Phase ${index}`,
      goal: null,
      line: heading,
      tasks: tasks.map((task) => taskOf(task, { phase: index, line: ++line })),
      dependencies: [],
      firstRow: null,
    };
  });
  const tasks = phases.flatMap((phase) => phase.tasks);
  const sessionLog = (words.log ?? []).map(([date, task, status]): LogRow => {
    return { date, task, status, statusText: status, notes: '', line: ++line, placeholder: false };
  });
  return {
    title: 'A plan',
    lastUpdated: null,
    families: ['B'],
    phases,
    tasks,
    sessionLog,
    flaws: [],
    ...lookUps({ tasks, sessionLog }),
  };
}

function taskOf(words: TaskWords, at: { readonly phase: number; readonly line: number }): Task {
  const status = words.status ?? 'NOT_STARTED';
  const postCheck = words.postCheck ?? null;
  return {
    id: words.id,
    key: taskKeyOf(words.id),
    name: words.name ?? `Work of ${words.id}`,
    priority: words.priority ?? 'P0',
    phase: at.phase,
    family: 'B',
    status,
    statusText: status,
    dependentsText: words.dependents ?? '',
    dependsOnText: words.dependsOn ?? '',
    takesPriority: words.takesPriority ?? true,
    takesDependsOn: true,
    takesDependents: true,
    placeholder: isPlaceholderId(words.id),
    writable: words.writable ?? true,
    line: at.line,
    preCheck: words.preCheck ?? null,
    implementation: {
      iplanId: null,
      iplanStatus: null,
      iplanStatusText: null,
      started: null,
      completed: null,
      holds: [],
      ...words.implementation,
    },
    postCheck,
    postCheckComplete: postCheck === null || (postCheck.status === 'COMPLETED' && postCheck.items.every((item) => item.done)),
  };
}
