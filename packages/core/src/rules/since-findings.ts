/**
 * What `check --since` sees beside the plan as it stands: that ledgers only grew since a revision and hold
 * together today, that the policy was changed, and what was done since that the policy of then forbids.
 *
 * So a branch can't loosen the policy that it is judged by, and can't make a change unseen by taking its
 * record out. That every tracked change is in the ledger follows: the file agrees with the ledger
 * (`unrecorded-change`), and the ledger holds all that it held.
 */
import { acceptedPolicy } from '../ledger/accepted-policy.ts';
import type { AuditFault } from '../ledger/audit-fault.ts';
import type { Link } from '../ledger/chain.ts';
import type { VerifiedTask } from '../ledger/cross-checks.ts';
import type { LedgerFiles } from '../ledger/history.ts';
import { ledgerFileOf } from '../ledger/ledger-file.ts';
import { lossesSince } from '../ledger/older-ledgers.ts';
import { replayPlan, undoneEvents } from '../ledger/replay.ts';
import { verifyLedgers } from '../ledger/verify.ts';
import type { ByteString } from '../model/byte-string.ts';
import type { LedgerEvent, Receipt } from '../model/event.ts';
import type { Policy } from '../model/policy.ts';
import { policies } from '../model/policy.ts';
import { sameActor } from '../model/same-actor.ts';
import { rowsBeyond, rowsIn } from '../model/tracked-state.ts';
import { isLongEnough, isSummary } from './enough-said.ts';
import { ledgerFolder } from './ledger-place.ts';
import { claimIsRefused } from './permission.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Sighting } from './sighting.ts';
import { isAboutDocuments, nothingLinked } from './verifiers.ts';

/** The policy that counted at the revision; where it had no ledger, the one that the plan was adopted with. */
export function policyOf(older: LedgerFiles, { ledgers, digest }: RuleWorld): Policy {
  const then = replayPlan(planLedger(older), digest).policy;
  return then ?? acceptedPolicy(ledgers.plan.events[0]?.input.policy) ?? policies.standard;
}

/**
 * @param world judged by the policy of then
 * @param remedy of what is missing
 */
export function sightingsSince(older: LedgerFiles, world: RuleWorld, remedy: string = restore): readonly Sighting[] {
  const today = world.ledgers.files();
  const losses = lossesSince(older, today).map((fault) => ({ ...faultSeen(fault), remedy }));
  if (today.ledgers.length === 0) return losses;
  const { tasks, faults } = verifyLedgers(today, world.digest);
  const told = new Set(world.ledgers.plan.faults.map(({ message }) => message));
  const lines = linesOf(older);
  const isNew = (file: string, event: LedgerEvent) => lines.get(file)?.includes(`"id":"${event.id}"`) !== true;
  return [
    ...losses,
    // What replaying a ledger shows is found without any revision to compare with.
    ...faults.filter(({ rule, message }) => rule === 'ledger-broken' && !told.has(message) && !isReplayed(message, tasks)).map(faultSeen),
    ...policyChanges(world, isNew),
    ...tasks.flatMap((task) => againstPolicy(task, world, isNew)),
  ];
}

type IsNew = (file: string, event: LedgerEvent) => boolean;

const planFile = ledgerFileOf('plan');

function planLedger({ ledgers }: LedgerFiles): ByteString {
  return ledgers.find(({ name }) => name === planFile)?.text ?? ('' as ByteString);
}

const linesOf = ({ ledgers }: LedgerFiles): ReadonlyMap<string, string> => new Map(ledgers.map(({ name, text }) => [name, text]));

function isReplayed(message: string, tasks: readonly VerifiedTask[]): boolean {
  return tasks.some(({ history }) => history.faults.some((fault) => fault.message === message));
}

function faultSeen({ rule, file, line, message }: AuditFault): Sighting {
  return {
    rule,
    message: `${file}: ${message}`,
    about: [file, message],
    ...lineIn(file, line),
    remedy: restore,
  };
}

const restore = 'take the file back from version control; ledgers are only ever added to';

function lineIn(file: string, line: number): Pick<Sighting, 'file' | 'place'> {
  return { file: `${ledgerFolder}/ledger/${file}`, place: () => ({ line, column: 1, endLine: line, endColumn: 1 }) };
}

function policyChanges({ ledgers }: RuleWorld, isNew: IsNew): readonly Sighting[] {
  return ledgers.plan.events.flatMap((event, index): readonly Sighting[] => {
    if (event.operation !== 'config' || !isNew(planFile, event)) return [];
    return [
      {
        rule: 'policy-changed',
        message: `${event.actor.name} (${event.actor.kind}) had another policy accepted since then; this is judged by the one before`,
        about: [event.id],
        ...lineIn(planFile, index + 1),
        remedy: 'let somebody who answers for the policy look at .tallyplan/config.yaml',
      },
    ];
  });
}

