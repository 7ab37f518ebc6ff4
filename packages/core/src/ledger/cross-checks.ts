/**
 * What a task's ledger must agree with outside of itself: its own name, the baseline that vouches for the
 * state it began with, and the receipts for what was ticked.
 */

import type { ByteString } from '../model/byte-string.ts';
import { decodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { LedgerEvent } from '../model/event.ts';
import { standardPathsOf } from '../model/standard-items.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { TrackedState } from '../model/tracked-state.ts';
import type { AuditFault, AuditNote } from './audit-fault.ts';
import { broken, truncated } from './audit-fault.ts';
import { adoptedStateIn } from './baseline.ts';
import { parsedJson } from './canonical-json.ts';
import type { Chain } from './chain.ts';
import { isObject } from './event-shape.ts';
import type { Baseline, PlanHistory, TaskHistory } from './history.ts';
import { ledgerFileOf } from './ledger-file.ts';
import { withLostItems } from './lost-items.ts';
import { renamingsIn } from './renames.ts';
import { stateBefore } from './replay.ts';
import { digestOfState, neverStarted } from './tracked-state.ts';

const formats = ['B', 'C', 'D', 'E'] as const;

interface Context {
  readonly plan: PlanHistory;
  readonly baseline: Baseline | null;
  /** Text of `baseline-states.jsonl`. */
  readonly states: ByteString | null;
  readonly digest: Digest;
}

/** A task's ledger: its chain, and what that says. */
export interface VerifiedTask {
  readonly chain: Chain;
  readonly history: TaskHistory;
}

/** Faults of one task's ledger against the rest. */
export function taskFaults(task: VerifiedTask, context: Context): readonly AuditFault[] {
  const { chain, history } = task;
  const file = ledgerFileOf(history.key);
  const names = namesOf(history.key, context.plan);
  return chain.links.flatMap(({ event, line }, index) => {
    const begins = index === 0 || event.prev.length === 0;
    const told = [
      nameFault(event, names),
      receiptFault(event),
      begins ? baseFault({ key: history.key, base: stateBefore(event) }, context) : null,
    ];
    return told.flatMap((message) => (message === null ? [] : [broken(file, line, message)]));
  });
}

/** A ledger keeps the name that it began with; its events name the task as it was called at the time. */
function namesOf(key: TaskKey, { events }: PlanHistory): ReadonlySet<TaskKey> {
  const names = new Set([key]);
  for (const { from, to } of events.flatMap((event) => renamingsIn(event) ?? [])) if (names.has(from)) names.add(to);
  return names;
}

function nameFault({ task }: LedgerEvent, names: ReadonlySet<TaskKey>): string | null {
  if (task === undefined) return 'it names no task, and stands in the ledger of one';
  return names.has(taskKeyOf(task)) ? null : `it is an event of ${task}, and stands in another ledger`;
}

/** Whoever verifies an item leaves a receipt for it. */
function receiptFault({ operation, changes, receipts = [] }: LedgerEvent): string | null {
  if (operation !== 'verify') return null;
  const ticked = changes.filter(({ path, from, to }) => path.startsWith('preCheck.items.') && to === true && from !== true);
  const bare = ticked
    .map(({ path }) => path.slice('preCheck.items.'.length))
    .find((item) => !receipts.some((receipt) => receipt.item === item));
  return bare === undefined ? null : `it ticks ${bare} without a receipt`;
}

/** The state that the first event began with is the one that the baseline has the digest of; of a task that it does not know, one that nobody had begun. */
function baseFault({ key, base }: Pick<TaskHistory, 'key' | 'base'>, context: Context): string | null {
  const { baseline, digest } = context;
  if (base === null || baseline === null) return null;
  const adopted = baseline.tasks[key];
  if (adopted === undefined) return isFresh(base, digest) ? null : 'it begins with a task that had begun, which the baseline does not know';
  if (digestOfState(base, digest) === adopted || isReshaped(key, base, context)) return null;
  return 'it does not begin with the state that the baseline vouches for';
}

/**
 * A task that nobody had begun, neither at adoption nor at its first event, and that was given other items
 * in between. That is planning, which people do freely; the baseline has only a digest, so what changed is not known.
 */
function isReshaped(key: TaskKey, base: TrackedState, { baseline, states, digest }: Context): boolean {
  if (baseline === null || baseline.completed.includes(key) || baseline.underway.includes(key)) return false;
  const hadBegun = states !== null && adoptedStateIn(states, key, { baseline, digest }) !== null;
  return !hadBegun && isFresh(base, digest) && digestOfState(base, digest) !== baseline.tasks[key];
}

function isFresh(base: TrackedState, digest: Digest): boolean {
  return digestOfState(neverStarted(base), digest) === digestOfState(base, digest);
}

/** What an auditor wants to know of how a task's ledger begins. */
export function taskNotes({ chain, history: { key, base } }: VerifiedTask, context: Context): readonly AuditNote[] {
  const line = chain.links[0]?.line;
  if (line === undefined || base === null || context.baseline?.tasks[key] === undefined || !isReshaped(key, base, context)) return [];
  return [
    {
      file: ledgerFileOf(key),
      line,
      message: `its checklists are not those that the plan was adopted with${tellLost(key, base, context)}`,
    },
  ];
}

/** What of a format's own items is proved to have been taken out. `check` knows more: it sees the task's neighbours. */
function tellLost(key: TaskKey, base: TrackedState, { baseline, digest }: Context): string {
  const adopted = withLostItems(base, formats.map(standardPathsOf), (guess) => digestOfState(guess, digest) === baseline?.tasks[key]);
  const lost = Object.keys(adopted ?? {}).filter((path) => !(path in base));
  return lost.length === 0 ? '; nobody had begun it then or since' : `: it began without ${lost.join(', ')}`;
}

/** Every line of `baseline-states.jsonl` must be the state that the baseline has the digest of, and work that had begun must have its line. */
export function adoptedStateFaults({ states: text, baseline, digest }: Context): readonly AuditFault[] {
  if (baseline === null) return [];
  const lines = (text ?? '').split('\n').slice(0, -1);
  const torn = text === null || text === '' || text.endsWith('\n') ? [] : [broken(statesFile, lines.length + 1, tornLine)];
  const told = new Set<string>();
  const wrong = lines.flatMap((line, index) => {
    const value = parsedJson(decodeUtf8(line as ByteString));
    const task = isObject(value) && typeof value.task === 'string' ? (value.task as TaskKey) : null;
    const holds = task !== null && adoptedStateIn(`${line}\n` as ByteString, task, { baseline, digest }) !== null;
    if (task !== null && told.has(task)) return [broken(statesFile, index + 1, `it tells of ${task} a second time`)];
    if (task !== null) told.add(task);
    return holds ? [] : [broken(statesFile, index + 1, 'it is not a state that the baseline vouches for')];
  });
  const missing = [...baseline.completed, ...baseline.underway].filter((task) => !told.has(task));
  const [first] = missing;
  if (first === undefined || torn.length > 0) return [...wrong, ...torn];
  const more = missing.length === 1 ? '' : `, and those of ${missing.length - 1} more`;
  return [...wrong, truncated(statesFile, lines.length + 1, `the state that ${first} was adopted with is missing${more}`)];
}

const tornLine = 'it is torn: its end is missing';

const statesFile = 'baseline-states.jsonl';
