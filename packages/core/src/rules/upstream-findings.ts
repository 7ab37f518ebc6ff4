/**
 * What `check` reports about the documents that tasks stand on. The checks look at all documents at once; here what
 * they found is given to the tasks that it concerns, so that a person can waive it, and sorted by rule.
 */
import { onceFor } from '../model/once-for.ts';
import type { Task } from '../model/plan.ts';
import type { RuleName } from '../model/rule-names.ts';
import { allContradictions } from './consistency/consistency.ts';
import type { Contradiction } from './consistency/contradiction.ts';
import { planTaskOf } from './consistency/plan-task-of.ts';
import { ofTask, reviewedDocuments } from './review.ts';
import type { RuleWorld } from './rule-world.ts';
import type { PlanRule, Sighting } from './sighting.ts';

export const upstreamRules = {
  'dangling-reference': found('dangling-reference'),
  'ambiguous-reference': found('ambiguous-reference'),
  'wrong-layer': found('wrong-layer'),
  'reference-cycle': found('reference-cycle'),
  'empty-upstream': found('empty-upstream'),
  'iplan-exceeds-tasks': found('iplan-exceeds-tasks'),
  'iplan-misses-requirement': found('iplan-misses-requirement'),
  'upstream-not-approved': found('upstream-not-approved'),
  'adr-not-accepted': found('adr-not-accepted'),
  'placeholder-content': found('placeholder-content'),
  'id-mismatch': found('id-mismatch'),
  'uncovered-requirement': found('uncovered-requirement'),
  'orphan-document': found('orphan-document'),
  'status-ahead': found('status-ahead'),
  'target-missing': found('target-missing'),
  'effort-missing': found('effort-missing'),
  'broken-link': found('broken-link'),
} as const satisfies Partial<Record<RuleName, PlanRule>>;

function found(rule: RuleName): PlanRule {
  return (world) => sightingsOf(world).get(rule) ?? [];
}

type ByRule = ReadonlyMap<RuleName, readonly Sighting[]>;
/** All that the checks found, once for the rules that tell it. */
const sightingsOf = onceFor((world: RuleWorld): ByRule => byRule(lookAt(world)));

function byRule(sightings: readonly Sighting[]): ByRule {
  const groups = new Map<RuleName, Sighting[]>();
  for (const sighting of sightings) {
    const group = groups.get(sighting.rule);
    if (group === undefined) groups.set(sighting.rule, [sighting]);
    else group.push(sighting);
  }
  return groups;
}

function lookAt(world: RuleWorld): readonly Sighting[] {
  const between = allContradictions(world).map((contradiction) => sighting(contradiction, concerned(world, contradiction)));
  const own = world.upstream.documents.length === 0 ? [] : world.plan.tasks.filter(({ placeholder }) => !placeholder);
  return [...between, ...own.flatMap((task) => ofTask(world, task).map((contradiction) => sighting(contradiction, [task])))];
}

function sighting({ rule, severity, message, about, here, there, remedy }: Contradiction, [task, ...others]: readonly Task[]): Sighting {
  const against = there === null ? '' : ` (against ${there.file}:${there.place.line}: "${there.text}")`;
  return {
    rule,
    severity,
    message: `${message}${against}`,
    about,
    place: () => here.place,
    file: here.file,
    ...(task === undefined ? {} : { task, others: others.map(({ key }) => key) }),
    remedy,
  };
}

/** The task that the document belongs to, or else those that stand on it, in the order of the plan. */
function concerned(world: RuleWorld, { here }: Contradiction): readonly Task[] {
  const documents = [world.upstream.at(here.file)].filter((document) => document !== null);
  return documents.flatMap((document) => planTaskOf(world, document) ?? standingOn(world).get(document.key) ?? []);
}

/** From a document to the tasks whose review takes it in; asked only where something was found. */
const standingOn = onceFor(indexTasks);

function indexTasks(world: RuleWorld): ReadonlyMap<string, readonly Task[]> {
  const index = new Map<string, Task[]>();
  for (const task of world.plan.tasks) {
    if (task.placeholder) continue;
    for (const key of new Set(reviewedDocuments(world, task).map((document) => document.key))) {
      const tasks = index.get(key);
      if (tasks === undefined) index.set(key, [task]);
      else tasks.push(task);
    }
  }
  return index;
}
