/** Tasks as every surface shows them: the shape TASK of `show`, and what `show ID` adds to it. */

import type { Evidence, HeldReceipt, OpenBlock, OpenStop, Waiver } from '../ledger/history.ts';
import type { Actor } from '../model/event.ts';
import { phaseOf } from '../model/in-plan.ts';
import type { Checklist, ChecklistItem, Task } from '../model/plan.ts';
import type { Status } from '../model/status.ts';
import type { ValueChange } from '../model/tracked-state.ts';
import { holderOf } from '../rules/holder.ts';
import { prerequisiteTasksOf } from '../rules/prerequisites.ts';
import { reviewedDocuments } from '../rules/review.ts';
import type { Waiting } from '../rules/sequence.ts';
import { isReady, waitingFor } from '../rules/sequence.ts';
import type { World } from './operation.ts';

export interface TaskJson {
  readonly id: string;
  readonly name: string;
  readonly priority: string | null;
  /** null where the status can't be mapped. */
  readonly status: Status | null;
  /** The number of its phase, else the phase's id. */
  readonly phase: string | null;
  readonly line: number;
  readonly placeholder: boolean;
  /** Tasks that need this one, and what else stands among its dependents. */
  readonly dependents: readonly string[];
  readonly components: readonly string[];
  readonly prerequisites: readonly string[];
  readonly preCheck: ChecklistJson | null;
  readonly implementation: ImplementationJson;
  readonly postCheck: ChecklistJson | null;
  readonly assignee: string | null;
  /** COMPLETED, and recorded by Tallyplan with its gates; false for what was completed before adoption, or taken as found. */
  readonly verified: boolean;
  readonly ready: boolean;
  readonly waitingFor: readonly Waiting[];
}

interface ChecklistJson {
  readonly status: Status | null;
  readonly items: readonly ChecklistItem[];
}

interface ImplementationJson {
  readonly status: Status | null;
  readonly iplanId: string | null;
  readonly iplanStatus: Status | null;
  readonly started: string | null;
  readonly completed: string | null;
}

/** TASK: costs a full parse of its entry, and its own ledger. */
export function taskJson(world: World, task: Task): TaskJson {
  const { plan, graph, ledgers } = world;
  const history = ledgers.task(task.key);
  const phase = phaseOf(plan, task);
  const { iplanId, iplanStatus, started, completed } = task.implementation;
  return {
    id: task.id,
    name: task.name,
    priority: task.priority,
    status: task.status,
    phase: phase.number ?? phase.id,
    line: task.line,
    placeholder: task.placeholder,
    dependents: task.placeholder ? [] : graph.dependentTasks(task.key).map(({ id }) => id),
    components: task.placeholder ? [] : graph.components(task.key),
    prerequisites: task.placeholder ? [] : prerequisiteTasksOf(world, task).map(({ id }) => id),
    preCheck: checklistJson(task.preCheck),
    implementation: { status: task.status, iplanId, iplanStatus, started, completed },
    postCheck: checklistJson(task.postCheck),
    assignee: holderOf(world, history)?.actor.name ?? null,
    verified: task.status === 'COMPLETED' && history.completion !== null && !history.completion.asFound,
    ready: isReady(world, task),
    waitingFor: waitingFor(world, task),
  };
}

function checklistJson(checklist: Checklist | null): ChecklistJson | null {
  return checklist === null ? null : { status: checklist.status, items: checklist.items.map(({ key, done }) => ({ key, done })) };
}

export interface TaskDetails extends TaskJson {
  readonly receipts: readonly HeldReceipt[];
  readonly evidence: readonly Evidence[];
  /** Upstream documents that the task refers to. */
  readonly documents: readonly string[];
  readonly stops: readonly OpenStop[];
  readonly blocks: readonly OpenBlock[];
  readonly waivers: readonly Waiver[];
  /** Oldest first. */
  readonly history: readonly EventJson[];
}

export interface EventJson {
  readonly id: string;
  readonly at: string;
  readonly actor: Actor;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly changes: readonly ValueChange[];
}

/** TASK with all that its ledger holds. */
export function taskDetails(world: World, task: Task): TaskDetails {
  const { receipts, evidence, stops, blocks, waivers, events } = world.ledgers.task(task.key);
  const history = events.map(({ id, at, actor, operation, input, changes }): EventJson => ({ id, at, actor, operation, input, changes }));
  return {
    ...taskJson(world, task),
    receipts,
    evidence,
    documents: reviewedDocuments(world, task).map(({ path }) => path),
    stops,
    blocks,
    waivers,
    history,
  };
}
