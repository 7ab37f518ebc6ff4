/**
 * What leads on from a refusal. One table from rule to the calls that are permitted in that very
 * state, to this actor: so that no refusal is a dead end, and none proposes what would be refused next.
 */

import type { Task } from '../model/plan.ts';
import type { NextStep, Problem } from '../model/problem.ts';
import type { RuleName } from '../model/rule-names.ts';
import { natureOf } from '../model/rule-names.ts';
import type { TaskKey } from '../model/task-id.ts';
import { verifierOf } from './checklist-items.ts';
import { completeGates, evidenceGates, gatesBesideSteps, openSteps, sequenceGates, startGates } from './gates.ts';
import { otherHolder } from './holder.ts';
import {
  completeStep,
  instructSteps,
  openPostCheckItems,
  openPreCheckItems,
  otherWork,
  personStep,
  recordSteps,
  step,
  verifyStep,
  whyStep,
} from './next-steps.ts';
import { actsAsPerson } from './permission.ts';
import { isInConflict } from './plan-in-conflict.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Gate, ShutGate } from './shut-gate.ts';
import { shutGates } from './shut-gate.ts';
import type { Standing } from './standing.ts';
import { standingOf } from './standing.ts';
import { rangesOf } from './step-ranges.ts';
import { verdictOn } from './verifiers.ts';
import { mayBeWaived } from './waived.ts';

/** The refusal that a shut gate gives. */
export function problemOf(world: RuleWorld, shut: ShutGate, task: Task): Problem {
  const { file, line, column } = shut.place ?? { file: world.file, ...world.places.ofTask(task, 'entry') };
  return {
    rule: shut.rule,
    message: `${task.id}: ${shut.message}`,
    task: task.id,
    file,
    line,
    column,
    have: shut.have,
    missing: shut.missing,
    next: shut.next ?? leadOn(world, shut, task),
    waivable: mayBeWaived(world.policy, shut.rule),
  };
}

type Lead = (world: RuleWorld, shut: ShutGate, task: Task) => readonly NextStep[];

const leads: Partial<Record<RuleName, Lead>> = {
  'read-only-block': (world, _shut, task) => editorFirst(world, task),
  'duplicate-id': (world, _shut, task) => editorFirst(world, task),
  placeholder: () => [otherWork],
  'unrecorded-change': (_world, _shut, task) => recordSteps(task),
  'ledger-broken': () => [step('audit verify')],
  'ledger-forked': () => [step('resolve')],
  'wrong-status': (world, _shut, task) => onward(world, standingOf(world, task)),
  'started-without-pre-check': (world, shut, task) => vouchSteps(world, standingOf(world, task), shut.about),
  'missing-receipt': (world, shut, task) => vouchSteps(world, standingOf(world, task), shut.about),
  'suspect-receipt': (world, shut, task) => vouchSteps(world, standingOf(world, task), shut.missing),
  'review-missing': (_world, _shut, task) => [step(`review ${task.id}`)],
  'verifier-failed': (_world, _shut, task) => [whyStep(task)],
  'started-before-prerequisite': (world, shut) => onwardOfAll(world, shut.about),
  'stop-open': (world, _shut, task) => [...instructSteps(world, task), otherWork],
  'already-started': () => [otherWork],
  'unrecorded-completion': (world, shut) => named(world, shut.about).flatMap((task) => restoreSteps(world, task)),
  'phase-not-open': (world, shut) => onwardOfAll(world, shut.about),
  'out-of-sequence': outOfSequence,
  'iplan-unfinished': (world, _shut, task) => [isAnothers(world, task) ? whyStep(task) : tickStep(world, task)],
  'evidence-missing': (world, shut, task) => shut.about.map((name) => evidenceStep(world, task, name)),
};

/** `verify` with the items that can be vouched for now; the reasons, where the documents stand in the way of all of them. */
export function vouchSteps(world: RuleWorld, standing: Standing, items: readonly string[]): readonly NextStep[] {
  const holding = items.filter((item) => verdictOn(item, world, standing).holds);
  return [holding.length > 0 ? verifyStep(world, standing, holding) : whyStep(standing.task)];
}

/** An agent goes on with nothing that another has. */
function isAnothers(world: RuleWorld, { key }: Task): boolean {
  return !actsAsPerson(world.actor, world.policy) && otherHolder(world, world.ledgers.task(key)) !== null;
}

function tickStep(world: RuleWorld, task: Task): NextStep {
  return step(`iplan tick ${task.id} ${rangesOf(openSteps(world, task).map(({ number }) => number))}`);
}

/** A command runs once a person has agreed to it, on this machine; one that the policy does not name can't. */
function evidenceStep(world: RuleWorld, task: Task, name: string): NextStep {
  const command = world.policy.commands[name];
  if (command === undefined) return step('config');
  return world.mayRun({ name, run: command.run }) ? step(`evidence ${task.id} --run ${name}`) : personStep(world, `config trust ${name}`);
}

