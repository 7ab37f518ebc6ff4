/** `fmt --order`: the order of priority and dependency, by moving as few entries as it takes. */
import * as v from 'valibot';
import type { Change } from '../model/change.ts';
import type { Phase, Task } from '../model/plan.ts';
import type { NextStep } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { claimRefused, notAdopted } from '../rules/alone-gates.ts';
import { implementationOrder } from '../rules/implementation-order.ts';
import { step } from '../rules/next-steps.ts';
import { flag } from './input.ts';
import { misused } from './misused.ts';
import type { ChangeOperation, World } from './operation.ts';
import { tellPhase } from './place-in-plan.ts';

const input = v.object({
  order: flag('Put the tasks of each phase in the order of priority and dependency.'),
  check: flag('Only say whether they are in order; write nothing.'),
});

export interface FmtResult {
  /** True where nothing had to move. */
  readonly ordered: boolean;
  readonly phases: readonly Reordered[];
  /** Phases that hold what can't be moved safely: left as they are. */
  readonly skipped: readonly string[];
  readonly message: string;
  readonly next: readonly NextStep[];
}
export interface Reordered {
  readonly phase: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The entries that move; the others stay where they are. */
  readonly moved: readonly string[];
}

export const fmt: ChangeOperation<typeof input, FmtResult> = {
  kind: 'change',
  name: 'fmt',
  summary: 'Put the tasks of each phase in the order of priority and dependency.',
  group: 'planning',
  input,
  examples: [
    { command: 'fmt --order --dry-run', does: 'shows what would move' },
    { command: 'fmt --order --check', does: 'says whether everything stands in order' },
  ],
  decide({ order, check }, world) {
    const early = notAdopted(world) ?? claimRefused(world, 'fmt');
    if (early !== null) return refused(early);
    if (!order) return refused(misused('fmt', 'what shall be put in order? There is one thing so far', { missing: ['--order'] }));
    const movable = world.plan.phases.filter((phase) => isMovable(world, phase));
    const reorderings = movable.flatMap((phase) => reorderingOf(world, phase));
    const phases = reorderings.map(({ told }) => told);
    const skipped = world.plan.phases.filter((phase) => !movable.includes(phase)).map(tellPhase);
    const result = {
      ordered: phases.length === 0,
      phases,
      skipped,
      message: tell(phases, skipped, check),
      next: [step(phases.length > 0 && check ? 'fmt --order' : 'check')],
    };
    if (check || phases.length === 0) return done({ result, commit: null });
    const told = phases.map(({ phase, from, to }) => ({ path: `order of ${phase}`, from, to }));
    const changes = reorderings.flatMap(({ moves }) => moves);
    return done({ result, commit: { changes, events: [{ ledger: 'plan', operation: 'fmt', input: { order: true }, changes: told }] } });
  },
};

/** Every entry can be edited and stands alone under its id. */
function isMovable({ plan }: World, { tasks }: Phase): boolean {
  return tasks.every((task) => task.writable && plan.task(task.key) === task);
}

interface Reordering {
  readonly told: Reordered;
  readonly moves: readonly Change[];
}

function reorderingOf(world: World, phase: Phase): readonly Reordering[] {
  const ordered = runsOf(phase.tasks).flatMap((run) => implementationOrder(run, world.graph));
  const staying = longestStaying(phase.tasks, ordered);
  const moved = ordered.filter((task) => !staying.has(task));
  if (moved.length === 0) return [];
  // From the end, so that each goes before a task that stands in its place already.
  const moves = ordered.flatMap((task, at): Change[] =>
    staying.has(task) ? [] : [{ kind: 'move-task', task: task.key, phase: phase.index, before: ordered[at + 1]?.key ?? null }],
  );
  const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id);
  return [{ told: { phase: tellPhase(phase), from: ids(phase.tasks), to: ids(ordered), moved: ids(moved) }, moves: moves.reverse() }];
}

/** Neighbours that are written alike: a row of a table can't stand among entries of a list. */
function runsOf(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const runs: Task[][] = [];
  for (const task of tasks) {
    const run = runs.at(-1);
    if (run !== undefined && (run[0]?.family === 'A') === (task.family === 'A')) run.push(task);
    else runs.push([task]);
  }
  return runs;
}

interface Placed {
  readonly task: Task;
  readonly place: number;
  readonly before: Placed | undefined;
}

/** The most tasks that can stay while the others move around them: a longest increasing subsequence, by patience. */
function longestStaying(tasks: readonly Task[], ordered: readonly Task[]): ReadonlySet<Task> {
  // In the order that they stand in, each with the place that it shall have.
  const places = new Map(tasks.map((task) => [task, 0]));
  for (const [place, task] of ordered.entries()) places.set(task, place);
  const tails: Placed[] = [];
  for (const [task, place] of places) {
    const pile = firstIndex(tails, (tail) => tail.place >= place);
    tails[pile] = { task, place, before: tails[pile - 1] };
  }
  const staying = new Set<Task>();
  for (let placed = tails.at(-1); placed !== undefined; placed = placed.before) staying.add(placed.task);
  return staying;
}

/** Where the first stands that holds, where all after it hold too; the end where none does. */
function firstIndex<T>(all: readonly T[], holds: (each: T) => boolean): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = all[middle];
    if (each === undefined || holds(each)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function tell(phases: readonly Reordered[], skipped: readonly string[], check: boolean): string {
  const moved = phases.reduce((sum, phase) => sum + phase.moved.length, 0);
  const left = skipped.length === 0 ? '' : `; left as they are, because an entry there cannot be moved safely: ${skipped.join(', ')}`;
  if (moved === 0) return `every phase is in order${left}`;
  return `${moved} ${moved === 1 ? 'task is' : 'tasks are'} ${check ? 'out of order' : 'moved'}, in ${phases.map(({ phase }) => phase).join(', ')}${left}`;
}
