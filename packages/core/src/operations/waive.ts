/** `waive ID RULE`: a person lets one gate or finding of one task stand open, for the content as it is. */
import * as v from 'valibot';
import { done, refused } from '../model/problem.ts';
import type { RuleName } from '../model/rule-names.ts';
import { natureOf, ruleNames } from '../model/rule-names.ts';
import { admit, forbidden } from '../rules/alone-gates.ts';
import { nearest } from '../rules/find-task.ts';
import { countedSightings } from '../rules/findings.ts';
import { completeGates, sequenceGates, startGates } from '../rules/gates.ts';
import { problemOf } from '../rules/lead-on.ts';
import { step, whyStep } from '../rules/next-steps.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { waiverContent } from '../rules/waivers.ts';
import { date, optionalText, taskId } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { noted } from './recorded.ts';
import { reasonGate } from './said.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

const input = v.object({
  id: taskId(),
  rule: v.pipe(v.string(), v.description('The rule to let pass.'), v.metadata({ placeholder: 'RULE', position: 1, completes: 'rule' })),
  reason: optionalText('Why it may stand open.'),
  until: date('The last day on which the waiver holds.'),
});

export const waive: ChangeOperation<typeof input, TaskResult> = {
  kind: 'change',
  name: 'waive',
  summary: 'Let one rule of one task pass, for the content as it is (a person).',
  group: 'life',
  input,
  examples: [
    {
      command: 'waive TASKS-03 started-before-prerequisite --reason "the quay model is frozen" --until 2027-01-31',
      does: 'the gate stands open until then',
    },
  ],
  decide({ id, rule: name, reason, until }, world) {
    const admitted = admit(world, 'waive', id);
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    const rule = ruleNames.find((known) => known === name.toLowerCase());
    if (rule === undefined) {
      const hint = nearest(name.toLowerCase(), ruleNames);
      return refused({
        ...problemOf(world, shut('wrong-status', `there is no rule ${name}${hint === null ? '' : `; did you mean ${hint}?`}`), task),
        rule: 'usage',
      });
    }
    const allowed = natureOf(rule).waivable === true && (world.policy.waivable === null || world.policy.waivable.includes(rule));
    if (!allowed) return refused(forbidden(world, `${task.id}: ${rule} can't be waived`, { task: task.id, next: [whyStep(task)] }));
    const about = whatItIsAbout(world, standing, rule);
    if (about === null) {
      return refused(
        problemOf(
          world,
          shut('wrong-status', `${rule} is neither shut nor found; there is nothing to waive`, { next: [whyStep(task)] }),
          task,
        ),
      );
    }
    const refusal = refusedBy<never>(world, task, [
      reasonGate(world, reason, step(`waive ${task.id} ${rule} --reason "<why it may stand open>"`)),
    ]);
    if (refusal !== null) return refusal;
    const commit = noted(standing, {
      operation: 'waive',
      input: { rule, reason: reason?.trim() ?? '', until: until ?? null, content: waiverContent(rule, about, world.digest), about },
    });
    const message = `${task.id}: ${rule} is waived${until === undefined ? '' : ` until ${until}`}, for the content as it is`;
    return done({ result: taskResult(task, task.status, { message, next: [whyStep(task)] }), commit });
  },
};

/** What the rule is about on this task now: by a finding, or by a gate that is shut; null where neither is there. */
function whatItIsAbout(world: World, standing: Standing, rule: RuleName): readonly string[] | null {
  const seen = countedSightings(world).find(({ sighting }) => sighting.rule === rule && sighting.task?.id === standing.task.id);
  if (seen !== undefined) return seen.sighting.about;
  const gates = [...startGates, ...sequenceGates, ...completeGates].map((gate) => gate(world, standing));
  return gates.find((answer) => answer?.rule === rule)?.about ?? null;
}
