/** `add task ID`: a new entry in a phase, written as its neighbours are. */
import * as v from 'valibot';
import type { NewTask } from '../model/change.ts';
import { taskIn } from '../model/in-plan.ts';
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { isTaskId, type TaskKey, taskKeyOf } from '../model/task-id.ts';
import type { ValueChange } from '../model/tracked-state.ts';
import { sameValue } from '../model/tracked-state.ts';
import { claimRefused, notAdopted } from '../rules/alone-gates.ts';
import { step } from '../rules/next-steps.ts';
import { fileStateOf } from '../rules/standing.ts';
import { circleClosed } from './closed-circle.ts';
import { optionalText, text } from './input.ts';
import { misused } from './misused.ts';
import { newIdRefused } from './new-id.ts';
import type { ChangeOperation, World } from './operation.ts';
import type { PlaceInPlan } from './place-in-plan.ts';
import { placeInPlan, tellPhase } from './place-in-plan.ts';
import { worldAfter } from './planning.ts';
import { beforeTask, phaseName, priority } from './planning-input.ts';
import type { Commit, Decision } from './store.ts';
import type { TaskResult } from './task-result.ts';
import { taskResult } from './task-result.ts';
import { waitingNotes } from './waiting-notes.ts';

const input = v.object({
  id: text('The id of the new task: TYPE-SUFFIX.', { placeholder: 'ID', position: 0 }),
  phase: phaseName(),
  name: text('What it makes.'),
  priority: priority(),
  dependents: optionalText('What needs it: ids, names and other text, with commas between.'),
  dependsOn: optionalText('What it needs: ids, with commas between.', { placeholder: 'IDS' }),
  iplan: optionalText('The id of its IPLAN document.', { placeholder: 'ID' }),
  before: beforeTask(),
});

export const addTask: ChangeOperation<typeof input, TaskResult> = {
  kind: 'change',
  name: 'add task',
  summary: 'Add a task to a phase.',
  group: 'planning',
  input,
  examples: [
    {
      command: 'add task TASKS-30 --phase 4 --name "Ice watch" --priority P1 --depends-on TASKS-03',
      does: 'adds an entry at the end of phase 4',
    },
    {
      command: 'add task TASKS-31 --phase 4 --name "Tug roster" --priority P0 --before TASKS-30',
      does: 'adds one at its place in the sequence',
    },
  ],
  decide(said, world) {
    const early = notAdopted(world) ?? claimRefused(world, 'add task');
    if (early !== null) return refused(early);
    const task = newTaskOf(said);
    const refusal = newIdRefused(world, 'add task', { id: task.id, to: null }) ?? misfit(task);
    if (refusal !== null) return refused(refusal);
    const place = placeInPlan(world, 'add task', { phase: said.phase, before: said.before });
    return place.ok ? addAt(world, task, place.value) : place;
  },
};

function newTaskOf(said: v.InferOutput<typeof input>): NewTask {
  const { dependents = '', dependsOn = '', iplan = '' } = said;
  const iplanId = iplan.trim() === '' ? null : iplan.trim();
  return {
    id: said.id.trim(),
    name: said.name.trim(),
    priority: said.priority,
    dependents: dependents.trim(),
    dependsOn: dependsOn.trim(),
    iplanId,
  };
}

function misfit({ name, iplanId }: NewTask) {
  if (name === '') return misused('add task', 'a task needs a name', { missing: ['--name TEXT'] });
  if (/^\[[^\]]*\]$/.test(name))
    return misused('add task', `${name} in brackets is a template's name: it stands for one to be filled in`, {
      have: [name],
      missing: ['a name'],
    });
  if (iplanId !== null && !isTaskId(iplanId))
    return misused('add task', `${iplanId} is not the id of an IPLAN document`, { have: [iplanId], missing: ['an id such as IPLAN-07'] });
  return null;
}

function addAt(world: World, task: NewTask, { phase, before }: PlaceInPlan): Outcome<Decision<TaskResult>> {
  const key = taskKeyOf(task.id);
  const after = worldAfter(world, [{ kind: 'add-task', phase: phase.index, before, task }]);
  const entry = taskIn(after.plan, key);
  const circle = circleClosed(world, after, { operation: 'add task' });
  if (circle !== null) return refused(circle);
  const { id, iplanId, ...told } = task;
  const commit: Commit = {
    changes: [
      { kind: 'add-task', phase: phase.index, before, task },
      { kind: 'set-last-updated', at: world.now.local },
    ],
    events: [
      {
        ledger: key,
        operation: 'add task',
        task: id,
        input: { ...told, phase: tellPhase(phase), ...(iplanId === null ? {} : { iplanId }), ...(before === null ? {} : { before }) },
        changes: stateFrom(world, key, fileStateOf(after, entry)),
      },
    ],
  };
  const unwritten = entry.priority === null ? [`the table has no column for a priority, so ${task.priority} is not written`] : [];
  const message = [`${id} is added to ${tellPhase(phase)}`, ...unwritten, ...waitingNotes(world, after, key)].join('; ');
  return done({ result: taskResult(entry, 'NOT_STARTED', { message, next: [step(`show ${id}`)] }), commit });
}

/** Every value of the new entry; from what the ledger held last, where a task of that id was removed before. */
function stateFrom(world: World, key: TaskKey, state: Readonly<Record<string, unknown>>): readonly ValueChange[] {
  const last = world.ledgers.task(key).state ?? {};
  const paths = [...new Set([...Object.keys(state), ...Object.keys(last)])];
  const moved = paths.map((path) => ({ path, from: last[path] ?? null, to: state[path] ?? null }));
  return Object.keys(last).length === 0 ? moved : moved.filter(({ from, to }) => !sameValue(from, to));
}