/**
 * What an event did that the policy forbids, as a clause; null where it forbids nothing of it.
 *
 * Each looks at what the event itself, and those of its task before it, hold. Whose turn it was, whether a phase was
 * open and what a document said of its approval depended on all tasks, on the order of the plan and on documents at
 * that moment, which no ledger holds, and of which two branches had two: so `order`, `phase_gate` and `approval` are
 * judged by the plan and the documents as they stand, and not here.
 */
type Forbidden = (event: LedgerEvent, context: { readonly policy: Policy; readonly before: readonly Link[] }) => string | null;

const judgements: readonly Forbidden[] = [
  ({ operation, input }, { policy }) =>
    operation === 'start' && typeof input.skipAhead === 'string' && policy.skipAhead === 'never' ? 'skips ahead, which nobody may' : null,
  (event, { policy }) =>
    completes(event) && !isSummary(summaryOf(event), policy)
      ? `completes with a summary that says nothing, or is shorter than ${policy.summaryLength} characters`
      : null,
  ({ receipts = [] }, { policy }) => {
    const short = receipts.filter(({ trust, note }) => trust === 'self-reported' && !isLongEnough(note, policy.noteLength));
    return short.length === 0 ? null : `vouches with a note shorter than ${policy.noteLength} characters for ${itemsOf(short)}`;
  },
  ({ receipts = [] }, { policy }) => {
    const bare =
      policy.upstream === 'required' ? receipts.filter(({ item, remark }) => isAboutDocuments(item) && remark === nothingLinked) : [];
    return bare.length === 0 ? null : `vouches for ${itemsOf(bare)} without a document`;
  },
  (event, { policy, before }) => {
    const missing = completes(event) ? policy.evidence.filter((name) => !hasPassed(name, before)) : [];
    return missing.length === 0 ? null : `completes without evidence of ${missing.join(', ')}`;
  },
  ({ operation, input }, { policy }) =>
    operation === 'waive' && policy.waivable !== null && !policy.waivable.some((rule) => rule === input.rule)
      ? `waives ${String(input.rule)}, which is not to be waived`
      : null,
  ({ operation, input, actor }, { policy, before }) => {
    const isAnswer = operation === 'instruct' && policy.fourEyes;
    return isAnswer && before.some(({ event: asked }) => asked.id === input.stop && sameActor(asked.actor, actor))
      ? 'answers a STOP of the same actor'
      : null;
  },
  ({ actor }, { policy }) => (claimIsRefused(actor, policy) ? 'is by an agent that claims to be a person' : null),
];

/** By the operation, or by a hand edit that went through its gates. What a person takes as found goes through none. */
function completes({ operation, input }: LedgerEvent): boolean {
  return operation === 'complete' || (operation === 'record' && (input.as === 'complete' || input.as === 'start and complete'));
}

/** What was said with it; of a hand edit, what the row says that came with it. */
function summaryOf({ input, changes }: LedgerEvent): string {
  if (typeof input.summary === 'string') return input.summary;
  const rows = changes.find(({ path }) => path === 'log');
  return rowsBeyond(rowsIn(rows?.to), rowsIn(rows?.from))
    .map(({ notes }) => notes)
    .slice(-1)
    .join();
}

/** As the gate asks: the latest of that name, unless it was taken back. Of which tree it was then, nobody knows any more. */
function hasPassed(name: string, before: readonly Link[]): boolean {
  const undone = undoneEvents(before);
  const latest = before.findLast(({ event }) => event.operation === 'evidence' && event.input.name === name && !undone.has(event.id));
  return latest?.event.input.exitCode === 0;
}

const itemsOf = (receipts: readonly Receipt[]) => receipts.map(({ item }) => item).join(', ');

/** What was taken back is in force no more: whoever does again what the policy asks for takes it back first. */
function againstPolicy({ history, chain: { links } }: VerifiedTask, { policy }: RuleWorld, isNew: IsNew): readonly Sighting[] {
  const file = ledgerFileOf(history.key);
  const undone = undoneEvents(links);
  return links.flatMap(({ event, line }, index): readonly Sighting[] => {
    if (!isNew(file, event) || undone.has(event.id)) return [];
    return judgements.flatMap((judge): readonly Sighting[] => {
      const what = judge(event, { policy, before: links.slice(0, index) });
      if (what === null) return [];
      return [
        {
          rule: 'policy-forbids',
          message: `${history.key}: the \`${event.operation}\` of ${event.actor.name} ${what}, by the ${policy.name} policy of then`,
          about: [event.id],
          ...lineIn(file, line),
          task: { id: history.key, key: history.key },
          remedy: 'change the policy first, in a change of its own; or undo it, and do again what it asks for',
        },
      ];
    });
  });
}
