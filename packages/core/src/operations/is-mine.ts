/** Whose a task is. */
import type { Task } from '../model/plan.ts';
import { sameActor } from '../rules/permission.ts';
import type { World } from './operation.ts';

/** True for a task that the caller has started, or claimed. */
export function isMine({ ledgers, actor }: World, { key }: Task): boolean {
  const { assignee } = ledgers.task(key);
  return assignee !== null && sameActor(assignee.actor, actor);
}