/**
 * The calls that lead on from a shut gate; the reasons, where nothing else does. While a hand edit of the
 * task waits to be settled, settling it comes first.
 */
export function leadOn(world: RuleWorld, shut: ShutGate, task: Task): readonly NextStep[] {
  if (natureOf(shut.rule).refusal === 'gate' && standingOf(world, task).differences.length > 0) return recordSteps(task);
  const steps = leads[shut.rule]?.(world, shut, task);
  return steps === undefined || steps.length === 0 ? [whyStep(task)] : steps;
}

/** What an editor must mend before any operation is admitted; none for an entry that can be edited as it stands. */
function editorFirst(world: RuleWorld, task: Task): readonly NextStep[] {
  if (!task.writable && isInConflict(world)) return [step('resolve')];
  return !task.writable || world.graph.isRepeated(task.key) ? [step('check')] : [];
}

function restoreSteps(world: RuleWorld, task: Task): readonly NextStep[] {
  const first = editorFirst(world, task);
  return first.length > 0 ? first : [step(`record ${task.id} --restore`)];
}

/** What moves a task from where it stands, as far as this actor can do it now. */
export function onward(world: RuleWorld, standing: Standing): readonly NextStep[] {
  const { task, vouched, history } = standing;
  const first = editorFirst(world, task);
  if (first.length > 0) return first;
  if (standing.differences.length > 0) return recordSteps(task);
  if (history.stops.length > 0) return instructSteps(world, task);
  switch (vouched.status) {
    case 'NOT_STARTED':
      return beforeStart(world, standing);
    case 'IN_PROGRESS':
      return beforeCompletion(world, standing);
    case 'BLOCKED':
      return [step(`unblock ${task.id}`)];
    case 'DEFERRED':
      return [step(`resume ${task.id}`)];
    case 'COMPLETED':
      return [personStep(world, `reopen ${task.id} --reason "<why>"`)];
    default:
      return [whyStep(task)];
  }
}

/** What leads on once something was done about a task: from a completed one, to other work. */
export function afterChange(world: RuleWorld, standing: Standing): readonly NextStep[] {
  return standing.vouched.status === 'COMPLETED' ? [otherWork] : onward(world, standing);
}

function beforeStart(world: RuleWorld, standing: Standing): readonly NextStep[] {
  const open = openPreCheckItems(standing).filter((item) => verifierOf(item) === 'attested');
  if (open.length > 0) return vouchSteps(world, standing, open);
  const free = shutGates([...startGates, ...sequenceGates], world, standing).length === 0;
  return [free ? step(`start ${standing.task.id}`) : whyStep(standing.task)];
}

/** What leads from a start to the completion: the steps of the IPLAN, where it has some to tick. */
export function afterStart(world: RuleWorld, standing: Standing): readonly NextStep[] {
  if (openSteps(world, standing.task).length > 0) return [tickStep(world, standing.task)];
  return beforeCompletion(world, standing, evidenceGates);
}

/** The same once every step is ticked. */
export function afterLastStep(world: RuleWorld, standing: Standing): readonly NextStep[] {
  return beforeCompletion(world, standing, gatesBesideSteps);
}

function beforeCompletion(world: RuleWorld, standing: Standing, gates: readonly Gate[] = completeGates): readonly NextStep[] {
  if (otherHolder(world, standing.history) !== null) return [whyStep(standing.task)];
  const [first] = shutGates(gates, world, standing);
  if (first !== undefined) return leadOn(world, first, standing.task);
  return [completeStep(standing.task, openPostCheckItems(standing))];
}

/** The first in the queue can be moved on, put off (once no hand edit of it waits to be settled), or passed. */
function outOfSequence(world: RuleWorld, shut: ShutGate, task: Task): readonly NextStep[] {
  const holders = named(world, shut.about);
  const settled = holders.filter((holder) => standingOf(world, holder).differences.length === 0);
  const skip = step(`start ${task.id} --skip-ahead "<why this one first>"`);
  const free = shutGates(startGates, world, standingOf(world, task)).length === 0;
  return [
    ...holders.flatMap((holder) => onward(world, standingOf(world, holder))),
    ...settled.map((holder) => step(`defer ${holder.id} --reason "<why>"`)),
    ...(free && world.policy.skipAhead !== 'never' ? [skip] : []),
  ];
}

function onwardOfAll(world: RuleWorld, keys: readonly string[]): readonly NextStep[] {
  return named(world, keys)
    .slice(0, 3)
    .flatMap((task) => onward(world, standingOf(world, task)));
}

/** `about` lists hold keys of tasks where a gate is about tasks. */
function named(world: RuleWorld, keys: readonly string[]): readonly Task[] {
  return [...new Set(keys)].map((key) => world.plan.task(key as TaskKey)).filter((task) => task !== undefined);
}
