/**
 * `session brief`: what somebody must know who has lost the thread, an agent whose context is fresh or was
 * compacted: what they have, what was last done, what waits for a person, what comes next.
 *
 * It never grows: lists have a most, and texts that people wrote are cut. All of it together is at most 1,500
 * tokens, at four characters a token, with the longest texts that a plan can hold.
 */
import * as v from 'valibot';
import { directionOfLog } from '../model/log-direction.ts';
import type { Task } from '../model/plan.ts';
import type { NextStep } from '../model/problem.ts';
import { done } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import { endOfLease, isHeldByActor, isHeldElsewhere } from '../rules/holder.ts';
import { answerFor } from './next-answer.ts';
import type { ReadOperation, World } from './operation.ts';

const input = v.object({});

export interface BriefResult {
  /** Who asks, and in which session. */
  readonly actor: string;
  readonly session: string | null;
  /** What the caller has claimed or started. */
  readonly open: readonly HeldTask[];
  /** Open tasks of the caller, more than are told. */
  readonly more: number;
  /** The latest rows of the session log, newest first. */
  readonly log: readonly { readonly date: string; readonly task: string; readonly status: string; readonly notes: string }[];
  /** Questions that wait for a person, the latest first. */
  readonly stops: readonly { readonly task: string; readonly question: string; readonly by: string }[];
  readonly moreStops: number;
  readonly why: string;
  /** What the caller may do now. */
  readonly next: readonly NextStep[];
}
export interface HeldTask {
  readonly id: string;
  readonly name: string;
  readonly status: Status | null;
  readonly since: string;
  /** When the lease ends, unless it is renewed; null where there is none. */
  readonly until: string | null;
  /** It was taken by another session of the same name, which is not over. */
  readonly elsewhere: boolean;
}

/** How many of each are told, and how many characters of each text. */
const most = { open: 3, log: 3, stops: 4, next: 3, name: 100, notes: 240, question: 240, why: 300, command: 500, word: 60 };

export const sessionBrief: ReadOperation<typeof input, BriefResult> = {
  kind: 'read',
  name: 'session brief',
  summary: 'Tell what a fresh or compacted context must know, in 1,500 tokens.',
  group: 'agents',
  input,
  examples: [{ command: 'session brief', does: 'your open claim, the last log rows, open questions, the next step' }],
  answer(_input, world) {
    const { why, next } = answerFor(world);
    const open = heldTasks(world);
    const stops = openStops(world);
    return done({
      actor: cut(world.actor.name, most.word),
      session: world.actor.session === undefined ? null : cut(world.actor.session, most.word),
      open: open.slice(0, most.open),
      more: Math.max(open.length - most.open, 0),
      log: latestRows(world),
      stops: stops.slice(0, most.stops),
      moreStops: Math.max(stops.length - most.stops, 0),
      why: cut(why, most.why),
      // A call that was cut would be another one.
      next: next.filter(({ command }) => command.length <= most.command).slice(0, most.next),
    });
  },
};

function heldTasks(world: World): readonly HeldTask[] {
  if (!world.ledgers.adopted) return [];
  const recorded = new Set(world.ledgers.keys());
  return world.plan.tasks.filter((task) => isOpen(task) && recorded.has(task.key)).flatMap((task) => heldTask(world, task) ?? []);
}

function isOpen({ status, placeholder }: Task): boolean {
  return !placeholder && (status === 'NOT_STARTED' || status === 'IN_PROGRESS' || status === 'BLOCKED');
}

function heldTask(world: World, { id, name, status, key }: Task): HeldTask | null {
  const history = world.ledgers.task(key);
  const { assignee } = history;
  if (assignee === null || !isHeldByActor(world, history)) return null;
  const elsewhere = isHeldElsewhere(world, assignee);
  return { id, name: cut(name, most.name), status, since: assignee.since, until: endOfLease(assignee), elsewhere };
}

function latestRows({ plan }: World): BriefResult['log'] {
  const rows = plan.sessionLog.filter(({ placeholder }) => !placeholder);
  const newestFirst = directionOfLog(rows) === 'up' ? rows.slice(0, most.log) : rows.slice(-most.log).reverse();
  return newestFirst.map(({ date, task, statusText, notes }) => ({
    date: cut(date, most.word),
    task: cut(task, most.word),
    status: cut(statusText, most.word),
    notes: cut(notes, most.notes),
  }));
}

function openStops({ plan, ledgers }: World): BriefResult['stops'] {
  if (!ledgers.adopted) return [];
  const blocked = plan.tasks.filter(({ status, placeholder }) => status === 'BLOCKED' && !placeholder);
  return blocked
    .flatMap(({ id, key }) => ledgers.task(key).stops.map(({ question, actor, at }) => ({ task: id, question, by: actor.name, at })))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .map(({ task, question, by }) => ({ task: cut(task, most.word), question: cut(question, most.question), by: cut(by, most.word) }));
}

/** A text in one line, and not longer than that. */
function cut(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
