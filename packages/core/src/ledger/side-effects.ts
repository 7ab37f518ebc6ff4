/**
 * What an event does beside the values that it changes: who has the task, what vouches for it, what
 * holds it up. One table from operation to effect; an operation that is not in it has none.
 *
 * The `input` that each operation records, which is what effects read:
 *
 * | operation | input |
 * |---|---|
 * | verify | `items`: {item: note} |
 * | claim | `lease`: seconds, or null; `sitting`? |
 * | renew | – (a sign of life, as every event of the holder is) |
 * | session end | `session`, `commits`? |
 * | start | `skipAhead`?: why this one first; `lease`?: seconds; `sitting`? |
 * | complete | `summary`, `attest`: {item: note} |
 * | block, defer, release, unblock, resume | `reason` (where one was given) |
 * | reopen | `reason`, `lease`?: seconds; `sitting`? |
 * | stop | `question`, `cause`? |
 * | instruct | `stop`: id of the event that asked, `text` |
 * | waive | `rule`, `reason`, `until`: date or null, `content`: digest of what it is about |
 * | review | `passed`, `findings`: [{rule, message, file, line}], `question`? and `cause`? where it raises a STOP |
 * | iplan tick | `document`: the IPLAN's id, `steps`: their numbers, `content`: digest of what they stand in |
 * | merge | `decided`?: {path: side} of values that both branches had moved; see `merge-holdings.ts` |
 * | undo | `undoes`: id of the event, `reason` |
 * | evidence | `name`, `exitCode`, `duration` (ms), `outputDigest`, `outputTail`, `revision` or null, `tree` |
 * | record | `asFound`?, `date`?, `reason`?, `restore`?; `lease`?: seconds; `sitting`? |
 *
 * `sitting` tells of the session that takes a task: `host`?, `model`?, `revision`? of the working tree.
 *
 * In the plan's own ledger (read by `plan-effects.ts`):
 *
 * | operation | input |
 * |---|---|
 * | init | `policy`, `policyDigest` (null without a configuration), `baselineDigest` |
 * | config | `policy`, `policyDigest` |
 * | rename | `from`, `to` |
 * | remove | – (the event's `task`) |
 * | merge | `decided`?: {what: side}, `renamed`?: [{from, to}]: of two names for one task the one that is given up, and the other |
 * | checkpoint | `ledgers`: [{name, length, head}], `digest` |
 */
import type { LedgerEvent } from '../model/event.ts';
import type { RuleName } from '../model/rule-names.ts';
import { ruleNames } from '../model/rule-names.ts';
import { sameActor } from '../model/same-actor.ts';
import type { Status } from '../model/status.ts';
import { isStatus } from '../model/status.ts';
import type { Assignment, HeldReceipt, TaskHistory } from './history.ts';

/** What a task's ledger says of it beside its tracked state. */
export type Holding = Pick<
  TaskHistory,
  'assignee' | 'receipts' | 'stops' | 'blocks' | 'statusBeforeBlock' | 'waivers' | 'evidence' | 'completion'
>;

export const nothingHeld: Holding = {
  assignee: null,
  receipts: [],
  stops: [],
  blocks: [],
  statusBeforeBlock: null,
  waivers: [],
  evidence: [],
  completion: null,
};

/** What becomes of a holding; or, as a clause, why the event can't mean what it says. */
type Effect = (held: Holding, event: LedgerEvent) => Partial<Holding> | string;
type SureEffect = (held: Holding, event: LedgerEvent) => Partial<Holding>;

const effects: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['claim', claim],
  ['session end', leave],
  ['start', start],
  ['complete', complete],
  ['block', block],
  ['unblock', unblock],
  ['defer', defer],
  ['release', release],
  ['reopen', reopen],
  ['stop', stop],
  ['review', review],
  ['instruct', instruct],
  ['waive', waive],
  ['evidence', evidence],
  ['record', record],
]);

/**
 * The holding after an event. `before` is the status that the task had until then; `tell` hears of an
 * event that can't mean what it says.
 */
