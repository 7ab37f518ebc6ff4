/**
 * Why a task stands where it stands: each reason either can be settled at once, or leads to another
 * task that must move first. `why` follows them down; nothing here recurs.
 */
import type { Task } from '../model/plan.ts';
import type { NextStep } from '../model/problem.ts';
import type { RuleName } from '../model/rule-names.ts';
import { tellMoment } from '../model/tell-moment.ts';
import { tellDifference, unusable } from './alone-gates.ts';
import { completeGates, sequenceGates, startGates } from './gates.ts';
import { holderOf } from './holder.ts';
import { leadOn, onward } from './lead-on.ts';
import { instructSteps, recordSteps, step } from './next-steps.ts';
import { prerequisiteTasksOf } from './prerequisites.ts';
import type { RuleWorld } from './rule-world.ts';
import { openPrerequisites, phaseNotOpen, queueOf, unrecordedCompletions, waitingFor } from './sequence.ts';
import type { ShutGate } from './shut-gate.ts';
import { shutGates } from './shut-gate.ts';
import { someOf } from './sighting.ts';
import type { Standing } from './standing.ts';
import { standingOf } from './standing.ts';

export interface Reason {
  readonly rule: RuleName;
  readonly message: string;
  /** Tasks that must move before this is settled. */
  readonly on: readonly Task[];
  /** What settles it, where no other task must move. */
  readonly next: readonly NextStep[];
}

/**
 * The reasons why a task is not further; none for one that is COMPLETED, or whose next call is permitted.
 * With `fully` also what would still keep it back after what it waits for has moved.
 */
export function reasonsFor(world: RuleWorld, task: Task, fully = true): readonly Reason[] {
  if (task.placeholder) return [leaf('placeholder', `${task.id} is a template row that stands for a task to be filled in`, [step('show')])];
  const standing = standingOf(world, task);
  // What its entry seems to say may be nobody's word, and no operation can move it.
  const shut = task.status !== 'COMPLETED' || standing.differences.length > 0 ? unusable(world, task) : null;
  if (shut !== null) return [leaf(shut.rule, `${task.id} ${shut.message}`, leadOn(world, shut, task))];
  if (standing.differences.length > 0) {
    const edits = someOf(standing.differences.map(tellDifference), 3);
    return [leaf('unrecorded-change', `${task.id} was edited by hand (${edits})`, recordSteps(task))];
  }
  switch (task.status) {
    case 'NOT_STARTED':
      return beforeStart(world, standing, fully);
    case 'IN_PROGRESS':
      return beforeCompletion(world, standing);
    case 'BLOCKED':
      return whileBlocked(world, standing);
    case 'DEFERRED':
      if (!world.ledgers.adopted) return [notAdopted(world)];
      if (standing.history.stops.length > 0) return questions(world, standing);
      return [leaf('wrong-status', `${task.id} was put off${lastReason(standing, 'defer')}`, [step(`resume ${task.id}`)])];
    case 'COMPLETED':
      return [];
    case null:
      return [leaf('unknown-status', `"${task.statusText}" is no status`, [step('check')])];
  }
}

const leaf = (rule: RuleName, message: string, next: readonly NextStep[]): Reason => ({ rule, message, on: [], next });

function beforeStart(world: RuleWorld, standing: Standing, fully: boolean): readonly Reason[] {
  const { task } = standing;
  const waiting = waitingReasons(world, task);
  if (waiting.length > 0 && !fully) return waiting;
  if (!world.ledgers.adopted) return waiting.length > 0 ? waiting : [notAdopted(world)];
  const told = new Set(waiting.map(({ rule }) => rule));
  const shut = shutGates([...startGates, ...sequenceGates], world, standing).filter(({ rule }) => !told.has(rule));
  return [...waiting, ...shut.map((gate) => gateReason(world, gate, task))];
}

const notAdopted = ({ file }: RuleWorld): Reason => leaf('not-adopted', `${file} has not been adopted`, [step('init --yes')]);

