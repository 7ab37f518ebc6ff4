/** Rule 3, the items that Tallyplan decides by itself. */
import type { Receipt } from '../model/event.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Standing } from './standing.ts';
import { standingOf } from './standing.ts';

/** What a verifier found: it holds, and on what it relied; or what does not. */
export type Verdict =
  | { readonly holds: true; readonly documents: Receipt['documents']; readonly remark?: string }
  | { readonly holds: false; readonly message: string; readonly missing: readonly string[] };

type Verifier = (world: RuleWorld, standing: Standing) => Verdict;

/** Where no document of a kind is linked, there is nothing to contradict; the receipt says so. */
export const nothingLinked = 'no document linked';

const toolVerifiers: Readonly<Record<string, Verifier>> = {
  reviewed_upstream: () => ({ holds: true, documents: [], remark: nothingLinked }),
  confirmed_deps: prerequisitesCompleted,
  checked_deps: prerequisitesCompleted,
};

/** The verdict on one pre-check item. An attested item holds as far as the tool can tell. */
export function verdictOn(item: string, world: RuleWorld, standing: Standing): Verdict {
  return toolVerifiers[item]?.(world, standing) ?? { holds: true, documents: [], remark: nothingLinked };
}

function prerequisitesCompleted(world: RuleWorld, standing: Standing): Verdict {
  const missing = incompletePrerequisites(world, standing.task.key);
  if (missing.length === 0) return { holds: true, documents: [] };
  return {
    holds: false,
    message: `not every prerequisite is COMPLETED`,
    missing: missing.map(({ task, vouched }) => `${task.id} is ${String(vouched.status)}`),
  };
}

/** Prerequisites that the ledger does not vouch for as COMPLETED. */
export function incompletePrerequisites(world: RuleWorld, key: TaskKey): readonly Standing[] {
  return world.graph
    .prerequisites(key)
    .map((prerequisite) => world.plan.task(prerequisite))
    .filter((task) => task !== undefined)
    .map((task) => standingOf(world, task))
    .filter(({ vouched }) => vouched.status !== 'COMPLETED');
}
