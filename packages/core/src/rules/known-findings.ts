/**
 * Findings that the document already had when it was adopted. They are told apart by rule, task and
 * what they are about, so that another finding of the same rule is not taken for one of them.
 */

import type { KnownFinding } from '../ledger/history.ts';
import { onceFor } from '../model/once-for.ts';
import type { RuleName } from '../model/rule-names.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { findTask } from './find-task.ts';
import type { RuleWorld } from './rule-world.ts';
import type { StateFlaw } from './state-flaws.ts';
import { isStateFlaw, stateFlaws } from './state-flaws.ts';

/** How a baseline writes what a finding is about. */
export function knownValue(about: readonly string[]): string {
  return about.join(', ');
}

export interface KnownCandidate {
  readonly rule: RuleName;
  readonly task: TaskKey | null;
  readonly about: readonly string[];
}

/**
 * True for a finding that is known since adoption and was not mended since. Of several things that a finding is about
 * recorded changes may have mended some: what is left of it is still known.
 */
export function isKnown(world: RuleWorld, candidate: KnownCandidate): boolean {
  const known = knownOf(world);
  const values = known.size === 0 ? undefined : known.get(entryOf(candidate));
  if (values === undefined) return false;
  const { rule, task, about } = candidate;
  const left = isStateFlaw(rule) && task !== null ? leftOf(world, rule, task) : null;
  // Once a recorded change has left the task's state without the flaw, the flaw is new if it comes again.
  if (left !== null && !isWithin(about, left)) return false;
  const mayBeLess = left !== null || listsMissing.has(rule);
  return values.some((value) => value === knownValue(about) || (mayBeLess && isWithin(about, value.split(', '))));
}

/** Rules about several things of which each is mended by itself, besides those about a task's own state. */
const listsMissing: ReadonlySet<RuleName> = new Set(['started-before-prerequisite', 'unknown-dependent']);

/** What the flaw is about in the state that recorded changes have left; null where there are none. */
function leftOf(world: RuleWorld, rule: StateFlaw, task: TaskKey): readonly string[] | null {
  const { state } = world.ledgers.task(task);
  return state === null ? null : (stateFlaws[rule](state) ?? []);
}

function isWithin(about: readonly string[], whole: readonly string[]): boolean {
  return about.every((each) => whole.includes(each));
}

/** What the known findings of a rule and a task are about. */
const knownOf = onceFor((world: RuleWorld): ReadonlyMap<string, readonly string[]> => {
  const values = new Map<string, string[]>();
  for (const finding of world.ledgers.baseline?.known ?? []) {
    const entry = entryOfKnown(world, finding);
    const known = values.get(entry);
    if (known === undefined) values.set(entry, [finding.value]);
    else known.push(finding.value);
  }
  return values;
});

function entryOfKnown(world: RuleWorld, { rule, task }: KnownFinding): string {
  const key = task === null ? null : (findTask(world, task)?.key ?? taskKeyOf(task));
  return entryOf({ rule, task: key });
}

function entryOf({ rule, task }: Pick<KnownCandidate, 'rule' | 'task'>): string {
  return `${rule} ${task ?? ''}`;
}
