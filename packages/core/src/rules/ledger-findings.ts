/** What `check` reports where plan and ledger are held side by side, and about the ledgers themselves. */

import { tornLine } from '../ledger/chain.ts';
import type { LedgerFault, Ledgers } from '../ledger/history.ts';
import { onceFor } from '../model/once-for.ts';
import type { TaskPart } from '../model/plan.ts';
import type { RuleName } from '../model/rule-names.ts';
import { tellDifference } from './alone-gates.ts';
import { verifierOf } from './checklist-items.ts';
import { showChange, tellSuspect } from './document-change.ts';
import { flaws } from './document-findings.ts';
import type { SuspectReceipt } from './freshness.ts';
import { aboutChanges, suspectAttestations, suspectReceipts } from './freshness.ts';
import { ledgerFolder, ledgerPlaceOf } from './ledger-place.ts';
import { instructSteps, verifyStep } from './next-steps.ts';
import type { RuleWorld } from './rule-world.ts';
import type { PlanRule, Sighting, TaskRule } from './sighting.ts';
import { beginning, mendsFork, someOf } from './sighting.ts';
import type { Standing } from './standing.ts';
import { allVanishedWork, mayBeUnread } from './vanished.ts';
import { isAboutDocuments, nothingLinked } from './verifiers.ts';

export const ledgerPlanRules = {
  'ledger-broken': faults('ledger-broken'),
  'ledger-forked': (world) => [...forkedPlan(world), ...forkedLedgers(world)],
  'ledger-truncated': faults('ledger-truncated'),
  'policy-not-accepted': policyNotAccepted,
  'unrecorded-change': vanishedTasks,
} as const satisfies Partial<Record<RuleName, PlanRule>>;

export const ledgerTaskRules = {
  'unrecorded-change': unrecordedChange,
  'missing-receipt': missingReceipt,
  'suspect-receipt': suspectReceipt,
  'changed-after-completion': changedAfterCompletion,
  'stop-open': stopOpen,
  'unlinked-task': unlinkedTask,
} as const satisfies Partial<Record<RuleName, TaskRule>>;

const forkedLedgers = faults('ledger-forked');
const forkedPlan = flaws('ledger-forked', mendsFork);

function faults(rule: LedgerFault['rule']): PlanRule {
  return ({ ledgers }) =>
    allFaults(ledgers)
      .filter((fault) => fault.rule === rule)
      .map(faultSeen);
}

/** The faults of every ledger, which costs a replay of each: once for the three rules. */
const allFaults = onceFor((ledgers: Ledgers): readonly LedgerFault[] =>
  [ledgers.plan, ...ledgers.keys().map((key) => ledgers.task(key))].flatMap((history) => history.faults),
);

function faultSeen(fault: LedgerFault): Sighting {
  const { rule, ledger, message } = fault;
  const { file, line, column } = ledgerPlaceOf(fault);
  return {
    rule,
    message: `${ledger === 'plan' ? 'the ledger of the plan' : `the ledger of ${ledger}`}: ${message}`,
    about: [ledger, String(line)],
    place: () => ({ line, column, endLine: line, endColumn: column }),
    file,
    ...(ledger === 'plan' ? {} : { task: { id: ledger, key: ledger } }),
    remedy: remedyOf(fault),
  };
}

/** Version control may not have yet what was recorded since; a line that does not count is mended without it. */
function remedyOf({ rule, message, line }: LedgerFault): string {
  if (rule === 'ledger-forked') return mendsFork;
  if (message === tornLine) return `take line ${line} out in an editor; where it is whole and lacks its line feed alone, give it that`;
  return 'tallyplan audit verify; then take the file back from version control';
}

/** Gates use the last policy that a person accepted; the file may ask for another. */
function policyNotAccepted({ ledgers, configuration }: RuleWorld): readonly Sighting[] {
  if (!ledgers.adopted || configuration.digest === ledgers.plan.policyDigest) return [];
  const what = configuration.digest === null ? 'is gone' : 'is not the one that was accepted last';
  return [
    {
      rule: 'policy-not-accepted',
      message: `the configuration ${what}; gates go on with the accepted policy`,
      about: [configuration.digest ?? ''],
      place: () => beginning,
      file: `${ledgerFolder}/config.yaml`,
      remedy: 'tallyplan config accept (a person), or take the file back from version control',
    },
  ];
}

/** One finding for each task that file and ledger tell differently; none where the entry can't be read at all. */
function unrecordedChange(world: RuleWorld, { task, differences }: Standing): Sighting | null {
  const [first] = differences;
  if (first === undefined || (task.status === null && !task.writable)) return null;
  return {
    rule: 'unrecorded-change',
    message: `${task.id} was edited by hand: ${someOf(differences.map(tellDifference), 3)}`,
    about: differences.map(({ path }) => path),
    place: () => world.places.ofTask(task, partOf(first.path)),
    task,
    remedy: `tallyplan record ${task.id}, or tallyplan record ${task.id} --restore`,
  };
}

