/** The checklists that each family gives its tasks, as its format has them. People may keep others. */
import type { Family } from './plan.ts';

export interface StandardItems {
  readonly preCheck: readonly string[];
  readonly postCheck: readonly string[];
}

const logged = ['session_log_date', 'session_log_task_id', 'session_log_status', 'session_log_summary'];
const short: StandardItems = {
  preCheck: ['verified_req', 'verified_spec', 'confirmed_arch', 'checked_deps'],
  postCheck: ['tests_passing', 'coverage_met', 'docs_updated', 'session_logged'],
};

export const standardItems: Readonly<Record<Family, StandardItems>> = {
  A: { preCheck: [], postCheck: [] },
  B: {
    preCheck: ['verified_req', 'verified_tasks', 'confirmed_arch', 'checked_gaps', 'reviewed_upstream', 'confirmed_deps'],
    postCheck: ['tasks_status_updated', 'iplan_status_updated', 'completion_date_added', ...logged],
  },
  C: {
    preCheck: ['verified_req', 'verified_spec', 'confirmed_arch', 'checked_gaps', 'reviewed_upstream', 'confirmed_deps'],
    postCheck: ['tasks_status_updated', 'completion_date_added', ...logged],
  },
  D: short,
  E: { preCheck: [], postCheck: ['session_logged'] },
  F: short,
  G: short,
};

/** The tracked paths of both checklists. In E the one item stands in the entry itself, without a status. */
export function standardPathsOf(family: Family): readonly string[] {
  return (['preCheck', 'postCheck'] as const).flatMap((part) => {
    const items = standardItems[family][part].map((key) => `${part}.items.${key}`);
    return family === 'E' || items.length === 0 ? items : [`${part}.status`, ...items];
  });
}
