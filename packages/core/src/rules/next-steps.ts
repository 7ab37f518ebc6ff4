/** The forms of the calls that refusals and `next` offer. Which of them leads on from where is told in `lead-on.ts`. */

import type { OpenStop } from '../ledger/history.ts';
import type { Task } from '../model/plan.ts';
import type { NextStep } from '../model/problem.ts';
import { isBookkeeping, verifierOf } from './checklist-items.ts';
import { actsAsPerson } from './permission.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Standing } from './standing.ts';
import { linksOf, readingsOf } from './task-documents.ts';

/** A command line that anybody may run. */
export function step(command: string): NextStep {
  return { command: `tallyplan ${command}` };
}

/** A command line that only a person may run; said so to everybody else. */
export function personStep(world: RuleWorld, command: string): NextStep {
  return actsAsPerson(world.actor, world.policy) ? step(command) : { ...step(command), who: 'person' };
}

/** Always permitted: other work, and the reasons. */
export const otherWork = step('next');
export const whyStep = ({ id }: Pick<Task, 'id'>): NextStep => step(`why ${id}`);

/** `verify` with every item that waits for an attestation; without items where only the tool's own are left. The note on the architecture names the decision. */
export function verifyStep(world: RuleWorld, { task }: Pick<Standing, 'task'>, items: readonly string[]): NextStep {
  const attested = items.filter((item) => verifierOf(item) === 'attested');
  const noteOn = (item: string) => {
    const [decision] = item === namesDecision ? decisionsOf(world, task) : [];
    return decision === undefined ? '<note>' : `"${decision}: <note>"`;
  };
  return step(['verify', task.id, ...attested.map((item) => `${item}=${noteOn(item)}`)].join(' '));
}

/** The item whose note names the decision that the work follows. */
export const namesDecision = 'confirmed_arch';

/** The decisions (ADR) that a task's documents cite. */
export function decisionsOf(world: RuleWorld, task: Task): readonly string[] {
  return readingsOf(linksOf(world, task, 'ADR')).map(({ document }) => document.id);
}

/** `complete` with all that has to be said with it; `reason` where another has the task. */
export function completeStep(task: Task, open: readonly string[], reason?: string): NextStep {
  const attests = open.filter((item) => !isBookkeeping(item)).map((item) => ` --attest ${item}=<note>`);
  const why = reason === undefined ? '' : ` --reason ${reason}`;
  return step(`complete ${task.id} --summary "<what was done and how it was checked>"${attests.join('')}${why}`);
}

/** The ways out of a hand edit that the ledger does not know: back to the ledger always, into it through the gates. */
export function recordSteps(task: Task): readonly NextStep[] {
  return [step(`record ${task.id} --restore`), step('check')];
}

/** Pre-check items that the ledger does not vouch for as done, tool items among them. */
export function openPreCheckItems(standing: Standing): readonly string[] {
  return openItems(standing, 'preCheck.items.');
}

/** Post-check items that the ledger does not vouch for as done. */
export function openPostCheckItems(standing: Standing): readonly string[] {
  return openItems(standing, 'postCheck.items.');
}

function openItems(standing: Standing, prefix: string): readonly string[] {
  return Object.keys(standing.file)
    .filter((path) => path.startsWith(prefix) && standing.vouched[path] !== true)
    .map((path) => path.slice(prefix.length));
}

/** How a person answers what a task is stopped by; where there are several questions, which of them is said. */
export function instructSteps(world: RuleWorld, task: Task): readonly NextStep[] {
  const { stops } = world.ledgers.task(task.key);
  return stops.length === 0 ? [instructStep(world, task.id)] : stops.map((stop) => answerStep(world, task, stop));
}

/** The same for one of its questions. */
export function answerStep(world: RuleWorld, { id, key }: Task, { event }: OpenStop): NextStep {
  const { stops } = world.ledgers.task(key);
  return instructStep(world, stops.length > 1 ? `${id} --stop ${event.slice(0, 8)}` : id);
}

/** The same for a STOP that is being raised: while others are open, its id is not known yet, and the reasons tell it. */
export function newInstructStep(world: RuleWorld, task: Task): NextStep {
  return world.ledgers.task(task.key).stops.length > 0 ? whyStep(task) : instructStep(world, task.id);
}

function instructStep(world: RuleWorld, which: string): NextStep {
  return personStep(world, `instruct ${which} --text "<answer>"`);
}