const parts: Readonly<Record<string, TaskPart>> = {
  status: 'status',
  'preCheck.status': 'preCheck.status',
  'postCheck.status': 'postCheck.status',
  'implementation.iplanId': 'iplanId',
  'implementation.iplanStatus': 'iplanStatus',
  'implementation.started': 'started',
  'implementation.completed': 'completed',
};

function partOf(path: string): TaskPart {
  const item = /^(preCheck|postCheck)\.items\.(.*)$/s.exec(path);
  if (item === null) return parts[path] ?? 'entry';
  return item[1] === 'preCheck' ? `preCheck.items.${item[2]}` : `postCheck.items.${item[2]}`;
}

/** Ticked items of a task that may still start or go on, which nobody vouches for and adoption did not bring. */
function missingReceipt(world: RuleWorld, { task, vouched, history }: Standing): Sighting | null {
  if (!world.ledgers.adopted || task.status === 'COMPLETED' || task.status === 'DEFERRED') return null;
  const ticked = task.preCheck?.items.filter(({ key, done }) => done && verifierOf(key) === 'attested') ?? [];
  if (ticked.length === 0) return null;
  const held = new Set(history.receipts.map(({ item }) => item));
  const adopted = history.base ?? vouched;
  const missing = ticked.map(({ key }) => key).filter((item) => adopted[`preCheck.items.${item}`] !== true && !held.has(item));
  const [first] = missing;
  if (first === undefined) return null;
  return {
    rule: 'missing-receipt',
    message: `${task.id}: ${someOf(missing)} ${missing.length === 1 ? 'is' : 'are'} ticked, and nobody vouches for it`,
    about: missing,
    place: () => world.places.ofTask(task, `preCheck.items.${first}`),
    task,
    remedy: verifyStep(world, { task }, missing).command,
  };
}

/** What work that is still to be done, or under way, was vouched for against has changed. */
function suspectReceipt(world: RuleWorld, standing: Standing): Sighting | null {
  const { status } = standing.task;
  if (!world.ledgers.adopted || status === 'COMPLETED' || status === 'DEFERRED') return null;
  const seen = seenChanges(world, standing, suspectAttestations(world, standing));
  return seen && { ...seen, rule: 'suspect-receipt' };
}

/** On a COMPLETED task it is only told; it counts again once the task is reopened. */
function changedAfterCompletion(world: RuleWorld, standing: Standing): Sighting | null {
  if (!world.ledgers.adopted || standing.task.status !== 'COMPLETED') return null;
  const seen = seenChanges(world, standing, suspectReceipts(world, standing));
  return seen && { ...seen, rule: 'changed-after-completion' };
}

function seenChanges(world: RuleWorld, { task }: Standing, suspects: readonly SuspectReceipt[]): Omit<Sighting, 'rule'> | null {
  const [first] = suspects.flatMap(({ changes }) => changes);
  if (first === undefined) return null;
  const { path, place } = showChange(world, first);
  const items = suspects.map(({ receipt }) => receipt.item);
  return {
    message: `${task.id}: ${suspects.map((suspect) => tellSuspect(world, suspect)).join('; ')}`,
    about: aboutChanges(suspects),
    place: () => place,
    file: path,
    task,
    remedy: `read what changed, then ${verifyStep(world, { task }, items).command}`,
  };
}

function stopOpen(world: RuleWorld, { task, history }: Standing): Sighting | null {
  if (history.stops.length === 0) return null;
  return {
    rule: 'stop-open',
    message: `${task.id} is stopped until a person answers: ${history.stops.map(({ question, actor }) => `${actor.name} asks: ${question}`).join('; ')}`,
    about: history.stops.map(({ event }) => event),
    place: () => world.places.ofTask(task, 'status'),
    task,
    remedy: `${instructSteps(world, task)
      .map(({ command }) => command)
      .join(' or ')} (a person)`,
  };
}

function unlinkedTask(world: RuleWorld, { task, history }: Standing): Sighting | null {
  const unlinked = history.receipts
    .filter(({ item, trust, remark }) => trust === 'self-reported' && remark === nothingLinked && isAboutDocuments(item))
    .map(({ item }) => item);
  if (unlinked.length === 0) return null;
  return {
    rule: 'unlinked-task',
    message: `${task.id}: ${someOf(unlinked)} ${unlinked.length === 1 ? 'rests' : 'rest'} on a word alone: no document was linked`,
    about: unlinked,
    place: () => world.places.ofTask(task, 'entry'),
    task,
    remedy: `write the document, then ${verifyStep(world, { task }, unlinked).command}`,
  };
}

/** Tasks that the ledger has as begun and that no longer stand in the plan. */
function vanishedTasks(world: RuleWorld): readonly Sighting[] {
  const gone = allVanishedWork(world);
  const isUnread = gone.length > 0 && mayBeUnread(world);
  const told = isUnread
    ? 'was taken out of the plan by hand, or stands in a block that can’t be read'
    : 'was taken out of the plan by hand';
  return gone.map(({ key, status }) => ({
    rule: 'unrecorded-change',
    message: `${key} ${told}; the ledger has it as ${status}`,
    about: [key],
    place: () => beginning,
    task: { id: key, key },
    remedy: isUnread ? 'correct that block first' : `put its entry back from version control, or tallyplan record ${key} --restore`,
  }));
}
