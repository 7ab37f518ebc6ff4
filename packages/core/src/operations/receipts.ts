/** Receipts: who vouches for which item, on what it was based. */
import type { Receipt } from '../model/event.ts';
import { verifierOf } from '../rules/checklist-items.ts';
import { isFresh, suspectReceipts } from '../rules/freshness.ts';
import { reviewIsMandatory } from '../rules/review.ts';
import type { Standing } from '../rules/standing.ts';
import { verdictOn } from '../rules/verifiers.ts';
import type { World } from './operation.ts';

/** Receipts for items that the tool decides by itself; only those that hold. */
export function toolReceipts(world: World, standing: Standing, items: readonly string[]): readonly Receipt[] {
  return items.flatMap((item) => receipt(world, standing, { item, note: '', trust: 'tool-run' }));
}

/** Receipts for items that somebody attests with a note. */
export function attestedReceipts(world: World, standing: Standing, notes: Readonly<Record<string, string>>): readonly Receipt[] {
  return Object.entries(notes).flatMap(([item, note]) => receipt(world, standing, { item, note: note.trim(), trust: 'self-reported' }));
}

/**
 * The items that the tool vouches for anew with a transition: those whose receipt is suspect by now, and the
 * mandatory review, where nothing vouches for it yet. Whether they hold, the gates have asked.
 */
export function renewedByTool(world: World, standing: Standing): readonly string[] {
  const suspects = suspectReceipts(world, standing).map(({ receipt }) => receipt.item);
  const review =
    reviewIsMandatory(world, standing.task) && !holdsFresh(world, standing, reviewItem(standing)) ? [reviewItem(standing)] : [];
  return [...new Set([...suspects.filter((item) => verifierOf(item) === 'by the tool'), ...review])];
}

/** The item that a review's receipt is for: the task's own, or else one that stands in no checklist. */
export function reviewItem({ task }: Standing): string {
  return task.preCheck?.items.some(({ key }) => key === 'reviewed_upstream') === true ? 'reviewed_upstream' : 'mandatory_review';
}

/** Whether a receipt vouches for the item, and what it relied on is as it was. */
export function holdsFresh(world: World, { history }: Standing, item: string): boolean {
  const held = history.receipts.find((receipt) => receipt.item === item);
  return held !== undefined && isFresh(world, held);
}

function receipt(world: World, standing: Standing, what: Pick<Receipt, 'item' | 'note' | 'trust'>): readonly Receipt[] {
  const verdict = verdictOn(what.item, world, standing);
  if (!verdict.holds) return [];
  return [{ ...what, documents: verdict.documents, ...(verdict.remark === undefined ? {} : { remark: verdict.remark }) }];
}
