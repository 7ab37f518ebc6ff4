/** What is tested first, each alone: whether there is such a task, whether it can be edited, whether file and ledger agree about it. */

import type { LedgerFault } from '../ledger/history.ts';
import type { Task } from '../model/plan.ts';
import type { NextStep, Outcome, Problem } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { isStatus, type Status } from '../model/status.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { ValueChange } from '../model/tracked-state.ts';
import { findTask, nearestTaskId } from './find-task.ts';
import { alreadyStarted, stopOpen } from './gates.ts';
import { leadOn, problemOf } from './lead-on.ts';
import { ledgerPlaceOf } from './ledger-place.ts';
import { otherWork, personStep, step } from './next-steps.ts';
import { actsAsPerson, claimIsRefused } from './permission.ts';
import type { RuleWorld } from './rule-world.ts';
import type { ShutGate } from './shut-gate.ts';
import { shut } from './shut-gate.ts';
import type { Standing } from './standing.ts';
import { standingOf } from './standing.ts';
import type { TransitionName } from './transitions.ts';
import { leadingFrom, transitionOf } from './transitions.ts';
import { mayBeUnread, vanishedWork } from './vanished.ts';

/** Whether an operation takes up a difference between ledger and file by itself, because it asks for exactly what the hand edit did. */
export type Absorbs = (difference: ValueChange, standing: Standing) => boolean;

/** A standing on which something may be decided: file and ledger agree, as far as nothing is taken up, and the status is one. */
export interface Admitted extends Standing {
  /** What the ledger vouches for. */
  readonly status: Status;
}

/** Admits a task to an operation: the standing to decide on, or the one problem that comes before all gates. */
export function admit(world: RuleWorld, operation: TransitionName, id: string): Outcome<Admitted> {
  return admitEdited(world, operation, { id });
}

interface Asked {
  readonly id: string;
  readonly absorbs?: Absorbs;
  /** What leads to a person, where the operation is a person's and an agent asked for it; else the operation, with a reason. */
  readonly personSteps?: (standing: Standing) => readonly NextStep[];
}

/** The same for an operation that takes up some hand edits. */
export function admitEdited(
  world: RuleWorld,
  operation: TransitionName,
  { id, absorbs = () => false, personSteps }: Asked,
): Outcome<Admitted> {
  const early = notAdopted(world) ?? claimRefused(world, operation);
  if (early !== null) return refused(early);
  const task = findTask(world, id);
  if (task === undefined) return refused(unknownTask(world, id));
  const unfit = unusable(world, task);
  if (unfit !== null) return refused(problemOf(world, unfit, task));
  const standing = standingOf(world, task);
  const { status } = standing.vouched;
  const isFrom = isStatus(status) && transitionOf(operation).from.includes(status);
  const later = brokenLedger(standing) ?? unrecordedChange(standing, absorbs) ?? (isFrom ? null : wrongStatus(world, operation, standing));
  const asPerson = () => personSteps?.(standing) ?? [personStep(world, `${operation} ${task.id} --reason "<why>"`)];
  // What keeps a person from it too comes first in what leads on.
  const refusal = notPermitted(world, operation, () => (later === null ? [...asPerson(), otherWork] : leadOn(world, later, task))) ?? later;
  if (refusal !== null || !isFrom) return refused(problemOf(world, refusal ?? wrongStatus(world, operation, standing), task));
  return done({ ...standing, status });
}

/** Refusal of every change before `init`, and of every change by a ledger that can't be trusted. */
export function notAdopted(world: RuleWorld): Problem | null {
  if (world.ledgers.adopted) return planLedgerBroken(world);
  return {
    rule: 'not-adopted',
    message: `${world.file} has not been adopted: there is no ledger to record the change in`,
    file: world.file,
    have: [],
    missing: ['a baseline of the plan as it is'],
    next: [step('init --yes'), step('check')],
    waivable: false,
  };
}

/** The plan's own ledger holds the policy and the baseline: while it does not hold together, nothing is decided by it. */
export function planLedgerBroken({ ledgers }: RuleWorld): Problem | null {
  const [fault] = ledgers.plan.faults;
  if (fault === undefined) return null;
  return {
    rule: fault.rule === 'ledger-forked' ? 'ledger-forked' : 'ledger-broken',
    message: `the plan's own ledger does not hold together (line ${fault.line}: ${fault.message}); nothing can be decided by it`,
    ...ledgerPlaceOf(fault),
    have: ledgers.plan.faults.map(({ line, message }) => `line ${line}: ${message}`),
    missing: [missingOf[fault.rule]],
    next: [step(fault.rule === 'ledger-forked' ? 'resolve' : 'audit verify')],
    waivable: false,
  };
}

const missingOf: Readonly<Record<LedgerFault['rule'], string>> = {
  'ledger-forked': 'one end of the ledger',
  'ledger-broken': 'a ledger as it was written: git has it',
  'ledger-truncated': 'the ledger: git has it. To begin anew, take all of .tallyplan/ledger/ away, then init',
};

/** Refusal of what only a person may do, and of a claim to be one that the policy does not believe. */
export function claimRefused(world: RuleWorld, operation: string): Problem | null {
  if (!claimIsRefused(world.actor, world.policy)) return null;
  return forbidden(world, `--kind human from inside an agent's environment is refused by the ${world.policy.name} policy (${operation})`, {
    have: [`${world.actor.name} as ${world.actor.kind}`],
    missing: ['a person, outside of it'],
  });
}

