/** `check`: every finding about the plan as it stands. */
import * as v from 'valibot';
import type { Finding } from '../model/problem.ts';
import { done } from '../model/problem.ts';
import { natureOf } from '../model/rule-names.ts';
import type { Found } from '../rules/findings.ts';
import { findingsOf } from '../rules/findings.ts';
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
    const found = findingsOf(world)
      .filter(({ task }) => everything || (task !== undefined && ids.has(task)))
      .map((finding) => findingJson(finding, strict));
    const listed = found.filter(({ known }) => known !== true || all || strict);
    return done({ findings: listed.slice(0, limit), summary: summaryOf(found) });
  },
};

/** As surfaces print it. With `strict`, a known finding is as grave as its rule. */
function findingJson({ about: _, ...finding }: Found, strict: boolean): Finding {
  return strict && finding.known ? { ...finding, severity: natureOf(finding.rule).finding ?? finding.severity } : finding;
}

function summaryOf(findings: readonly Finding[]): CheckResult['summary'] {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), notes: count('note'), known: findings.filter(({ known }) => known).length };
}
