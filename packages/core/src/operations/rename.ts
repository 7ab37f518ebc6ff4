/**
 * `rename OLD NEW`: a task gets another id. The old one stays an alias of it, so that rows of the log,
 * ledgers and habits still lead to the task; entries that name it say the new id.
 */
import * as v from 'valibot';
import { replaceId } from '../graph/replace-mentions.ts';
import type { Change } from '../model/change.ts';
import { foldName } from '../model/fold-name.ts';
import type { Plan, Task } from '../model/plan.ts';
import { done, refused } from '../model/problem.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { admit } from '../rules/alone-gates.ts';
import { step } from '../rules/next-steps.ts';
import { taskId, text } from './input.ts';
import { newIdRefused } from './new-id.ts';
import type { ChangeOperation } from './operation.ts';
import { decided, planned } from './planning.ts';
import { looseningReason } from './planning-input.ts';
import { givenReason } from './said.ts';
import type { TaskResult } from './task-result.ts';
import { taskResult } from './task-result.ts';

const input = v.object({
  id: taskId(0, 'The task as it is called now.'),
  to: text('The new id.', { placeholder: 'NEW', position: 1 }),
  reason: looseningReason(),
});

export const rename: ChangeOperation<typeof input, TaskResult> = {
  kind: 'change',
  name: 'rename',
  summary: 'Give a task another id; the old one still leads to it.',
  group: 'planning',
  input,
  examples: [{ command: 'rename TASKS-19 TASKS-32', does: 'changes the id, in the tasks that name it too' }],
  decide({ id, to: wanted, reason }, world) {
    const admitted = admit(world, 'rename', id);
    if (!admitted.ok) return admitted;
    const { task } = admitted.value;
    const to = wanted.trim();
    if (to === task.id)
      return done({
        result: taskResult(task, task.status, { message: `${task.id} has that id already`, next: [step(`show ${task.id}`)] }),
        commit: null,
      });
    const refusal = newIdRefused(world, 'rename', { id: to, to: task });
    if (refusal !== null) return refused(refusal);
    const changes = renamingChanges(world.plan, task, to);
    const mentioning = [...new Set(changes.flatMap((change) => (change.kind === 'set-field' ? [change.task] : [])))];
    const commit = planned(world, {
      operation: 'rename',
      input: {
        from: task.id,
        to,
        ...(mentioning.length > 0 ? { mentioning } : {}),
        ...givenReason(reason),
      },
      changes,
      told: [{ path: 'id', from: task.id, to }],
      about: null,
      task: task.id,
      renamed: taskKeyOf(to) === task.key ? new Map() : new Map([[task.key, taskKeyOf(to)]]),
      reason,
      again: `rename ${task.id} ${to} --reason "<why>"`,
    });
    const mentioned = mentioning.length === 0 ? '' : `; so it is in ${mentioning.join(', ')}`;
    const result = taskResult(task, task.status, { message: `${task.id} is ${to} now${mentioned}`, next: [step(`show ${to}`)] });
    return decided(commit, { ...result, task: to });
  },
};

/** What a task's new id changes in the plan. */
export function renamingChanges(plan: Plan, task: Task, to: string): readonly Change[] {
  return [...mentionsOf(plan, task, to), { kind: 'rename-task', task: task.key, to }];
}

/** Changes of every entry that names the task by its id, its own among them. */
function mentionsOf(plan: Plan, { key }: Task, to: string): readonly Change[] {
  const names = new Set(plan.tasks.map(({ name }) => foldName(name)));
  const rewrite = (text: string) => (text === '' ? text : replaceId(text, { from: key, to, isName: (name) => names.has(name) }));
  return plan.tasks.flatMap(({ key: task, dependentsText, dependsOnText }): readonly Change[] => {
    const [dependents, dependsOn] = [rewrite(dependentsText), rewrite(dependsOnText)];
    return [
      ...(dependents === dependentsText ? [] : [{ kind: 'set-field', task, field: 'dependents', to: dependents } as const]),
      ...(dependsOn === dependsOnText ? [] : [{ kind: 'set-field', task, field: 'depends_on', to: dependsOn } as const]),
    ];
  });
}
