/**
 * `record`: a hand edit goes through the gates of the operation that it stands in for.
 *
 * Which one that is, the move of the status tells. Items ticked by hand need what `verify` needs; a
 * hand-written COMPLETED row is the summary that `complete` asks for.
 */

import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { rowsBeyond, rowsIn } from '../model/tracked-state.ts';
import { tellDifference } from '../rules/alone-gates.ts';
import { verifierOf } from '../rules/checklist-items.ts';
import { alreadyStarted, completeGates, sequenceGates, startGates, stopOpen } from '../rules/gates.ts';
import { isHeldByActor } from '../rules/holder.ts';
import { afterChange, problemOf } from '../rules/lead-on.ts';
import { otherWork, recordSteps, step, verifyStep } from '../rules/next-steps.ts';
import { actsAsPerson } from '../rules/permission.ts';
import type { Gate, ShutGate } from '../rules/shut-gate.ts';
import { shut, shutGates } from '../rules/shut-gate.ts';
import { type Standing, statusBefore } from '../rules/standing.ts';
import { stateFlaws } from '../rules/state-flaws.ts';
import { verdictOn } from '../rules/verifiers.ts';
import { besideTheWay, goesAlong, hasBegun, vouchedForByHand } from './beside-the-way.ts';
import { loosenedFor, personOnly } from './loosening-edits.ts';
import type { World } from './operation.ts';
import { attestedReceipts, toolReceipts } from './receipts.ts';
import type { RecordInput } from './record.ts';
import { type Recording, recorded, statusSets, takingInput } from './recorded.ts';
import { rowOf } from './recorded-row.ts';
import { startedOver } from './reopen.ts';
import { attestationGate, decisionGate, givenReason, noteGate, reasonGate, sharedNoteGate, summaryGate } from './said.ts';
import { type StandIn, standsInFor } from './stand-in.ts';
import { whatStarts } from './start.ts';
import type { Decision } from './store.ts';
import type { TaskResult } from './task-result.ts';
import { refusedBy, taskResult } from './task-result.ts';

export function recordEdits(world: World, standing: Standing, given: RecordInput): Outcome<Decision<TaskResult>> {
  const { task, vouched, file } = standing;
  const as = standsInFor(standing);
  if (as === null) {
    const told = `no operation leads from ${String(vouched.status)} to ${String(file.status)}`;
    const gate = shut('wrong-status', told, {
      have: standing.differences.map(tellDifference),
      missing: [`status ${String(vouched.status)} in the file`],
      next: recordSteps(task),
    });
    return refused(problemOf(world, gate, task));
  }
  const beside = besideTheWay(world, standing, as);
  if (beside !== null) return refused(problemOf(world, { ...beside, next: recordSteps(task) }, task));
  const ticked = tickedByHand(standing, given);
  const seen = withTicks(standing, ticked);
  const gates = [
    ...tickGates(world, standing, ticked),
    withdrawnGate(standing),
    noteGate(world, attestedByHand(standing, given), otherWork),
    ...gatesOf(world, seen, { as, given }),
  ].flatMap((gate) => (gate === null ? [] : [{ ...gate, next: recordSteps(task) }]));
  const forbiddenEdit = personOnly(world, standing, { as, shut: gates });
  if (forbiddenEdit !== null) return forbiddenEdit;
  // A reason leads on only where nothing else is in the way.
  const unsaid = gates.length === 0 ? loosenedFor(world, standing, { as, reason: given.reason }) : null;
  return refusedBy(world, task, [...gates, unsaid]) ?? take(world, standing, { as, given, ticked, seen });
}

interface Ticked {
  /** Pre-check items that only somebody can vouch for, with the note for them. */
  readonly attested: Readonly<Record<string, string>>;
  readonly tool: readonly string[];
}

function tickedByHand({ differences }: Standing, { reason }: RecordInput): Ticked {
  const items = differences
    .filter(({ path, to }) => path.startsWith('preCheck.items.') && to === true)
    .map(({ path }) => path.slice('preCheck.items.'.length));
  return {
    attested: Object.fromEntries(items.filter((item) => verifierOf(item) === 'attested').map((item) => [item, reason ?? ''])),
    tool: items.filter((item) => verifierOf(item) === 'by the tool'),
  };
}

/** The standing as if the ticks had been verified, which the gates of `start` then see. */
function withTicks(standing: Standing, { attested, tool }: Ticked): Standing {
  const items = [...Object.keys(attested), ...tool];
  const held = Object.keys(attested).map((item) => ({
    item,
    note: '',
    trust: 'self-reported' as const,
    documents: [],
    event: '',
    at: '',
    actor: { name: '', kind: 'human' as const },
  }));
  return {
    ...standing,
    vouched: { ...standing.vouched, ...Object.fromEntries(items.map((item) => [`preCheck.items.${item}`, true])) },
    history: { ...standing.history, receipts: [...standing.history.receipts, ...held] },
  };
}

