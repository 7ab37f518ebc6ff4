/** `check`: every finding about the plan as it stands. */
import * as v from 'valibot';
import type { LedgerFiles } from '../ledger/history.ts';
import type { Finding, Severity } from '../model/problem.ts';
import { done } from '../model/problem.ts';
import { severityOf } from '../model/rule-names.ts';
import type { Counted, Found } from '../rules/findings.ts';
import { countedSightings, findingsOf } from '../rules/findings.ts';
import type { Sighting } from '../rules/sighting.ts';
import { beginning } from '../rules/sighting.ts';
import { policyOf, sightingsSince } from '../rules/since-findings.ts';
import { flag } from './input.ts';
import type { ReadOperation } from './operation.ts';
import { otherWorld } from './other-world.ts';
import { selectionFields, selectTasks } from './select-tasks.ts';

const input = v.object({
  ...selectionFields,
  all: flag('List the findings that are known since adoption, too.'),
  strict: flag('Let the findings that are known since adoption count.'),
  /** Whether the clone has the merge driver, and for this plan, which the surface found out. */
  mergeDriver: v.optional(v.picklist(['installed', 'missing', 'elsewhere', 'not-asked'])),
  /** What the surface read from the revision that `since` names. */
  older: v.optional(v.custom<LedgerFiles>((value) => typeof value === 'object' && value !== null)),
  /** What to do where something of it is missing, if that is not the usual. */
  sinceRemedy: v.optional(v.string()),
});

export interface CheckResult {
  readonly findings: readonly Finding[];
  /** Counted over everything selected, whatever the limit lists. Known findings count as notes, too. */
  readonly summary: { readonly errors: number; readonly warnings: number; readonly notes: number; readonly known: number };
}

export const check: ReadOperation<typeof input, CheckResult> = {
  kind: 'read',
  remembered: true,
  // What a revision of git held is no part of what a store looks at.
  canBeRemembered: ({ older }) => older === undefined,
  name: 'check',
  summary: 'Report everything in the plan that breaks its own rules.',
  group: 'read',
  input,
  examples: [
    { command: 'check', does: 'all findings; exit status 3 where there are errors' },
    { command: 'check --strict', does: 'counts what was known when the plan was adopted' },
    { command: 'check TASKS-03', does: 'the findings of one task' },
    { command: 'check --since origin/main', does: 'in CI: also that ledgers only grew, judged by the policy of then' },
  ],
  answer({ all, strict, limit, older, sinceRemedy, mergeDriver, ...selection }, asked) {
    const world = older === undefined ? asked : otherWorld(asked, { policy: policyOf(older, asked) });
    const selected = selectTasks(world, 'check', selection);
    if (!selected.ok) return selected;
    const { everything, tasks } = selected.value;
    const ids = new Set(tasks.map(({ id }) => id));
    const more = [
      ...(older === undefined ? [] : sightingsSince(older, world, sinceRemedy)),
      ...(mergeDriver === 'missing' ? [driverMissing] : mergeDriver === 'elsewhere' ? [driverElsewhere] : []),
    ];
    const seen = countedSightings(world, more)
      .filter(({ sighting: { task } }) => everything || (task !== undefined && ids.has(task.id)))
      .map((counted) => (strict ? asGraveAsItsRule(counted) : counted));
    const listed = seen.filter(({ known }) => !known || all || strict);
    return done({ findings: findingsOf(world, listed).slice(0, limit).map(findingJson), summary: summaryOf(seen) });
  },
};

const driverMissing: Sighting = {
  rule: 'merge-driver-missing',
  message: 'the repository asks for the merge driver, and this clone does not have it',
  about: [],
  place: () => beginning,
  file: '.gitattributes',
  remedy: 'tallyplan init --git --yes',
};

const driverElsewhere: Sighting = {
  ...driverMissing,
  message: 'the repository asks for the merge driver, and not for this plan: its name changed, so the hook does not look at it either',
};

function asGraveAsItsRule(counted: Counted): Counted {
  return { ...counted, severity: severityOf(counted.sighting.rule) };
}

/** As surfaces print it. */
function findingJson({ about: _, ...finding }: Found): Finding {
  return finding;
}

function summaryOf(seen: readonly Counted[]): CheckResult['summary'] {
  const count = (severity: Severity) => seen.filter((counted) => counted.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), notes: count('note'), known: seen.filter(({ known }) => known).length };
}
