/** What the events of the plan as a whole say: the accepted policy, the baseline, former ids, tasks taken out. Their inputs are told in `side-effects.ts`. */
import type { LedgerEvent } from '../model/event.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { sameValue } from '../model/tracked-state.ts';
import { acceptedPolicy } from './accepted-policy.ts';
import type { Sides } from './branched-replay.ts';
import type { PlanHistory } from './history.ts';

export type PlanSaying = Pick<PlanHistory, 'policy' | 'policyDigest' | 'baselineDigest' | 'aliases' | 'removed'>;

export const nothingSaid: PlanSaying = { policy: null, policyDigest: null, baselineDigest: null, aliases: new Map(), removed: new Set() };

/** What an event makes of it, or what is wrong with the event, as a clause. */
type Effect = (said: PlanSaying, event: LedgerEvent) => Partial<PlanSaying> | string;

const effects: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['init', init],
  ['config', config],
  ['rename', rename],
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

/** Names that led to the old id lead to the new one from now on. */
function rename(said: PlanSaying, event: LedgerEvent): Partial<PlanSaying> | string {
  const { from, to } = event.input;
  if (typeof from !== 'string' || typeof to !== 'string') return notItsInput(event);
  const [old, now] = [taskKeyOf(from), taskKeyOf(to)];
  const aliases = new Map([...said.aliases].map(([name, leadsTo]) => [name, leadsTo === old ? now : leadsTo]));
  aliases.delete(now);
  return { aliases: old === now ? aliases : aliases.set(old, now) };
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
    aliases: new Map([...theirs.aliases, ...ours.aliases]),
    removed: new Set([...ours.removed, ...theirs.removed]),
  };
}

const notItsInput = (event: LedgerEvent) => `its input is not what \`${event.operation}\` records`;
