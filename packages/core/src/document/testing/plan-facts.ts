/** A plan as plain data that two plans can be compared by: without line numbers, and without what a file may word in its own way. */
import type { Checklist, LogRow, Phase, Plan, Task } from '../../model/plan.ts';
import type { Status } from '../../model/status.ts';

export function planFacts(plan: Plan) {
  return {
    // A document that is one task has its name for a title.
    title: plan.families.includes('G') ? null : plan.title,
    lastUpdated: dateOf(plan.lastUpdated),
    families: plan.families,
    phases: plan.phases.map(phaseFacts),
    tasks: plan.tasks.map(taskFacts),
    sessionLog: plan.sessionLog.map(rowFacts),
  };
}

function phaseFacts({ index, number, id, name, goal, dependencies, tasks }: Phase) {
  return { index, number, id, name, goal, dependencies, tasks: tasks.map((task) => task.id) };
}

function taskFacts(task: Task) {
  const { id, key, name, priority, phase, family, dependentsText, dependsOnText, placeholder, writable, postCheckComplete } = task;
  const { iplanId, iplanStatus, iplanStatusText, started, completed, holds } = task.implementation;
  const implementation = {
    iplanId,
    iplanStatus: statusFacts(iplanStatus, iplanStatusText),
    started,
    completed,
    // What a row can hold is decided by its table, which a plan does not tell of.
    holds: family === 'A' ? null : [...holds].sort(),
  };
  // A post-check with an empty status and one without any are the same checklist; only the reader tells them apart.
  const isTold = task.postCheck === null || task.postCheck.statusText !== '';
  const checklists = {
    preCheck: checklistFacts(task.preCheck),
    postCheck: checklistFacts(task.postCheck),
    postCheckComplete: isTold && postCheckComplete,
  };
  const status = statusFacts(task.status, task.statusText);
  return {
    id,
    key,
    name,
    priority,
    phase,
    family,
    status,
    dependentsText,
    dependsOnText,
    placeholder,
    writable,
    implementation,
    ...checklists,
  };
}

function checklistFacts(checklist: Checklist | null) {
  if (checklist === null) return null;
  const items = checklist.items.map(({ key, done }) => ({ key, done }));
  return { status: statusFacts(checklist.status, checklist.statusText), items };
}

function rowFacts({ date, task, status, statusText, notes, placeholder }: LogRow) {
  return { date, task, status: statusFacts(status, statusText), notes, placeholder };
}

/** A status counts, not its wording; wording that says none counts as it is. */
function statusFacts(status: Status | null, text: string | null) {
  return status ?? { text };
}

/** A Last Updated has a time of day only where the file has one. */
function dateOf(text: string | null): string | null {
  return text === null ? null : text.slice(0, 10);
}
