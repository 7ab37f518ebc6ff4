/**
 * The sequence: which tasks are ready, in which order, and what keeps the others waiting.
 *
 * `next` asks this of plans of any size, so everything here is asked late: a task's ledger only when its
 * turn is near, its entry in full only when nothing cheaper already keeps it waiting. Whether a
 * prerequisite is COMPLETED is the ledger's word wherever there is a ledger.
 */

import type { Ledgers } from '../ledger/history.ts';
import { phaseOf } from '../model/in-plan.ts';
import { itemAt } from '../model/item-at.ts';
import { onceFor } from '../model/once-for.ts';
import type { Task } from '../model/plan.ts';
import type { RuleName } from '../model/rule-names.ts';
import { holderOf, otherHolder, tellHolder } from './holder.ts';
import { isKnown } from './known-findings.ts';
import { phasesBefore } from './phase-order.ts';
import { hasPrerequisite, prerequisiteTasksOf } from './prerequisites.ts';
import type { RuleWorld } from './rule-world.ts';
import { inOrder } from './shut-gate.ts';
import { completedRowsOf, fileStateOf, logNamesOthers, standingOf, vouchedStatusOf } from './standing.ts';
import { stateFlaws } from './state-flaws.ts';
import { isWaived } from './waived.ts';

/** One thing that a task waits for. */
export interface Waiting {
  readonly rule: RuleName;
  readonly message: string;
  /** The task that must move first, as written. */
  readonly task?: string;
}

/** What keeps a NOT_STARTED task from being ready, in the order of the table of rules; a BLOCKED one waits for answers to its STOPs. */
export function waitingFor(world: RuleWorld, task: Task): readonly Waiting[] {
  switch (task.status) {
    case 'NOT_STARTED':
      return inOrder(hindrances.flatMap((hindrance) => hindrance(world, task)));
    case 'BLOCKED':
      return stopped(world, task);
    default:
      return [];
  }
}

/** Ready: NOT_STARTED, and nothing keeps it waiting. Whether it is its turn, the queue says. */
export function isReady(world: RuleWorld, task: Task): boolean {
  return (
    task.status === 'NOT_STARTED' && !waitsForOthers(world, task) && hindrances.every((hindrance) => hindrance(world, task).length === 0)
  );
}

/** What keeps most tasks of a plan waiting, without telling it. False where a waiver may let the task pass. */
function waitsForOthers(world: RuleWorld, { key }: Task): boolean {
  const isOpen = world.graph.hasPrerequisite(key, (task) => !isCompleted(world, task));
  return isOpen && world.ledgers.task(key).waivers.length === 0;
}

/** The ready tasks that nobody has claimed, in document order; each is looked for only when it is asked for. */
export function* queueOf(world: RuleWorld): Generator<Task> {
  for (const task of world.plan.tasks) if (isInQueue(world, task)) yield task;
}

/** Ready, and not claimed, not even by who asks: a claimed task holds nobody back. */
export function isInQueue(world: RuleWorld, task: Task): boolean {
  return isReady(world, task) && holderOf(world, world.ledgers.task(task.key)) === null;
}

/** What may keep a task waiting; the cheap questions first, since the first answer settles whether it is ready. */
const hindrances: readonly ((world: RuleWorld, task: Task) => readonly Waiting[])[] = [
  templateRow,
  readOnly,
  notAlone,
  prerequisitesOpen,
  phaseClosed,
  ledgerFaulty,
  stopped,
  taken,
  movedByHand,
];

/**
 * True where the file and the documents alone suggest that a NOT_STARTED task waits. For lists of what waits far behind the
 * head of the queue, where asking every ledger would cost more than the list is worth; `waitingFor` settles it.
 */
export function mayWait(world: RuleWorld, task: Task): boolean {
  return !task.writable || world.policy.phaseGate || hasPrerequisite(world, task, ({ status }) => status !== 'COMPLETED');
}

function templateRow(_world: RuleWorld, task: Task): readonly Waiting[] {
  return task.placeholder ? [{ rule: 'placeholder', message: `${task.id} is a template row` }] : [];
}

function readOnly(_world: RuleWorld, task: Task): readonly Waiting[] {
  return task.writable ? [] : [{ rule: 'read-only-block', message: `${task.id} stands in a block that cannot be edited` }];
}

function notAlone({ graph }: RuleWorld, task: Task): readonly Waiting[] {
  return graph.isRepeated(task.key) ? [{ rule: 'duplicate-id', message: `${task.id} stands more than once in the plan` }] : [];
}

function prerequisitesOpen(world: RuleWorld, task: Task): readonly Waiting[] {
  const rule = 'started-before-prerequisite';
  const open = openPrerequisites(world, task);
  if (open.length === 0 || isWaived(world, world.ledgers.task(task.key), { rule, about: open.map(({ key }) => key) })) return [];
  return open.map((prerequisite) => ({ rule, message: tellPrerequisite(prerequisite), task: prerequisite.id }));
}

