/**
 * The tools: which operations each carries. Their schemas come from the operations' own.
 *
 * Few, since a host puts the whole list into every context. What is a person's (instruct, waive, reopen, a
 * completion for another, work taken as found, the policy) is in no row, so that no tool can do it.
 */
import type { operationsByMethod } from '@tallyplan/core/operations/index';

type Method = keyof typeof operationsByMethod;

export interface Tool {
  readonly name: string;
  readonly description: string;
  /** By what the chooser says; the first where it says nothing and there need be no choice. */
  readonly operations: Readonly<Record<string, Method>>;
  /** The argument that chooses among several operations. */
  readonly chooser?: { readonly name: string; readonly required: boolean };
  /** Fields of its operations that it does not have: a person's, or ones that only the surface fills in. */
  readonly without: readonly string[];
  readonly annotations: Annotations;
}

/** As the protocol has them, all four said: what is left out means something else than no. */
export interface Annotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

const reads: Annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
const adds: Annotations = { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false };
const settles: Annotations = { ...adds, idempotentHint: true };
const changes: Annotations = { ...adds, destructiveHint: true };

export const tools: readonly Tool[] = [
  {
    name: 'plan_next',
    description: 'The task to work on now, why, and the calls that lead on. claim: nobody else gets it.',
    operations: { next: 'next' },
    without: [],
    annotations: settles,
  },
  {
    name: 'plan_read',
    description: 'brief: what you must know. task, why, impact need id. Long answers come in pages (offset); fields picks.',
    operations: {
      brief: 'sessionBrief',
      status: 'status',
      task: 'show',
      tasks: 'show',
      log: 'show',
      why: 'why',
      trace: 'trace',
      impact: 'impact',
      check: 'check',
      audit: 'auditVerify',
      policy: 'config',
    },
    chooser: { name: 'view', required: true },
    without: ['strict', 'checkpoint', 'since', 'format'],
    annotations: reads,
  },
  {
    name: 'plan_verify',
    description:
      'Vouch for pre-check items, each with a note of what you checked; without items: what remains. review: hold its documents against each other.',
    operations: { verify: 'verify', review: 'review' },
    chooser: { name: 'action', required: false },
    without: [],
    annotations: settles,
  },
  {
    name: 'plan_start',
    description: 'Begin a task whose pre-check is complete and whose turn it is.',
    operations: { start: 'start' },
    without: [],
    annotations: adds,
  },
  {
    name: 'plan_evidence',
    description: 'Run a command that the policy names; record what it showed.',
    operations: { evidence: 'evidence' },
    without: [],
    annotations: adds,
  },
  {
    name: 'plan_complete',
    description: 'Finish a task: status, checklists, dates and log row in one change.',
    operations: { complete: 'complete' },
    without: ['reason'],
    annotations: adds,
  },
  {
    name: 'plan_stop',
    description: 'Stop the work and ask a person, when going on would be guessing.',
    operations: { stop: 'stop' },
    without: [],
    annotations: adds,
  },
  {
    name: 'plan_update',
    description: 'log: note on the session. record: take in edits by hand, or restore. release: give back. renew: still at work.',
    operations: {
      log: 'log',
      block: 'block',
      unblock: 'unblock',
      defer: 'defer',
      resume: 'resume',
      release: 'release',
      undo: 'undo',
      record: 'record',
      tick: 'iplanTick',
      renew: 'renew',
    },
    chooser: { name: 'action', required: true },
    without: ['asFound', 'date'],
    annotations: changes,
  },
];
