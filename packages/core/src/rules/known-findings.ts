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
  const known = knownOf(world);
  return known.size > 0 && known.has(entryOf(candidate)) && !isRetired(world, candidate);
}

/** Once a recorded change has left the task's state without the flaw, the flaw is new if it comes again. */
function isRetired(world: RuleWorld, { rule, task, about }: KnownCandidate): boolean {
  if (task === null || !isStateFlaw(rule)) return false;
  const { state } = world.ledgers.task(task);
  if (state === null) return false;
  const now = stateFlaws[rule](state);
  return now === null || knownValue(now) !== knownValue(about);
}

/** The known findings as they are looked up. */
const knownOf = onceFor(
  (world: RuleWorld): ReadonlySet<string> => new Set(world.ledgers.baseline?.known.map((finding) => entryOfKnown(world, finding))),
);

function entryOfKnown(world: RuleWorld, { rule, task, value }: KnownFinding): string {
  const key = task === null ? null : (findTask(world, task)?.key ?? taskKeyOf(task));
  return entryOf({ rule, task: key, about: [value] });
}

function entryOf({ rule, task, about }: KnownCandidate): string {
  return JSON.stringify([rule, task, knownValue(about)]);
}
