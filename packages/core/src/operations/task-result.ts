/** What the operations on one task's life answer. */
import type { Task } from '../model/plan.ts';
import type { NextStep, Outcome } from '../model/problem.ts';
import { refused } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import { problemOf } from '../rules/lead-on.ts';
import { whyStep } from '../rules/next-steps.ts';
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

/**
 * The refusal by all gates that are shut, in the order they are told; null where none is.
 *
 * A gate that is shut because something was not said proposes the same call, said better. That call is
 * permitted only while nothing else is shut; otherwise what leads on from the others comes first.
 */
export function refusedBy<T>(world: World, task: Task, gates: readonly (ShutGate | null)[]): Outcome<T> | null {
  const shut = inOrder(gates.filter((gate) => gate !== null));
  if (shut.length === 0) return null;
  const onlyUnsaid = shut.every(({ next }) => next !== undefined);
  return refused(
    ...shut.map((gate) => problemOf(world, onlyUnsaid || gate.next === undefined ? gate : { ...gate, next: [whyStep(task)] }, task)),
  );
}
