/** `check`: every finding about the plan as it stands. */
import * as v from 'valibot';
import type { Finding, Severity } from '../model/problem.ts';
import { done } from '../model/problem.ts';
import { natureOf } from '../model/rule-names.ts';
import type { Counted, Found } from '../rules/findings.ts';
import { countedSightings, findingsOf } from '../rules/findings.ts';
import { flag } from './input.ts';
import type { ReadOperation } from './operation.ts';
import { selectionFields, selectTasks } from './select-tasks.ts';

const input = v.object({
  ...selectionFields,
  all: flag('List the findings that are known since adoption, too.'),
  strict: flag('Let the findings that are known since adoption count.'),
});

export interface CheckResult {
  readonly findings: readonly Finding[];
  /** Counted over everything selected, whatever the limit lists. Known findings count as notes, too. */
  readonly summary: { readonly errors: number; readonly warnings: number; readonly notes: number; readonly known: number };
}

export const check: ReadOperation<typeof input, CheckResult> = {
  kind: 'read',
  remembered: true,
  name: 'check',
  summary: 'Report everything in the plan that breaks its own rules.',
  group: 'read',
  input,
  examples: [
    { command: 'check', does: 'all findings; exit status 3 where there are errors' },
    { command: 'check --strict', does: 'counts what was known when the plan was adopted' },
    { command: 'check TASKS-03', does: 'the findings of one task' },
  ],
  answer({ all, strict, limit, ...selection }, world) {
    const selected = selectTasks(world, 'check', selection);
    if (!selected.ok) return selected;
    const { everything, tasks } = selected.value;
    const ids = new Set(tasks.map(({ id }) => id));
    const seen = countedSightings(world)
      .filter(({ sighting: { task } }) => everything || (task !== undefined && ids.has(task.id)))
      .map((counted) => (strict ? asGraveAsItsRule(counted) : counted));
    const listed = seen.filter(({ known }) => !known || all || strict);
    return done({ findings: findingsOf(world, listed).slice(0, limit).map(findingJson), summary: summaryOf(seen) });
  },
};

function asGraveAsItsRule(counted: Counted): Counted {
  return { ...counted, severity: natureOf(counted.sighting.rule).finding ?? counted.severity };
}

/** As surfaces print it. */
function findingJson({ about: _, ...finding }: Found): Finding {
  return finding;
}

function summaryOf(seen: readonly Counted[]): CheckResult['summary'] {
  const count = (severity: Severity) => seen.filter((counted) => counted.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), notes: count('note'), known: seen.filter(({ known }) => known).length };
}