function tickGates(world: World, standing: Standing, { attested, tool }: Ticked): readonly (ShutGate | null)[] {
  const failed = [...tool, ...Object.keys(attested)]
    .map((item) => ({ item, verdict: verdictOn(item, world, standing) }))
    .flatMap(({ item, verdict }) => (verdict.holds ? [] : [{ item, ...verdict }]));
  return [
    noteGate(world, attested, verifyStep(world, standing, Object.keys(attested))),
    sharedNoteGate(world, standing, Object.keys(attested)),
    decisionGate(world, standing, attested),
    failed.length === 0
      ? null
      : shut('verifier-failed', failed.map(({ item, message }) => `${item}: ${message}`).join('; '), {
          about: failed.map(({ item }) => item),
          next: recordSteps(standing.task),
        }),
  ];
}

/** Work that has begun stands on what was verified for it: that can be renewed, and not withdrawn. */
function withdrawnGate(standing: Standing): ShutGate | null {
  if (!hasBegun(standing)) return null;
  const withdrawn = standing.differences.filter(
    ({ path, from, to }) =>
      (path.startsWith('preCheck.items.') && from === true && to !== true) || (path === 'preCheck.status' && from === 'COMPLETED'),
  );
  const ticks = withdrawn.filter(({ path }) => path !== 'preCheck.status');
  const items = (ticks.length > 0 ? ticks : withdrawn).map(({ path }) => path.replace('preCheck.items.', ''));
  if (items.length === 0) return null;
  return shut('started-without-pre-check', `has begun, and stands on ${items.join(', ')}, which the edit takes back`, {
    about: items,
    missing: items,
  });
}

function gatesOf(world: World, standing: Standing, { as, given }: { as: StandIn; given: RecordInput }): readonly (ShutGate | null)[] {
  const { task } = standing;
  const needsReason = () => reasonGate(world, given.reason, step(`record ${task.id} --reason "<why>"`));
  const starts: readonly Gate[] = [...startGates, ...sequenceGates];
  switch (as) {
    case 'edit':
      return [rowGate(standing), postCheckGate(standing)];
    case 'start':
      return shutGates(starts, world, standing);
    case 'complete':
      return [...shutGates(completeGates, world, standing), takenGate(world, standing, given), ...saidGates(world, standing, given)];
    case 'start and complete':
      return [...shutGates(starts, world, standing), ...shutGates(completeGates, world, standing), ...saidGates(world, standing, given)];
    case 'release':
      return [isHeldByActor(world, standing.history) ? null : needsReason()];
    case 'unblock':
      return [stopOpen(world, standing), isGivenBack(standing) && !isHeldByActor(world, standing.history) ? needsReason() : null];
    case 'resume':
      return [stopOpen(world, standing)];
    case 'block':
    case 'defer':
      return [needsReason()];
    case 'reopen':
      return [];
  }
}

/** A task that was under way before its block, and is NOT_STARTED after it, was released as well. */
function isGivenBack(standing: Standing): boolean {
  return standing.file.status === 'NOT_STARTED' && statusBefore(standing) === 'IN_PROGRESS';
}

function rowGate({ task, file }: Standing): ShutGate | null {
  if (file.status !== 'COMPLETED' || !isEmptyList(file.log)) return null;
  return shut('summary-missing', 'is COMPLETED without a COMPLETED row in the session log', { about: ['log'], next: recordSteps(task) });
}

/** A post-check that was complete stays so: without it, the completion would hold up all others. */
function postCheckGate({ task, file, vouched }: Standing): ShutGate | null {
  const openIn = stateFlaws['completed-without-post-check'];
  const before = openIn(vouched) ?? [];
  const opened = (openIn(file) ?? []).filter((part) => !before.includes(part));
  if (opened.length === 0) return null;
  return shut('unrecorded-completion', `is COMPLETED, and the edit takes back ${opened.join(', ')} of its post-check`, {
    about: opened,
    missing: opened,
    next: recordSteps(task),
  });
}