export function holdingAfter(held: Holding, event: LedgerEvent, context: { before: unknown; tell: (fault: string) => void }): Holding {
  const does = effects.get(event.operation);
  const assignee = signOfLife(held.assignee, event);
  if (does === undefined && event.receipts === undefined && held.receipts.length === 0) return withAssignee(held, assignee);
  const effect = does?.(held, event) ?? {};
  if (typeof effect === 'string') context.tell(effect);
  const after = { ...held, assignee, ...(typeof effect === 'string' ? {} : effect) };
  return { ...after, receipts: receiptsAfter(after, event), statusBeforeBlock: statusBeforeBlock(after, event, context.before) };
}

/** The holding after an event that takes back, or that was taken back: who did it was at work all the same. */
export function stillHeld(held: Holding, event: LedgerEvent): Holding {
  return withAssignee(held, signOfLife(held.assignee, event));
}

/** Whatever the holder of a lease does to the task renews it. */
function signOfLife(assignee: Assignment | null, { actor, at }: LedgerEvent): Assignment | null {
  return assignee === null || assignee.lease === null || !sameActor(assignee.actor, actor) ? assignee : { ...assignee, renewed: at };
}

function withAssignee(held: Holding, assignee: Assignment | null): Holding {
  return assignee === held.assignee ? held : { ...held, assignee };
}

/** Somebody has the task from now on. */
function taken({ actor, at, input }: LedgerEvent): Assignment {
  return { actor, since: at, lease: isNumber(input.lease) ? input.lease : null, renewed: at, left: false };
}

function claim(_: Holding, event: LedgerEvent): Partial<Holding> | string {
  const { lease } = event.input;
  if (lease !== null && !(isNumber(lease) && lease > 0)) return notItsInput(event);
  return { assignee: taken(event) };
}

function leave({ assignee }: Holding, { actor }: LedgerEvent): Partial<Holding> {
  if (assignee === null || assignee.actor.session === undefined || assignee.actor.session !== actor.session) return {};
  return { assignee: { ...assignee, left: true } };
}

/** Who starts what is already theirs keeps the lease that they have. */
function start({ assignee }: Holding, event: LedgerEvent): Partial<Holding> {
  const started = taken(event);
  const isOwn = assignee !== null && sameActor(assignee.actor, event.actor);
  return { assignee: { ...started, lease: started.lease ?? (isOwn ? assignee.lease : null) } };
}

function complete(_: Holding, { id, at, actor, input }: LedgerEvent): Partial<Holding> {
  return { completion: { event: id, at, actor, asFound: input.asFound === true } };
}

/** Who reopens a task has it from then on. */
function reopen(_: Holding, event: LedgerEvent): Partial<Holding> {
  return { completion: null, assignee: taken(event) };
}

function block(held: Holding, event: LedgerEvent): Partial<Holding> {
  return { blocks: [...held.blocks, { ...signed(event), reason: textIn(event, 'reason') }] };
}

/** Lifts every block; a STOP stays until it is answered. */
function unblock(): Partial<Holding> {
  return { blocks: [] };
}

function defer(): Partial<Holding> {
  return { blocks: [], assignee: null };
}

function release(): Partial<Holding> {
  return { assignee: null };
}

function stop(held: Holding, event: LedgerEvent): Partial<Holding> {
  const asked = { ...signed(event), question: textIn(event, 'question'), cause: textIn(event, 'cause'), answered: false };
  return { stops: [...held.stops, asked] };
}

/** A review that found an error stops the work, where the task is open. */
function review(held: Holding, event: LedgerEvent): Partial<Holding> {
  return isText(event.input.question) ? stop(held, event) : {};
}

function instruct(held: Holding, event: LedgerEvent): Partial<Holding> | string {
  const answered = held.stops.find((open) => open.event === event.input.stop);
  if (answered === undefined) return 'it answers a STOP that is not open';
  return { stops: held.stops.filter((open) => open !== answered) };
}

