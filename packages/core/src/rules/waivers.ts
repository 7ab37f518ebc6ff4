/**
 * Waivers: a person lets one gate or finding of one task stand open.
 *
 * A waiver is for the content as it is. Every gate and every finding says what it is *about* (the
 * prerequisites that are missing, the items without a receipt …) as a list of words; the waiver keeps
 * a digest of rule and list, and is void as soon as the list is another. A gate and a finding of the
 * same name are about the same list, so that waiving the one quiets the other.
 */
import type { TaskHistory, Waiver } from '../ledger/history.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { RuleName } from '../model/rule-names.ts';
import { isOver } from './calendar-day.ts';
import type { Moment } from './rule-world.ts';

/** The digest that ties a waiver to what it was about. */
export function waiverContent(rule: RuleName, about: readonly string[], digest: Digest): string {
  return digest(encodeUtf8(JSON.stringify([rule, ...[...about].sort()])));
}

/** The waiver in force for that rule and content; null where none is, or it has run out: by the date that a call asks to write, or by the clock. */
export function waiverInForce(
  history: TaskHistory,
  rule: RuleName,
  { content, now }: { readonly content: string; readonly now: Moment },
): Waiver | null {
  const holds = ({ until }: Waiver) => until === null || !hasRunOut(until, now);
  return history.waivers.findLast((waiver) => waiver.rule === rule && waiver.content === content && holds(waiver)) ?? null;
}

/** Whether a waiver with that last day holds no more. */
export function hasRunOut(until: string, now: Moment): boolean {
  return until < now.date || isOver(until, now);
}

/** The last waiver of that rule and content, in force or not; null where there is none. */
export function lastWaiver(history: TaskHistory, rule: RuleName, content: string): Waiver | null {
  return history.waivers.findLast((waiver) => waiver.rule === rule && waiver.content === content) ?? null;
}