/** How a task stands that another waits for. */
export function tellPrerequisite({ id, status, statusText }: Task): string {
  switch (status) {
    case 'COMPLETED':
      return `${id} is COMPLETED in the file, but the ledger does not say so`;
    case 'DEFERRED':
      return `${id} is DEFERRED: resume it, or take it out of the prerequisites`;
    default:
      return `${id} is ${status ?? tellUnread(statusText)}`;
  }
}

/** What stands where a status should. */
export function tellUnread(statusText: string): string {
  return statusText === '' ? 'without a status' : `"${statusText}"`;
}

function phaseClosed(world: RuleWorld, task: Task): readonly Waiting[] {
  const rule = 'phase-not-open';
  const open = phaseNotOpen(world, task);
  const [first] = open;
  if (first === undefined || isWaived(world, world.ledgers.task(task.key), { rule, about: open.map(({ key }) => key) })) return [];
  const more = open.length === 1 ? '' : ` and ${open.length - 1} more`;
  return [{ rule, message: `an earlier phase is not finished: ${first.id}${more}`, task: first.id }];
}

function ledgerFaulty({ ledgers }: RuleWorld, task: Task): readonly Waiting[] {
  const [fault] = ledgers.task(task.key).faults;
  return fault === undefined
    ? []
    : [{ rule: fault.rule, message: `its ledger does not hold together (line ${fault.line}: ${fault.message})` }];
}

function stopped({ ledgers }: RuleWorld, task: Task): readonly Waiting[] {
  return ledgers.task(task.key).stops.map(({ question, actor }) => ({ rule: 'stop-open', message: `${actor.name} asked: ${question}` }));
}

function taken(world: RuleWorld, task: Task): readonly Waiting[] {
  const holder = otherHolder(world, world.ledgers.task(task.key));
  return holder === null ? [] : [{ rule: 'already-started', message: tellHolder(holder) }];
}

/** The file says NOT_STARTED and the ledger does not: until that is settled, nobody knows where the task stands. */
function movedByHand(world: RuleWorld, task: Task): readonly Waiting[] {
  const status = vouchedStatusOf(world, task);
  return status === 'NOT_STARTED' ? [] : [{ rule: 'unrecorded-change', message: `the ledger has it as ${String(status)}` }];
}

/** Prerequisites that are not COMPLETED, in document order. */
export function openPrerequisites(world: RuleWorld, task: Task): readonly Task[] {
  return prerequisiteTasksOf(world, task).filter((prerequisite) => !isCompleted(world, prerequisite));
}

/**
 * Whether a task is COMPLETED, as gates see it: by its ledger, by the baseline while it has none, and by
 * the file itself before adoption. The same as the status of `standingOf(…).vouched`, without its cost.
 */
export function isCompleted({ ledgers }: RuleWorld, { key, status }: Task): boolean {
  if (!ledgers.adopted) return status === 'COMPLETED';
  const { state } = ledgers.task(key);
  return state === null ? completedAtAdoption(ledgers).has(key) : state.status === 'COMPLETED';
}

/** Unfinished tasks of the phases that must be finished before this task's. */
export function phaseNotOpen(world: RuleWorld, task: Task): readonly Task[] {
  return phasesBefore(world, phaseOf(world.plan, task)).flatMap(({ index }) => itemAt(unfinished(world), index));
}

/** Tasks that are neither COMPLETED nor DEFERRED, by phase. */
const unfinished = onceFor((world: RuleWorld): readonly (readonly Task[])[] =>
  world.plan.phases.map(({ tasks }) => tasks.filter((task) => !task.placeholder && !isFinished(world, task))),
);

function isFinished(world: RuleWorld, task: Task): boolean {
  return isCompleted(world, task) || (task.status === 'DEFERRED' && standingOf(world, task).vouched.status === 'DEFERRED');
}

/**
 * Tasks that are COMPLETED in the file without a complete post-check or a COMPLETED row in the log: while
 * there is one, no other task can start. Those that were so at adoption, or are waived, hold nobody.
 */
export function unrecordedCompletions(world: RuleWorld): readonly Task[] {
  return world.plan.openCompletions().filter((task) => !isLoggedOtherwise(world, task) && holdsOthers(world, task));
}

/** Rows may call a task by another name than its id. */
function isLoggedOtherwise(world: RuleWorld, task: Task): boolean {
  return task.postCheckComplete && logNamesOthers(world.plan) && completedRowsOf(world, task).length > 0;
}

function holdsOthers(world: RuleWorld, task: Task): boolean {
  const rule = 'unrecorded-completion';
  const about = stateFlaws[rule](fileStateOf(world, task));
  if (about === null) return false;
  return !isKnown(world, { rule, task: task.key, about }) && !isWaived(world, world.ledgers.task(task.key), { rule, about });
}

const completedAtAdoption = onceFor((ledgers: Ledgers): ReadonlySet<string> => new Set(ledgers.baseline?.completed));
