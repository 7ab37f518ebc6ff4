/**
 * What an agent is told by the hooks of its host: before it writes files, and when it is about to stop.
 *
 * Both are help, no gates: nothing of the plan is decided here, and nothing is refused.
 */
import type { Assignment } from '../ledger/history.ts';
import type { Task } from '../model/plan.ts';
import { isMadeUp } from '../model/session-name.ts';
import { tellMoment } from '../model/tell-moment.ts';
import { isHeldByActor, isHeldElsewhere } from './holder.ts';
import type { RuleWorld } from './rule-world.ts';
import { someOf } from './sighting.ts';

/** What a file is to the plan that is about to be edited. */
export type EditTarget = 'plan' | 'ledger' | 'other';

export interface EditWarning {
  /** For the agent. */
  readonly text: string;
  /** For the person in front of it; null where that would only disturb. */
  readonly person: string | null;
}

/** The warning before an edit of such files; null where there is nothing to say. */
export function warningBeforeEdit(world: RuleWorld, targets: readonly EditTarget[]): EditWarning | null {
  if (!world.ledgers.adopted) return null;
  if (targets.includes('ledger')) return ledgerWarning;
  if (targets.includes('plan')) return planWarning(world);
  if (targets.length === 0 || !hasWork(world) || heldTasks(world).length > 0) return null;
  return { text: unclaimed(world), person: null };
}

/** A plan without a task that could be taken, now or later, says nothing of an edit. */
function hasWork({ plan }: RuleWorld): boolean {
  return plan.tasks.some(({ status, placeholder }) => !placeholder && status !== 'COMPLETED' && status !== 'DEFERRED');
}

const ledgerWarning: EditWarning = {
  text: '.tallyplan/ledger is what proves the plan, and is written by tallyplan alone. An edit by hand breaks it, and `tallyplan audit verify` shows where. Leave it as it is.',
  person: 'The agent is about to edit the ledger of the plan by hand.',
};

function planWarning({ file }: RuleWorld): EditWarning {
  return {
    text: `${file} is kept by Tallyplan. Do not edit statuses, ticks, dates, log rows or tasks in it by hand: no gate was asked, nothing is recorded, and the task is refused further steps until a person looks at it. Use \`tallyplan verify\`, \`start\`, \`complete\`, \`log\`, \`set\`, \`add task\`, or the tools plan_*. Prose may be edited.`,
    person: `The agent is about to edit ${file} by hand; \`tallyplan check\` shows what is not recorded.`,
  };
}

function unclaimed({ actor }: RuleWorld): string {
  const who = actor.name === '' ? 'you' : actor.name;
  return `No task of the plan is claimed by ${who}, so nobody knows what this edit belongs to. If it belongs to the plan, take its task first: \`tallyplan next --claim\` (or plan_next with claim). If it belongs to no task, go on.`;
}

/** A file that was changed, and when. */
export interface ChangedFile {
  readonly path: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
}

/** Work on a task that nobody would know of. */
export interface Unlogged {
  readonly task: Task;
  /** UTC since when nothing of it was logged. */
  readonly since: string;
}

/** The tasks of this agent, each with the moment since which changes of files count as unlogged. Empty for a person. */
export function unloggedSince(world: RuleWorld): readonly Unlogged[] {
  const held = heldTasks(world).flatMap((task) => {
    const { assignee, events } = world.ledgers.task(task.key);
    if (assignee === null || assignee.actor.kind === 'human') return [];
    const logged = events.findLast(({ operation, at }) => operation === 'log' && at >= assignee.since);
    return [{ task, assignee, since: logged?.at ?? assignee.since }];
  });
  const unnamed = new Set(held.flatMap(({ assignee }) => madeUpName(assignee) ?? []));
  return held.filter(({ assignee }) => (madeUpName(assignee) === null ? !isHeldElsewhere(world, assignee) : unnamed.size === 1));
}

/**
 * The session that took a task, where no host gave it a name: some hosts tell their servers none. It passes for
 * this one as long as there is no second of its kind under the same name.
 */
function madeUpName({ actor: { session } }: Assignment): string | null {
  return session !== undefined && isMadeUp(session) ? session : null;
}

/** Why the agent should go on for a moment, and with what; null where all its changes are known. */
export function reasonToGoOn(unlogged: readonly Unlogged[], changed: readonly ChangedFile[]): string | null {
  for (const { task, since } of unlogged) {
    const files = changed.filter(({ at }) => at > since).map(({ path }) => path);
    if (files.length > 0) return tellUnlogged(task, since, files);
  }
  return null;
}

/** Each way is one that is open: a task that was never started can't be completed. */
function tellUnlogged({ id, status }: Task, since: string, files: readonly string[]): string {
  const changed = `${files.length} ${files.length === 1 ? 'file was' : 'files were'} changed since ${tellMoment(since)} (${someOf(files)})`;
  return [
    `${id} is yours, ${changed}, and the plan's log does not say so. Before you stop, do one of these:`,
    ...(status === 'IN_PROGRESS' ? [`- it is done: tallyplan complete ${id} --summary "<what was done and how it was checked>"`] : []),
    `- it goes on later: tallyplan log ${id} --status IN_PROGRESS --note "<what was done, what is left>"`,
    `- it is not yours any more: tallyplan release ${id}`,
    'Then stop. The plan need not be finished. You are held back only this once.',
  ].join('\n');
}

/** What the actor has, as far as it can be worked on: a blocked task waits for somebody else, and its log says so. */
function heldTasks(world: RuleWorld): readonly Task[] {
  const recorded = new Set(world.ledgers.keys());
  return world.plan.tasks.filter(
    (task) =>
      (task.status === 'IN_PROGRESS' || task.status === 'NOT_STARTED') &&
      !task.placeholder &&
      recorded.has(task.key) &&
      isHeldByActor(world, world.ledgers.task(task.key)),
  );
}
