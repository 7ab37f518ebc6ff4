/** `audit show`: who did what, when, and against which content, from the ledgers of tasks or of the whole plan. */

import * as v from 'valibot';
import type { AuditRow } from '../ledger/audit-rows.ts';
import { auditRows } from '../ledger/audit-rows.ts';
import type { Ledgers, PlanHistory } from '../ledger/history.ts';
import type { LedgerEvent } from '../model/event.ts';
import type { Outcome, Problem } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { notAdopted, unknownTask } from '../rules/alone-gates.ts';
import { findTask } from '../rules/find-task.ts';
import { anyTaskIds } from './input.ts';
import type { ReadOperation, World } from './operation.ts';

const input = v.object({ ids: anyTaskIds('The tasks; everything where none is named.') });

export interface AuditShowResult {
  readonly events: number;
  readonly rows: readonly AuditRow[];
}

export const auditShow: ReadOperation<typeof input, AuditShowResult> = {
  kind: 'read',
  name: 'audit show',
  summary: 'Tell who did what, when, and against which content.',
  group: 'audit',
  input,
  examples: [
    { command: 'audit show', does: 'every event, oldest first' },
    { command: 'audit show TASKS-03', does: 'the story of one task, with its receipts' },
  ],
  answer({ ids }, world) {
    const events = eventsOf(world, ids);
    return events.ok ? done({ events: events.value.length, rows: auditRows(events.value) }) : events;
  },
};

/** The events of these tasks, or of everything. */
export function eventsOf(world: World, ids: readonly string[]): Outcome<readonly LedgerEvent[]> {
  const early = notAdopted(world);
  if (early !== null) return refused(early);
  const { ledgers } = world;
  if (ids.length === 0) return done([...ledgers.plan.events, ...ledgers.keys().flatMap((key) => ledgers.task(key).events)]);
  const keys = new Set<TaskKey>();
  const unknown: Problem[] = [];
  for (const id of ids) {
    const key = findTask(world, id)?.key ?? goneTask(ledgers, taskKeyOf(id));
    if (key === null) unknown.push(unknownTask(world, id));
    else keys.add(key);
  }
  return unknown.length > 0 ? refused(...unknown) : done([...keys].flatMap((key) => storyOf(ledgers, key)));
}

/** The key of a task that no longer stands in the plan, by any of its ids: its ledger stays. */
function goneTask(ledgers: Ledgers, id: TaskKey): TaskKey | null {
  const key = ledgers.plan.aliases.get(id) ?? id;
  return ledgers.plan.removed.has(key) || ledgers.task(key).events.length > 0 ? key : null;
}

/** The events of a task, and those of the plan that are about it, by the id that it had then: what renamed it or took it out. */
function storyOf(ledgers: Ledgers, key: TaskKey): readonly LedgerEvent[] {
  const { aliases, events } = ledgers.plan;
  const about = events.filter(({ task }) => task !== undefined && isOf(aliases, taskKeyOf(task), key));
  return [...about, ...ledgers.task(key).events];
}

function isOf(aliases: PlanHistory['aliases'], named: TaskKey, key: TaskKey): boolean {
  return named === key || aliases.get(named) === key;
}