/** Another's task is completed by a person alone, who says why. */
function takenGate(world: World, standing: Standing, { reason }: RecordInput): ShutGate | null {
  const taken = alreadyStarted(world, standing);
  if (taken === null || !actsAsPerson(world.actor, world.policy)) return taken;
  return reasonGate(world, reason, step(`record ${standing.task.id} --reason "<why you complete it for another>"`));
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

function saidGates(world: World, standing: Standing, given: RecordInput): readonly (ShutGate | null)[] {
  const attest = attestedByHand(standing, given);
  return [summaryGate(world, summaryOf(standing, given)), attestationGate(standing, attest)];
}

/** What a hand-written COMPLETED row says, or else the reason. */
function summaryOf({ file, vouched }: Standing, { reason }: RecordInput): string {
  const [rows, known] = [rowsIn(file.log), rowsIn(vouched.log)];
  return (rows.length > known.length ? rowsBeyond(rows, known).at(-1)?.notes : undefined) ?? reason ?? '';
}

function attestedByHand(standing: Standing, { reason }: RecordInput): Readonly<Record<string, string>> {
  return Object.fromEntries(vouchedForByHand(standing).map((item) => [item, reason ?? '']));
}

function take(
  world: World,
  standing: Standing,
  { as, given, ticked, seen }: { as: StandIn; given: RecordInput; ticked: Ticked; seen: Standing },
): Outcome<Decision<TaskResult>> {
  const { task, file } = standing;
  const completes = as === 'complete' || as === 'start and complete';
  const reset = resetBy(as, standing);
  const started = as === 'start' || as === 'start and complete' ? startSets(world, seen) : { sets: {}, receipts: [] };
  const sets = {
    ...started.sets,
    ...reset,
    ...(completes ? completionSets(world, standing) : {}),
    ...(!completes && typeof file.status === 'string' && as !== 'edit' ? { 'implementation.iplanStatus': file.status } : {}),
  };
  const along = goesAlong(standing, sets);
  const commit = recorded(world, standing, {
    operation: 'record',
    input: {
      as,
      edits: standing.differences.map(({ path, from, to }) => ({ path, from, to })),
      ...givenReason(given.reason),
      ...(takes(world, standing, as) ? takingInput(world) : {}),
    },
    sets: { ...sets, ...along },
    ...(completes ? completionRow(standing, given) : rowOf(world, standing, { as, given })),
    receipts: [
      ...attestedReceipts(world, standing, ticked.attested),
      ...toolReceipts(world, standing, ticked.tool),
      ...started.receipts.filter(({ item }) => !ticked.tool.includes(item)),
      ...attestedReceipts(world, standing, attestedByHand(standing, given)),
    ],
  });
  const after = { ...file, ...reset, ...along };
  const message = `${task.id}: the hand edit is recorded${as === 'edit' ? '' : ` as ${as}`}`;
  return done({
    result: taskResult(task, task.status, {
      message,
      next: afterChange(world, { ...standing, file: after, vouched: after, differences: [] }),
    }),
    commit,
  });
}

/** What the operation itself sets back: what was said of a completion, and since when somebody was at it. */
function resetBy(as: StandIn, { task, file: { status } }: Standing): Recording['sets'] {
  const nobodyIsAtIt = as !== 'edit' && (status === 'NOT_STARTED' || status === 'DEFERRED');
  return { ...(as === 'reopen' ? startedOver(task) : {}), ...(nobodyIsAtIt ? { 'implementation.started': null } : {}) };
}

type WithRow = Pick<Recording, 'row'>;

/** A row that a hand wrote stays the only one. */
function completionRow(standing: Standing, given: RecordInput): WithRow {
  const { file, vouched } = standing;
  if (rowsIn(file.log).length > rowsIn(vouched.log).length) return {};
  return { row: { status: 'COMPLETED', notes: summaryOf(standing, given).trim() } };
}

/** Whether the task is the recorder's from then on, and was not before. */
function takes(world: World, { history }: Standing, as: StandIn): boolean {
  return as === 'reopen' || (as === 'start' && !isHeldByActor(world, history));
}

/** What a hand-started task may still lack. A date that a hand wrote stays. */
function startSets(world: World, seen: Standing): Required<Pick<Recording, 'sets' | 'receipts'>> {
  const { sets, receipts = [] } = whatStarts(world, seen);
  const date = seen.file['implementation.started'];
  return { sets: typeof date === 'string' ? { ...sets, 'implementation.started': date } : sets, receipts };
}

/** What a hand-completed task may still lack. */
function completionSets(world: World, { task, file }: Standing): Readonly<Record<string, string | boolean | null>> {
  const items = task.postCheck?.items.map(({ key }) => [`postCheck.items.${key}`, true] as const) ?? [];
  const date = file['implementation.completed'];
  return {
    ...statusSets('COMPLETED'),
    'implementation.completed': typeof date === 'string' ? date : world.now.date,
    ...Object.fromEntries(items),
    'postCheck.status': 'COMPLETED',
  };
}
