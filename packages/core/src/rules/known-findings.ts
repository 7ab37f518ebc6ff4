/**
 * Findings that the document already had when it was adopted. They are told apart by rule, task and
 * what they are about, so that another finding of the same rule is not taken for one of them.
 */
import type { Baseline } from '../ledger/history.ts';
import type { RuleName } from '../model/rule-names.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { findTask } from './find-task.ts';
import type { RuleWorld } from './rule-world.ts';
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

/** True for a finding that is known since adoption and was not mended since. */
export function isKnown(world: RuleWorld, candidate: KnownCandidate): boolean {
  const { baseline } = world.ledgers;
  if (baseline === null || baseline.known.length === 0) return false;
  return indexOf(world, baseline).has(entryOf(candidate)) && !isRetired(world, candidate);
}

/** Once a recorded change has left the task's state without the flaw, the flaw is new if it comes again. */
function isRetired(world: RuleWorld, { rule, task, about }: KnownCandidate): boolean {
  if (task === null || !isStateFlaw(rule)) return false;
  const { state } = world.ledgers.task(task);
  if (state === null) return false;
  const now = stateFlaws[rule](state);
  return now === null || knownValue(now) !== knownValue(about);
}

const indexes = new WeakMap<Baseline, ReadonlySet<string>>();

function indexOf(world: RuleWorld, baseline: Baseline): ReadonlySet<string> {
  const made = indexes.get(baseline);
  if (made !== undefined) return made;
  const index = new Set(
    baseline.known.map(({ rule, task, value }) => {
      const key = task === null ? null : (findTask(world, task)?.key ?? taskKeyOf(task));
      return entryOf({ rule, task: key, about: [value] });
    }),
  );
  indexes.set(baseline, index);
  return index;
}

function entryOf({ rule, task, about }: KnownCandidate): string {
  return JSON.stringify([rule, task, knownValue(about)]);
}
