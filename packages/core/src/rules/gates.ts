/**
 * The gates: what must hold before a task starts, and before it is complete. Each rule once; the two
 * lists at the top are the transitions' own.
 */
import type { Evidence } from '../ledger/history.ts';
import type { Task } from '../model/plan.ts';
import { tellMoment } from '../model/tell-moment.ts';
import type { Step } from '../upstream/document-facts.ts';
import { isBookkeeping, verifierOf } from './checklist-items.ts';
import { showChange, tellSuspect } from './document-change.ts';
import { aboutChanges, suspectReceipts } from './freshness.ts';
import { endOfLease, isHeldByActor, otherHolder, tellHolder } from './holder.ts';
import { openPreCheckItems } from './next-steps.ts';
import { prerequisiteTasksOf } from './prerequisites.ts';
import { reviewIsMandatory, reviewOf } from './review.ts';
import type { RuleWorld } from './rule-world.ts';
import { phaseNotOpen, queueOf, unrecordedCompletions } from './sequence.ts';
import type { Gate, ShutGate } from './shut-gate.ts';
import { shut } from './shut-gate.ts';
import { someOf } from './sighting.ts';
import type { Standing } from './standing.ts';
import { iplanDocumentsOf } from './task-documents.ts';
import { incompletePrerequisites, verdictOn } from './verifiers.ts';

/** All gates of `start` but the sequence, which a reason can pass. */
export const startGates: readonly Gate[] = [
  preCheckComplete,
  receiptsHeld,
  receiptsFresh,
  toolItemsHold,
  prerequisitesCompleted,
  stopOpen,
  reviewed,
  alreadyStarted,
  completionsRecorded,
  phaseOpen,
];

/** The gate that `start --skip-ahead` passes. */
export const sequenceGates: readonly Gate[] = [inSequence];

/** The gate of `complete` that a start opens nothing of. */
export const evidenceGates: readonly Gate[] = [evidencePresent];

/** Gates of `complete` that are left when all steps are ticked. */
export const gatesBesideSteps: readonly Gate[] = [receiptsStillHeld, receiptsFresh, stopOpen, stillReviewed, ...evidenceGates];

/** Gates of `complete` that do not depend on what is said with it. */
export const completeGates: readonly Gate[] = [...gatesBesideSteps, stepsTicked];

function preCheckComplete(_world: RuleWorld, standing: Standing): ShutGate | null {
  const open = openPreCheckItems(standing).filter((item) => verifierOf(item) === 'attested');
  if (open.length === 0) return null;
  return shut('started-without-pre-check', `its pre-check has ${open.length} open ${open.length === 1 ? 'item' : 'items'}`, {
    about: open,
    have: doneItems(standing).map((item) => `${item} verified`),
    missing: open,
  });
}

function receiptsHeld(_world: RuleWorld, standing: Standing): ShutGate | null {
  const held = new Set(standing.history.receipts.map(({ item }) => item));
  const missing = doneItems(standing).filter((item) => verifierOf(item) === 'attested' && !held.has(item));
  if (missing.length === 0) return null;
  return shut('missing-receipt', `${missing.join(', ')}: ticked, and nobody vouches for it`, {
    about: missing,
    have: [...held].map((item) => `receipt for ${item}`),
    missing: missing.map((item) => `a receipt for ${item}`),
  });
}

/** A task that was under way when the plan was adopted may finish without receipts; every other needs those it started with. */
function receiptsStillHeld(world: RuleWorld, standing: Standing): ShutGate | null {
  return wasUnderWay(world, standing) ? null : receiptsHeld(world, standing);
}

function wasUnderWay({ ledgers }: RuleWorld, { task }: Standing): boolean {
  return ledgers.baseline?.underway.includes(task.key) === true;
}

function doneItems(standing: Standing): readonly string[] {
  return Object.keys(standing.vouched)
    .filter((path) => path.startsWith('preCheck.items.') && standing.vouched[path] === true)
    .map((path) => path.slice('preCheck.items.'.length));
}

/** `start` runs the tool's own items by itself. */
function toolItemsHold(world: RuleWorld, standing: Standing): ShutGate | null {
  const failed = openPreCheckItems(standing)
    .filter((item) => verifierOf(item) === 'by the tool' && !hasGateOfItsOwn(world, standing, item))
    .map((item) => ({ item, verdict: verdictOn(item, world, standing) }))
    .flatMap(({ item, verdict }) => (verdict.holds ? [] : [{ item, ...verdict }]));
  if (failed.length === 0) return null;
  return shut('verifier-failed', failed.map(({ item, message }) => `${item}: ${message}`).join('; '), {
    about: failed.map(({ item }) => item),
    missing: failed.flatMap(({ missing }) => missing),
  });
}

