/** What the operations on one task's life answer. */
import type { Task } from '../model/plan.ts';
import type { NextStep, Outcome } from '../model/problem.ts';
import { refused } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import { problemOf } from '../rules/lead-on.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { inOrder } from '../rules/shut-gate.ts';
import type { World } from './operation.ts';

export interface TaskResult {
  readonly task: string;
  readonly name: string;
  /** The status after the operation. */
  readonly status: Status | null;
  /** One sentence: what happened. */
  readonly message: string;
  /** What leads on. */
  readonly next: readonly NextStep[];
}

/** The answer about one task. */
export function taskResult(task: Task, status: Status | null, what: Pick<TaskResult, 'message' | 'next'>): TaskResult {
  return { task: task.id, name: task.name, status, ...what };
}

/** The refusal by all gates that are shut, in the order they are told; null where none is. */
export function refusedBy<T>(world: World, task: Task, gates: readonly (ShutGate | null)[]): Outcome<T> | null {
  const shut = inOrder(gates.filter((gate) => gate !== null));
  return shut.length === 0 ? null : refused(...shut.map((gate) => problemOf(world, gate, task)));
}
