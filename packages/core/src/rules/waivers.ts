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

/** The digest that ties a waiver to what it was about. */
export function waiverContent(rule: RuleName, about: readonly string[], digest: Digest): string {
  return digest(encodeUtf8(JSON.stringify([rule, ...[...about].sort()])));
}

/** The waiver in force for that rule and content; null where none is, or it has run out. `today` is a calendar date. */
export function waiverInForce(
  history: TaskHistory,
  rule: RuleName,
  about: { readonly content: string; readonly today: string },
): Waiver | null {
  return (
    history.waivers.findLast(
      (waiver) => waiver.rule === rule && waiver.content === about.content && (waiver.until === null || about.today <= waiver.until),
    ) ?? null
  );
}

/** The last waiver of that rule and content, in force or not; null where there is none. */
export function lastWaiver(history: TaskHistory, rule: RuleName, content: string): Waiver | null {
  return history.waivers.findLast((waiver) => waiver.rule === rule && waiver.content === content) ?? null;
}
