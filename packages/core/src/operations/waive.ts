/** `waive ID RULE`: a person lets one gate or finding of one task stand open, for the content as it is. */
import * as v from 'valibot';
import type { OpenStop } from '../ledger/history.ts';
import type { Task } from '../model/plan.ts';
import { done, type NextStep, type Problem, refused } from '../model/problem.ts';
import type { RuleName } from '../model/rule-names.ts';
import { ruleNames } from '../model/rule-names.ts';
import { sameActor } from '../model/same-actor.ts';
import { admit, admitEdited, forbidden } from '../rules/alone-gates.ts';
import { nearestRule } from '../rules/find-rule.ts';
import { countedSightings } from '../rules/findings.ts';
import { completeGates, sequenceGates, startGates } from '../rules/gates.ts';
import { problemOf } from '../rules/lead-on.ts';
import { personStep, step, whyStep } from '../rules/next-steps.ts';
import { reviewCause, reviewOf } from '../rules/review.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { mayBeWaived } from '../rules/waived.ts';
import { hasRunOut, waiverContent } from '../rules/waivers.ts';
import { boundedText, date, optionalText, taskId } from './input.ts';
import { misused } from './misused.ts';
import type { ChangeOperation, World } from './operation.ts';
import { noted, together } from './recorded.ts';
import { reasonGate } from './said.ts';
import { answered } from './stop.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

const input = v.object({
  id: taskId(),
  rule: v.pipe(boundedText(), v.description('The rule to let pass.'), v.metadata({ placeholder: 'RULE', position: 1, completes: 'rule' })),
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
  decide({ id, rule: name, reason = '', until }, world) {
    const rule = ruleNames.find((known) => known === name.toLowerCase());
    const admitted = admitEdited(world, 'waive', { id, personSteps: (standing) => [stepOfPerson(world, standing, rule)] });
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    if (rule === undefined) {
      const hint = nearestRule(name);
      const message = `there is no rule ${name}${hint === null ? '' : `; did you mean ${hint}?`}`;
      return refused(misused('waive', message, { have: [name], missing: [hint ?? 'the name of a rule'] }));
    }
    if (until !== undefined && hasRunOut(until, world.now)) {
      const message = `--until ${until} is past: such a waiver would hold for no day`;
      return refused(misused('waive', message, { have: [until], missing: ['a day from today on'] }));
    }
    if (!mayBeWaived(world.policy, rule))
      return refused(
        forbidden(world, `${task.id}: ${rule} can't be waived`, {
          task: task.id,
          missing: ['a rule that the policy lets a person waive'],
          next: [whyStep(task)],
        }),
      );
    const abouts = whatItIsAbout(world, standing, rule);
    if (abouts.length === 0) return refused(nothingToWaive(world, standing, rule));
    const refusal = refusedBy<never>(world, task, [
      reasonGate(world, reason, step(`waive ${task.id} ${rule} --reason "<why it may stand open>"`)),
    ]);
    if (refusal !== null) return refusal;
    const said = { rule, reason: reason.trim(), until: until ?? null };
    const waivers = abouts.map((about) =>
      noted(standing, { operation: 'waive', input: { ...said, content: waiverContent(rule, about, world.digest), about } }),
    );
    const stop = stopThatFalls(world, standing, rule);
    const answer = stop === null ? null : answered(world, standing, { stop, text: `${rule} is waived: ${said.reason}` });
    const told = `${task.id}: ${rule} is waived${until === undefined ? '' : ` until ${until}`}, for the content as it is`;
    const message = answer === null ? told : `${told}; that answers the STOP of the review`;
    return done({
      result: taskResult(task, answer === null ? task.status : answer.status, { message, next: [whyStep(task)] }),
      commit: together([...waivers, ...(answer === null ? [] : [answer.commit])]),
    });
  },
};

/** What an agent would have waived, as a person may say it; the reasons, where there is nothing to waive. */
function stepOfPerson(world: World, standing: Standing, rule: RuleName | undefined): NextStep {
  const { task } = standing;
  const isOpen = rule !== undefined && mayBeWaived(world.policy, rule) && whatItIsAbout(world, standing, rule).length > 0;
  return isOpen ? personStep(world, `waive ${task.id} ${rule} --reason "<why it may stand open>"`) : whyStep(task);
}

/** A finding about several tasks, such as a circle, belongs to one of them: that one is named. */
function nothingToWaive(world: World, { task }: Standing, rule: RuleName): Problem {
  const found = countedSightings(world).flatMap(({ sighting }) => (sighting.rule === rule && sighting.task ? [sighting.task] : []));
  const others = [...new Map(found.map((other) => [other.id, other])).values()].slice(0, mostOthers);
  const onOthers = others.length === 0 ? '' : `; it is found on ${others.map(({ id }) => id).join(', ')}`;
  const gate = shut('wrong-status', `${rule} is neither shut nor found on it, so there is nothing to waive${onOthers}`, {
    missing: [`${rule}, shut or found`],
    next: [...others.map((other) => waiveThere(world, other, rule)), whyStep(task)],
  });
  return problemOf(world, gate, task);
}

/** What keeps that from being waived comes first. */
function waiveThere(world: World, other: Pick<Task, 'id'>, rule: RuleName): NextStep {
  return admit(world, 'waive', other.id).ok ? step(`waive ${other.id} ${rule} --reason "<why it may stand open>"`) : whyStep(other);
}

/** How many other tasks are named. */
const mostOthers = 3;

/**
 * The STOP of a review that finds no other error than those which are waived now: the person who waives them has
 * answered it. Not where the policy wants the answer from another.
 */
function stopThatFalls(world: World, standing: Standing, rule: RuleName): OpenStop | null {
  const stop = standing.history.stops.find(({ cause }) => cause === reviewCause);
  if (stop === undefined || (world.policy.fourEyes && sameActor(stop.actor, world.actor))) return null;
  return reviewOf(world, standing.task).errors.every((error) => error.rule === rule) ? stop : null;
}

/** What the rule is about on this task now: by its findings, by its review, or by a gate that is shut. Each is waived by itself, since each changes by itself. */
function whatItIsAbout(world: World, standing: Standing, rule: RuleName): readonly (readonly string[])[] {
  const { errors, warnings } = reviewOf(world, standing.task);
  const counted = countedSightings(world).map(({ sighting }) => sighting);
  const found = [...counted.filter(({ task }) => task?.id === standing.task.id), ...errors, ...warnings].filter(
    (each) => each.rule === rule,
  );
  if (found.length > 0) return [...new Map(found.map(({ about }) => [JSON.stringify(about), about])).values()];
  const gates = [...startGates, ...sequenceGates, ...completeGates].map((gate) => gate(world, standing));
  const shut = gates.find((answer) => answer?.rule === rule);
  return shut == null ? [] : [shut.about];
}
