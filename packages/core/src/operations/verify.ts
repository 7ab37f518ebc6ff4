/**
 * `verify ID [ITEM=NOTE …]`: somebody vouches for items of a task's pre-check; the tool decides its own.
 *
 * Alone, it runs the tool's items and lists what remains, with what to read for it.
 */
import * as v from 'valibot';
import type { Receipt } from '../model/event.ts';
import type { NextStep, Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import type { TrackedState, ValueChange } from '../model/tracked-state.ts';
import { admitEdited } from '../rules/alone-gates.ts';
import { readingFor, verifierOf } from '../rules/checklist-items.ts';
import { suspectReceipts } from '../rules/freshness.ts';
import { afterChange, vouchSteps } from '../rules/lead-on.ts';
import { openPreCheckItems, step, verifyStep } from '../rules/next-steps.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import type { Reading } from '../rules/task-documents.ts';
import { readingsFor, verdictOn } from '../rules/verifiers.ts';
import { itemNotes, optionalText, taskId } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { attestedReceipts, toolReceipts } from './receipts.ts';
import { recorded } from './recorded.ts';
import { asListed, decisionGate, noteGate, sharedNoteGate, unknownItems } from './said.ts';
import type { Decision } from './store.ts';
import { refusedBy } from './task-result.ts';

const input = v.object({
  id: taskId(),
  items: itemNotes('Items to vouch for, each with what was checked.', { position: 1, rest: true }),
  note: optionalText('One note for the items that have none of their own.'),
});

export interface VerifyResult {
  readonly task: string;
  readonly status: Status | null;
  readonly preCheck: Status | null;
  /** Items that were ticked, or whose receipt was renewed. */
  readonly verified: readonly string[];
  /** Items that are still open: who can say that they hold, and what to read for it. */
  readonly remaining: readonly {
    readonly item: string;
    readonly by: 'attested' | 'by the tool';
    readonly read: string;
    /** The documents that it is about, with the sections that count: "docs/07_REQ/REQ-04.md, section 3". */
    readonly documents: readonly string[];
    readonly problem?: string;
  }[];
  readonly message: string;
  readonly next: readonly NextStep[];
}

export const verify: ChangeOperation<typeof input, VerifyResult> = {
  kind: 'change',
  name: 'verify',
  summary: 'Vouch for items of a pre-check, or list what remains of it.',
  group: 'life',
  input,
  examples: [
    { command: 'verify TASKS-03', does: "runs the tool's own items and lists what remains" },
    { command: 'verify TASKS-03 verified_req="REQ-03 read: five criteria, all measurable"', does: 'vouches for one item' },
    {
      command: 'verify TASKS-03 verified_req verified_tasks --note "read both, no open question"',
      does: 'one note for several items, where there are no documents to read for them',
    },
  ],
  decide({ id, items, note }, world) {
    const admitted = admitEdited(world, 'verify', {
      id,
      absorbs: (difference, standing) => ticksByHand(world, { difference, standing, notes: asListed(standing.task.preCheck, items) }),
    });
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const named = asListed(standing.task.preCheck, items);
    const notes = Object.fromEntries(Object.entries(named).map(([item, own]) => [item, own === '' ? (note ?? '') : own]));
    const unknown = unknownItems(world, standing, {
      list: 'preCheck',
      notes,
      next: standing.task.preCheck === null ? [step(`show ${standing.task.id}`)] : vouchSteps(world, standing, openPreCheckItems(standing)),
    });
    if (unknown !== null) return refused(unknown);
    const asked = Object.keys(notes).filter((item) => verifierOf(item) === 'by the tool');
    const attested = Object.fromEntries(Object.entries(notes).filter(([item]) => verifierOf(item) === 'attested'));
    const gates = [
      failed(world, standing, [...asked, ...Object.keys(attested)]),
      noteGate(world, attested, verifyStep(world, standing, Object.keys(attested))),
      sharedNoteGate(world, standing, note === undefined ? [] : sharing(named)),
      decisionGate(world, standing, attested),
    ];
    return refusedBy(world, standing.task, gates) ?? vouch(world, standing, { attested, asked });
  },
};

interface HandEdit {
  readonly difference: ValueChange;
  readonly standing: Standing;
  readonly notes: Readonly<Record<string, string>>;
}

/** Ticks that a hand already set are taken up where they are just what is being verified. A completed task's pre-check stays as it is. */
function ticksByHand(world: World, { difference: { path, to }, standing, notes }: HandEdit): boolean {
  const isCompleted = standing.vouched.status === 'COMPLETED';
  if (path === 'preCheck.status') return !isCompleted;
  const item = path.startsWith('preCheck.items.') && to === true ? path.slice('preCheck.items.'.length) : null;
  if (item === null || Object.hasOwn(notes, item)) return item !== null;
  return verifierOf(item) === 'by the tool' && !isCompleted && verdictOn(item, world, standing).holds;
}

/** Attested items that have no note of their own, and take the one for all. */
function sharing(items: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(items).flatMap(([item, own]) => (own === '' && verifierOf(item) === 'attested' ? [item] : []));
}

function tellReading({ document: { path }, sections }: Reading): string {
  return sections.length === 0 ? path : `${path}, ${sections.length === 1 ? 'section' : 'sections'} ${sections.join(', ')}`;
}

/** Items that were asked for and do not hold. */
function failed(world: World, standing: Standing, items: readonly string[]): ShutGate | null {
  const not = items
    .map((item) => ({ item, verdict: verdictOn(item, world, standing) }))
    .flatMap(({ item, verdict }) => (verdict.holds ? [] : [{ item, ...verdict }]));
  if (not.length === 0) return null;
  return shut('verifier-failed', not.map(({ item, message }) => `${item}: ${message}`).join('; '), {
    about: not.map(({ item }) => item),
    missing: not.flatMap(({ missing }) => missing),
  });
}

interface Vouched {
  readonly attested: Readonly<Record<string, string>>;
  /** Tool items that were asked for by name. */
  readonly asked: readonly string[];
}

function vouch(world: World, standing: Standing, { attested, asked }: Vouched): Outcome<Decision<VerifyResult>> {
  const open = openPreCheckItems(standing);
  const completed = standing.vouched.status === 'COMPLETED';
  // An open task's are renewed by the transition that needs them; a completed one has none before it.
  const suspect = completed ? suspectReceipts(world, standing).map(({ receipt }) => receipt.item) : [];
  const holding = [...open, ...suspect].filter((item) => verifierOf(item) === 'by the tool' && verdictOn(item, world, standing).holds);
  const tool = [...new Set([...asked, ...holding])];
  const verified = [...Object.keys(attested), ...tool];
  const remaining = open.filter((item) => !verified.includes(item));
  const preCheck = preCheckStatus(standing, verified, remaining);
  const sets = completed
    ? {}
    : { ...Object.fromEntries(verified.map((item) => [`preCheck.items.${item}`, true])), 'preCheck.status': preCheck };
  const receipts = [...attestedReceipts(world, standing, attested), ...toolReceipts(world, standing, tool)];
  const commit =
    verified.length === 0 ? null : recorded(world, standing, { operation: 'verify', input: { items: attested }, sets, receipts });
  const stale = suspect.filter((item) => !verified.includes(item));
  const after = commit === null ? standing : standingAfter(world, standing, { sets, receipts });
  return done({ result: answer(world, after, { verified, remaining, stale, preCheck }), commit });
}

/** How the task stands once that is recorded: what leads on is permitted there. */
function standingAfter(
  world: World,
  standing: Standing,
  { sets, receipts }: { readonly sets: TrackedState; readonly receipts: readonly Receipt[] },
): Standing {
  const { history, vouched } = standing;
  const renewed = receipts.map((receipt) => ({ ...receipt, event: '', at: world.now.utc, actor: world.actor }));
  const others = history.receipts.filter(({ item }) => !receipts.some((receipt) => receipt.item === item));
  return {
    ...standing,
    vouched: { ...vouched, ...sets },
    differences: [],
    history: { ...history, receipts: [...others, ...renewed] },
  };
}

function preCheckStatus(standing: Standing, verified: readonly string[], remaining: readonly string[]): Status {
  if (remaining.length === 0) return 'COMPLETED';
  return verified.length > 0 || standing.vouched['preCheck.status'] === 'IN_PROGRESS' ? 'IN_PROGRESS' : 'NOT_STARTED';
}

interface Verified {
  readonly verified: readonly string[];
  readonly remaining: readonly string[];
  /** Items of a completed task whose receipts are still suspect. */
  readonly stale: readonly string[];
  readonly preCheck: Status;
}

function answer(world: World, standing: Standing, state: Verified): VerifyResult {
  const { task } = standing;
  return {
    task: task.id,
    status: task.status,
    preCheck: task.preCheck === null ? null : state.preCheck,
    verified: state.verified,
    remaining: state.remaining.map((item) => remainingItem(item, world, standing)),
    message: told(standing, state),
    next: leadingOn(world, standing, state),
  };
}

function leadingOn(world: World, standing: Standing, { remaining, stale }: Verified): readonly NextStep[] {
  const left = [...remaining, ...stale].filter((item) => verifierOf(item) === 'attested');
  if (left.length > 0) return vouchSteps(world, standing, left);
  return afterChange(world, standing);
}

function remainingItem(item: string, world: World, standing: Standing): VerifyResult['remaining'][number] {
  const verdict = verdictOn(item, world, standing);
  const problem = verdict.holds ? {} : { problem: `${verdict.message}: ${verdict.missing.join(', ')}` };
  const documents = readingsFor(item, world, standing).map(tellReading);
  return { item, by: verifierOf(item), read: readingFor(item), documents, ...problem };
}

function told({ task }: Standing, { verified, remaining, stale }: Verified): string {
  if (task.preCheck === null) return `${task.id} has no checklist; there is nothing to verify`;
  const first = verified.length === 0 ? 'nothing was verified' : `${verified.join(', ')} verified`;
  if (remaining.length > 0) return `${task.id}: ${first}; open: ${remaining.join(', ')}`;
  if (stale.length > 0) return `${task.id}: ${first}; what they rest on has changed: ${stale.join(', ')}`;
  return `${task.id}: ${first}; the pre-check is complete`;
}
