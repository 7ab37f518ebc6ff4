import type { Actor } from './event.ts';

/** Two actors are the same when their names are; kinds and sessions change with the surface. */
export function sameActor(a: Actor, b: Actor): boolean {
  return a.name.trim().toLowerCase() === b.name.trim().toLowerCase();
}
