/** One decision over several tasks: all of them, or none. */
import type { Outcome, Problem } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { together } from './recorded.ts';
import type { Commit, Decision } from './store.ts';

/** Decides for each id (the same one once); refused with every problem of every task. */
export function forEachTask<T>(ids: readonly string[], decide: (id: string) => Outcome<Decision<T>>): Outcome<Decision<readonly T[]>> {
  const outcomes = [...new Map(ids.map((id) => [taskKeyOf(id), id])).values()].map(decide);
  const problems: Problem[] = [];
  const results: T[] = [];
  const commits: Commit[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) problems.push(...outcome.problems);
    else {
      results.push(outcome.value.result);
      if (outcome.value.commit !== null) commits.push(outcome.value.commit);
    }
  }
  if (problems.length > 0) return refused(...problems);
  return done({ result: results, commit: commits.length === 0 ? null : together(commits) });
}
