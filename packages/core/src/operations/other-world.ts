/** The same world with something else in it; what has to be looked up in it stays to be looked up. */
import type { World } from './operation.ts';

export function otherWorld(world: World, other: Partial<World>): World {
  const properties = Object.entries(other).map(([name, value]) => [name, { value, enumerable: true }]);
  return Object.create(world, Object.fromEntries(properties));
}
