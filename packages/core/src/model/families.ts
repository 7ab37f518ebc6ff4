/** Which families a plan is written in, told by its tasks. */
import type { Family, Task } from './plan.ts';

/** In the order of the alphabet. Tables beside YAML belong to its family, which has them for its first phase; only a plan of nothing but tables is family A. */
export function familiesOf(tasks: readonly Task[]): readonly Family[] {
  const families = [...new Set(tasks.map(({ family }) => family))].sort();
  return families.length > 1 ? families.filter((family) => family !== 'A') : families;
}
