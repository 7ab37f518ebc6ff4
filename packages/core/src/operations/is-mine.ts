/** Whose a task is. */
import type { Task } from '../model/plan.ts';
import { isHeldByActor } from '../rules/holder.ts';
import type { World } from './operation.ts';

/** True for a task that the caller has started, or claimed, and that is still theirs. */
export function isMine(world: World, { key }: Task): boolean {
  return isHeldByActor(world, world.ledgers.task(key));
}
