/** What a rule saw, before it is known whether it counts: waived, known since adoption, or a finding. */
import type { Place } from '../model/place.ts';
import type { Severity } from '../model/problem.ts';
import type { RuleName } from '../model/rule-names.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Standing } from './standing.ts';

export interface Sighting {
  readonly rule: RuleName;
  readonly message: string;
  /** What it is about, in words that stay the same while the thing does: waivers and the baseline go by them. */
  readonly about: readonly string[];
  /** Asked for only where it is listed: to find a place can cost a full parse of an entry. */
  place(): Place;
  /** The file that the place is in, where it is not the plan. */
  readonly file?: string;
  readonly task?: { readonly id: string; readonly key: TaskKey };
  /** Further tasks that it is about: a waiver of any of them lets it pass. */
  readonly others?: readonly TaskKey[];
  /** Where it is not as grave as its rule. */
  readonly severity?: Severity;
  /** A command or an edit that mends it. */
  readonly remedy: string;
}

/** A rule that looks at the plan as a whole. */
export type PlanRule = (world: RuleWorld) => readonly Sighting[];

/** A rule that looks at one task, and sees one thing or nothing. */
export type TaskRule = (world: RuleWorld, standing: Standing) => Sighting | null;

/** The beginning of a file: where something is that stands nowhere. */
export const beginning: Place = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** What mends whatever two branches left side by side. */
export const mendsFork = 'tallyplan resolve';

/** A few of many: `TASKS-01, TASKS-02 and 7 more`. */
export function someOf(words: readonly string[], most = 5): string {
  return words.length <= most ? words.join(', ') : `${words.slice(0, most).join(', ')} and ${words.length - most} more`;
}
