/**
 * The longest chain of tasks that must follow one another: what decides how soon the plan can be done.
 *
 * Tasks are settled in topological order (Kahn, "Topological sorting of large networks", 1962), each
 * with the longest chain that ends in it: linear. Tasks on a cycle, and those behind one, are on no chain.
 */

/** Who must come before a step of the work, and who after it. */
export interface StepLinks<Step> {
  prerequisites(step: Step): readonly Step[];
  dependents(step: Step): readonly Step[];
}

export interface CriticalPath<Step> {
  /** From the first step to the last; empty where none needs another. Among equals, what stands first. */
  readonly steps: readonly Step[];
  /** The sum of the weights; without weights the number of steps. */
  readonly length: number;
  /** Those on no chain, since they wait for each other or for such. */
  readonly unsettled: ReadonlySet<Step>;
}

/** The longest chain. `weigh` gives the effort of a step in any unit; without it every step counts 1. */
export function criticalPath<Step>(
  all: Iterable<Step>,
  links: StepLinks<Step>,
  weigh: (step: Step) => number = () => 1,
): CriticalPath<Step> {
  const keys = new Set(all);
  const chains = chainsOf(keys, links, weigh);
  const settled = [...keys].filter((key) => chains.has(key));
  const last = longest(settled, chains);
  const steps = chainTo(last, chains);
  const unsettled = new Set([...keys].filter((key) => !chains.has(key)));
  return last === null || steps.length < 2
    ? { steps: [], length: 0, unsettled }
    : { steps, length: chains.get(last)?.length ?? 0, unsettled };
}

/** The longest chain that ends in a step, by its last link. */
interface Chain<Step> {
  readonly length: number;
  readonly before: Step | null;
}
type Chains<Step> = ReadonlyMap<Step, Chain<Step>>;

function chainsOf<Step>(keys: ReadonlySet<Step>, links: StepLinks<Step>, weigh: (step: Step) => number): Chains<Step> {
  const chains = new Map<Step, Chain<Step>>();
  const missing = new Map([...keys].map((key) => [key, links.prerequisites(key).length]));
  const ready = [...keys].filter((key) => missing.get(key) === 0);
  for (const key of ready) {
    const before = longest(links.prerequisites(key), chains);
    chains.set(key, { before, length: weigh(key) + (before === null ? 0 : (chains.get(before)?.length ?? 0)) });
    for (const dependent of links.dependents(key)) {
      const left = (missing.get(dependent) ?? 0) - 1;
      missing.set(dependent, left);
      if (left === 0) ready.push(dependent);
    }
  }
  return chains;
}

/** The step with the longest chain; the first of equals. */
function longest<Step>(keys: readonly Step[], chains: Chains<Step>): Step | null {
  let best: Step | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const key of keys) {
    const { length } = chains.get(key) ?? { length: Number.NEGATIVE_INFINITY };
    if (length > most) [best, most] = [key, length];
  }
  return best;
}

function chainTo<Step>(last: Step | null, chains: Chains<Step>): readonly Step[] {
  const steps: Step[] = [];
  for (let key = last; key !== null; key = chains.get(key)?.before ?? null) steps.push(key);
  return steps.reverse();
}