/** Dependencies have a gate that says more, and so has the review where it is mandatory. */
function hasGateOfItsOwn(world: RuleWorld, { task }: Standing, item: string): boolean {
  return item === 'confirmed_deps' || item === 'checked_deps' || (item === 'reviewed_upstream' && reviewIsMandatory(world, task));
}

function prerequisitesCompleted(world: RuleWorld, standing: Standing): ShutGate | null {
  const open = incompletePrerequisites(world, standing.task);
  if (open.length === 0) return null;
  const met = prerequisiteTasksOf(world, standing.task).filter((prerequisite) => !open.some(({ task }) => task === prerequisite));
  const names = open.map(({ task }) => task.id);
  return shut('started-before-prerequisite', `${names.join(', ')} must be COMPLETED first`, {
    about: open.map(({ task }) => task.key),
    have: met.map(({ id }) => `${id} COMPLETED`),
    missing: open.map(({ task, vouched }) => `${task.id} COMPLETED (it is ${String(vouched.status)})`),
  });
}

/** What was vouched for is still what it was. The tool's own items are run anew instead, and renewed where they hold. */
function receiptsFresh(world: RuleWorld, standing: Standing): ShutGate | null {
  const suspects = suspectReceipts(world, standing).filter(({ receipt: { item } }) => !isRenewable(world, standing, item));
  const [first] = suspects.flatMap(({ changes }) => changes);
  if (first === undefined) return null;
  const shown = showChange(world, first);
  return shut('suspect-receipt', suspects.map((suspect) => tellSuspect(world, suspect)).join('; '), {
    about: aboutChanges(suspects),
    have: suspects.map(({ receipt }) => `${receipt.item}, vouched for on ${receipt.at.slice(0, 10)}: ${receipt.note}`),
    missing: suspects.map(({ receipt }) => receipt.item),
    place: { file: shown.path, line: shown.place.line, column: shown.place.column },
  });
}

/** True for what the tool says by itself again, and for what the gate of the review says better. */
function isRenewable(world: RuleWorld, standing: Standing, item: string): boolean {
  if (verifierOf(item) === 'attested') return false;
  return hasGateOfItsOwn(world, standing, item) || verdictOn(item, world, standing).holds;
}

/** The mandatory review, which runs by itself: the documents do not contradict each other. */
function reviewed(world: RuleWorld, { task }: Standing): ShutGate | null {
  if (!reviewIsMandatory(world, task)) return null;
  const { documents, errors } = reviewOf(world, task);
  const [first] = errors;
  if (first === undefined) return null;
  return shut(
    'review-missing',
    `its documents contradict each other: ${someOf(
      errors.map(({ message }) => message),
      3,
    )}`,
    {
      about: errors.flatMap(({ rule, about }) => [`${rule}: ${about.join(', ')}`]),
      have: documents.map(({ path }) => path),
      missing: errors.map(({ rule, message }) => `${rule}: ${message}`),
      place: { file: first.here.file, line: first.here.place.line, column: first.here.place.column },
    },
  );
}

/** A task that was under way when the plan was adopted was begun by other rules. */
function stillReviewed(world: RuleWorld, standing: Standing): ShutGate | null {
  return wasUnderWay(world, standing) ? null : reviewed(world, standing);
}

/** Steps of the task's IPLAN document that are not ticked. */
export function openSteps(world: RuleWorld, task: Task): readonly Step[] {
  const [iplan] = iplanDocumentsOf(world, task);
  return iplan?.facts.steps.filter(({ done }) => !done) ?? [];
}

/** The task list of the IPLAN document, where it exists. */
function stepsTicked(world: RuleWorld, { task }: Standing): ShutGate | null {
  const [iplan] = iplanDocumentsOf(world, task);
  const open = openSteps(world, task);
  const [first] = open;
  if (iplan === undefined || first === undefined) return null;
  const place = iplan.placeOf(first.span);
  return shut('iplan-unfinished', `${iplan.id} has ${open.length} open ${open.length === 1 ? 'step' : 'steps'}`, {
    about: open.map(({ text }) => text),
    have: iplan.facts.steps.filter(({ done }) => done).map(({ number, text }) => `${number}. ${text}`),
    missing: open.map(({ number, text }) => `${number}. ${text}`),
    place: { file: iplan.path, line: place.line, column: place.column },
  });
}

