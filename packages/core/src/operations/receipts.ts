/** Receipts: who vouches for which item, on what it was based. */
import type { Receipt } from '../model/event.ts';
import { verifierOf } from '../rules/checklist-items.ts';
import { suspectReceipts } from '../rules/freshness.ts';
import { reliedOnByReview, reviewIsMandatory, reviewOf } from '../rules/review.ts';
import type { Standing } from '../rules/standing.ts';
import type { ReliedContent } from '../rules/task-documents.ts';
import { asRecorded } from '../rules/task-documents.ts';
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

/** Whether a receipt vouches for the review of just the documents that it would look at now, as they are. */
export function holdsFresh(world: World, { history, task }: Standing, item: string): boolean {
  const held = history.receipts.find((receipt) => receipt.item === item);
  const now = reliedOnByReview(world, reviewOf(world, task));
  const told = (documents: readonly ReliedContent[]) => JSON.stringify(documents.map(({ path, digest }) => [path, digest]));
  return held !== undefined && told(held.documents) === told(now);
}

function receipt(world: World, standing: Standing, what: Pick<Receipt, 'item' | 'note' | 'trust'>): readonly Receipt[] {
  const verdict = verdictOn(what.item, world, standing);
  if (!verdict.holds) return [];
  const documents = verdict.documents.map((relied) => asRecorded(world, relied));
  return [{ ...what, documents, ...(verdict.remark === undefined ? {} : { remark: verdict.remark }) }];
}