/** `policy-forbids`, with other work as the way on. */
export function forbidden(world: RuleWorld, message: string, more: Partial<Problem> = {}): Problem {
  return { rule: 'policy-forbids', message, file: world.file, have: [], missing: [], next: [otherWork], waivable: false, ...more };
}

/** Refusal of an id that the plan does not hold, with the nearest one; of work whose entry a hand took out, with what puts it back. */
export function unknownTask(world: RuleWorld, id: string): Problem {
  const work = world.ledgers.adopted && !mayBeUnread(world) ? vanishedWork(world, taskKeyOf(id)) : null;
  if (work !== null) {
    return {
      rule: 'unknown-id',
      message: `there is no task ${id} in ${world.file}: it was taken out by hand, and the ledger has it as ${work.status}`,
      file: world.file,
      have: [`${work.key} ${work.status} in the ledger`],
      missing: [`the entry of ${work.key}`],
      next: [step(`record ${work.key} --restore`)],
      waivable: false,
    };
  }
  const nearest = nearestTaskId(world, id);
  return {
    rule: 'unknown-id',
    message: `there is no task ${id} in ${world.file}${nearest === null ? '' : `; did you mean ${nearest}?`}`,
    file: world.file,
    have: [],
    missing: [id],
    next: nearest === null ? [step('show')] : [step(`show ${nearest}`)],
    waivable: false,
  };
}

export function unusable(world: RuleWorld, task: Task): ShutGate | null {
  if (!task.writable) {
    return shut('read-only-block', 'stands in a block that cannot be edited safely; correct it in an editor first', {
      missing: ['a block around it that can be read in full'],
    });
  }
  const twins = world.plan.tasksOf(task.key);
  if (twins.length > 1) {
    const lines = twins.map((twin) => `line ${twin.line}`);
    return shut('duplicate-id', `stands ${twins.length} times in the plan; give one of them another id in an editor`, {
      have: lines,
      missing: ['one task of that id'],
    });
  }
  if (task.placeholder) {
    return shut('placeholder', 'is a template row; fill it in first', { missing: ['an id and a name in the place of the template’s'] });
  }
  return null;
}

function notPermitted(world: RuleWorld, operation: TransitionName, next: () => readonly NextStep[]): ShutGate | null {
  if (transitionOf(operation).person !== true || actsAsPerson(world.actor, world.policy)) return null;
  return shut('policy-forbids', `${operation} is a person's to do, and ${world.actor.name} acts as ${world.actor.kind}`, {
    have: [`${world.actor.name} as ${world.actor.kind}`],
    missing: ['a person'],
    next: next(),
  });
}

export function brokenLedger({ history }: Pick<Standing, 'history'>): ShutGate | null {
  const fault = history.faults[0];
  if (fault === undefined) return null;
  return shut(
    fault.rule === 'ledger-forked' ? 'ledger-forked' : 'ledger-broken',
    `its ledger does not hold together (line ${fault.line}: ${fault.message})`,
    {
      have: history.faults.map(({ line, message }) => `line ${line}: ${message}`),
      place: ledgerPlaceOf(fault),
    },
  );
}

function unrecordedChange(standing: Standing, absorbs: Absorbs): ShutGate | null {
  const open = standing.differences.filter((difference) => !absorbs(difference, standing));
  if (open.length === 0) return null;
  return shut('unrecorded-change', 'was edited by hand, and the ledger does not know of it', {
    have: open.map(tellDifference),
  });
}

/** One difference for people: `status: the ledger has NOT_STARTED, the file COMPLETED`. */
export function tellDifference({ path, from, to }: ValueChange): string {
  return `${path}: the ledger has ${tellValue(from)}, the file ${tellValue(to)}`;
}

function tellValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value))
    return value.length === 0
      ? 'none'
      : `${value.map((entry) => (typeof entry === 'string' ? entry : `a row of ${entry.date}`)).join(', ')}`;
  return String(value);
}

/** An open question explains more than the status does, and so does whoever is at work already. */
function wrongStatus(world: RuleWorld, operation: TransitionName, standing: Standing): ShutGate {
  const stopped = operation === 'unblock' ? null : stopOpen(world, standing);
  const taken = operation === 'start' && standing.vouched.status === 'IN_PROGRESS' ? alreadyStarted(world, standing) : null;
  return stopped ?? taken ?? wrong(operation, standing);
}

function wrong(operation: TransitionName, standing: Standing): ShutGate {
  const { status } = standing.vouched;
  const leads = isStatus(status)
    ? leadingFrom(status)
        .filter((name) => hasObject(name, standing))
        .join(', ')
    : 'none';
  return shut('wrong-status', `is ${String(status)}; ${operation} starts from ${transitionOf(operation).from.join(', ')}`, {
    have: [`status ${String(status)}`, `operations that lead on: ${leads}`],
    missing: [`status ${transitionOf(operation).from.join(' or ')}`],
    // What has begun is not taken out: it is put off, so that its story stays.
    ...(operation === 'remove' && status === 'IN_PROGRESS'
      ? { next: [step(`defer ${standing.task.id} --reason "<why it can wait>"`)] }
      : {}),
  });
}

/** An answer wants a question, and what nobody has can't be given back. */
function hasObject(name: TransitionName, { history, vouched }: Standing): boolean {
  if (name === 'instruct') return history.stops.length > 0;
  return name !== 'release' || vouched.status !== 'NOT_STARTED' || history.assignee !== null;
}