/** The work is stopped: its question waits for a person. */
export function stopOpen(_world: RuleWorld, { history }: Standing): ShutGate | null {
  if (history.stops.length === 0) return null;
  return shut('stop-open', 'is stopped until a person answers', {
    about: history.stops.map(({ event }) => event),
    have: history.stops.map(({ question, actor, at }) => `${actor.name} asked on ${at.slice(0, 10)}: ${question}`),
    missing: ['an answer'],
  });
}

/** Another has the task. */
export function alreadyStarted(world: RuleWorld, { history }: Standing): ShutGate | null {
  const holder = otherHolder(world, history);
  if (holder === null) return null;
  const end = endOfLease(holder);
  return shut('already-started', tellHolder(holder), {
    about: [holder.actor.name],
    have: [
      `taken by ${holder.actor.name} (${holder.actor.kind}) on ${tellMoment(holder.since)}`,
      ...(end === null ? [] : [`its lease ends on ${tellMoment(end)}, unless it is renewed`]),
    ],
  });
}

/** Nothing else starts before what is done is recorded. */
function completionsRecorded(world: RuleWorld, standing: Standing): ShutGate | null {
  const open = unrecordedCompletions(world).filter(({ key }) => key !== standing.task.key);
  if (open.length === 0) return null;
  return shut(
    'unrecorded-completion',
    `${ids(open)} ${open.length === 1 ? 'is' : 'are'} COMPLETED in the file, but not fully recorded; that comes first`,
    {
      about: open.map(({ key }) => key),
      missing: open.map(({ id }) => `post-check and COMPLETED log row of ${id}`),
    },
  );
}

function phaseOpen(world: RuleWorld, standing: Standing): ShutGate | null {
  const open = phaseNotOpen(world, standing.task);
  if (open.length === 0) return null;
  return shut('phase-not-open', `an earlier phase is not finished: ${ids(open)}`, {
    about: open.map(({ key }) => key),
    missing: open.map(({ id }) => `${id} COMPLETED or DEFERRED`),
  });
}

/** With `order: sequence` only the first of the queue starts, and what was claimed when it was the first. */
function inSequence(world: RuleWorld, standing: Standing): ShutGate | null {
  if (world.policy.order === 'ready' || isHeldByActor(world, standing.history)) return null;
  const [first] = queueOf(world);
  if (first === undefined || first.key === standing.task.key || first.line > standing.task.line) return null;
  return shut('out-of-sequence', `${first.id} comes first; it can be started, blocked or deferred`, {
    about: [first.key],
    have: [`${first.id} is ready and stands earlier (line ${first.line})`],
    missing: [`${first.id} started, blocked or deferred`],
  });
}

/** The evidence that the policy asks for: the latest of each name, passed, and for the tree at hand. */
function evidencePresent(world: RuleWorld, { history }: Standing): ShutGate | null {
  const latest = (name: string) => history.evidence.findLast((evidence) => evidence.name === name);
  const lacks = world.policy.evidence.flatMap((name) => lackOf(name, latest(name), world.tree) ?? []);
  if (lacks.length === 0) return null;
  return shut('evidence-missing', `the ${world.policy.name} policy asks for evidence: ${lacks.map(({ told }) => told).join(', ')}`, {
    about: lacks.map(({ name }) => name),
    have: history.evidence.map(({ name, exitCode, at }) => `${name} ended with ${exitCode} on ${at}`),
    missing: lacks.map(({ name }) => `${name}, passed on the tree at hand`),
  });
}

function lackOf(name: string, evidence: Evidence | undefined, tree: string | null): { name: string; told: string } | null {
  if (evidence === undefined) return { name, told: `${name} has not run` };
  if (evidence.exitCode !== 0) return { name, told: `${name} failed` };
  return tree !== null && evidence.tree !== tree ? { name, told: `${name} ran on another state of the tree` } : null;
}

/** Post-check items that somebody must vouch for before the task is complete. */
export function openAttestations(standing: Standing, attested: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(standing.file)
    .filter((path) => path.startsWith('postCheck.items.'))
    .map((path) => path.slice('postCheck.items.'.length))
    .filter((item) => !isBookkeeping(item) && standing.vouched[`postCheck.items.${item}`] !== true && !Object.hasOwn(attested, item));
}

const ids = (tasks: readonly Task[]) =>
  tasks
    .slice(0, 5)
    .map(({ id }) => id)
    .join(', ') + (tasks.length > 5 ? ` and ${tasks.length - 5} more` : '');
