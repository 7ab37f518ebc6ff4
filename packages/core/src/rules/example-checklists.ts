/** The checklists that a task may have had: those of its neighbours, and those of its family's format. */
import type { ChecklistPaths } from '../ledger/lost-items.ts';
import { onceFor } from '../model/once-for.ts';
import type { Family, Plan, Task } from '../model/plan.ts';
import { standardPathsOf } from '../model/standard-items.ts';
import type { TrackedState } from '../model/tracked-state.ts';
import { trackedValuesOf } from '../model/tracked-values.ts';
import type { RuleWorld } from './rule-world.ts';

/** How many neighbours are looked at, and how many of them count: those whose checklists are not the same. */
const neighbours = 8;
const counting = 3;

/** The nearest first. A neighbour that the ledger knows has what it has there, whatever was taken out of its entry as well. */
export function exampleChecklists({ plan, ledgers }: RuleWorld, task: Task, state: TrackedState): readonly ChecklistPaths[] {
  const distinct = new Map<string, ChecklistPaths>();
  for (const other of nearest(plan, task)) {
    const known = ledgers.task(other.key).state;
    const { told, paths } = known === null ? ownChecklists(other) : checklistsOf(known);
    if (paths.length > 0 && distinct.size < counting) distinct.set(told, paths);
  }
  return [...distinct.values(), ...standardChecklists(task.family, state)];
}

/** Tables have no checklists. */
function nearest({ tasks }: Plan, task: Task): readonly Task[] {
  const at = tasks.indexOf(task);
  const found: Task[] = [];
  for (let distance = 1; distance < tasks.length && found.length < neighbours; distance++) {
    for (const other of [tasks[at - distance], tasks[at + distance]]) if (other !== undefined && other.family !== 'A') found.push(other);
  }
  return found;
}

interface Checklists {
  readonly paths: ChecklistPaths;
  /** The same as one text, to tell two apart. */
  readonly told: string;
}

/** Each entry is neighbour to many. */
const ownChecklists = onceFor((task: Task) => checklistsOf(trackedValuesOf(task)));

function checklistsOf(state: TrackedState): Checklists {
  const paths = Object.keys(state)
    .filter((path) => (path.startsWith('preCheck.') || path.startsWith('postCheck.')) && state[path] !== null)
    .sort();
  return { paths, told: paths.join('\n') };
}

/** None where the task has items of its own alone: then its plan goes by other lists. */
function standardChecklists(family: Family, state: TrackedState): readonly ChecklistPaths[] {
  const items = Object.keys(state).filter((path) => path.includes('.items.'));
  return readAs(family)
    .map(standardPathsOf)
    .filter((paths) => items.length === 0 || items.some((path) => paths.includes(path)));
}

/** What D is told from C by is its post-check: without that it reads as C. */
function readAs(family: Family): readonly Family[] {
  return family === 'C' ? ['C', 'D'] : [family];
}
