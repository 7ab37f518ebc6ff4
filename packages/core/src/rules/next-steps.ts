/** The forms of the calls that refusals and `next` offer. Which of them leads on from where is told in `lead-on.ts`. */

import type { Task } from '../model/plan.ts';
import type { NextStep } from '../model/problem.ts';
import { isBookkeeping, verifierOf } from './checklist-items.ts';
import { actsAsPerson } from './permission.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Standing } from './standing.ts';

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
export const whyStep = (task: Task): NextStep => step(`why ${task.id}`);

/** `verify` with every item that waits for an attestation; without items where only the tool's own are left. */
export function verifyStep(task: Task, items: readonly string[]): NextStep {
  const attested = items.filter((item) => verifierOf(item) === 'attested');
  return step(['verify', task.id, ...attested.map((item) => `${item}=<note>`)].join(' '));
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
