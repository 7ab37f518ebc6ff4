/**
 * `audit verify`: reads every ledger anew from its bytes and says whether they hold together, each in
 * itself, with each other, with the baseline, and with what was known of them before.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { AuditFault, AuditNote } from './audit-fault.ts';
import { broken, inFile, truncated } from './audit-fault.ts';
import { readBaseline } from './baseline.ts';
import type { Chain } from './chain.ts';
import { readChain } from './chain.ts';
import type { Checkpoint, MarkedLedger } from './checkpoint.ts';
import { departures } from './checkpoint.ts';
import type { VerifiedTask } from './cross-checks.ts';
import { adoptedStateFaults, taskFaults, taskNotes } from './cross-checks.ts';
import type { LedgerFile, LedgerFiles, PlanHistory, TaskHistory } from './history.ts';
import { ledgerFileOf, ledgerOfFile } from './ledger-file.ts';
import { lossesSince } from './older-ledgers.ts';
import { planFaults } from './plan-checks.ts';
import { planHistory, taskHistory } from './replay.ts';

export interface Verification {
  readonly plan: PlanHistory;
  readonly tasks: readonly VerifiedTask[];
  /** What `checkpointOf` makes a checkpoint of. */
  readonly ledgers: readonly MarkedLedger[];
  readonly faults: readonly AuditFault[];
  /** Clocks that ran backwards, checklists that were changed before anybody began. */
  readonly notes: readonly AuditNote[];
}

/** What was known of the ledgers before. */
export interface Known {
  readonly checkpoint?: Checkpoint | undefined;
  /** The ledgers as they stood at an earlier revision. */
  readonly older?: LedgerFiles | undefined;
}

/** Verifies everything in the folder. Never throws. */
export function verifyLedgers(files: LedgerFiles, digest: Digest, known: Known = {}): Verification {
  const planChain = readChain('plan', textOf(files, 'plan.jsonl'), digest);
  const plan = planHistory(planChain);
  const tasks = files.ledgers.flatMap((file) => taskIn(file, digest));
  const ledgers = [plan, ...tasks.map(({ history }) => history)].map(marked);
  const { baseline, faults: baselineFaults } = readBaseline(files.baseline, plan.baselineDigest, digest);
  const context = { plan, baseline, states: files.states, digest };
  const faults = [
    ...files.ledgers.flatMap(fileFaults),
    ...[plan, ...tasks.map(({ history }) => history)].flatMap((history) => history.faults.map(inFile)),
    ...(files.ledgers.length > 0 ? planFaults(planChain, ledgers, digest) : []),
    ...baselineFaults.map(({ line, message }) => broken('baseline.json', line, message)),
    ...adoptedStateFaults(context),
    ...tasks.flatMap((task) => taskFaults(task, context)),
    ...(known.checkpoint === undefined ? [] : departures(known.checkpoint, ledgers)),
    ...(known.older === undefined ? [] : lossesSince(known.older, files)),
  ];
  const notes = [...clockNotes(planChain), ...tasks.flatMap((task) => [...clockNotes(task.chain), ...taskNotes(task, context)])];
  return { plan, tasks, ledgers, faults, notes };
}

function taskIn({ name, text }: LedgerFile, digest: Digest): readonly VerifiedTask[] {
  const key = ledgerOfFile(name);
  if (key === null || key === 'plan') return [];
  const chain = readChain(key, text, digest);
  return [{ chain, history: taskHistory(key, chain) }];
}

function fileFaults({ name, text }: LedgerFile): readonly AuditFault[] {
  if (ledgerOfFile(name) === null) return [broken(name, 1, 'its name is no ledger’s: no task has it')];
  return text === '' ? [truncated(name, 1, 'it is empty, and every ledger has a first event')] : [];
}

/** A clock that ran backwards is told, never corrected. It proves nothing: two machines rarely agree to the second. */
function clockNotes({ ledger, links }: Chain): readonly AuditNote[] {
  const times = new Map(links.map(({ event: { id, at } }) => [id, at]));
  return links.flatMap(({ event: { at, prev }, line }) => {
    const later = prev.map((id) => times.get(id) ?? '').find((before) => before > at);
    return later === undefined
      ? []
      : [{ file: ledgerFileOf(ledger), line, message: `its time, ${at}, is before that of the event it follows, ${later}` }];
  });
}

function marked(history: PlanHistory | TaskHistory): MarkedLedger {
  return { name: ledgerFileOf('key' in history ? history.key : 'plan'), events: history.events, heads: history.heads };
}

function textOf({ ledgers }: LedgerFiles, name: string): ByteString {
  return ledgers.find((file) => file.name === name)?.text ?? ('' as ByteString);
}
