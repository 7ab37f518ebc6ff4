/** How many tasks stand where. */
import type { Task } from '../model/plan.ts';
import type { Status, StatusCounts } from '../model/status.ts';

/** Counts tasks by status. Template rows are none; a task whose status can't be mapped counts in the total alone. */
export function countStatuses(tasks: readonly Task[]): StatusCounts {
  const counts: Record<Status | 'total', number> = { NOT_STARTED: 0, IN_PROGRESS: 0, BLOCKED: 0, COMPLETED: 0, DEFERRED: 0, total: 0 };
  for (const { placeholder, status } of tasks) {
    if (placeholder) continue;
    counts.total++;
    if (status !== null) counts[status]++;
  }
  return counts;
}
