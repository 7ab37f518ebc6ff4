/** `next`: the task to work on now; with `--claim` it is taken. */
import * as v from 'valibot';
import { done, refused } from '../model/problem.ts';
import { claimNext } from './claim-next.ts';
import { flag, optionalText } from './input.ts';
import { misused } from './misused.ts';
import type { NextResult } from './next-answer.ts';
import { answerFor } from './next-answer.ts';
import type { ReadOperation } from './operation.ts';

const input = v.object({
  claim: flag('Take it: nobody else can until you give it back.'),
  lease: optionalText('How long an agent has it without a sign of life (90s, 30m, 2h, 1d); else what the policy says.', {
    placeholder: 'TIME',
  }),
});

export const next: ReadOperation<typeof input, NextResult> = {
  kind: 'read',
  remembered: true,
  name: 'next',
  summary: 'Show the task to work on now, and the calls that lead on.',
  group: 'read',
  input,
  examples: [
    { command: 'next', does: 'your own open task, else the first that is ready' },
    { command: 'next --claim', does: 'takes it, so that nobody else does; `release` gives it back' },
    { command: 'next --claim --lease 30m', does: 'an agent takes it; after 30 minutes without a sign of life anybody can' },
  ],
  answer({ lease }, world) {
    if (lease !== undefined) return refused(misused('next', '--lease says how long a claim holds', { missing: ['--claim'] }));
    return done(answerFor(world));
  },
  asChange: ({ claim, lease }) => (claim ? { needsSitting: true, decide: (_input, world) => claimNext(world, lease) } : null),
};
