/**
 * `session end`: a sitting is over. What it still has stays claimed, for as long as the lease holds; but
 * whoever comes next under the same name goes on with it at once. It tells what was done together.
 */
import * as v from 'valibot';
import type { LedgerEvent } from '../model/event.ts';
import type { Task } from '../model/plan.ts';
import { done, refused } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import { claimRefused, notAdopted } from '../rules/alone-gates.ts';
import { isHeldByActor } from '../rules/holder.ts';
import { standingOf } from '../rules/standing.ts';
import { misused } from './misused.ts';
import type { ChangeOperation, World } from './operation.ts';
import { noted, together } from './recorded.ts';

const input = v.object({});

export interface SessionResult {
  readonly session: string;
  readonly actor: string;
  readonly host: string | null;
  readonly model: string | null;
  /** UTC of its first and its last event; null where it changed nothing. */
  readonly from: string | null;
  readonly to: string | null;
  /** The git revision that it found when it first took a task, and the one of now. */
  readonly revision: { readonly from: string | null; readonly to: string | null };
  readonly tasks: readonly SessionTask[];
  readonly message: string;
}
export interface SessionTask {
  readonly task: string;
  readonly status: Status | null;
  /** What was done to it, in order. */
  readonly operations: readonly string[];
  /** Evidence that ran, with its exit code. */
  readonly evidence: readonly { readonly name: string; readonly exitCode: number }[];
  /** The session still has it. */
  readonly open: boolean;
}

export const sessionEnd: ChangeOperation<typeof input, SessionResult> = {
  kind: 'change',
  needsSitting: true,
  name: 'session end',
  summary: 'End a session: tell what it did; who comes next can go on with it.',
  group: 'agents',
  input,
  examples: [{ command: 'session end', does: 'ends the session that TALLYPLAN_SESSION names' }],
  decide(_input, world) {
    const { session } = world.actor;
    if (session === undefined)
      return refused(
        misused('session end', 'no session is under way here', { missing: ['TALLYPLAN_SESSION, as session start prints it'] }),
      );
    const early = notAdopted(world) ?? claimRefused(world, 'session end');
    if (early !== null) return refused(early);
    const worked = workedOn(world, session);
    const open = worked.filter(({ task }) => isHeldBySession(world, task));
    const { revision } = world.sitting;
    const ends = open.map(({ task }) =>
      noted(standingOf(world, task), { operation: 'session end', input: { session, ...(revision === undefined ? {} : { revision }) } }),
    );
    return done({ result: told(world, session, worked), commit: ends.length === 0 ? null : together(ends) });
  },
};

interface Worked {
  readonly task: Task;
  readonly events: readonly LedgerEvent[];
}

/** The tasks that have events of the session; the whole plan's ledgers are read for it. */
function workedOn({ plan, ledgers }: World, session: string): readonly Worked[] {
  return ledgers.keys().flatMap((key) => {
    const task = plan.task(key);
    const events = ledgers.task(key).events.filter(({ actor, operation }) => actor.session === session && operation !== sessionEnd.name);
    return task === undefined || events.length === 0 ? [] : [{ task, events }];
  });
}

function isHeldBySession(world: World, { key, status }: Task): boolean {
  const history = world.ledgers.task(key);
  if (status === 'COMPLETED' || history.faults.length > 0 || !isHeldByActor(world, history)) return false;
  return history.assignee?.left === false && history.assignee.actor.session === world.actor.session;
}

function told(world: World, session: string, worked: readonly Worked[]): SessionResult {
  const events = worked.flatMap((each) => each.events).sort((a, b) => (a.at < b.at ? -1 : 1));
  const sittings = events.flatMap(({ input: { sitting } }) => (typeof sitting === 'object' && sitting !== null ? [sitting] : []));
  const said = (name: string): string | null => {
    const value = sittings.map((sitting) => (sitting as Readonly<Record<string, unknown>>)[name]).find((each) => typeof each === 'string');
    return typeof value === 'string' ? value : null;
  };
  const tasks = worked.map((each) => sessionTask(world, each));
  const open = tasks.filter((task) => task.open).map(({ task }) => task);
  const what =
    tasks.length === 0
      ? 'nothing was changed in it'
      : `${events.length} ${events.length === 1 ? 'change' : 'changes'} to ${tasks.map(({ task }) => task).join(', ')}`;
  return {
    session,
    actor: world.actor.name,
    host: world.sitting.host ?? said('host'),
    model: world.sitting.model ?? said('model'),
    from: events[0]?.at ?? null,
    to: events.at(-1)?.at ?? null,
    revision: { from: said('revision'), to: world.sitting.revision ?? null },
    tasks,
    message: `the session is over: ${what}${open.length === 0 ? '' : `; still open: ${open.join(', ')}`}`,
  };
}

function sessionTask(world: World, { task, events }: Worked): SessionTask {
  return {
    task: task.id,
    status: task.status,
    operations: events.map(({ operation }) => operation),
    evidence: events
      .filter(({ operation }) => operation === 'evidence')
      .map(({ input: { name, exitCode } }) => ({ name: String(name), exitCode: Number(exitCode) })),
    open: isHeldBySession(world, task),
  };
}
