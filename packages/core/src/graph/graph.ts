/** Who waits for whom. `graph-of.ts` makes it from a plan. */
import type { Plan, Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';

/** Who must come before a task, and who after it. */
export type Links = Pick<Graph, 'prerequisites' | 'dependents'>;

export interface Graph {
  /** The same links between the tasks of another reading of the plan, which has the same ids, names and dependencies in the same order. */
  of(plan: Plan): Graph;
  /** What must be COMPLETED before the task starts: from `depends_on`, and from every task that names it among its dependents. In document order, without repetition, without itself; template rows are none. */
  prerequisites(key: TaskKey): readonly TaskKey[];
  /** The same as tasks: where a key stands twice, the first of them. */
  prerequisiteTasks(key: TaskKey): readonly Task[];
  /** Whether one of these tasks is such; cheap to ask of every task. */
  hasPrerequisite(key: TaskKey, is: (task: Task) => boolean): boolean;
  /** Tasks of the plan that need this one, from either side's declaration, in document order. */
  dependents(key: TaskKey): readonly TaskKey[];
  /** The same as tasks. */
  dependentTasks(key: TaskKey): readonly Task[];
  /** Of the task's own `dependents` text: what names no task. */
  components(key: TaskKey): readonly string[];
  /** Ids that the task names and the plan does not hold, as written: in `dependents`, and in `depends_on`. */
  unknown(key: TaskKey): { readonly dependents: readonly string[]; readonly prerequisites: readonly string[] };
  /** Keys that more than one entry of the plan has. Whatever is asked of such a key is about all of them. */
  readonly repeated: ReadonlySet<TaskKey>;
  /** Whether the key of a task is one of these. */
  isRepeated(key: TaskKey): boolean;
  /** Each cycle once, as the tasks on it; the first is the earliest in the document. */
  readonly cycles: readonly (readonly TaskKey[])[];
}