function waive(held: Holding, event: LedgerEvent): Partial<Holding> | string {
  const { rule, until, content } = event.input;
  if (!isRuleName(rule) || !isText(content) || !(until === null || isText(until))) return notItsInput(event);
  return { waivers: [...held.waivers, { ...signed(event), rule, reason: textIn(event, 'reason'), until, content }] };
}

function evidence(held: Holding, event: LedgerEvent): Partial<Holding> | string {
  const { name, exitCode, duration, outputDigest, outputTail, revision, tree } = event.input;
  if (!isText(name) || !isText(outputDigest) || !isText(outputTail) || !isText(tree)) return notItsInput(event);
  if (!isNumber(exitCode) || !isNumber(duration) || !(revision === null || isText(revision))) return notItsInput(event);
  return { evidence: [...held.evidence, { ...signed(event), name, exitCode, duration, outputDigest, outputTail, revision, tree }] };
}

/** A hand edit that was taken in does what the operations do that it stands in for. */
function record(held: Holding, event: LedgerEvent): Partial<Holding> {
  const moved = event.changes.find(({ path, from, to }) => path === 'status' && from !== to);
  if (moved === undefined) return {};
  const left = leadingFrom.get(moved.from);
  const gone = { ...held, ...left?.(held, event) };
  // Whoever had it before it was blocked has it still.
  const isBack = moved.to === 'IN_PROGRESS' && left !== undefined && gone.assignee !== null;
  const arrived = isBack ? undefined : leadingTo.get(moved.to);
  return { ...gone, ...arrived?.(gone, event) };
}

const leadingFrom: ReadonlyMap<unknown, SureEffect> = new Map([
  ['BLOCKED', unblock],
  ['COMPLETED', reopen],
]);
const leadingTo: ReadonlyMap<unknown, SureEffect> = new Map([
  ['NOT_STARTED', release],
  ['IN_PROGRESS', start],
  ['BLOCKED', block],
  ['COMPLETED', complete],
  ['DEFERRED', defer],
]);

/** Receipts of the event are in force from now on; a receipt falls when its item's tick is taken away. */
function receiptsAfter({ receipts }: Holding, event: LedgerEvent): readonly HeldReceipt[] {
  const { id, at, actor } = event;
  const given = (event.receipts ?? []).map((receipt) => ({ event: id, at, actor, ...receipt }));
  if (receipts.length === 0) return given;
  const gone = [...given.map(({ item }) => item), ...uncheckedItems(event)];
  return gone.length === 0 ? receipts : [...receipts.filter(({ item }) => !gone.includes(item)), ...given];
}

function uncheckedItems({ changes }: LedgerEvent): readonly string[] {
  const items: string[] = [];
  for (const { path, to } of changes) {
    const at = to === true ? -1 : path.indexOf('.items.');
    if (at !== -1) items.push(path.slice(at + '.items.'.length));
  }
  return items;
}

/** Kept from the first thing that holds the task up to the last that does. */
function statusBeforeBlock(held: Holding, event: LedgerEvent, before: unknown): Status | null {
  if (held.blocks.length === 0 && held.stops.length === 0) return null;
  if (event.operation === 'defer') return 'NOT_STARTED';
  if (held.statusBeforeBlock !== null) return held.statusBeforeBlock;
  // No block ends in a completion: one that a hand set on completed work has reopened it.
  if (before === 'COMPLETED') return 'IN_PROGRESS';
  return isStatus(before) && before !== 'BLOCKED' ? before : 'NOT_STARTED';
}

function signed({ id, at, actor }: LedgerEvent) {
  return { event: id, at, actor };
}

function textIn(event: LedgerEvent, name: string): string {
  const value = event.input[name];
  return isText(value) ? value : '';
}

const notItsInput = (event: LedgerEvent) => `its input is not what \`${event.operation}\` records`;
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isRuleName = (value: unknown): value is RuleName => ruleNames.some((name) => name === value);