/** What `waitingFor` says, with the tasks themselves, so that they can be followed. */
function waitingReasons(world: RuleWorld, task: Task): readonly Reason[] {
  const prerequisites = new Map(openPrerequisites(world, task).map((prerequisite) => [prerequisite.id, prerequisite]));
  return waitingFor(world, task).map(({ rule, message, task: id }) => {
    if (rule === 'phase-not-open') return { rule, message, on: firstToMove(world, phaseNotOpen(world, task)), next: [] };
    const prerequisite = rule === 'started-before-prerequisite' && id !== undefined ? prerequisites.get(id) : undefined;
    if (prerequisite !== undefined) return { rule, message, on: [prerequisite], next: [] };
    return leaf(rule, message, leadOn(world, { rule, message, about: [], have: [], missing: [] }, task));
  });
}

/** Of a phase with many open tasks, the first few: such as wait for no other before those that do. */
function firstToMove(world: RuleWorld, open: readonly Task[]): readonly Task[] {
  const free: Task[] = [];
  for (const task of open) {
    // What a task waits for its documents may say as well, and they are read only until enough are found.
    if (prerequisiteTasksOf(world, task).every(({ status }) => status === 'COMPLETED')) free.push(task);
    if (free.length === mostFollowed) return free;
  }
  return [...free, ...open.filter((task) => !free.includes(task))].slice(0, mostFollowed);
}
const mostFollowed = 3;

function gateReason(world: RuleWorld, gate: ShutGate, task: Task): Reason {
  const { rule, message } = gate;
  switch (rule) {
    case 'unrecorded-completion':
      return { rule, message, on: unrecordedCompletions(world).slice(0, mostFollowed), next: leadOn(world, gate, task) };
    case 'out-of-sequence':
      return { rule, message, on: [...firstOf(queueOf(world))], next: [] };
    default:
      return leaf(rule, message, leadOn(world, gate, task));
  }
}

function firstOf(queue: Iterable<Task>): readonly Task[] {
  for (const task of queue) return [task];
  return [];
}

function beforeCompletion(world: RuleWorld, standing: Standing): readonly Reason[] {
  const { task, history } = standing;
  if (!world.ledgers.adopted) return [notAdopted(world)];
  const shut = shutGates(completeGates, world, standing).map((gate) => gateReason(world, gate, task));
  const held = holderOf(world, history);
  const holder = held === null ? 'somebody' : held.actor.name;
  const since = held === null ? '' : ` since ${tellMoment(held.since)}`;
  return [...shut, leaf('already-started', `${holder} works on ${task.id}${since}`, onward(world, standing))];
}

/** BLOCKED lasts while any block or STOP is open; an adopted one has neither. */
function whileBlocked(world: RuleWorld, standing: Standing): readonly Reason[] {
  const { task, history } = standing;
  if (!world.ledgers.adopted) return [notAdopted(world)];
  const stops = questions(world, standing);
  const blocks = history.blocks.map(({ reason, actor }) =>
    leaf('wrong-status', `${actor.name} blocked it: ${reason}`, [step(`unblock ${task.id}`)]),
  );
  const reasons = [...stops, ...blocks];
  return reasons.length > 0
    ? reasons
    : [leaf('wrong-status', `${task.id} was BLOCKED when the plan was adopted`, [step(`unblock ${task.id}`)])];
}

/** What waits for an answer. */
function questions(world: RuleWorld, { task, history }: Standing): readonly Reason[] {
  const answers = instructSteps(world, task);
  return history.stops.map(({ question, actor }, at) => leaf('stop-open', `${actor.name} asked: ${question}`, answers.slice(at, at + 1)));
}

function lastReason({ history }: Standing, operation: string): string {
  const reason = history.events.findLast((event) => event.operation === operation)?.input.reason;
  return typeof reason === 'string' ? `: ${reason}` : '';
}
