/** `status`: where the plan stands, phase by phase. */

import * as v from 'valibot';
import { taskIn } from '../model/in-plan.ts';
import { directionOfLog } from '../model/log-direction.ts';
import type { Phase, Task } from '../model/plan.ts';
import { done } from '../model/problem.ts';
import type { StatusCounts } from '../model/status.ts';
import { criticalChain } from '../rules/critical-chain.ts';
import { holderOf } from '../rules/holder.ts';
import { countStatuses } from './count-statuses.ts';
import type { LogRowJson } from './log-json.ts';
import { logRowJson } from './log-json.ts';
import type { ReadOperation, World } from './operation.ts';

const input = v.object({});

export interface StatusResult {
  readonly counts: StatusCounts;
  readonly phases: readonly PhaseStatus[];
  readonly inProgress: readonly TaskInProgress[];
  /** Tasks that somebody has claimed and not started; left out where there are none. */
  readonly claimed?: readonly TaskInProgress[];
  readonly blocked: readonly BlockedTask[];
  /** Questions that wait for a person. */
  readonly stops: readonly StopJson[];
  /** The chain of tasks that decides how soon the plan can be done. */
  readonly criticalPath: readonly string[];
  /** The latest rows of the session log, newest first. */
  readonly recent: readonly LogRowJson[];
}
export interface PhaseStatus {
  readonly number: string | null;
  readonly name: string;
  readonly counts: StatusCounts;
  /** COMPLETED tasks of all, rounded down, so that 100 means every one. */
  readonly percent: number;
}
export interface TaskInProgress {
  readonly id: string;
  readonly name: string;
  readonly assignee: string | null;
  /** UTC; null where it was under way before adoption. */
  readonly since: string | null;
}
export interface BlockedTask {
  readonly id: string;
  readonly name: string;
  readonly reasons: readonly string[];
}
export interface StopJson {
  readonly task: string;
  readonly question: string;
  readonly by: string;
  readonly since: string;
}

export const status: ReadOperation<typeof input, StatusResult> = {
  kind: 'read',
  remembered: true,
  name: 'status',
  summary: 'Show where the plan stands, phase by phase.',
  group: 'read',
  input,
  examples: [{ command: 'status', does: 'phases, what is in progress, what is blocked, open questions' }],
  answer(_input, world) {
    const { plan } = world;
    const at = (wanted: Task['status']) => plan.tasks.filter((task) => task.status === wanted && !task.placeholder);
    const blocked = at('BLOCKED');
    const recorded = new Set(world.ledgers.keys());
    const claimed = at('NOT_STARTED').filter(({ key }) => recorded.has(key) && holderOf(world, world.ledgers.task(key)) !== null);
    return done({
      counts: countStatuses(plan.tasks),
      phases: plan.phases.map(phaseStatus),
      inProgress: at('IN_PROGRESS').map((task) => held(world, task)),
      ...(claimed.length === 0 ? {} : { claimed: claimed.map((task) => held(world, task)) }),
      blocked: blocked.map((task) => blockedTask(world, task)),
      stops: blocked.flatMap((task) => stopsOf(world, task)),
      criticalPath: criticalChain(world).tasks.map((key) => taskIn(plan, key).id),
      recent: recentRows(world),
    });
  },
};

function phaseStatus({ number, name, tasks }: Phase): PhaseStatus {
  const counts = countStatuses(tasks);
  return { number, name, counts, percent: counts.total === 0 ? 0 : Math.floor((100 * counts.COMPLETED) / counts.total) };
}

function held(world: World, { id, name, key }: Task): TaskInProgress {
  const holder = holderOf(world, world.ledgers.task(key));
  return { id, name, assignee: holder?.actor.name ?? null, since: holder?.since ?? null };
}

function blockedTask({ ledgers }: World, { id, name, key }: Task): BlockedTask {
  const { stops, blocks } = ledgers.task(key);
  return { id, name, reasons: [...stops.map(({ question }) => question), ...blocks.map(({ reason }) => reason)] };
}

function stopsOf({ ledgers }: World, { id, key }: Task): readonly StopJson[] {
  return ledgers.task(key).stops.map(({ question, actor, at }) => ({ task: id, question, by: actor.name, since: at }));
}

function recentRows({ plan }: World): readonly LogRowJson[] {
  const rows = plan.sessionLog.filter((row) => !row.placeholder);
  const newestFirst = directionOfLog(rows) === 'up' ? rows.slice(0, mostRecent) : rows.slice(-mostRecent).reverse();
  return newestFirst.map(logRowJson);
}
const mostRecent = 5;
