/** What the events of the plan as a whole say: the accepted policy, the baseline, former ids, tasks taken out. Their inputs are told in `side-effects.ts`. */
import type { LedgerEvent } from '../model/event.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { sameValue } from '../model/tracked-state.ts';
import { acceptedPolicy } from './accepted-policy.ts';
import type { Sides } from './branched-replay.ts';
import type { PlanHistory } from './history.ts';
import type { Aliases, NameConflict } from './renames.ts';
import { mergedAliases, namesInConflict, renamedOnce, renamingsIn } from './renames.ts';

export type PlanSaying = Pick<PlanHistory, 'policy' | 'policyDigest' | 'baselineDigest' | 'aliases' | 'removed'>;

export const nothingSaid: PlanSaying = { policy: null, policyDigest: null, baselineDigest: null, aliases: new Map(), removed: new Set() };

/** What an event makes of it, or what is wrong with the event, as a clause. */
type Effect = (said: PlanSaying, event: LedgerEvent) => Partial<PlanSaying> | string;

const effects: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['init', init],
  ['config', config],
  ['rename', rename],
  // Of two names that two branches gave one task, the one that nobody decided for.
  ['merge', rename],
  ['remove', remove],
]);

/** What the plan's ledger says after an event; `tell` hears of one that can't mean what it says. */
export function planAfter(said: PlanSaying, event: LedgerEvent, tell: (fault: string) => void): PlanSaying {
  const effect = effects.get(event.operation)?.(said, event) ?? {};
  if (typeof effect !== 'string') return { ...said, ...effect };
  tell(effect);
  return said;
}

function init(said: PlanSaying, event: LedgerEvent): Partial<PlanSaying> | string {
  const { baselineDigest } = event.input;
  const configured = config(said, event);
  if (typeof configured === 'string' || typeof baselineDigest !== 'string') return notItsInput(event);
  return { ...configured, baselineDigest };
}

function config(_: PlanSaying, event: LedgerEvent): Partial<PlanSaying> | string {
  const { policyDigest } = event.input;
  const policy = acceptedPolicy(event.input.policy);
  if (policy === null || (policyDigest !== null && typeof policyDigest !== 'string')) return notItsInput(event);
  return { policy, policyDigest };
}

function rename(said: PlanSaying, event: LedgerEvent): Partial<PlanSaying> | string {
  const renamings = renamingsIn(event);
  return renamings === null ? notItsInput(event) : { aliases: renamings.reduce(renamedOnce, said.aliases) };
}

function remove(said: PlanSaying, event: LedgerEvent): Partial<PlanSaying> | string {
  return event.task === undefined ? notItsInput(event) : { removed: new Set([...said.removed, taskKeyOf(event.task)]) };
}

/**
 * What two branches say, as one. Where both accepted a policy, ours counts until a person accepts one again:
 * the configuration itself is in conflict then, or is neither of the two, and `check` says so.
 */
export function mergeSayings({ base, ours, theirs }: Sides<PlanSaying>): PlanSaying {
  const accepted = ours.policyDigest === base.policyDigest && sameValue(ours.policy, base.policy) ? theirs : ours;
  return {
    policy: accepted.policy,
    policyDigest: accepted.policyDigest,
    baselineDigest: ours.baselineDigest ?? theirs.baselineDigest,
    aliases: mergedAliases(aliasesOf({ base, ours, theirs })),
    removed: new Set([...ours.removed, ...theirs.removed]),
  };
}

/** The same as an ancestor of crosswise merges: a name that was in conflict there is known to neither side. */
export function ancestorSayings(sides: Sides<PlanSaying>): PlanSaying {
  const said = mergeSayings(sides);
  const unknown = new Set(sayingsInConflict(sides).flatMap(({ ours, theirs }) => [ours, theirs]));
  return { ...said, aliases: new Map([...said.aliases].filter(([, now]) => !unknown.has(now))) };
}

/** Tasks that both sides renamed, each to another name. */
export function sayingsInConflict(sides: Sides<PlanSaying>): readonly NameConflict[] {
  return namesInConflict(aliasesOf(sides));
}

function aliasesOf({ base, ours, theirs }: Sides<PlanSaying>): Sides<Aliases> {
  return { base: base.aliases, ours: ours.aliases, theirs: theirs.aliases };
}

const notItsInput = (event: LedgerEvent) => `its input is not what \`${event.operation}\` records`;
