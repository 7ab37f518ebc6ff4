/** What `check` reports about waivers: those in force are shown while they last, those that ran out while their gate is shut again. */
import type { Waiver } from '../ledger/history.ts';
import type { RuleName } from '../model/rule-names.ts';
import { completeGates, sequenceGates, startGates } from './gates.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Gate } from './shut-gate.ts';
import type { Sighting } from './sighting.ts';
import { type Standing, statusBefore } from './standing.ts';
import type { RuleAbout } from './waived.ts';
import { lastWaiver, waiverContent, waiverInForce } from './waivers.ts';

/** The waivers of one task, held against what the rules see there now. `seen` is what its findings are about, waived or not. */
export function waiverSightings(world: RuleWorld, standing: Standing, seen: readonly RuleAbout[]): readonly Sighting[] {
  const { history, task } = standing;
  const now = distinct([...shutAhead(world, standing), ...seen]);
  return now.flatMap((one): readonly Sighting[] => {
    const { rule, about } = one;
    const match = { content: waiverContent(rule, about, world.digest), now: world.now };
    const inForce = waiverInForce(history, rule, match);
    if (inForce !== null)
      return [sighting(world, standing, { rule: 'waiver-active', message: `${task.id}: ${tell(inForce)}`, waiver: inForce })];
    // Of what is held up, a gate waits for nobody so far.
    const runOut = isHeldUp(standing) && !seen.includes(one) ? null : lastWaiver(history, rule, match.content);
    if (runOut === null) return [];
    return [sighting(world, standing, { rule: 'waiver-expired', message: `${task.id}: ${tell(runOut)}, and has run out`, waiver: runOut })];
  });
}

/** What the gates of the task's next transition are about, waived or not; of a task that is held up, those of the one where it goes back to. */
function shutAhead(world: RuleWorld, standing: Standing): readonly RuleAbout[] {
  const gates = gatesOf[String(comesFrom(standing))] ?? [];
  return gates.map((gate) => gate(world, standing)).filter((shut) => shut !== null);
}

const gatesOf: Readonly<Record<string, readonly Gate[]>> = { NOT_STARTED: [...startGates, ...sequenceGates], IN_PROGRESS: completeGates };

function comesFrom(standing: Standing): unknown {
  const { status } = standing.vouched;
  if (status === 'BLOCKED') return statusBefore(standing);
  return status === 'DEFERRED' ? 'NOT_STARTED' : status;
}

function isHeldUp({ vouched: { status } }: Standing): boolean {
  return status === 'BLOCKED' || status === 'DEFERRED';
}

/** A gate and a finding of one rule are about the same: once is enough. */
function distinct(seen: readonly RuleAbout[]): readonly RuleAbout[] {
  return [...new Map(seen.map((one) => [JSON.stringify([one.rule, [...one.about].sort()]), one])).values()];
}

function tell({ rule, actor, reason, until }: Waiver): string {
  return `${rule} is waived by ${actor.name}${until === null ? '' : ` until ${until}`}: ${reason}`;
}

function sighting(
  world: RuleWorld,
  { task }: Standing,
  { rule, message, waiver }: { readonly rule: RuleName; readonly message: string; readonly waiver: Waiver },
): Sighting {
  return {
    rule,
    message,
    about: [waiver.event],
    place: () => world.places.ofTask(task, 'entry'),
    task,
    remedy:
      rule === 'waiver-active'
        ? 'nothing need be done: it is void as soon as what it is about changes'
        : `mend ${waiver.rule}, or tallyplan waive ${task.id} ${waiver.rule} --reason "<why>" (a person)`,
  };
}
