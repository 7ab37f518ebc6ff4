/**
 * `evidence ID --run NAME`: records what a command that the accepted policy names has shown.
 *
 * The surface runs the command (outside the lock, and only one that this machine trusts) and hands in
 * what it saw; the decision only says whether it may be recorded.
 */
import * as v from 'valibot';
import { done, refused } from '../model/problem.ts';
import { admit, forbidden } from '../rules/alone-gates.ts';
import { nearest } from '../rules/find-task.ts';
import { whyStep } from '../rules/next-steps.ts';
import { boundedText, taskId } from './input.ts';
import type { ChangeOperation } from './operation.ts';
import { noted } from './recorded.ts';
import type { TaskResult } from './task-result.ts';
import { taskResult } from './task-result.ts';

/** What a run of an evidence command showed; made by the runner, never by a person. */
export const evidenceRun = v.object({
  exitCode: v.pipe(v.number(), v.integer()),
  /** Milliseconds. */
  duration: v.number(),
  outputDigest: v.string(),
  outputTail: v.string(),
  revision: v.nullable(v.string()),
  tree: v.string(),
});

const input = v.object({
  id: taskId(),
  run: v.pipe(
    boundedText(),
    v.description('The command, by its name in the accepted policy.'),
    v.metadata({ placeholder: 'NAME', completes: 'evidence' }),
  ),
  outcome: v.optional(evidenceRun),
});

export const evidence: ChangeOperation<typeof input, TaskResult & { readonly exitCode: number | null }> = {
  kind: 'change',
  name: 'evidence',
  summary: 'Run a command that the accepted policy names, and record what it showed.',
  group: 'life',
  input,
  examples: [{ command: 'evidence TASKS-03 --run tests', does: 'runs the tests and records exit code, duration and digests' }],
  decide({ id, run, outcome }, world) {
    const admitted = admit(world, 'evidence', id);
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const { task } = standing;
    const names = Object.keys(world.policy.commands);
    if (!names.includes(run)) {
      const hint = nearest(run, names);
      const told = `${task.id}: the accepted policy names no command ${run}${hint === null ? '' : `; did you mean ${hint}?`}`;
      return refused(forbidden(world, told, { task: task.id, have: names, missing: [run], next: [{ command: 'tallyplan config' }] }));
    }
    if (outcome === undefined)
      return done({
        result: { ...taskResult(task, task.status, { message: `${task.id}: ${run} may run`, next: [] }), exitCode: null },
        commit: null,
      });
    const passed = outcome.exitCode === 0;
    const message = `${task.id}: ${run} ${passed ? 'passed' : `failed with ${outcome.exitCode}`} in ${(outcome.duration / 1000).toFixed(1)} s`;
    return done({
      result: { ...taskResult(task, task.status, { message, next: [whyStep(task)] }), exitCode: outcome.exitCode },
      commit: noted(standing, { operation: 'evidence', input: { name: run, ...outcome } }),
    });
  },
};
